/// The columns of a table and how it is ruled.
public struct TableStyle {
    public struct Field {
        /// Share of the table's width.
        public var share: Double
        public var alignment: TextLayout.Alignment

        public init(share: Double, alignment: TextLayout.Alignment = .left) {
            self.share = share
            self.alignment = alignment
        }
    }

    public var fields: [Field]
    /// Points between text and rule, before scaling.
    public var padding: Double
    /// Rules around each cell; else nothing but a rule under the header.
    public var isRuled: Bool
    /// The structure elements: of the whole, a row, its cells.
    public var structure: Structure

    public enum Structure: Sendable {
        case table
        /// The first field is the item's number or bullet, the second its text.
        case list

        var tag: String { self == .table ? "Table" : "L" }
        var row: String { self == .table ? "TR" : "LI" }

        func cell(_ index: Int, isHeader: Bool) -> String {
            switch self {
            case .table: isHeader ? "TH" : "TD"
            case .list: index == 0 ? "Lbl" : "LBody"
            }
        }
    }

    public init(fields: [Field], padding: Double, isRuled: Bool, structure: Structure = .table) {
        self.fields = fields
        self.padding = padding
        self.isRuled = isRuled
        self.structure = structure
    }
}

extension Column {
    /// A table, one block for each row; rows too high for a page go on on the next one, and so does the header.
    ///
    /// - Parameters:
    ///   - header: one text for each field, or none.
    ///   - spaceBefore: points, before scaling.
    public func table(
        _ style: TableStyle, header: [StyledText] = [], rows: [[StyledText]], spaceBefore: Double = 0
    ) throws -> [Block] {
        let head = header.isEmpty ? nil : try self.rows(header, style, isHeader: true, group: nil).first
        let group = BlockGroup(tag: style.structure.tag, header: head)
        var blocks: [Block] = []
        if !header.isEmpty { blocks += try self.rows(header, style, isHeader: true, group: group) }
        for row in rows { blocks += try self.rows(row, style, isHeader: false, group: group) }
        if !blocks.isEmpty { blocks[0].spaceBefore = spaceBefore * scale }
        // Neither the first row nor the last one is alone on a page.
        let first = header.isEmpty ? 0 : 1
        if first > 0, blocks.count > 1 { blocks[0].keepsWithNext = true }
        if blocks.count > first + 1 { blocks[blocks.count - 2].keepsWithNext = true }
        return blocks
    }

    private func rows(
        _ cells: [StyledText], _ style: TableStyle, isHeader: Bool, group: BlockGroup?
    ) throws -> [Block] {
        let padding = style.padding * scale
        let inner = style.isRuled ? padding * 1.6 : 0
        var lefts: [Double] = []
        var widths: [Double] = []
        var left = x
        for field in style.fields {
            lefts.append(left)
            widths.append(width * field.share)
            left += width * field.share
        }
        let pieces = try zip(cells, zip(style.fields, widths)).map { cell, place in
            try layout(cell, width: place.1 - (style.isRuled ? 2 * inner : 4), alignment: place.0.alignment)
                .pieces(noHigherThan: Column.breakableHeight)
        }
        let count = pieces.map(\.count).max() ?? 0
        return (0..<count).map { part in
            let texts = pieces.map { part < $0.count ? $0[part] : nil }
            // Texts of different sizes share the baseline of their first lines.
            let baseline = texts.compactMap { $0?.baseline }.max() ?? 0
            let height = (texts.compactMap { $0.map { $0.height + baseline - $0.baseline } }.max() ?? 0) + 2 * padding
            return Block(height: height, keepsWithNext: isHeader, group: group) { canvas, y in
                if isHeader, style.isRuled {
                    try canvas.fill(Area(x: x, y: y, width: width, height: height), grey: 0.9)
                }
                if isHeader, !style.isRuled {
                    try canvas.rule(x: x, y: y + height, toX: x + width, toY: y + height, width: 0.5, grey: 0.5)
                }
                if style.isRuled {
                    try canvas.frame(Area(x: x, y: y, width: width, height: height), width: 0.6, grey: 0.35)
                    for left in lefts.dropFirst() {
                        try canvas.rule(x: left, y: y, toX: left, toY: y + height, width: 0.4, grey: 0.55)
                    }
                }
                try canvas.tagged(style.structure.row) {
                    for (index, (text, left)) in zip(texts, lefts).enumerated() {
                        guard let text, !text.text.plain.isEmpty else { continue }
                        try canvas.tagged(style.structure.cell(index, isHeader: isHeader)) {
                            try canvas.draw(text, x: left + inner, y: y + padding + baseline - text.baseline)
                        }
                    }
                }
            }
        }
    }
}
