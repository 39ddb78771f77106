/// Which block stands where. Nothing is cut: what does not fit goes on on the next page.
public struct PagePlan {
    public struct Placed {
        public let block: Block
        /// Points from the page's top.
        public let y: Double
    }

    /// Never empty.
    public private(set) var pages: [[Placed]] = [[]]
    /// Where the last block ends, in points from its page's top.
    public private(set) var bottom: Double
    private let limit: Double
    /// Whether the next block stands at the top of a page and needs no space before it.
    private var isAtTop = true

    /// - Parameters:
    ///   - firstTop: where blocks begin on the first page, in points.
    ///   - top: where they begin on the others.
    ///   - limit: where they must end.
    /// - Throws: ``TypesettingError`` (`does-not-fit`) if a block is higher than a page.
    public init(_ blocks: [Block], firstTop: Double, top: Double, limit: Double) throws {
        bottom = firstTop
        self.limit = limit
        var index = 0
        while index < blocks.count {
            var end = index
            while blocks[end].keepsWithNext, end + 1 < blocks.count { end += 1 }
            var unit = blocks[index...end]
            if !fits(unit) {
                let header = PagePlan.repeatedHeader(before: index, in: blocks)
                let capacity = limit - top - (header?.height ?? 0)
                if PagePlan.height(of: unit, atTop: true) > capacity { unit = blocks[index...index] }
                if !fits(unit) {
                    guard PagePlan.height(of: unit, atTop: true) <= capacity else {
                        throw TypesettingError(
                            code: .doesNotFit,
                            message: "A part of the document is higher than a page: shorten its text.")
                    }
                    pages.append([])
                    bottom = top
                    isAtTop = true
                    if let header { place(header) }
                }
            }
            for block in unit { place(block) }
            index = unit.endIndex
        }
    }

    /// One column of any height: what stands at a fixed place or inside a box.
    public init(stack blocks: [Block], top: Double = 0) throws {
        try self.init(blocks, firstTop: top, top: top, limit: .infinity)
    }

    private func fits(_ unit: ArraySlice<Block>) -> Bool {
        bottom + PagePlan.height(of: unit, atTop: isAtTop) <= limit
    }

    private static func height(of unit: ArraySlice<Block>, atTop: Bool) -> Double {
        unit.reduce(0) { $0 + $1.spaceBefore + $1.height } - (atTop ? unit.first?.spaceBefore ?? 0 : 0)
    }

    private mutating func place(_ block: Block) {
        let y = bottom + (isAtTop ? 0 : block.spaceBefore)
        pages[pages.count - 1].append(Placed(block: block, y: y))
        bottom = y + block.height
        isAtTop = false
    }

    private static func repeatedHeader(before index: Int, in blocks: [Block]) -> Block? {
        guard index > 0, let group = blocks[index].group, blocks[index - 1].group === group else { return nil }
        return group.header
    }

    /// Draws one page's blocks, moved down by `offset` points, each group inside its structure element.
    public func draw(page: Int = 0, on canvas: PDFCanvas, offset: Double = 0) throws {
        var index = 0
        let placed = pages[page]
        while index < placed.count {
            guard let group = placed[index].block.group else {
                try placed[index].block.draw(canvas, placed[index].y + offset)
                index += 1
                continue
            }
            try canvas.tagged(group.tag) {
                while index < placed.count, placed[index].block.group === group {
                    try placed[index].block.draw(canvas, placed[index].y + offset)
                    index += 1
                }
            }
        }
    }
}
