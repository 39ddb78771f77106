/// How a stretch of text looks.
public struct TextStyle: Hashable, Sendable {
    /// Points.
    public var size: Double
    public var isBold: Bool
    /// Extra space after each character, in points.
    public var tracking: Double

    public init(size: Double, isBold: Bool = false, tracking: Double = 0) {
        self.size = size
        self.isBold = isBold
        self.tracking = tracking
    }

    public var bold: TextStyle {
        var style = self
        style.isBold = true
        return style
    }

    /// Points under which nothing is scaled: what is smaller isn't read.
    static let leastSize = 7.0

    public func scaled(_ factor: Double) -> TextStyle {
        var style = self
        style.size = max(size * factor, min(size, TextStyle.leastSize))
        style.tracking *= factor
        return style
    }
}

/// Text in runs of one style each. Never markup: a `<` or `&` in a name is nothing but a character.
public struct StyledText: Hashable, Sendable {
    public struct Run: Hashable, Sendable {
        public var text: String
        public var style: TextStyle

        public init(_ text: String, _ style: TextStyle) {
            self.text = text
            self.style = style
        }
    }

    public var runs: [Run]

    public init(_ runs: [Run]) {
        self.runs = runs
    }

    public init(_ text: String, _ style: TextStyle) {
        runs = [Run(text, style)]
    }

    /// A line feed in it starts a new line.
    public var plain: String { runs.map(\.text).joined() }

    public func scaled(_ factor: Double) -> StyledText {
        StyledText(runs.map { Run($0.text, $0.style.scaled(factor)) })
    }

    public static func + (a: StyledText, b: StyledText) -> StyledText { StyledText(a.runs + b.runs) }

    /// What stands before and from `offset`, a position in the UTF-8 form of ``plain`` at which a character begins. White
    /// space around the cut is dropped, as at the end of a line.
    func split(atByte offset: Int) -> (StyledText, StyledText) {
        var (first, second): ([Run], [Run]) = ([], [])
        var start = 0
        for run in runs {
            let length = run.text.utf8.count
            let cut = min(max(offset - start, 0), length)
            let index = run.text.utf8.index(run.text.startIndex, offsetBy: cut)
            if cut > 0 { first.append(Run(String(run.text[..<index]), run.style)) }
            if cut < length { second.append(Run(String(run.text[index...]), run.style)) }
            start += length
        }
        if let last = first.indices.last {
            while first[last].text.last?.isWhitespace == true { first[last].text.removeLast() }
        }
        if let head = second.indices.first {
            while second[head].text.first?.isWhitespace == true { second[head].text.removeFirst() }
        }
        return (StyledText(first), StyledText(second))
    }
}
