/// A letter or ticket as PDF.
public struct RenderedDocument: Hashable, Sendable {
    public var pdf: [UInt8]
    public var pages: Int
    /// Pictures that could not be printed; in their place the document says so. The same evidence gives the same bytes, so a document made
    /// while a picture was missing differs from one made later.
    public var pictureProblems: [PictureProblem]
}
