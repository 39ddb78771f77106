import Domain
import Foundation
import Ingest
import Simulation
import Storage
import TestSupport
import Testing

/// An installation of etle in a folder of its own, with two cameras, worked with through the program.
struct Installation {
    let folder: TemporaryFolder
    let etle: Program

    /// - Parameter cameras: further entries of `cameras`, in YAML.
    init(cameras: String = "") throws {
        folder = try TemporaryFolder()
        etle = try Program("etle")
        let fixtures = URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo")
        for name in ["exempt.csv", "watch.csv"] {
            try FileManager.default.copyItem(
                at: fixtures.appendingPathComponent(name), to: URL(fileURLWithPath: path(name)))
        }
        let text = try String(contentsOf: fixtures.appendingPathComponent("etle.yaml"), encoding: .utf8)
            .replacingOccurrences(of: "settle_seconds: 1", with: "settle_seconds: 0.1")
            .replacingOccurrences(of: "level: error", with: "level: critical")
        try (text + cameras).write(toFile: config, atomically: true, encoding: .utf8)
    }

    var config: String { path("etle.yaml") }

    /// Keeps the state elsewhere from now on.
    func moveState(to folder: String) throws {
        let text = try String(contentsOfFile: config, encoding: .utf8)
        try text.replacingOccurrences(of: "state: state", with: "state: \(folder)")
            .write(toFile: config, atomically: true, encoding: .utf8)
    }

    /// How long until the daemon looks into all folders though nothing woke it, from now on.
    func setRescan(seconds: Int) throws {
        let text = try String(contentsOfFile: config, encoding: .utf8)
        try text.replacingOccurrences(
            of: "settle_seconds: 0.1", with: "settle_seconds: 0.1, rescan_seconds: \(seconds)"
        )
        .write(toFile: config, atomically: true, encoding: .utf8)
    }

    func path(_ name: String) -> String { folder.path.appending(name).display }

    /// Runs a command with `--config`.
    @discardableResult
    func run(_ arguments: String...) throws -> Program.Result {
        try etle.run(arguments + ["--config", config])
    }

    func runOnce() throws {
        let result = try run("run", "--once")
        #expect(result.status == 0, "\(result.errors)")
    }

    func importRegister(_ file: URL) throws {
        let result = try run("registry", "import", file.path)
        #expect(result.status == 0, "\(result.errors)")
    }

    /// Puts a file into a camera's folder the way cameras do: under another name first.
    func drop(_ data: Data, as name: String, camera: String, folder: String = "") throws {
        let target = RawPath(path("spool/incoming/\(camera)/\(folder)/\(name)"))
        try FileLayer().writeDurably(target, bytes: data)
    }

    /// One JSON object a line.
    func lines(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    /// - Throws: ``CommandFailure``, also while a daemon is still making its state.
    func events() throws -> [[String: Any]] {
        let result = try run("events", "list", "--json")
        guard result.status == 0 else { throw CommandFailure(errors: result.errors) }
        return try lines(result.output)
    }

    struct CommandFailure: Error {
        let errors: String
    }

    /// Every file below a folder of the installation, without the folders.
    func files(_ name: String) -> [String] {
        let root = path(name)
        guard let all = FileManager.default.enumerator(atPath: root) else { return [] }
        return all.compactMap { $0 as? String }.filter { file in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(root)/\(file)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }
}

/// An event of the demonstration's fixtures, to be sent under another name and time.
struct FixtureUpload {
    let camera: String
    private var manifest: [String: Any]
    private(set) var frames: [(name: String, data: Data)]

    init(_ number: String) throws {
        let incoming = URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/incoming")
        camera = ["0005", "0006"].contains(number) ? "DPS-003" : "SDR-014"
        let folder = incoming.appendingPathComponent(camera)
        let data = try Data(contentsOf: folder.appendingPathComponent("\(number).json"))
        manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        frames = try (manifest["frames"] as? [[String: Any]] ?? []).map { frame in
            let name = try #require(frame["file"] as? String)
            return (name, try Data(contentsOf: folder.appendingPathComponent(name)))
        }
    }

    /// With its first picture alone.
    var overviewAlone: FixtureUpload {
        var upload = self
        upload.frames = Array(frames.prefix(1))
        upload.manifest["frames"] = (manifest["frames"] as? [[String: Any]]).map { Array($0.prefix(1)) }
        return upload
    }

    /// With another picture in the place of one.
    func replacing(frame index: Int, with data: Data) throws -> FixtureUpload {
        var upload = self
        upload.frames[index].data = data
        var entries = try #require(manifest["frames"] as? [[String: Any]])
        entries[index]["sha256"] = Digest.sha256(data)
        upload.manifest["frames"] = entries
        return upload
    }

    /// Drops pictures first, then the manifest.
    func send(
        to installation: Installation, as event: String, capturedAt: Timestamp, folder: String = "",
        camera other: String? = nil
    ) throws {
        var object = manifest
        let camera = other ?? self.camera
        object["camera_id"] = camera
        object["event_id"] = event
        object["captured_at"] = capturedAt.rfc3339
        object["frames"] = (manifest["frames"] as? [[String: Any]] ?? []).map { frame in
            var frame = frame
            frame["file"] = "\(event)-\(frame["file"] as? String ?? "")"
            frame["captured_at"] = nil
            return frame
        }
        for (name, data) in frames {
            try installation.drop(data, as: "\(event)-\(name)", camera: camera, folder: folder)
        }
        try installation.drop(
            JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: "\(event).json",
            camera: camera, folder: folder)
    }
}

extension FixtureUpload {
    /// Drops the pictures as those of a Hikvision alert, beside it and under its name.
    func send(toHikvision camera: String, of installation: Installation, as event: String, capturedAt: Timestamp) throws
    {
        var payload = HikvisionPayload(dateTime: capturedAt.rfc3339(in: .jakarta))
        payload.uuid = event
        payload.pictures = frames.enumerated().map { index, _ in
            ("part\(index).jpg", index == 0 ? "detectionPicture" : "licensePlatePicture", [])
        }
        for (index, frame) in frames.enumerated() {
            try installation.drop(frame.data, as: "\(event)_part\(index).jpg", camera: camera)
        }
        try installation.drop(Data(payload.bytes), as: "\(event).xml", camera: camera)
    }
}

func now() -> Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

/// Looks again and again, for up to two minutes, for what a running daemon is to bring about; while it is hindered, a command may fail.
func eventually(_ what: String, _ holds: () throws -> Bool) throws {
    var hindrance: (any Error)?
    for _ in 0..<1200 {
        do {
            if try holds() { return }
            hindrance = nil
        } catch {
            hindrance = error
        }
        usleep(100_000)
    }
    Issue.record("not within two minutes: \(what)\(hindrance.map { "; at last \($0)" } ?? "")")
}
