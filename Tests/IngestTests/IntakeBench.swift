import Domain
import Foundation
import Ingest
import Journal
import Logging
import Storage
import TestSupport

/// A drop folder of one camera with journal and evidence store, on real files, and clocks turned by hand.
struct IntakeBench {
    let folder: TemporaryFolder
    let clock = ManualClock()
    let files: FileLayer
    let journal: Journal
    let evidence: EvidenceStore
    let intake: Intake

    init(
        files: FileLayer = FileLayer(), in folder: TemporaryFolder? = nil, paused: Set<String> = [],
        format: CameraFormat = CameraFormat(), cameras: [String] = ["CAM-1"],
        settings: IngestSettings = IngestSettings(),
        recovering: Bool = true
    ) async throws {
        self.folder = try folder ?? TemporaryFolder()
        self.files = files
        let root = self.folder.path
        let plain = FileLayer()
        let key = try LedgerKey.load(from: root.appending("keys"), files: plain)
        journal = try Journal(path: root.appending("etle.sqlite").display, key: key)
        evidence = EvidenceStore(root: root.appending("evidence"), files: files)
        if recovering { try evidence.recover() }
        let clock = clock
        let rejectedFolder = RejectedFolder(root: root.appending("rejected"), files: files)
        if recovering { try rejectedFolder.recover() }
        intake = Intake(
            incoming: root.appending("incoming"),
            cameras: cameras.map { CameraAccount(id: $0, unitID: "unit", format: format) },
            paused: paused, settings: settings, files: files, evidence: evidence,
            rejected: rejectedFolder, journal: journal,
            clock: Clock(now: { clock.now }, uptime: { clock.uptime }), logger: Logger(label: "test"))
        if recovering { try await intake.recover() }
    }

    var camera: RawPath { folder.path.appending("incoming").appending("CAM-1") }
    var rejected: RawPath { folder.path.appending("rejected").appending("CAM-1") }

    /// - Parameter name: may hold folders.
    func drop(_ name: String, _ bytes: [UInt8], camera id: String = "CAM-1") throws {
        let path = folder.path.appending("incoming").appending(id).appending(name)
        try FileLayer().writeDurably(RawPath(path.display), bytes: bytes)
    }

    /// The captures of all events, in the order in which they came in.
    func captures() async throws -> [Capture] {
        try await journal.events(after: 0, outcome: nil, limit: 1000).map(\.capture)
    }

    func manifest(_ id: String, frames: [String], changing change: (inout [String: Any]) -> Void = { _ in }) throws
        -> [UInt8]
    {
        var object: [String: Any] = [
            "schema": "etle.event/1", "event_id": id, "camera_id": "CAM-1",
            "captured_at": "2026-07-21T08:30:15.250+07:00",
            "violations": [["code": "red-light"]], "frames": frames.map { ["file": $0] },
        ]
        change(&object)
        return Array(try JSONSerialization.data(withJSONObject: object, options: .sortedKeys))
    }

    /// Scans, lets the settle time pass, scans again.
    @discardableResult
    func settle(seconds: Double = 3) async throws -> Intake.Pass {
        var sum = try await intake.pass()
        clock.pass(seconds: seconds)
        let second = try await intake.pass()
        sum.accepted += second.accepted
        sum.repeated += second.repeated
        sum.rejected += second.rejected
        sum.ignored += second.ignored
        sum.nextDue = second.nextDue
        sum.problems += second.problems
        return sum
    }

    func names(_ path: RawPath) throws -> [String] {
        try FileLayer().list(path).map { String(decoding: $0.name, as: UTF8.self) }.sorted()
    }

    func reason(_ name: String) throws -> String? {
        let bytes = try FileLayer().read(rejected.appending("\(name).reason.json"), limit: 10_000)
        return (try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])?["code"] as? String
    }
}
