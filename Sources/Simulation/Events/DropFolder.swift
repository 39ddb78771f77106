import Foundation

/// Puts uploads into a camera's folder as a careful camera does: each file under a temporary name (`.part`) that no pattern
/// matches, then renamed; pictures before the manifest that names them.
public struct DropFolder: Sendable {
    public let folder: URL

    /// - Parameter folder: made if it isn't there.
    public init(_ folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Writes the files in the order given, each perhaps in a folder below; an older file of the same name is replaced.
    public func deliver(_ files: [UploadFile]) throws {
        for file in files {
            let final = folder.appendingPathComponent(file.name)
            let below = final.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: below, withIntermediateDirectories: true)
            let temporary = below.appendingPathComponent("." + final.lastPathComponent + ".part")
            try Data(file.bytes).write(to: temporary)
            guard rename(temporary.path, final.path) == 0 else {
                throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: final.path])
            }
        }
    }
}
