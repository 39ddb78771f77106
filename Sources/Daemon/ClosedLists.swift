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
        let last = lastDayOver
        let blocks = try await close("blocks", through: last, days: journal.blockDaysToClose) {
            try await BlockLists(engine: self).files(of: $0)
        }
        let refunds = try await close("refunds", through: last, days: journal.refundDaysToClose) {
            try await RefundLists(engine: self).files(of: $0)
        }
        return blocks + refunds
    }

    /// The newest day that is over everywhere, and whose lists can be closed.
    private var lastDayOver: LocalDate {
        let now = clock.now().adding(seconds: -Engine.closingSeconds)
        // The day ends last where the zone is westernmost.
        return LocalTimeZone.jakarta.date(of: now).adding(days: -1)
    }

    /// Writes the lists of a day. Those of a closed day are restored as they were handed out, and never get another content: what comes
    /// later is told in the next one. Returns the files.
    func writeLists(
        _ kind: String, of day: LocalDate, _ lists: [(path: RawPath, text: String)]
    ) async throws -> [RawPath] {
        let name = "\(kind)/\(day.iso8601)"
        guard let closed = try await journal.export(name) else {
            for list in lists { try put(list, isDayOver: day <= lastDayOver) }
            return lists.map(\.path)
        }
        return try lists.compactMap { list in
            guard closed[String(decoding: list.path.name, as: UTF8.self)] == Digest.sha256(list.text.utf8) else {
                if day > lastDayOver, closedLists.withLock({ $0.insert("late/\(name)").inserted }) {
                    logger.warning(
                        "lists of a day that isn't over were closed already, so a clock ran ahead; blocks and liftings that they lack are in the first lists that aren't closed",
                        metadata: ["lists": "\(name)"])
                }
                return nil
            }
            try put(list, isDayOver: false)
            return list.path
        }
    }

    /// Writes a list that isn't as it should be.
    ///
    /// - Parameter isDayOver: what lies there may have been fetched as that day's last word, by a ledger that went further than this one
    ///   (an older database was put back): it is kept beside the list.
    private func put(_ list: (path: RawPath, text: String), isDayOver: Bool) throws {
        if try files.inspect(list.path) != nil {
            if try files.read(list.path, limit: 1 << 30).elementsEqual(list.text.utf8) { return }
            if isDayOver {
                let aside = try files.keepAside(list.path)
                logger.warning(
                    "another list lay where the last word of a day is written, and is kept beside it",
                    metadata: ["list": "\(list.path.display)", "kept": "\(aside.display)"])
            }
        }
        try files.writeDurably(list.path, bytes: list.text.utf8)
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
                for file in written { try put(file, isDayOver: true) }
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
