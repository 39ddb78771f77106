import ArgumentParser
import Domain
import Foundation
import Simulation

/// A day of uploads with its register and truth.
struct Events: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes incoming/<camera>/..., registry/register.csv, truth.csv and labels.csv.",
        discussion: """
            The register is written first. Uploads then come as from careful cameras: each file under a temporary name, then \
            renamed, frames before the manifest. With --deliver-over the uploads are spread evenly over that time.
            """)

    @Option(help: "Where the randomness starts.") var seed: UInt64 = 1
    @Option(help: "How many events.") var count = 10
    @Option(help: "Folder to write to.") var out: String
    @Option(help: "Cameras with commas between them, each with =ZONE if it isn't Asia/Jakarta.") var cameras = "SDR-014"
    @Option(help: "What the cameras report, with commas between.") var violations = "red-light,speed"
    @Option(help: "Vehicles in the register that no camera saw.") var registerOnlyExtra = 100
    @Option(help: "Share of events that are hard to read, 0...1.") var shareDoubtful = 0.1
    @Option(help: "Share of events by night, 0...1.") var shareNight = 0.15
    @Option(help: "Seconds over which the uploads are spread; 0 writes as fast as it can.") var deliverOver = 0.0
    @Option(help: "manifest, hikvision-xml, hikvision-ftp, dahua or dahua-ftp.") var format = SimulatedEvent.Format
        .manifest
    @OptionGroup var options: SceneOptions

    private var simulated: [SimulatedCamera]? {
        var result: [SimulatedCamera] = []
        for word in cameras.split(separator: ",") {
            let parts = word.split(separator: "=")
            guard let zone = parts.count > 1 ? LocalTimeZone(rawValue: String(parts[1])) : .jakarta,
                let id = parts.first
            else { return nil }
            result.append(SimulatedCamera(id: String(id), zone: zone))
        }
        return result.isEmpty ? nil : result
    }

    func validate() throws {
        guard simulated != nil else { throw ValidationError("--cameras is like SDR-014,DPS-003=Asia/Makassar.") }
        guard !violations.isEmpty else { throw ValidationError("--violations needs a code.") }
    }

    func run() throws {
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        var settings = EventDraw.Options()
        settings.cameras = simulated ?? []
        settings.violations = violations.split(separator: ",").map(String.init)
        settings.doubtful = shareDoubtful
        settings.night = shareNight
        settings.scenes = options.drawn
        var draw = EventDraw(seed: seed, options: settings)
        let plans = (0..<max(count, 0)).map { _ in draw.next() }
        draw.addToRegister(registerOnlyExtra)
        try write(
            [RegisterRecord.columns] + draw.register.map(\.values), "register.csv",
            to: folder.appendingPathComponent("registry"))
        let start = ContinuousClock.now
        var truth = [EventTruth.columns]
        var labels = [PlateLabel.columns]
        for (index, plan) in plans.enumerated() {
            let event = try plan.make(format)
            truth.append(event.truth.values)
            for var label in event.labels {
                label.file = "incoming/\(plan.camera.id)/\(label.file)"
                labels.append(label.values)
            }
            let due = start.advanced(by: .seconds(deliverOver * Double(index) / Double(max(plans.count - 1, 1))))
            let wait = due - ContinuousClock.now
            if deliverOver > 0, wait > .zero {
                Thread.sleep(
                    forTimeInterval: Double(wait.components.seconds) + Double(wait.components.attoseconds) * 1e-18)
            }
            try DropFolder(folder.appendingPathComponent("incoming/\(plan.camera.id)")).deliver(event.files)
        }
        try write(truth, "truth.csv", to: folder)
        try write(labels, "labels.csv", to: folder)
    }

    private func write(_ rows: [[String]], _ name: String, to folder: URL) throws {
        try DropFolder(folder).deliver([UploadFile(name: name, bytes: Array(CSVText.encode(rows).utf8))])
    }
}

extension SimulatedEvent.Format: ExpressibleByArgument {}
