import Domain

/// Where documents take their pictures from.
public struct PictureSource: Sendable {
    /// The bytes of a picture (JPEG or PNG) for a SHA-256. Where it throws or the bytes are no picture, the document says that the picture is not
    /// available.
    public let picture: @Sendable (_ sha256: String) throws -> [UInt8]
    /// The bytes of a ``PreparedAnnex`` for a SHA-256; nil where it is gone. The document is the same without, but takes longer.
    public let annex: @Sendable (_ sha256: String) -> [UInt8]?

    public init(
        picture: @escaping @Sendable (_ sha256: String) throws -> [UInt8],
        annex: @escaping @Sendable (_ sha256: String) -> [UInt8]? = { _ in nil }
    ) {
        self.picture = picture
        self.annex = annex
    }

    func figures(of pictures: [NoticePicture], annex sha256: String?) -> (figures: [Figure], problems: [PictureProblem])
    {
        if let sha256, let bytes = annex(sha256),
            let figures = PreparedAnnex(bytes: bytes).figures(of: pictures, picture: picture)
        {
            return (figures, [])
        }
        var maker = FigureMaker(pictures)
        return (maker.make(bytes: picture), maker.problems)
    }
}
