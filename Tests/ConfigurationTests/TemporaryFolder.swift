import Foundation

/// A folder that is gone when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "etle-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }
}

/// The repository, found from this file.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

func repositoryText(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: "\(repository)/\(path)"), encoding: .utf8)
}

extension TemporaryFolder {
    func write(_ text: String, bytes: [UInt8], to name: String) throws {
        try Data(Array(text.utf8) + bytes).write(to: URL(filePath: "\(path)/\(name)"))
    }
}
