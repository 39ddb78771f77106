/// A piece of a document that stands on one page as a whole. A document is a column of blocks.
public struct Block {
    /// Points.
    public var height: Double
    /// Distance from the block above, in points; none at the top of a page.
    public var spaceBefore: Double
    /// Never the last one on a page: a heading, the line over a signature.
    public var keepsWithNext: Bool
    /// Consecutive blocks of one group are one element of the document's structure.
    public var group: BlockGroup?
    /// Draws the block with its top at the given y.
    public var draw: (PDFCanvas, Double) throws -> Void

    public init(
        height: Double, spaceBefore: Double = 0, keepsWithNext: Bool = false, group: BlockGroup? = nil,
        draw: @escaping (PDFCanvas, Double) throws -> Void
    ) {
        self.height = height
        self.spaceBefore = spaceBefore
        self.keepsWithNext = keepsWithNext
        self.group = group
        self.draw = draw
    }
}

/// Blocks that belong together: the rows of a table.
public final class BlockGroup {
    /// The structure element around them.
    public let tag: String
    /// Drawn again where the group goes on at the top of a page.
    public let header: Block?

    public init(tag: String, header: Block? = nil) {
        self.tag = tag
        self.header = header
    }
}
