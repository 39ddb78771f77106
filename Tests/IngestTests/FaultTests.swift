import Domain
import FaultVFS
import Foundation
import Ingest
import Storage
import Synchronization
import TestSupport
import Testing

/// Each single call to the file system and of the database to its files fails once, in turn; after it the same folder is worked off
/// without faults. Nothing may be lost or doubled, at any moment.
@Suite(.serialized) struct FaultTests {
    /// What is sent: two events, one of them with two pictures, and junk of two kinds.
    private struct Sent {
        var uploads: [String: [String: [UInt8]]] = [:]
        var junk: [String: [UInt8]] = [:]

        init(_ bench: IntakeBench) throws {
            uploads["E1"] = [
                "1.jpg": try sampleJPEG(seed: 1), "1.json": try bench.manifest("E1", frames: ["1.jpg"]),
            ]
            uploads["E2"] = [
                "2a.jpg": try sampleJPEG(seed: 2), "2b.jpg": try sampleJPEG(seed: 3),
                "2.json": try bench.manifest("E2", frames: ["2a.jpg", "2b.jpg"]),
            ]
            junk = ["bad.json": Array("{".utf8), "stray.txt": [1, 2, 3]]
        }

        func drop(_ bench: IntakeBench) throws {
            for (name, bytes) in uploads.values.flatMap({ $0 }) + junk.map({ $0 }) { try bench.drop(name, bytes) }
        }
    }

    /// Lets the settle, retry and waiting times pass, whatever fails on the way.
    private func work(_ bench: IntakeBench) async -> Int {
        var failures = 0
        for seconds in [0.0, 3, 40, 310, 3, 3] {
            bench.clock.pass(seconds: seconds)
            do { failures += try await bench.intake.pass().problems.count } catch { failures += 1 }
        }
        return failures
    }

    private func check(_ folder: TemporaryFolder, _ sent: Sent, _ what: String) async throws {
        let before = try await IntakeBench(in: folder, recovering: false)
        var problems = try await UploadInvariants(bench: before).violations(
            uploads: sent.uploads, junk: sent.junk, isFinished: false)
        #expect(problems.isEmpty, "right after \(what): \(problems)")
        let after = try await IntakeBench(in: folder)
        #expect(await work(after) == 0, "work goes on after \(what)")
        problems = try await UploadInvariants(bench: after).violations(
            uploads: sent.uploads, junk: sent.junk, isFinished: true)
        #expect(problems.isEmpty, "in the end after \(what): \(problems)")
        #expect(try await after.captures().count == 2, "\(what)")
    }

    /// Every call with one error; the other two, that take the same ways, with every eleventh.
    @Test(arguments: [ENOSPC, EIO, EROFS])
    func `whichever file system call fails, nothing is lost or doubled`(code: Int32) async throws {
        var failing = 0
        var tried = 0
        while true {
            let folder = try TemporaryFolder()
            let calls = Mutex(0)
            let isArmed = Mutex(false)
            let operation = Mutex("")
            let doomed = failing
            let files = FileLayer { call, path throws(StorageError) in
                guard isArmed.withLock({ $0 }) else { return }
                let number = calls.withLock { count in
                    defer { count += 1 }
                    return count
                }
                if number == doomed {
                    operation.withLock { $0 = call.rawValue }
                    throw StorageError(call, path, code: code)
                }
            }
            let bench = try await IntakeBench(files: files, in: folder)
            let sent = try Sent(bench)
            try sent.drop(bench)
            isArmed.withLock { $0 = true }
            _ = await work(bench)
            isArmed.withLock { $0 = false }
            try await check(folder, sent, "call \(failing) (\(operation.withLock { $0 })) with \(code)")
            if failing >= calls.withLock({ $0 }) { break }
            failing += code == ENOSPC ? 1 : 11
            tried += 1
        }
        print("fault test: \(tried) of \(failing) file system calls failed one by one with errno \(code)")
        #expect(failing > 60)
    }

    @Test(arguments: [Int32(778), 13, 1034])  // SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_IOERR_FSYNC
    func `whichever call of the database to its files fails, nothing is lost or doubled`(code: Int32) async throws {
        #expect(faultvfs_install() == 0)
        var failing = 0
        while true {
            let folder = try TemporaryFolder()
            faultvfs_arm(folder.path.display, -1, code)
            let bench = try await IntakeBench(in: folder)
            let sent = try Sent(bench)
            try sent.drop(bench)
            faultvfs_arm(folder.path.display, failing, code)
            _ = await work(bench)
            let calls = faultvfs_calls()
            faultvfs_arm(folder.path.display, -1, code)
            try await check(folder, sent, "database call \(failing) with \(code)")
            if failing >= calls { break }
            failing += 1
        }
        print("fault test: \(failing) database calls failed one by one with code \(code)")
        #expect(failing > 10)
    }

    @Test func `clock jumps of hours neither lose nor hurry anything`() async throws {
        let bench = try await IntakeBench()
        let sent = try Sent(bench)
        try sent.drop(bench)
        for hours in [-5.0, 9, -9, 4, 1] {
            bench.clock.jump(seconds: hours * 3600)
            _ = try await bench.intake.pass()
            bench.clock.pass(seconds: 0.5)
        }
        // Back at the right time: what a wrong clock made implausible would have been rejected, so nothing was judged by it yet.
        #expect(await work(bench) == 0)
        #expect(
            try await UploadInvariants(bench: bench).violations(
                uploads: sent.uploads, junk: sent.junk, isFinished: true
            )
            .isEmpty)
    }
}
