import Domain
import Foundation
import Journal
import Storage

extension Verification {
    /// Goes through what the ledger and its files have, entry by entry, and asks for the rows that the entries demand.
    func checkLedger(_ report: inout Report) async throws {
        var checker = try LedgerChecker(keysIn: state.keyFolder, files: state.files)
        let wasAtWork = try state.isDaemonAtWork()
        var file = LedgerFileReader(state.ledgerFile, files: state.files)
        let journal = state.journal
        var batch = try await journal.ledgerProofs(after: 0, limit: Verification.batch)
        var newest: Int64 = 0
        while let last = batch.last {
            // The next ones are read while these are checked.
            async let following = journal.ledgerProofs(after: last, limit: Verification.batch)
            var confirmed: Set<Int64> = []
            for entry in batch.entries {
                switch file.check(entry) {
                case .same: if !options.everySignature { confirmed.insert(entry.sequence) }
                case .missing, .told: break
                case .problem(let problem): report.add("ledger-file", "\(entry.sequence)", problem)
                }
                note(entry, &report.named)
            }
            for fault in batch.faults { report.add(fault) }
            for problem in await checker.check(batch.entries, confirmed: confirmed) {
                report.add("ledger", "\(problem.sequence)", problem.message)
            }
            if !options.ledgerOnly {
                for (sequence, message) in try await journal.missingRows(of: batch.entries) {
                    report.add("database", "\(sequence)", message)
                }
            }
            report.entries += batch.entries.count
            newest = last
            batch = try await following
            // What was appended to the files meanwhile has its rows now.
            if batch.last == nil { batch = try await journal.ledgerProofs(after: last, limit: Verification.batch) }
        }
        let isAtWork = try wasAtWork || state.isDaemonAtWork()
        try checkEnd(of: file, newest: newest, isDaemonAtWork: isAtWork, &report)
        try checkKeys(checker, &report)
        try checkRoots(checker.roots, isDaemonAtWork: isAtWork, &report)
    }

    private static let batch = 4000
    /// So many entries may wait for being appended to the files while a daemon works.
    private static let mostUnwritten: Int64 = 20_000

    /// What an entry names that is looked for afterwards.
    private func note(_ entry: LedgerEntry, _ named: inout NamedFiles) {
        switch entry.kind {
        case .answer, .payment, .legalCase, .block, .unblock:
            // The wrong answer after which a letter is held was refused, not kept.
            guard let says = try? CanonicalJSON.decode(CaseEcho.self, from: entry.payload), let file = says.file,
                says.act != "hold"
            else {
                return
            }
            if named.handedIn[file] == nil { named.handedIn[file] = entry.sequence }
            named.add(evidence: file)
        case .export: named.exports[entry.subject] = entry.payload
        default: break
        }
    }

    private func checkEnd(
        of file: LedgerFileReader, newest: Int64, isDaemonAtWork: Bool, _ report: inout Report
    ) throws {
        if let problem = file.rest { report.add("ledger-file", "\(newest &+ 1)", problem) }
        if let first = file.missing, !isDaemonAtWork || newest - first >= Verification.mostUnwritten {
            report.add(
                "ledger-file", "\(first)",
                "the ledger's files lack the entries \(first) to \(newest), and no daemon works that would append them: a crash leaves that, or somebody cut the files. Start etle, which writes them again from the journal, and check again"
            )
        }
        let last = newest == 0 ? nil : state.ledgerFile.path(of: newest).name
        guard try state.files.inspect(state.ledgerFile.folder) != nil else { return }
        for entry in try state.files.list(state.ledgerFile.folder)
        where entry.name.starts(with: Array("ledger-".utf8)) && entry.name.suffix(6).elementsEqual(Array(".jsonl".utf8))
        {
            let isOurs = LedgerFile.isName(entry.name) && last.map { !$0.lexicographicallyPrecedes(entry.name) } == true
            if isOurs || entry.size == 0 { continue }
            // Begun since the entries were read.
            if isDaemonAtWork, entry.name == state.ledgerFile.path(of: newest &+ 1).name { continue }
            report.add(
                "ledger-file", String(decoding: entry.name, as: UTF8.self),
                "the journal, whose newest entry is \(newest), has none of this file's: an older journal was put back, or the file isn't ours"
            )
        }
    }

    private func checkKeys(_ checker: LedgerChecker, _ report: inout Report) throws {
        let path = state.keyFolder.appending(LedgerKey.privateName).display
        do {
            let signing = try LedgerKey.signingID(in: state.keyFolder, files: state.files)
            if signing == nil {
                report.add(
                    "keys", path,
                    "there is no signing key: put the file back from a backup, or nothing can be signed any more")
            }
            if let signing, let next = checker.nextSigner, signing != next,
                try LedgerKey.nextID(in: state.keyFolder, files: state.files) != next
            {
                report.add(
                    "keys", path,
                    "it is key \(signing), and the ledger goes on with \(next): put that key's file back from a backup, and find out who changed it"
                )
            }
        } catch let error as LedgerKeyError {
            report.add("keys", path, "\(error)")
        }
        if let pem = options.firstKey {
            guard let key = LedgerKey.publicKey(pem: pem) else {
                throw DaemonError("the file given with --key holds no Ed25519 public key in PEM")
            }
            let wanted = LedgerKey.id(of: key)
            if checker.firstSigner != wanted {
                report.add(
                    "keys", wanted,
                    "the first entry is signed with \(checker.firstSigner ?? "nothing"), not with this key: it is another ledger"
                )
            }
        }
    }

    private func checkRoots(_ roots: [DayRoot], isDaemonAtWork: Bool, _ report: inout Report) throws {
        let lines = RootList.lines(roots)
        let known = Set(lines)
        let own = RawPath(state.configuration.paths.ledger).appending("roots.csv")
        let published = try RootList.read(own, files: state.files)
        if let roots = options.roots, try state.files.inspect(roots) == nil {
            throw DaemonError("there is no file \(roots.display)")
        }
        for (path, listed) in [(own, published), (options.roots, try options.roots.map(read) ?? [])] {
            for line in listed where !known.contains(line) {
                report.add(
                    "roots", path?.display ?? "",
                    "it lists a root for \(line.split(separator: ",").first ?? "?") that the ledger hasn't: an older or another ledger was put in this one's place, or the list was altered"
                )
            }
        }
        let missing = known.subtracting(published)
        if !missing.isEmpty, !isDaemonAtWork {
            let days = lines.filter(missing.contains).map { $0.prefix(10) }
            report.add(
                "roots", own.display,
                "it lacks the roots of \(days.prefix(5).joined(separator: ", "))\(days.count > 5 ? " ..." : ""): start etle, which writes them again; find out who removed them"
            )
        }
    }

    private func read(_ path: RawPath) throws -> [String] { try RootList.read(path, files: state.files) }
}
