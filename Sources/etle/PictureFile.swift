import Foundation
import ImageCodecs

/// Reads a picture's bytes from disk, within the limits.
///
/// - Throws: `ImageError` with the code `not-found`, `not-a-file`, `unreadable-file` or `too-many-bytes`.
func pictureBytes(_ path: String, limits: ImageLimits) throws -> [UInt8] {
    let url = URL(fileURLWithPath: path)
    guard let values = try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.isRegularFileKey, .fileSizeKey])
    else {
        throw ImageError(code: "not-found", message: "There is no such file: check the path.")
    }
    guard values.isRegularFile == true else {
        throw ImageError(code: "not-a-file", message: "Not a regular file: name a JPEG or PNG.")
    }
    guard (values.fileSize ?? 0) <= limits.maximumBytes else {
        throw ImageError(
            code: ImageError.tooManyBytes,
            message: "The file has more than \(limits.maximumBytes) bytes: no camera's picture is that large.")
    }
    do {
        return Array(try Data(contentsOf: url))
    } catch {
        throw ImageError(code: "unreadable-file", message: "The file can't be read: check its permissions.")
    }
}
