/// A letter or ticket as PDF.
public struct RenderedDocument: Hashable, Sendable {
    public var pdf: [UInt8]
    public var pages: Int
    /// Pictures that could not be printed; in their place the document says so. The same evidence gives the same bytes, so a document made
    /// while a picture was missing differs from one made later.
    public var pictureProblems: [PictureProblem]
    /// How many characters of names, addresses, vehicle and place the fonts don't have. They are printed as boxes with their code: a person should
    /// look before such a document goes out.
    public var unprintableCharacters: Int
}
