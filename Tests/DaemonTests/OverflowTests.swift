import Foundation
import TestSupport
import Testing

struct OverflowTests {
    /// The kernel's queue of folder events (`fs.inotify.max_queued_events`) overflows while the daemon doesn't run, so that what it is
    /// told ends before the uploads come; the next rescan is an hour away.
    @Test func `uploads whose folder events were lost are found all the same`() throws {
        let installation = try Installation()
        try installation.setRescan(seconds: 3600)
        try installation.importRegister(
            URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv"))
        let daemon = try installation.etle.start(["run", "--config", installation.config])
        defer {
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
        }
        try FixtureUpload("0001").send(to: installation, as: "E0", capturedAt: now().adding(seconds: -7200))
        try eventually("the daemon works") { try installation.events().count == 1 }

        kill(daemon.processIdentifier, SIGSTOP)
        let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let most = try #require(Int(limit.trimmingCharacters(in: .newlines)))
        // Two names by turns: the kernel merges an event with an equal one before it.
        let names = ["a", "b"].map { installation.path("spool/incoming/SDR-014/.\($0)") }
        for count in 0...most {
            let file = open(names[count % 2], O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
            try #require(file >= 0)
            close(file)
            unlink(names[count % 2])
        }
        for (index, number) in ["0002", "0004", "0012"].enumerated() {
            try FixtureUpload(number).send(
                to: installation, as: "E\(index + 1)", capturedAt: now().adding(seconds: -3600))
        }
        kill(daemon.processIdentifier, SIGCONT)
        try eventually("what came while events were lost is taken in") { try installation.events().count == 4 }
        try FixtureUpload("0013").send(to: installation, as: "E4", capturedAt: now().adding(seconds: -1800))
        try eventually("events are noticed again") { try installation.events().count == 5 }
        #expect(installation.files("spool/incoming").isEmpty && installation.files("spool/rejected").isEmpty)
    }
}
