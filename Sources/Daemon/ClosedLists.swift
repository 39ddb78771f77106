import Domain
import Journal
import Storage

// The last word of each day's block and refund lists: written once when the day is over, with an entry in the ledger. Which days lack it
// follows from the rows, so a standstill of any length is caught up with.

extension Engine {
    /// Seconds after its end until a day is closed: what was begun in it may still be on its way into the journal.
    private static let closingSeconds = 600.0
    /// Days that are caught up with in one pass.
    private static let closedAtOnce = 31

    /// Closes the lists of days that are over everywhere, and weren't closed yet. Returns how many files were written.
    func writeClosedLists() async throws -> Int {
        let now = clock.now().adding(seconds: -Engine.closingSeconds)
        // The day ends last where the zone is westernmost.
        guard let last = LocalTimeZone.allCases.map({ $0.date(of: now) }).min()?.adding(days: -1) else { return 0 }
        let blocks = try await close("blocks", through: last, days: journal.blockDaysToClose) {
            try await BlockLists(engine: self).files(of: $0)
        }
        let refunds = try await close("refunds", through: last, days: journal.refundDaysToClose) {
            try await RefundLists(engine: self).files(of: $0)
        }
        return blocks + refunds
    }

    /// Writes the lists of a day. Those of a closed day are restored as they were handed out, and never get another content. Returns the files.
    func writeLists(
        _ kind: String, of day: LocalDate, _ lists: [(path: RawPath, text: String)]
    ) async throws -> [RawPath] {
        let closed = try await journal.export("\(kind)/\(day.iso8601)")
        return try lists.compactMap { list in
            let name = String(decoding: list.path.name, as: UTF8.self)
            if let closed, closed[name] != Digest.sha256(list.text.utf8) { return nil }
            try files.writeDurably(list.path, bytes: list.text.utf8)
            return list.path
        }
    }

    private func close(
        _ kind: String, through last: LocalDate, days: (LocalDate) async throws -> [LocalDate],
        files: (LocalDate) async throws -> [(path: RawPath, text: String)]
    ) async throws -> Int {
        let name = "\(kind)/\(last.iso8601)"
        if closedLists.withLock({ !$0.insert(name).inserted }) { return 0 }
        var count = 0
        do {
            let missing = try await days(last)
            for day in missing.prefix(Engine.closedAtOnce) {
                let written = try await files(day)
                for file in written { try self.files.writeDurably(file.path, bytes: file.text.utf8) }
                try await journal.noteExport(
                    "\(kind)/\(day.iso8601)",
                    files: Dictionary(
                        uniqueKeysWithValues: written.map {
                            (String(decoding: $0.path.name, as: UTF8.self), Digest.sha256($0.text.utf8))
                        }), at: clock.now())
                count += max(1, written.count)
            }
            if missing.count > Engine.closedAtOnce { closedLists.withLock { _ = $0.remove(name) } }
        } catch {
            closedLists.withLock { _ = $0.remove(name) }
            throw error
        }
        return count
    }
}
