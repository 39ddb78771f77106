import Foundation

/// The repository's folder, found from this file.
public let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

/// A file of the repository, as text.
public func repositoryText(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: "\(repository)/\(path)"), encoding: .utf8)
}
