import Domain
import Foundation
import TestSupport
import Testing

struct CrashTests {
    /// SIGKILL at 50 seeded random moments (`make soak`: 1,000) while manifests, Hikvision alerts, repeated uploads and junk come in.
    /// Afterwards each event has exactly one outcome, each letter exists once and is whole, everything verifies, junk is set aside
    /// with its reason, and nothing is left over.
    @Test(.timeLimit(.minutes(120)))
    func `kills at any moment lose nothing and double nothing`() throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["ETLE_SEED"] ?? "") ?? 20_260_721
        print("crash test: seed \(seed) (ETLE_SEED repeats it)")
        var generator = SeededGenerator(seed: seed)
        let installation = try Installation(
            cameras: """
                  - {id: HIK-1, format: hikvision-xml, unit: metro-jaya, place: "Jl. M.H. Thamrin", violations: [red-light], default_violations: [red-light]}

                """)
        try installation.importRegister(
            URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv"))
        let uploads = try ["0001", "0002", "0004", "0005", "0007", "0008", "0012", "0013"].map(FixtureUpload.init)
        let kills = Int(ProcessInfo.processInfo.environment["ETLE_KILLS"] ?? "") ?? 50
        let eventsPerKill = 4
        var alerts = 0
        // Each fixture comes again after eight events: more than the repeat window later, so that each violation counts.
        let spacing = 100.0
        let start = now().adding(seconds: -spacing * Double(kills * eventsPerKill) - 3600)
        for kill in 0..<kills {
            for number in 0..<eventsPerKill {
                let index = kill * eventsPerKill + number
                try uploads[index % uploads.count].send(
                    to: installation, as: "E\(index)", capturedAt: start.adding(seconds: Double(index) * spacing))
            }
            let at = start.adding(seconds: Double(kill * eventsPerKill) * spacing)
            switch kill % 3 {
            case 0:
                try uploads[kill % 8].send(toHikvision: "HIK-1", of: installation, as: "A\(kill)", capturedAt: at)
                alerts += 1
            case 1: try installation.drop(Data("{".utf8), as: "junk\(kill).json", camera: "SDR-014")
            default:
                // The last event once more, after a reconnect.
                let index = kill * eventsPerKill - 1
                try uploads[index % uploads.count].send(
                    to: installation, as: "E\(index)", capturedAt: start.adding(seconds: Double(index) * spacing))
            }
            let daemon = try installation.etle.start(["run", "--config", installation.config])
            usleep(.random(in: 50_000...900_000, using: &generator))
            #expect(daemon.isRunning, "the daemon ended by itself before kill \(kill)")
            Foundation.kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
        }
        try installation.runOnce()

        let events = try installation.events()
        #expect(Set(events.compactMap { $0["event_id"] as? String }).count == kills * eventsPerKill + alerts)
        #expect(events.count == kills * eventsPerKill + alerts)
        #expect(events.allSatisfy { $0["outcome"] is String })
        let issued = events.filter { $0["outcome"] as? String == "issued" }
        let references = issued.flatMap { $0["references"] as? [String] ?? [] }
        #expect(references.count == issued.count && Set(references).count == issued.count)
        #expect(issued.count >= kills * 3 / 2, "clear events are issued: \(issued.count)")
        let notices = installation.files("state/out/notices")
        #expect(notices.count == 3 * issued.count, "a PDF, a JSON and a proof of each letter")
        for reference in references {
            #expect(
                notices.filter { $0.hasSuffix("/\(reference).pdf") || $0.hasSuffix("/\(reference).json") }.count == 2)
        }
        let verified = try installation.run("verify")
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
        #expect(installation.files("spool/incoming").isEmpty)
        let junk = (0..<kills).filter { $0 % 3 == 1 }.flatMap {
            ["SDR-014/junk\($0).json", "SDR-014/junk\($0).json.reason.json"]
        }
        #expect(installation.files("spool/rejected") == junk.sorted())
        let temporary = installation.files(".").filter { $0.contains(".etle-") || $0.contains("evidence/tmp/") }
        #expect(temporary.isEmpty, "\(temporary)")
        for (kind, place) in [("notices", 1), ("tickets", 3)] {
            for (register, numbers) in try installation.runningNumbers(kind, at: place) {
                #expect(numbers.sorted() == Array(1...numbers.count), "\(kind) of \(register) have holes")
            }
        }
        #expect(try installation.runningNumbers("notices", at: 1).values.reduce(0) { $0 + $1.count } == issued.count)
        #expect(try installation.runningNumbers("tickets", at: 3).values.contains { $0.count > 2 })
    }
}

extension Installation {
    /// The running numbers of the letters or tickets in the output folder, by unit and year.
    /// - Parameter place: which part of a number it is, from 0.
    fileprivate func runningNumbers(_ kind: String, at place: Int) throws -> [String: [Int]] {
        var numbers: [String: [Int]] = [:]
        for name in files("state/out/\(kind)") where name.hasSuffix(".json") {
            let data = try Data(contentsOf: URL(fileURLWithPath: path("state/out/\(kind)/\(name)")))
            let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let parts = try #require(document["number"] as? String).split(separator: "/")
            numbers["\(document["unit"] ?? "") \(name.prefix(4))", default: []].append(
                try #require(Int(parts[place])))
        }
        return numbers
    }
}
