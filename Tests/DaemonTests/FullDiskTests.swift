import Foundation
import TestSupport
import Testing

/// A file system of a few megabytes, where this machine lets us mount one; unmounted with it.
private final class SmallDisk {
    let path: String

    /// Nil without the right to mount.
    init?(megabytes: Int) throws {
        let folder = NSTemporaryDirectory() + "etle-disk-\(UInt64.random(in: 0...(.max)))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder
        guard let mount = try? run("mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", folder]),
            mount.status == 0
        else {
            try? FileManager.default.removeItem(atPath: folder)
            return nil
        }
    }

    private var filler: String { "\(path)/filler" }

    func fill() throws {
        _ = try run("dd", ["if=/dev/zero", "of=\(filler)", "bs=16k", "oflag=append", "conv=notrunc"])
    }

    func empty() throws { try FileManager.default.removeItem(atPath: filler) }

    deinit {
        _ = try? run("umount", ["-l", path])
        try? FileManager.default.removeItem(atPath: path)
    }
}

struct FullDiskTests {
    /// The daemon on a disk that fills up and is emptied again.
    @Test
    func `a full disk is waited for, said, and survived`() throws {
        guard let disk = try SmallDisk(megabytes: 64) else {
            print("full disk: no right to mount here, not tested; the fault tests inject the same errors")
            return
        }
        let installation = try Installation()
        try installation.moveState(to: "\(disk.path)/state")
        try installation.importRegister(
            URL(fileURLWithPath: repository).appendingPathComponent("fixtures/demo/registry/register.csv"))
        try installation.runOnce()
        let daemon = try installation.etle.start(["run", "--config", installation.config])
        defer {
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
        }
        let upload = try FixtureUpload("0001")
        try upload.send(to: installation, as: "E0", capturedAt: now().adding(seconds: -7200))
        try eventually("the daemon works") {
            try installation.events().contains { $0["outcome"] as? String == "issued" }
        }
        try disk.fill()
        try upload.send(to: installation, as: "E1", capturedAt: now().adding(seconds: -3600))
        try eventually("status says what it waits for") {
            // Whatever the daemon was at when the disk filled up may have given some space back.
            try disk.fill()
            return try installation.run("status").output.contains(
                "No space left on device (free some space; work goes on by itself")
        }
        #expect(daemon.isRunning && installation.files("spool/incoming").count == 3, "nothing is lost")
        try disk.empty()
        try eventually("work goes on by itself") {
            try installation.events().filter { $0["outcome"] as? String == "issued" }.count == 2
        }
        try eventually("nothing hinders it any more") {
            try !installation.run("status").output.contains("waits:")
        }
        #expect(installation.files("spool/rejected").isEmpty)
        let verified = try installation.run("verify")
        #expect(verified.status == 0, "\(verified.output)")
    }
}
