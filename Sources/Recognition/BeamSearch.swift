/// Finds the most probable texts that a syntax allows: CTC's prefix beam search (Graves 2006; Hannun et al. 2014), walking
/// the automaton alongside.
package struct BeamSearch {
    package var syntax: PlateSyntax
    /// Prefixes kept after each frame.
    package var width: Int
    /// Symbols less probable than this don't extend a prefix (e to the -9).
    package var leastProbability: Double

    package init(syntax: PlateSyntax, width: Int = 12, leastProbability: Double = 1.234e-4) {
        self.syntax = syntax
        self.width = width
        self.leastProbability = leastProbability
    }

    package struct Candidate: Hashable, Sendable {
        /// Indices into the alphabet.
        package var symbols: [Int]
        /// P(text), as far as the beam held its ways.
        package var probability: Double

        package init(symbols: [Int], probability: Double) {
            self.symbols = symbols
            self.probability = probability
        }
    }

    private struct Prefix {
        /// Six bits for each symbol, symbol + 1, the last in the lowest.
        var key: UInt64
        var length: Int
        var state: PlateSyntax.State
        /// P of all ways to write the prefix into the frames so far that end in a blank, and that don't.
        var endingInBlank: Double
        var endingInSymbol: Double

        var total: Double { endingInBlank + endingInSymbol }
        /// -1 if there is none.
        var last: Int { Int(key & 63) - 1 }
    }

    /// The texts that the syntax accepts, most probable first.
    ///
    /// Probabilities are plain doubles: with at most a few hundred frames of at least 1e-4 each, those that matter don't
    /// come near the smallest double.
    package func search(_ frames: CharacterFrames) -> [Candidate] {
        var beam = [Prefix(key: 0, length: 0, state: 0, endingInBlank: 1, endingInSymbol: 0)]
        var next: [Prefix] = []
        for frame in 0..<frames.count {
            let blank = frames.probability(frame, CharacterFrames.blank)
            let likely = (0..<PlateSyntax.symbols).filter { frames.probability(frame, $0) >= leastProbability }
            next.removeAll(keepingCapacity: true)
            for prefix in beam {
                var stays = prefix
                stays.endingInBlank = prefix.total * blank
                stays.endingInSymbol =
                    prefix.last >= 0 ? prefix.endingInSymbol * frames.probability(frame, prefix.last) : 0
                next.append(stays)
            }
            for prefix in beam where prefix.length < PlateSyntax.maximumLength {
                for symbol in likely {
                    let state = syntax.state(after: prefix.state, symbol: symbol)
                    guard state >= 0 else { continue }
                    // The same symbol again is a new one only behind a blank.
                    let before = symbol == prefix.last ? prefix.endingInBlank : prefix.total
                    let probability = before * frames.probability(frame, symbol)
                    let key = prefix.key << 6 | UInt64(symbol + 1)
                    if let index = next[..<beam.count].firstIndex(where: { $0.key == key }) {
                        next[index].endingInSymbol += probability
                    } else {
                        next.append(
                            Prefix(
                                key: key, length: prefix.length + 1, state: state, endingInBlank: 0,
                                endingInSymbol: probability))
                    }
                }
            }
            keepBest(of: next, in: &beam)
        }
        return beam.filter { syntax.accepts($0.state) && $0.total > 0 }
            .map { Candidate(symbols: BeamSearch.symbols($0.key, length: $0.length), probability: $0.total) }
    }

    /// The `width` most probable, most probable first; equal ones by their key, so that the order never depends on how they came.
    private func keepBest(of prefixes: [Prefix], in beam: inout [Prefix]) {
        beam.removeAll(keepingCapacity: true)
        for prefix in prefixes {
            let total = prefix.total
            var place = beam.count
            while place > 0,
                total > beam[place - 1].total || (total == beam[place - 1].total && prefix.key < beam[place - 1].key)
            {
                place -= 1
            }
            guard place < width else { continue }
            if beam.count == width { beam.removeLast() }
            beam.insert(prefix, at: place)
        }
    }

    private static func symbols(_ key: UInt64, length: Int) -> [Int] {
        (0..<length).map { Int(key >> UInt64(6 * (length - 1 - $0)) & 63) - 1 }
    }
}
