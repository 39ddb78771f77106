import Domain
import Ingest
import Registry
import Storage

extension Exchange {
    static func take(register arrival: ExchangeFolder.Arrival, _ engine: Engine) throws {
        let now = engine.clock.now()
        let report: RegistryReport
        do {
            report = try engine.registry.take(
                arrival.path.display,
                options: ImportOptions(asOf: LocalTimeZone.jakarta.date(of: now)), now: now)
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
