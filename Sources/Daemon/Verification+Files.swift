import Domain
import Foundation
import Journal
import Storage

extension Verification {
    /// What lies in the folders against what entries and rows name.
    func checkFiles(_ named: NamedFiles, _ report: inout Report) async throws {
        checkHandedIn(named, &report)
        try await checkExports(named.exports, &report)
        try await checkHandedOut(named.exports, &report)
        let paths = state.configuration.paths
        for folder in [paths.notices, paths.tickets] {
            for file in try allFiles(in: RawPath(folder)) { try await checkOutput(file, named.outputs, &report) }
        }
        var known = named
        for sha256 in try await state.journal.takenFiles() { known.add(evidence: sha256) }
        try noteSurplus(known, &report)
    }

    /// Answers, bank files, lists of the post and of the Samsat, as they were handed in.
    private func checkHandedIn(_ named: NamedFiles, _ report: inout Report) {
        for (sha256, sequence) in named.handedIn.sorted(by: { $0.value < $1.value }) {
            do {
                _ = try state.evidence.get(sha256)
            } catch {
                report.add("evidence", sha256, "\(error) (entry \(sequence))")
            }
        }
    }

    /// Files that were handed out, where they still lie.
    private func checkExports(_ exports: [String: String], _ report: inout Report) async throws {
        for (name, payload) in exports.sorted(by: { $0.key < $1.key }) {
            var files = try CanonicalJSON.decode([String: String].self, from: payload)
            // Written again meanwhile: what counts is the newest word.
            if !problems(of: files, in: name).isEmpty, let newest = try await state.journal.export(name) {
                files = newest
            }
            for (path, message, isMissing) in problems(of: files, in: name) {
                if isMissing {
                    report.note("export", path, message)
                } else {
                    report.add("export", path, message)
                }
            }
        }
    }

    private func problems(
        of files: [String: String], in export: String
    ) -> [(path: String, message: String, isMissing: Bool)] {
        let folder = exportFolder(export)
        return files.sorted { $0.key < $1.key }.compactMap {
            name, sha256 -> (path: String, message: String, isMissing: Bool)? in
            let path = folder.appending(name)
            do {
                if Digest.sha256(try state.files.read(path, limit: 1 << 30)) == sha256 { return nil }
                return (path.display, "the file is not what was handed out: it was altered", false)
            } catch let error as StorageError where error.isMissing {
                return (path.display, "the file that was handed out is no longer here", true)
            } catch {
                return (path.display, "\(error)", false)
            }
        }
    }

    /// `batch/<unit>/<day>` lies in `<batches>/<day>`, `blocks/<day>` in `<blocks>/<day>`.
    private func exportFolder(_ name: String) -> RawPath {
        let paths = state.configuration.paths
        let parts = name.split(separator: "/").map(String.init)
        let root =
            switch parts.first {
            case "batch": RawPath(paths.batches)
            case "blocks": RawPath(paths.blocks)
            case "refunds": RawPath(paths.refunds)
            case let other: RawPath(paths.out).appending(other ?? "")
            }
        return parts.count < 2 ? root : root.appending(parts[parts.count - 1])
    }

    /// What lies where batches and lists are handed out, and no entry names. Lists of days that aren't closed yet have none.
    private func checkHandedOut(_ exports: [String: String], _ report: inout Report) async throws {
        let paths = state.configuration.paths
        var handedOut: [RawPath: Set<String>] = [:]
        for (name, payload) in exports {
            handedOut[exportFolder(name), default: []]
                .formUnion(try CanonicalJSON.decode([String: String].self, from: payload).keys)
        }
        // The newest entry's day is the latest that lists can be of; in the easternmost zone it may be the next one.
        let last = try await state.journal.lastEntryAt().map { LocalTimeZone.jakarta.date(of: $0).adding(days: 1) }
        for (kind, root, daysToClose) in [
            ("batch", paths.batches, nil), ("blocks", paths.blocks, state.journal.blockDaysToClose),
            ("refunds", paths.refunds, state.journal.refundDaysToClose),
        ] as [(String, String, ((LocalDate) async throws -> [LocalDate])?)] {
            var open: Set<String> = []
            if let daysToClose, let last { open = Set(try await daysToClose(last).map(\.iso8601)) }
            for path in try allFiles(in: RawPath(root)) {
                let (folder, name) = (path.parent ?? RawPath(root), String(decoding: path.name, as: UTF8.self))
                let day = String(decoding: folder.name, as: UTF8.self)
                if path.display.contains("/\(FileLayer.temporaryPrefix)") || handedOut[folder]?.contains(name) == true {
                    continue
                }
                if name.contains(FileLayer.asideMark) {
                    report.note(
                        "export", path.display, "it lay here before the list that the ledger names: compare them")
                    continue
                }
                if folder.parent == RawPath(root), open.contains(day) { continue }
                // Handed out since the entries were read.
                let sinceThen = try await state.journal.exports(of: kind, on: day)
                if sinceThen.contains(where: { exportFolder($0.name) == folder && $0.files[name] != nil }) { continue }
                report.add(
                    "export", path.display,
                    "no entry of the ledger says that it was handed out: hand it to nobody, and find out who put it there"
                )
            }
        }
    }

    private func checkOutput(_ path: RawPath, _ known: Set<RawPath>, _ report: inout Report) async throws {
        let name = String(decoding: path.name, as: UTF8.self)
        guard !name.hasPrefix(FileLayer.temporaryPrefix) else { return }
        if let kind = DocumentFile.allCases.first(where: { name.hasSuffix($0.suffix) }) {
            if known.contains(RawPath(bytes: path.bytes.dropLast(kind.suffix.utf8.count))) { return }
            // Signed since the rows were read.
            let row = try? await state.journal.documentRow(fileName: String(name.dropLast(kind.suffix.utf8.count)))
            if let row, row.record.signed != nil, state.path(of: row.record, kind) == path { return }
        }
        if let entry = try signedElsewhere(path) {
            report.add(
                "file", path.display,
                "it was signed with a key of this ledger as entry \(entry), and the journal has nothing of it: an older database was put back. See \"After an older database was put back\" in docs/operations.md"
            )
            return
        }
        report.add(
            "file", path.display, "nothing of this name was ever signed here: it is forged, or somebody put it there")
    }

    /// The number of the entry that a file's proof bears, where proof and file hold with a key of this ledger; nil where not.
    private func signedElsewhere(_ path: RawPath) throws -> Int64? {
        let name = String(decoding: path.name, as: UTF8.self)
        guard let folder = path.parent, let dot = name.lastIndex(of: ".") else { return nil }
        let proofPath = folder.appending("\(name[..<dot])\(DocumentFile.proof.suffix)")
        guard let bytes = try? state.files.read(proofPath, limit: 1 << 20),
            let proof = try? DocumentProof(bytes: bytes),
            try LedgerChecker(keysIn: state.keyFolder, files: state.files)
                .problem(of: proof.entry, previous: proof.previous) == nil, proof.entry.subject == proof.document
        else { return nil }
        if path != proofPath, try proof.problem(ofFile: state.files.read(path, limit: 64 << 20)) != nil { return nil }
        return proof.entry.sequence
    }

    private func allFiles(in folder: RawPath) throws -> [RawPath] {
        guard try state.files.inspect(folder) != nil else { return [] }
        return try state.files.list(folder).sorted { $0.name.lexicographicallyPrecedes($1.name) }.flatMap { entry in
            let path = folder.appending(entry.name)
            return entry.kind == .folder ? try allFiles(in: path) : [path]
        }
    }

    private static let mostSurplusNotes = 20

    /// Evidence that nothing names: a crash may leave it, and so do answers that the case refused.
    private func noteSurplus(_ named: NamedFiles, _ report: inout Report) throws {
        let root = RawPath(state.configuration.paths.evidence)
        guard try state.files.inspect(root) != nil else { return }
        var surplus = 0
        for folder in try state.files.list(root).sorted(by: { $0.name.lexicographicallyPrecedes($1.name) })
        where folder.kind == .folder && !folder.name.elementsEqual(Array("tmp".utf8)) {
            for file in try state.files.list(root.appending(folder.name)) {
                let name = String(decoding: file.name, as: UTF8.self)
                if name.utf8.count == 64, let bits = NamedFiles.bits(name), named.evidence.contains(bits) { continue }
                surplus += 1
                guard surplus <= Verification.mostSurplusNotes else { continue }
                report.note("evidence", name, "no event, document or entry names it")
            }
        }
        if surplus > Verification.mostSurplusNotes {
            report.note("evidence", root.display, "\(surplus) files in all that nothing names")
        }
    }
}
