import Foundation

/// The reader's answer for one crop: for each frame, from left to right, the probability of each symbol and of blank.
package struct CharacterFrames: Sendable {
    /// Symbols and, last, the blank.
    package static let classes = PlateSyntax.symbols + 1
    package static let blank = PlateSyntax.symbols

    package let count: Int
    /// Row-major: `probabilities[frame * classes + symbol]`; each frame sums to 1.
    let probabilities: [Double]

    /// - Parameter logits: row-major like ``probabilities``, before the softmax.
    package init(logits: [Float]) {
        count = logits.count / CharacterFrames.classes
        var probabilities = [Double](repeating: 0, count: count * CharacterFrames.classes)
        for frame in 0..<count {
            let range = frame * CharacterFrames.classes..<(frame + 1) * CharacterFrames.classes
            let largest = logits[range].max() ?? 0
            var sum = 0.0
            for k in range {
                let value = exp(Double(logits[k] - largest))
                probabilities[k] = value
                sum += value
            }
            for k in range { probabilities[k] /= sum }
        }
        self.probabilities = probabilities
    }

    package func probability(_ frame: Int, _ symbol: Int) -> Double {
        probabilities[frame * CharacterFrames.classes + symbol]
    }

    /// P(text): the sum over all ways to write it into the frames (CTC's forward sum, Graves et al. 2006). Exact.
    package func probability(of text: [Int]) -> Double {
        guard count > 0 else { return 0 }
        // Places: blank, symbol, blank, symbol, ..., blank.
        let places = 2 * text.count + 1
        func symbol(_ place: Int) -> Int { place % 2 == 0 ? CharacterFrames.blank : text[place / 2] }
        var sums = [Double](repeating: 0, count: places)
        sums[0] = probability(0, CharacterFrames.blank)
        if places > 1 { sums[1] = probability(0, symbol(1)) }
        for frame in 1..<max(count, 1) {
            for place in stride(from: places - 1, through: 0, by: -1) {
                var sum = sums[place]
                if place >= 1 { sum += sums[place - 1] }
                if place >= 3, place % 2 == 1, symbol(place) != symbol(place - 2) { sum += sums[place - 2] }
                sums[place] = sum * probability(frame, symbol(place))
            }
        }
        return sums[places - 1] + (places > 1 ? sums[places - 2] : 0)
    }

    /// The most probable way to write a text into the frames: for each symbol the frames it takes; nil if there is none.
    package func alignment(of text: [Int]) -> [Range<Int>]? {
        let places = 2 * text.count + 1
        guard count > 0, !text.isEmpty else { return nil }
        func symbol(_ place: Int) -> Int { place % 2 == 0 ? CharacterFrames.blank : text[place / 2] }
        var best = [Double](repeating: 0, count: places)
        best[0] = probability(0, CharacterFrames.blank)
        best[1] = probability(0, symbol(1))
        var cameFrom = [Int](repeating: 0, count: places * count)
        for frame in 1..<max(count, 1) {
            for place in stride(from: places - 1, through: 0, by: -1) {
                var (value, from) = (best[place], place)
                if place >= 1, best[place - 1] > value { (value, from) = (best[place - 1], place - 1) }
                if place >= 3, place % 2 == 1, symbol(place) != symbol(place - 2), best[place - 2] > value {
                    (value, from) = (best[place - 2], place - 2)
                }
                best[place] = value * probability(frame, symbol(place))
                cameFrom[frame * places + place] = from
            }
        }
        var place = best[places - 1] > best[places - 2] ? places - 1 : places - 2
        guard best[place] > 0 else { return nil }
        var ranges = [Range<Int>](repeating: 0..<0, count: text.count)
        for frame in stride(from: count - 1, through: 0, by: -1) {
            if place % 2 == 1 {
                let range = ranges[place / 2]
                ranges[place / 2] = frame..<(range.isEmpty ? frame + 1 : range.upperBound)
            }
            if frame > 0 { place = cameFrom[frame * places + place] }
        }
        return ranges
    }
}
