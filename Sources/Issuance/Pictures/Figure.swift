import Domain
import Imaging
import Typesetting

/// A picture of the annex, ready to print.
struct Figure {
    enum Kind: String, Codable {
        case overview, vehicle, vehicleCut, plate, plateCut
    }

    enum Content {
        /// `mark` is the box around the offender's plate, in pixels of the printed picture.
        case picture(PrintPicture, mark: PixelRect?)
        /// The picture cannot be shown; the reason is printed instead.
        case unavailable
        /// It may not be shown; the reason is printed instead.
        case withheld
    }

    var kind: Kind
    /// The file that it shows or was cut from.
    var file: String
    var content: Content
    /// The SHA-256 of the evidence that is shown as the camera encoded it; nil for what was encoded anew.
    var original: String?

    /// Whether a picture is shown, and not why there is none.
    var isShown: Bool {
        if case .picture = content { true } else { false }
    }

    /// Whether a box is drawn around the offender's plate.
    var isMarked: Bool {
        if case .picture(_, let mark) = content { mark != nil } else { false }
    }
}

/// Why a picture of a document could not be printed. The document says so in its place.
public struct PictureProblem: Hashable, Sendable {
    /// The evidence's key.
    public let sha256: String
    /// For operators; holds no personal data.
    public let reason: String

    public init(sha256: String, reason: String) {
        self.sha256 = sha256
        self.reason = reason
    }
}
