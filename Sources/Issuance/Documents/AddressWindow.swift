import Typesetting

/// Sender's line and addressee where the envelope's window shows them: ``EnvelopeWindow``.
struct AddressWindow {
    private let sender: TextLayout
    private let address: PagePlan
    /// What did not fit in the window even in the smallest size; printed in the letter's text instead.
    let rest: String

    private static let style = TextStyle(size: 10.4)
    private static let scales = [1, 0.92, 0.85, 0.78, 0.72]
    /// The sender's line, where it needs no smaller size.
    static let senderStyle = TextStyle(size: 7)
    private static let senderSizes = [7, 6.4, 5.8, 5.2]

    /// - Parameters:
    ///   - sender: where letters come back to, in ``senderStyle``; up to three lines in that size, four in smaller ones.
    ///   - heading: over the name, beside the courier's number.
    ///   - lines: empty ones are left out. The last one, city and postal code, stands in the window whatever becomes of the others.
    /// - Throws: ``Typesetting/TypesettingError`` (`does-not-fit`) if the sender is too long even so.
    init(sender: StyledText, heading: StyledText, name: String, lines: [String], fonts: FontSet) throws {
        self.sender = try AddressWindow.fitting(sender, fonts)
        let lines = lines.map(printable).filter { !$0.isEmpty }
        let name = StyledText(printable(name), AddressWindow.style.bold)
        for scale in AddressWindow.scales {
            let set = try AddressWindow.set(
                heading, [name] + lines.map { StyledText($0, AddressWindow.style) }, scale, fonts)
            let plan = try AddressWindow.plan(set)
            guard plan.bottom <= EnvelopeWindow.address.height else { continue }
            (address, rest) = (plan, "")
            return
        }
        (address, rest) = try AddressWindow.shortened(heading, name, lines, fonts)
    }

    /// The sender in the largest size in which it fits above the address.
    private static func fitting(_ sender: StyledText, _ fonts: FontSet) throws -> TextLayout {
        let area = EnvelopeWindow.address
        let column = Column(x: area.x, width: area.width, scale: 1, fonts: fonts)
        for size in senderSizes {
            let text = StyledText(
                sender.runs.map { StyledText.Run($0.text, TextStyle(size: size, isBold: $0.style.isBold)) })
            let layout = try column.layout(text, lineSpacing: 1)
            if layout.height <= EnvelopeWindow.senderHeight { return layout }
        }
        throw TypesettingError(
            code: .doesNotFit,
            message: "The sender's line in the envelope's window is too long: shorten the unit's name.")
    }

    /// The heading keeps its size, so that what stands below is always below the courier's number.
    private static func set(_ heading: StyledText, _ texts: [StyledText], _ scale: Double, _ fonts: FontSet) throws
        -> [TextLayout]
    {
        let area = EnvelopeWindow.address
        let column = Column(x: area.x, width: area.width, scale: 1, fonts: fonts)
        return try [column.layout(heading, width: area.width - EnvelopeWindow.numberWidth, lineSpacing: 1)]
            + texts.map { try column.layout($0.scaled(scale), lineSpacing: 1) }
    }

    private static func plan(_ layouts: [TextLayout]) throws -> PagePlan {
        try PagePlan(
            stack: layouts.map { layout in
                Block(height: layout.height) { canvas, y in
                    try canvas.tagged("P") { try canvas.draw(layout, x: EnvelopeWindow.address.x, y: y) }
                }
            })
    }

    /// In the smallest size, as much of name and street as there is room for beside the city, without which nothing arrives.
    private static func shortened(
        _ heading: StyledText, _ name: StyledText, _ lines: [String], _ fonts: FontSet
    ) throws -> (shown: PagePlan, rest: String) {
        let smallest = scales[scales.count - 1]
        let room = EnvelopeWindow.address.height
        let city = lines.count > 1 ? lines.last.map { StyledText($0, style) } : nil
        var last = try city.map { try set(heading, [$0], smallest, fonts)[1] }
        if let height = last?.height, height > room / 3 { last = nil }
        let others = last == nil ? lines : lines.dropLast()
        let text = others.reduce(name) { $0 + StyledText("\n\($1)", style) }
        let layouts = try set(heading, [text], smallest, fonts)
        let pieces = try layouts[1].pieces(noHigherThan: room - layouts[0].height - (last?.height ?? 0))
        let shown = try plan([layouts[0], pieces[0]] + (last.map { [$0] } ?? []))
        return (shown, pieces.dropFirst().map { printable($0.text.plain) }.joined(separator: " "))
    }

    func draw(on canvas: PDFCanvas) throws {
        let area = EnvelopeWindow.address
        try drawCorners(on: canvas)
        let top = EnvelopeWindow.senderBottom - 1.5 - sender.height
        try canvas.tagged("P") { try canvas.draw(sender, x: area.x, y: top, grey: 0.3) }
        let under = top + sender.height + 1
        try canvas.rule(x: area.x, y: under, toX: area.x + sender.usedWidth, toY: under, width: 0.3, grey: 0.5)
        try address.draw(on: canvas, offset: area.y)
    }

    /// Marks the window's corners, so that whoever folds the sheet sees where it must come to lie.
    private func drawCorners(on canvas: PDFCanvas) throws {
        let window = EnvelopeWindow.widest
        let arm = mm(2.5)
        for (x, towards) in [(window.x, arm), (window.right, -arm)] {
            for (y, down) in [(window.y, arm), (window.bottom, -arm)] {
                try canvas.rule(x: x, y: y, toX: x + towards, toY: y, width: 0.4, grey: 0.7)
                try canvas.rule(x: x, y: y, toX: x, toY: y + down, width: 0.4, grey: 0.7)
            }
        }
    }
}

/// The courier's number: in the window at the right, on the line of the address's heading, which leaves it the room.
struct CourierNumber {
    private let layout: TextLayout

    init(_ barcode: Barcode, _ fonts: FontSet) throws {
        let column = Column(x: 0, width: EnvelopeWindow.numberWidth, scale: 1, fonts: fonts)
        layout = try column.layout(StyledText(barcode.description, DocumentStyles.digest), alignment: .right)
    }

    func draw(on canvas: PDFCanvas) throws {
        let area = EnvelopeWindow.address
        try canvas.tagged("P") {
            try canvas.draw(layout, x: area.right - EnvelopeWindow.numberWidth, y: area.y + 0.5)
        }
    }
}
