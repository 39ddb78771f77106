import Foundation
import ImageCodecs
import Simulation
import Testing

private let committed = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("fixtures/demo")

/// Made once for all tests.
private let made = Result { try DemoFixtures().files }

@Test func `the committed fixtures are what the simulator makes`() throws {
    for (path, bytes) in try made.get() {
        let stored = try [UInt8](Data(contentsOf: committed.appendingPathComponent(path)))
        #expect(stored == bytes, "\(path) differs; make it again with etle-simulate demo --out fixtures/demo")
    }
}

@Test func `frames have the hashes that their manifests name, but for the one manifest that is no JSON`() throws {
    let files = try made.get()
    var unreadable = 0
    for (path, bytes) in files where path.hasSuffix(".json") {
        guard let manifest = try? JSONDecoder().decode(Manifest.self, from: Data(bytes)) else {
            unreadable += 1
            continue
        }
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        for frame in manifest.frames {
            let named = try #require(files.first { $0.path == "\(folder)/\(frame.file)" })
            #expect(UploadFile(name: frame.file, bytes: named.bytes).sha256 == frame.sha256)
        }
    }
    #expect(unreadable == 1)
}

@Test func `all pictures decode but the one that is cut off`() throws {
    var broken: [String] = []
    for (path, bytes) in try made.get() where path.hasSuffix(".jpg") || path.hasSuffix(".png") {
        if (try? decodeRGB(bytes)) == nil { broken.append(path) }
    }
    #expect(broken.count == 1)
}
