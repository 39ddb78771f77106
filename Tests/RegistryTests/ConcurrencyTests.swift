import Domain
import Foundation
import GRDB
import Registry
import RegistrySynthesis
import Synchronization
import Testing

@Test func `lookups go on during an import and see either all of the old or all of the new`() async throws {
    let fixture = try RegisterFixture()
    try fixture.importRows((1...3000).map { row("B \($0) A", "OLD", from: "2020-01-01") })
    let registry = fixture.registry
    let isDone = Atomic(false)
    let on = day("2026-09-01")
    let reader = Thread.detached {
        var seen: Set<String> = []
        var hasSeenNew = false
        while !isDone.load(ordering: .acquiring) {
            for number in [1, 1500, 3000] {
                let name = try registry.lookup("B\(number)A", on: on).registration?.owner?.name ?? "none"
                seen.insert(name)
                if hasSeenNew, name != "NEW" { seen.insert("mixed") }
                hasSeenNew = hasSeenNew || name == "NEW"
            }
        }
        return seen
    }
    try fixture.importRows((1...3000).map { row("B \($0) A", "NEW", from: "2026-08-01") }, asOf: "2026-09-01")
    isDone.store(true, ordering: .releasing)
    let seen = try await reader.value
    #expect(seen.isSubset(of: ["OLD", "NEW"]))
    #expect(try fixture.owner("B1500A", "2026-09-01") == "NEW")
    #expect(try fixture.owner("B1500A", "2026-07-31") == "OLD")
}

@Test func `what an interrupted import left doesn't disturb the next one`() throws {
    let fixture = try RegisterFixture()
    try fixture.importRows([row("B 1 A", "BUDI", from: "2020-01-01")])
    // Refused at the end, after rows were staged: the limit on missing plates is looked at last.
    #expect(throws: RegistryError.self) {
        try fixture.importRows([row("B 2 A", "X", from: "2020-01-01")], maximumMissingShare: 0)
    }
    #expect(try fixture.owner("B1A", "2026-09-01") == "BUDI")
    #expect(try fixture.registry.lookup("B2A", on: day("2026-09-01")) == .notFound)
    // As after a crash just after the swap.
    let crashed = try DatabaseQueue(path: fixture.folder.appending(path: "registry.sqlite").path)
    try crashed.write { db in
        try db.execute(sql: "CREATE TABLE registration_old (id); CREATE TABLE registration_staging (id)")
    }
    try crashed.close()
    try fixture.importRows([row("B 2 A", "X", from: "2020-01-01")])
    #expect(try fixture.owner("B2A", "2026-09-01") == "X")
    let path = fixture.folder.appending(path: "registry.sqlite").path
    try fixture.registry.close()
    #expect(try Registry(path: path).lookup("B2A", on: day("2026-09-01")).registration?.owner?.name == "X")
}

extension Thread {
    /// Runs a blocking body away from the cooperative pool.
    static func detached<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) -> Task<Value, any Error> {
        Task {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
            }
        }
    }
}
