import Foundation
import GRDB
import TestSupport
import Testing

extension CaseBench {
    /// A case that went all the way: read, decided, letter, blocked, answered, ticket, paid, paid again.
    static func wholeCase() async throws -> CaseBench {
        let bench = try CaseBench { $0.replacingOccurrences(of: "log:", with: "post: {dispatch: on-issue}\nlog:") }
        let reference = try await bench.letter()
        // The batch goes to the post, then the term ends.
        for days in [1, 40] {
            bench.pass(days: days)
            try await bench.work()
        }
        try await bench.answer(reference, "driver")
        let ticket = try await bench.ticket(of: reference)
        bench.pass(days: 1)
        let (code, deposit) = (ticket["payment_code"] as? String, ticket["deposit_rupiah"] as? Int)
        try await bench.pay(try #require(code), try #require(deposit) - 1, "BRI-1")
        try await bench.pay(try #require(code), 1, "BRI-2")
        try await bench.pay(try #require(code), try #require(deposit), "BRI-3")
        let state = try await bench.state(reference)
        try #require(state.ending == .paid && state.blocks.count == 1)
        return bench
    }

    /// A copy of the journal in one file, with changes that no foreign key stands in the way of.
    func copyJournal(to path: String, changedBy sql: String) throws {
        try DatabaseQueue(path: installation.path("state/etle.sqlite")).writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(path: path, configuration: configuration).write { try $0.execute(sql: sql) }
    }
}
