import Domain
import Issuance
import Journal
import Storage

// Print batches: when they are made, and with which texts.

extension Engine {
    /// The print batches that can be made now, each with the instant at which it was closed: of units that have documents in no batch,
    /// at the configured hour of their day or later. Days that a standstill passed over have none.
    func dueBatches() async throws -> [(batch: PrintBatch, closing: Timestamp)] {
        var batches: [(PrintBatch, Timestamp)] = []
        for (id, oldest) in try await journal.unitsToPost().sorted(by: { $0.key < $1.key }) {
            // Of a unit that the configuration lost, what was signed is sent all the same.
            var unit = configuration.unit(id)
            if unit == nil { unit = try await journal.unit(ofDocumentsOn: oldest, id: id) }
            guard let unit else { continue }
            let seconds = Double(configuration.post.batchHour) * 3600
            let day = unit.timeZone.date(of: clock.now().adding(seconds: -seconds))
            let batch = PrintBatch(engine: self, day: day, unit: unit)
            if oldest <= day, try await journal.export(batch.name) == nil {
                batches.append((batch, unit.timeZone.start(of: day).adding(seconds: seconds)))
            }
        }
        return batches
    }

    /// Where the files of a batch lie until the ledger has it: `<batches>/.etle-making/<unit>/<day>`.
    func making(_ batch: String) -> RawPath {
        batch.split(separator: "/").dropFirst().reduce(allMaking) { $0.appending(String($1)) }
    }

    private var allMaking: RawPath {
        RawPath(configuration.paths.batches).appending("\(FileLayer.temporaryPrefix)making")
    }

    /// Puts the batches that the ledger has into their place, also those of an earlier run that a crash or a disk cut short.
    func finishBatches() async throws {
        for unit in try files.list(allMaking) where unit.kind == .folder {
            for day in try files.list(allMaking.appending(unit.name)) where day.kind == .folder {
                try await finishBatch(
                    "batch/\(String(decoding: unit.name, as: UTF8.self))/\(String(decoding: day.name, as: UTF8.self))")
            }
        }
    }

    /// Puts the files of a batch that the ledger has under their names. Those that it hasn't are removed: what they were made of is in
    /// no batch yet, and comes into the next one.
    /// What lies under a name and was another batch's, of a ledger that went further than this one, is kept beside it.
    private func finishBatch(_ name: String) async throws {
        let making = making(name)
        let noted = try await journal.export(name) ?? [:]
        let folder = RawPath(configuration.paths.batches).appending(making.name)
        if !noted.isEmpty { try files.makeFolders(folder) }
        for entry in try files.list(making) {
            let path = making.appending(entry.name)
            if let sha256 = noted[String(decoding: entry.name, as: UTF8.self)] {
                let target = folder.appending(entry.name)
                if try files.inspect(target) != nil,
                    try Digest.sha256(files.read(target, limit: Int.max - 1)) != sha256
                {
                    _ = try files.keepAside(target)
                }
                try files.rename(path, to: target)
            } else {
                try files.remove(path)
            }
        }
        if !noted.isEmpty { try files.syncFolder(folder) }
        try files.removeFolder(making)
    }

    /// Restores the files of the print batches of a day, also of units that the configuration lost. Returns those that were written.
    func restoreBatches(of day: LocalDate) async throws -> [RawPath] {
        var paths: [RawPath] = []
        for (name, _) in try await journal.exports(of: "batch", on: day.iso8601).sorted(by: { $0.name < $1.name }) {
            let id = String(name.dropFirst("batch/".count).dropLast("/\(day.iso8601)".count))
            var unit = configuration.unit(id)
            if unit == nil { unit = try await journal.unit(ofBatch: name) }
            guard let unit else { continue }
            paths += try await PrintBatch(engine: self, day: day, unit: unit).restore()
        }
        return paths
    }

    /// The texts that a document was signed with; today's where nobody knows them any more.
    func texts(of document: DocumentRecord) -> DocumentTexts {
        guard let sha256 = document.texts else { return settings.renderer.texts }
        do {
            return try texts.version(sha256, completedBy: settings.renderer.texts)
        } catch {
            logger.warning(
                "a document is printed with today's texts",
                metadata: ["document": "\(document.id)", "texts": "\(sha256)", "problem": "\(error)"])
            return settings.renderer.texts
        }
    }
}
