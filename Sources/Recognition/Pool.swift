/// Joins what several crops of one plate say about its text.
package struct Pool {
    private var sums: [[Int]: Double] = [:]
    package private(set) var count = 0
    /// The best text of each crop, with its probability.
    private(set) var favourites: [BeamSearch.Candidate] = []

    package init() {}

    package mutating func add(_ candidates: [BeamSearch.Candidate]) {
        count += 1
        if let first = candidates.first { favourites.append(first) }
        for candidate in candidates { sums[candidate.symbols, default: 0] += candidate.probability }
    }

    /// Texts by falling mean probability over all crops. A crop that doesn't give a text at all counts as 0.
    package var ranked: [BeamSearch.Candidate] {
        sums.map { BeamSearch.Candidate(symbols: $0.key, probability: $0.value / Double(max(count, 1))) }
            .sorted { one, other in
                one.probability != other.probability
                    ? one.probability > other.probability : one.symbols.lexicographicallyPrecedes(other.symbols)
            }
    }

    /// Whether all crops so far give the same text, each with at least this probability.
    package func agrees(at probability: Double) -> Bool {
        guard favourites.count == count, let first = favourites.first else { return false }
        return favourites.allSatisfy { $0.symbols == first.symbols && $0.probability >= probability }
    }
}
