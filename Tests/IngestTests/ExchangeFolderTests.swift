import Domain
import Ingest
import Journal
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
            name: "answers", path: root.appending("answers"), maximumBytes: 100, sizeRemedy: "shorten it",
            settings: IngestSettings(),
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

@Test func `a file that the program cannot deal with is tried again, ever later, then set aside with the reason`()
    async throws
{
    struct Broken: Error {}
    let bench = try ExchangeBench()
    let tries = Mutex<[Double]>([])
    let clock = bench.clock
    _ = try await bench.exchange.pass { _ in }
    for _ in 0..<200 {
        clock.pass(seconds: 0.5)
        let pass = try await bench.exchange.pass { arrival in
            guard arrival.name == "2" else { return try FileLayer().remove(arrival.path) }
            tries.withLock { $0.append(clock.uptime) }
            throw Broken()
        }
        if tries.withLock({ $0.count }) == 1 { #expect(pass.waiting == 1, "its folder isn't judged as a whole") }
    }
    let times = tries.withLock { $0 }
    #expect(zip(times.dropFirst(), times).map { $0 - $1 } == [2, 4, 8, 16])
    let rejected = try FileLayer().list(bench.folder.path.appending("rejected").appending("answers"))
    #expect(rejected.map { String(decoding: $0.name, as: UTF8.self) }.sorted() == ["2", "2.reason.json"])
    let reason = try FileLayer().read(
        bench.folder.path.appending("rejected").appending("answers").appending("2.reason.json"), limit: 10_000)
    #expect(String(decoding: reason, as: UTF8.self).contains("processing-failed"))
}

@Test func `what waits is told until it is judged, but a file that nobody can read only for a day`() async throws {
    let bench = try ExchangeBench()
    #expect(try await bench.exchange.pass { _ in }.waiting == 3, "settling")
    bench.clock.pass(seconds: 3)
    let take: @Sendable (ExchangeFolder.Arrival) throws -> Void = { arrival in
        if arrival.name == "1" { throw StorageError(.open, arrival.name, code: 13) }
        try FileLayer().remove(arrival.path)
    }
    #expect(try await bench.exchange.pass(take: take).waiting == 1)
    bench.clock.pass(seconds: 3600)
    #expect(try await bench.exchange.pass(take: take).waiting == 1)
    bench.clock.pass(seconds: 86_400)
    let late = try await bench.exchange.pass(take: take)
    #expect(late.waiting == 0 && late.problems.count == 1, "still told, and holds nothing up")
}

@Test func `a journal that cannot work hinders the folder, and no file is at fault`() async throws {
    let bench = try ExchangeBench()
    _ = try await bench.exchange.pass { _ in }
    for _ in 0..<10 {
        bench.clock.pass(seconds: 60)
        await #expect(throws: JournalError.self) {
            _ = try await bench.exchange.pass { _ in throw JournalError(.stateChanged, "another key") }
        }
    }
    #expect(try FileLayer().list(bench.folder.path.appending("rejected")).isEmpty)
}

@Test func `a folder that cannot be listed is a problem and no failure`() async throws {
    let files = FileLayer { operation, path throws(StorageError) in
        if operation == .list { throw StorageError(.list, path, code: 13) }
    }
    let pass = try await ExchangeBench(files: files).settledPass { _ in }.pass
    #expect(pass.handled == 0 && pass.problems.count == 1)
}

@Test func `a file that a crash left half way to its removal is taken under its own name`() async throws {
    let bench = try ExchangeBench()
    let folder = bench.folder.path.appending("answers")
    try FileLayer().rename(folder.appending("2"), to: folder.appending("\(FileLayer.removalPrefix)2"))
    let (_, names) = try await bench.settledPass { _ in }
    #expect(names == ["1", "3"])
    #expect(try await bench.settledPass { _ in }.names == ["1", "2", "3"])
}

@Test func `a table that ends within a line waits for its rest, then it is set aside`() async throws {
    let bench = try ExchangeBench()
    let folder = bench.folder.path.appending("answers")
    for name in ["1", "2", "3"] { try FileLayer().remove(folder.appending(name)) }
    try FileLayer().writeDurably(folder.appending("bank.csv"), bytes: "a,b\n1,BRI-00".utf8)
    let taken = Mutex<[String]>([])
    let pass = {
        try await bench.exchange.pass { arrival in
            let bytes = try FileLayer().read(arrival.path, limit: 100)
            try requireWholeLines(bytes)
            taken.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
            try FileLayer().remove(arrival.path)
        }
    }
    _ = try await pass()
    bench.clock.pass(seconds: 29)
    let stalled = try await pass()
    #expect(stalled.waiting == 1 && stalled.handled == 0)
    try FileLayer().append(folder.appending("bank.csv"), bytes: Array("0001\n".utf8))
    _ = try await pass()
    bench.clock.pass(seconds: 3)
    _ = try await pass()
    #expect(taken.withLock { $0 } == ["a,b\n1,BRI-000001\n"])

    try FileLayer().writeDurably(folder.appending("bank.csv"), bytes: "a,b\n1,BRI-00".utf8)
    _ = try await pass()
    bench.clock.pass(seconds: 31)
    #expect(try await pass().handled == 1)
    let reason = String(
        decoding: try FileLayer().read(
            bench.folder.path.appending("rejected").appending("answers").appending("bank.csv.reason.json"),
            limit: 10_000), as: UTF8.self)
    #expect(reason.contains("cut-off") && reason.contains("line 2, the last one, has no line feed"))
}

@Test func `other settings hold from the next pass on`() async throws {
    let bench = try ExchangeBench()
    await bench.exchange.adopt(IngestSettings(settle: 60))
    #expect(try await bench.settledPass { _ in }.names == [])
    bench.clock.pass(seconds: 58)
    #expect(try await bench.settledPass { _ in }.names == ["1", "2", "3"])
}
