import Foundation
import Storage

/// A folder of its own for one test, removed with it.
public final class TemporaryFolder: Sendable {
    public let path: RawPath

    public init() throws {
        var template = Array((NSTemporaryDirectory() + "etle-test-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw StorageError(.makeFolder, "temporary folder", code: errno) }
        path = RawPath(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    }

    deinit { try? FileManager.default.removeItem(atPath: path.display) }

    /// Writes a file into the folder and returns its path.
    @discardableResult
    public func write(_ text: String, bytes: [UInt8] = [], to name: String) throws -> String {
        let file = path.appending(name).display
        try Data(Array(text.utf8) + bytes).write(to: URL(filePath: file))
        return file
    }
}
