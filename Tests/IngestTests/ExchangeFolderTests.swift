import Domain
import Ingest
import Logging
import Storage
import Synchronization
import TestSupport
import Testing

/// An exchange folder on real files, with clocks turned by hand.
private struct ExchangeBench {
    let folder: TemporaryFolder
    let clock = ManualClock()
    let exchange: ExchangeFolder

    init(files: FileLayer = FileLayer()) throws {
        folder = try TemporaryFolder()
        let root = folder.path
        let clock = clock
        exchange = ExchangeFolder(
            name: "answers", path: root.appending("answers"), maximumBytes: 100, settings: IngestSettings(),
            files: files, rejected: RejectedFolder(root: root.appending("rejected"), files: files),
            clock: Clock(now: { clock.now }, uptime: { clock.uptime }), logger: Logger(label: "test"))
        for name in ["1", "2", "3"] {
            try FileLayer().writeDurably(root.appending("answers").appending(name), bytes: name.utf8)
        }
    }

    /// Names that were handed over once all files have settled.
    func settledPass(
        failing: @escaping @Sendable (String) throws -> Void
    ) async throws -> (pass: ExchangeFolder.Pass, names: [String]) {
        let names = Mutex<[String]>([])
        _ = try await exchange.pass { _ in }
        clock.pass(seconds: 3)
        let pass = try await exchange.pass { arrival in
            try failing(arrival.name)
            names.withLock { $0.append(arrival.name) }
        }
        return (pass, names.withLock { $0.sorted() })
    }
}

@Test func `a file that cannot be read, or not now, stays and holds up no other`() async throws {
    let bench = try ExchangeBench()
    let (pass, names) = try await bench.settledPass { name in
        if name == "1" { throw StorageError(.open, name, code: 13) }
        if name == "2" { throw ExchangeFolder.Postponed("an import is at work") }
    }
    #expect(names == ["3"])
    #expect(pass.handled == 1 && pass.problems.count == 2)
    #expect(try FileLayer().list(bench.folder.path.appending("answers")).count == 3)
    #expect(try FileLayer().list(bench.folder.path.appending("rejected")).isEmpty)
}

@Test func `a folder that cannot be listed is a problem and no failure`() async throws {
    let files = FileLayer { operation, path throws(StorageError) in
        if operation == .list { throw StorageError(.list, path, code: 13) }
    }
    let pass = try await ExchangeBench(files: files).settledPass { _ in }.pass
    #expect(pass.handled == 0 && pass.problems.count == 1)
}
