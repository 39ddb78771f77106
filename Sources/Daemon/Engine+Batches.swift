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

    /// Restores the files of the print batches of a day, also of units that the configuration lost. Returns those that were written.
    func restoreBatches(of day: LocalDate) async throws -> [RawPath] {
        var paths: [RawPath] = []
        for id in try await journal.unitsWithBatch(on: day) {
            var unit = configuration.unit(id)
            if unit == nil { unit = try await journal.unit(ofBatch: "batch/\(id)/\(day.iso8601)") }
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
