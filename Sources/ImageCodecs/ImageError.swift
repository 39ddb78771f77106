/// Why bytes could not be taken as a picture. Trying again with the same bytes never helps.
public struct ImageError: Error, Hashable, Sendable {
    /// A stable name for the kind of failure, for machines: one of the constants below.
    public let code: String
    /// What was found and what to do about it, for people. Holds no content of the picture and no file name.
    public let message: String

    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    public static let notAPicture = "not-a-picture"
    public static let tooManyBytes = "too-many-bytes"
    public static let tooManyPixels = "too-many-pixels"
    public static let truncatedJPEG = "truncated-jpeg"
    public static let corruptJPEG = "corrupt-jpeg"
    public static let unsupportedJPEG = "unsupported-jpeg"
    public static let tooManyScans = "too-many-scans"
    public static let truncatedPNG = "truncated-png"
    public static let corruptPNG = "corrupt-png"
    public static let unsupportedPNG = "unsupported-png"
    public static let outOfMemory = "out-of-memory"
    public static let encodingFailed = "encoding-failed"
}

extension ImageError: CustomStringConvertible {
    public var description: String { "\(message) [\(code)]" }
}

extension ImageError {
    static func truncatedJPEG(_ what: String) -> ImageError {
        ImageError(
            code: truncatedJPEG,
            message: "The JPEG ends before its picture does (\(what)): it was cut on the way; have it sent again.")
    }

    static func corruptJPEG(_ what: String) -> ImageError {
        ImageError(
            code: corruptJPEG, message: "The JPEG is damaged (\(what)): have it sent again, or check camera and link.")
    }

    static func unsupportedJPEG(_ what: String) -> ImageError {
        ImageError(
            code: unsupportedJPEG,
            message: "This kind of JPEG isn't read (\(what)): set the camera to 8-bit baseline or progressive JPEG.")
    }

    static func truncatedPNG(_ what: String) -> ImageError {
        ImageError(
            code: truncatedPNG,
            message: "The PNG ends before its picture does (\(what)): it was cut on the way; have it sent again.")
    }

    static func corruptPNG(_ what: String) -> ImageError {
        ImageError(
            code: corruptPNG, message: "The PNG is damaged (\(what)): have it sent again, or check camera and link.")
    }
}
