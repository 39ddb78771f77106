import Testing
import Typesetting

@Suite struct PagePlanTests {
    private func block(_ height: Double, before: Double = 0, keeps: Bool = false, group: BlockGroup? = nil) -> Block {
        Block(height: height, spaceBefore: before, keepsWithNext: keeps, group: group) { _, _ in }
    }

    private func heights(_ plan: PagePlan) -> [[Double]] { plan.pages.map { $0.map(\.block.height) } }

    @Test func `what does not fit goes on on the next page`() throws {
        let plan = try PagePlan([block(40), block(40), block(30)], firstTop: 0, top: 10, limit: 100)
        #expect(heights(plan) == [[40, 40], [30]])
        #expect(plan.pages[1][0].y == 10)
    }

    @Test func `neither a table's first row nor its last is alone on a page`() throws {
        let fonts = try FontSet(.liberation())
        let column = Column(x: 0, width: 300, scale: 1, fonts: fonts)
        let style = TableStyle(fields: [.init(share: 1)], padding: 0, isRuled: true)
        let rows = (1...5).map { [StyledText("\($0)", TextStyle(size: 10))] }
        let blocks = try column.table(style, header: rows[0], rows: rows)
        let height = blocks[0].height
        // Header and four rows would fit, and leave the fifth alone.
        let plan = try PagePlan(blocks, firstTop: 0, top: 0, limit: 5.5 * height)
        #expect(plan.pages.map(\.count) == [4, 3])
    }

    @Test func `a heading goes with what it heads`() throws {
        let plan = try PagePlan([block(80), block(10, keeps: true), block(30)], firstTop: 0, top: 0, limit: 100)
        #expect(heights(plan) == [[80], [10, 30]])
    }

    @Test func `space before is left out at the top of a page`() throws {
        let plan = try PagePlan([block(90), block(50, before: 20)], firstTop: 0, top: 5, limit: 100)
        #expect(plan.pages[1][0].y == 5)
    }

    @Test func `a table's header stands again on the next page`() throws {
        let header = block(7, keeps: true)
        let group = BlockGroup(tag: "Table", header: header)
        var rows = [header] + (0..<4).map { _ in block(30, group: group) }
        rows[0].group = group
        #expect(heights(try PagePlan(rows, firstTop: 0, top: 0, limit: 100)) == [[7, 30, 30, 30], [7, 30]])
    }

    @Test func `a block higher than a page is an error and not cut`() {
        #expect(throws: TypesettingError.self) {
            try PagePlan([block(10), block(101)], firstTop: 0, top: 0, limit: 100)
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `every block stands once, in order, without overlap`(seed: UInt64) throws {
        var state = seed
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let blocks = (0..<40).map { _ in block(Double(1 + next(60)), before: Double(next(9)), keeps: next(4) == 0) }
        let plan = try PagePlan(blocks, firstTop: 30, top: 10, limit: 100)
        #expect(plan.pages.flatMap { $0 }.map(\.block.height) == blocks.map(\.height), "seed \(seed)")
        for (number, page) in plan.pages.enumerated() {
            var bottom = number == 0 ? 30.0 : 10.0
            for placed in page {
                #expect(placed.y >= bottom, "seed \(seed)")
                bottom = placed.y + placed.block.height
                #expect(bottom <= 100, "seed \(seed)")
            }
        }
    }
}
