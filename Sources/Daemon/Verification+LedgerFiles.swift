import Domain
import Journal
import Storage

extension Verification {
    /// Writes those of the ledger's files again, from the journal, that are missing or aren't what the journal has. What lay there is kept
    /// as `<name>.aside-<n>`, also a file that the journal has no entries for.
    ///
    /// Only where the journal's whole chain holds with all its signatures, and while no daemon works, which appends to the files.
    /// - Returns: the files that were written or put aside; and why those that should be were left, if they were.
    public func restoreLedger() async throws -> (mended: [String], problem: String?) {
        guard try await !damagedLedgerFiles().isEmpty else { return ([], nil) }
        if let problem = try await chainProblem() { return ([], "the journal's own chain doesn't hold: \(problem)") }
        let folder = RawPath(state.configuration.paths.state)
        // Who starts a daemon and doesn't get the second lock waits for the first.
        let opening = try FolderLock(waitingFor: folder.appending("open.lock"))
        defer { withExtendedLifetime(opening) {} }
        guard let lock = try FolderLock(folder.appending("etle.lock")) else {
            return ([], "stop the daemon first (systemctl stop etle): it appends to them")
        }
        defer { withExtendedLifetime(lock) {} }
        var mended: [String] = []
        for (path, first) in try await damagedLedgerFiles() {
            let wanted = if let first { try await lines(from: first) } else { [UInt8]() }
            // Nothing is lost of a file that only ends too early.
            if let found = try content(path), !wanted.starts(with: found) { _ = try state.files.keepAside(path) }
            if !wanted.isEmpty { try state.files.writeDurably(path, bytes: wanted) }
            mended.append(path.display)
        }
        return (mended, nil)
    }

    /// Files that aren't what the journal has, with the first entry that belongs there; nil where none does.
    private func damagedLedgerFiles() async throws -> [(path: RawPath, first: Int64?)] {
        let folder = state.ledgerFile.folder
        let present = try state.files.list(folder).filter { $0.size > 0 && LedgerFile.isName($0.name) }
        var others = Set(present.map { folder.appending($0.name) })
        var damaged: [(path: RawPath, first: Int64?)] = []
        var first: Int64 = 1
        while case let wanted = try await lines(from: first), !wanted.isEmpty {
            let path = state.ledgerFile.path(of: first)
            others.remove(path)
            if try content(path) != wanted { damaged.append((path, first)) }
            first += LedgerFile.entriesPerFile
        }
        return damaged + others.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map { ($0, nil) }
    }

    private func content(_ path: RawPath) throws -> [UInt8]? {
        try state.files.inspect(path) == nil ? nil : state.files.read(path, limit: 1 << 30)
    }

    /// What a file of the ledger must be, by its first entry; empty if there is no such entry yet.
    private func lines(from first: Int64) async throws -> [UInt8] {
        var (last, bytes) = (first - 1, [UInt8]())
        let end = last + LedgerFile.entriesPerFile
        while last < end {
            let entries = try await state.journal.ledger(after: last, limit: Int(min(4000, end - last)))
            guard let newest = entries.last, newest.sequence <= end else { break }
            for entry in entries { bytes += entry.line }
            last = newest.sequence
        }
        return bytes
    }

    /// The first thing that doesn't hold of the journal's chain; nil if all does.
    private func chainProblem() async throws -> String? {
        var checker = try LedgerChecker(keysIn: state.keyFolder, files: state.files)
        var last: Int64 = 0
        while case let entries = try await state.journal.ledger(after: last, limit: 4000), let newest = entries.last {
            if let problem = await checker.check(entries).first { return problem.message }
            last = newest.sequence
        }
        return nil
    }
}
