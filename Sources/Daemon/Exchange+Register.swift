import Domain
import Ingest
import Journal
import Registry
import Storage

extension Engine {
    /// Writes into the ledger that a file is in the vehicle register, if that isn't there yet.
    public func note(_ source: RegistrySource) throws {
        try journal.note(RegisterFile(source), at: clock.now())
    }
}

extension RegisterFile {
    init(_ source: RegistrySource) {
        self.init(
            number: source.number, sha256: source.sha256, kind: source.kind.rawValue, asOf: source.asOf?.iso8601,
            importedAt: source.importedAt, rows: source.report?.rows ?? 0)
    }
}

extension Exchange {
    static func take(register arrival: ExchangeFolder.Arrival, _ engine: Engine) throws {
        let now = engine.clock.now()
        let report: RegistryReport
        do {
            report = try engine.registry.take(
                arrival.path.display,
                options: ImportOptions(asOf: LocalTimeZone.jakarta.date(of: now)), now: now, noting: engine.note)
        } catch let error as RegistryError {
            // Another import at work or no space: no fault of this file.
            if error.isWorthRetrying { throw ExchangeFolder.Postponed("\(error)") }
            throw Rejection(.wrongValue, "\(error)", remedy: "correct the file and put it back")
        }
        if report.result == .refused {
            throw Rejection(.wrongValue, "\(report)", remedy: "correct the named lines and put the file back")
        }
        engine.logger.info("register file taken", metadata: ["rows": "\(report.rows)", "result": "\(report.result)"])
        // Reading it took minutes: what came under its name since then is another file.
        try engine.files.remove(arrival.path) { path throws(StorageError) in
            try engine.files.inspect(path)?.isUnchanged(in: arrival.entry) == true
        }
    }
}
