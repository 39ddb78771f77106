/// A column of the page that blocks are made for: where it stands, and in which size its texts are set.
public struct Column {
    /// Points from the page's left edge.
    public let x: Double
    public let width: Double
    /// Factor on all text sizes and distances; under 1 to bring more on a page.
    public let scale: Double
    public let fonts: FontSet

    public init(x: Double, width: Double, scale: Double, fonts: FontSet) {
        self.x = x
        self.width = width
        self.scale = scale
        self.fonts = fonts
    }

    /// Another column of the same scale.
    public func part(x: Double, width: Double) -> Column {
        Column(x: x, width: width, scale: scale, fonts: fonts)
    }

    public func layout(
        _ text: StyledText, width: Double? = nil, alignment: TextLayout.Alignment = .left, lineSpacing: Double = 1.1
    ) throws -> TextLayout {
        try fonts.layout(
            text.scaled(scale), width: width ?? self.width, alignment: alignment, lineSpacing: lineSpacing)
    }

    /// Texts higher than this go on on the next page between two of their lines; lower ones stay whole.
    static let breakableHeight = mm(60)

    /// A paragraph; several blocks if it is very long.
    ///
    /// - Parameters:
    ///   - tag: the structure element, `P` or a heading.
    ///   - spaceBefore: points, before scaling.
    public func paragraph(
        _ text: StyledText, tag: String = "P", alignment: TextLayout.Alignment = .left, spaceBefore: Double = 0,
        keepsWithNext: Bool = false
    ) throws -> [Block] {
        let pieces = try layout(text, alignment: alignment).pieces(noHigherThan: Column.breakableHeight)
        return pieces.enumerated().map { index, piece in
            Block(
                height: piece.height, spaceBefore: index == 0 ? spaceBefore * scale : 0,
                keepsWithNext: keepsWithNext && index == pieces.count - 1
            ) { canvas, y in
                try canvas.tagged(tag) { try canvas.draw(piece, x: x, y: y) }
            }
        }
    }
}
