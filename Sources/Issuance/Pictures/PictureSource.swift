import Domain
import ImageCodecs

/// Where documents take their pictures from.
public struct PictureSource: Sendable {
    /// The bytes of a picture (JPEG or PNG) for a SHA-256. Where it throws or the bytes are no picture, the document says that the picture is not
    /// available.
    public let picture: @Sendable (_ sha256: String) throws -> [UInt8]
    /// The bytes of a ``PreparedAnnex`` for a SHA-256; nil where it is gone. The document is the same without, but takes longer.
    public let annex: @Sendable (_ sha256: String) -> [UInt8]?
    /// Whether what ``picture`` threw says nothing of the picture and may pass (no file descriptor left, the disk doesn't answer): then no
    /// document is made, for it would say for ever that there is no picture.
    public let mayPass: @Sendable (_ error: any Error) -> Bool

    public init(
        picture: @escaping @Sendable (_ sha256: String) throws -> [UInt8],
        annex: @escaping @Sendable (_ sha256: String) -> [UInt8]? = { _ in nil },
        mayPass: @escaping @Sendable (_ error: any Error) -> Bool = { _ in false }
    ) {
        self.picture = picture
        self.annex = annex
        self.mayPass = mayPass
    }

    /// - Throws: what ``picture`` throws and ``mayPass`` says may pass.
    func figures(
        of pictures: [NoticePicture], annex sha256: String?, limits: ImageLimits
    ) throws -> (figures: [Figure], problems: [PictureProblem]) {
        if let sha256, let bytes = annex(sha256),
            let figures = try PreparedAnnex(bytes: bytes).figures(of: pictures, from: self, limits: limits)
        {
            return (figures, [])
        }
        var maker = FigureMaker(pictures, limits: limits)
        return (try maker.make(bytes: picture, mayPass: mayPass), maker.problems)
    }
}
