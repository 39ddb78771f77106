import ArgumentParser
import Foundation
import Simulation

/// The fixtures of `make demo`.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the uploads, register and lists that the demo runs on.",
        discussion: "They are committed under fixtures/demo; a test compares those bytes with what this command makes.")

    @Option(help: "Folder to write to.") var out: String

    func run() throws {
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        for (path, bytes) in try DemoFixtures().files {
            let file = folder.appendingPathComponent(path)
            try DropFolder(file.deletingLastPathComponent()).deliver([
                UploadFile(name: file.lastPathComponent, bytes: bytes)
            ])
        }
    }
}
