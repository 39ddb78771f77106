import Domain
import Typesetting

/// Turns keys and values into blocks of one column: what all documents are built with.
struct DocumentBuilder {
    let texts: DocumentTexts
    let column: Column
    /// Values that every sentence may use.
    let common: [String: String]

    func text(_ key: TextKey, _ values: [String: String] = [:], _ style: TextStyle = DocumentStyles.body) throws
        -> StyledText
    {
        try texts.styled(key, common.merging(values) { $1 }, style)
    }

    /// A value of the register or the camera; a dash where it is empty.
    func value(_ value: String, _ style: TextStyle = DocumentStyles.body) throws -> StyledText {
        let shown = printable(value)
        return StyledText(shown.isEmpty ? try texts.plain(.emptyValue) : shown, style)
    }

    /// Two values with a slash, those that are there.
    func value(_ first: String, _ second: String, _ style: TextStyle = DocumentStyles.body) throws -> StyledText {
        try value([first, second].map(printable).filter { !$0.isEmpty }.joined(separator: " / "), style)
    }

    func paragraph(
        _ key: TextKey, _ values: [String: String] = [:], _ style: TextStyle = DocumentStyles.body,
        spaceBefore: Double = 0, keepsWithNext: Bool = false
    ) throws -> [Block] {
        try column.paragraph(text(key, values, style), spaceBefore: spaceBefore, keepsWithNext: keepsWithNext)
    }

    func heading(_ key: TextKey, tag: String = "H2", spaceBefore: Double) throws -> [Block] {
        try column.paragraph(
            text(key, [:], DocumentStyles.heading), tag: tag, spaceBefore: spaceBefore, keepsWithNext: true)
    }

    /// A list with numbers, or with bullets.
    func list(
        _ items: [TextKey], isNumbered: Bool, _ style: TextStyle = DocumentStyles.body, spaceBefore: Double
    ) throws -> [Block] {
        let label = style.size * 1.5 * column.scale / column.width
        let rows = try items.enumerated().map { index, key in
            [StyledText(isNumbered ? "\(index + 1)." : "•", style), try text(key, [:], style)]
        }
        let fields = [TableStyle.Field(share: label), TableStyle.Field(share: 1 - label)]
        return try column.table(
            TableStyle(fields: fields, padding: 0.8, isRuled: false, structure: .list), rows: rows,
            spaceBefore: spaceBefore)
    }

    /// Pairs of label and value below each other.
    func facts(_ facts: [(TextKey, StyledText)], labelShare: Double, style: TextStyle = DocumentStyles.body) throws
        -> [Block]
    {
        let fields = [TableStyle.Field(share: labelShare), TableStyle.Field(share: 1 - labelShare)]
        return try column.table(
            TableStyle(fields: fields, padding: 1.2, isRuled: false),
            rows: facts.map { [try text($0.0, [:], style), $0.1] })
    }

    /// Two stacks side by side as one block; below each other over the whole width if they are too high for that, so that they
    /// can go on on the next page.
    ///
    /// - Parameter spaceBefore: points, before scaling.
    func sideBySide(
        _ left: (DocumentBuilder) throws -> [Block], _ right: (DocumentBuilder) throws -> [Block], spaceBefore: Double
    ) throws -> [Block] {
        let half = (column.width - mm(5)) / 2
        let stacks = try [
            PagePlan(stack: left(part(x: column.x, width: half))),
            PagePlan(stack: right(part(x: column.x + half + mm(5), width: half))),
        ]
        let height = stacks.map(\.bottom).max() ?? 0
        guard height <= mm(110) else {
            let gap = Block(height: 0, spaceBefore: spaceBefore * column.scale) { _, _ in }
            return try [gap] + left(self) + [gap] + right(self)
        }
        return [
            Block(height: height, spaceBefore: spaceBefore * column.scale) { canvas, y in
                for stack in stacks { try stack.draw(on: canvas, offset: y) }
            }
        ]
    }

    /// The same builder for a part of its column.
    func part(x: Double, width: Double) -> DocumentBuilder {
        DocumentBuilder(texts: texts, column: column.part(x: x, width: width), common: common)
    }
}
