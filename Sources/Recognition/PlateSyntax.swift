/// Which texts a plate can have, as a finite automaton over the reader's alphabet, so that the search through the network's
/// answer never leaves it.
package struct PlateSyntax: Sendable {
    /// A place in the automaton. 0 is the start.
    package typealias State = Int

    package static let symbols = 36
    /// Longest text, in symbols.
    package static let maximumLength = 10

    /// `next[state * symbols + symbol]` is the state behind it, -1 where the symbol can't come.
    private var next: [State] = []
    private var accepting: [Bool] = []

    package func state(after state: State, symbol: Int) -> State { next[state * PlateSyntax.symbols + symbol] }
    package func accepts(_ state: State) -> Bool { accepting[state] }

    private mutating func addState(accepts: Bool) -> State {
        next += [State](repeating: -1, count: PlateSyntax.symbols)
        accepting.append(accepts)
        return accepting.count - 1
    }

    private mutating func connect(_ from: State, _ symbols: some Sequence<Int>, _ to: State) {
        for symbol in symbols { next[from * PlateSyntax.symbols + symbol] = to }
    }

    /// DOMAIN's grammar: a region of the list, one to four digits without a leading zero, up to three letters.
    ///
    /// - Parameter regions: codes of one or two letters A-Z; others are left out.
    package init(regions: Set<String>, alphabet: [Character]) {
        let digits = alphabet.indices.filter { alphabet[$0].isNumber }
        let letters = alphabet.indices.filter { alphabet[$0].isLetter }
        let start = addState(accepts: false)
        var number = [State]()
        for _ in 0..<4 { number.append(addState(accepts: true)) }
        var series = [State]()
        for _ in 0..<3 { series.append(addState(accepts: true)) }
        let leading = digits.filter { alphabet[$0] != "0" }
        let whole = addState(accepts: false)
        connect(whole, leading, number[0])
        for k in 0..<4 {
            if k < 3 { connect(number[k], digits, number[k + 1]) }
            connect(number[k], letters, series[0])
        }
        for k in 0..<2 { connect(series[k], letters, series[k + 1]) }
        let codes = regions.compactMap { code -> [Int]? in
            let symbols = code.compactMap { alphabet.firstIndex(of: $0) }
            return symbols.count == code.count && (1...2).contains(code.count) && symbols.allSatisfy(letters.contains)
                ? symbols : nil
        }
        for first in Set(codes.map { $0[0] }).sorted() {
            let state = addState(accepts: false)
            connect(start, [first], state)
            if codes.contains([first]) { connect(state, leading, number[0]) }
            connect(state, codes.filter { $0.count == 2 && $0[0] == first }.map { $0[1] }, whole)
        }
    }

    /// Any letters and digits, two to ten of them: plates of other countries.
    package init(anyOf alphabet: [Character]) {
        var states = [State]()
        for length in 0...PlateSyntax.maximumLength { states.append(addState(accepts: length >= 2)) }
        for length in 0..<PlateSyntax.maximumLength { connect(states[length], alphabet.indices, states[length + 1]) }
    }

    /// The expiry row `MM.YY` without its dot: a month and a year.
    package init(expiryOver alphabet: [Character]) {
        let digits = alphabet.indices.filter { alphabet[$0].isNumber }
        func of(_ set: String) -> [Int] { digits.filter { set.contains(alphabet[$0]) } }
        let start = addState(accepts: false)
        let (zero, one) = (addState(accepts: false), addState(accepts: false))
        let (month, decade) = (addState(accepts: false), addState(accepts: false))
        let year = addState(accepts: true)
        connect(start, of("0"), zero)
        connect(start, of("1"), one)
        connect(zero, of("123456789"), month)
        connect(one, of("012"), month)
        connect(month, of("123"), decade)
        connect(decade, digits, year)
    }
}
