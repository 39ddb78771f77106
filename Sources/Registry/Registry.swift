import Domain
import Foundation
import GRDB

/// The vehicle register in one SQLite file: who owned which plate on which day.
///
/// Reading never waits for writing (write-ahead log, several connections). All calls block their thread until SQLite has
/// answered; exact lookups take well under a millisecond. Safe to use from several threads, and the file from several
/// processes. Errors are ``RegistryError`` or GRDB's `DatabaseError`.
public final class Registry: Sendable {
    let pool: DatabasePool
    let path: String

    /// Opens the register, creating it (mode 0640) if there is none. Its folder must exist.
    ///
    /// - Parameter readers: most lookups at one time.
    public init(path: String, readers: Int = 4) throws {
        self.path = path
        try OpenFile.create(path)
        var configuration = GRDB.Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(30)
        configuration.journalMode = .wal
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY")
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        try pool.read(Schema.refuseTriggers)
        try pool.write(Schema.prepare)
    }

    /// Opens a register that is there for reading alone: nothing is made or changed.
    ///
    /// - Throws: ``RegistryError`` if another version of the program wrote it; a GRDB `DatabaseError` if it is missing or no register.
    public init(reading path: String) throws {
        self.path = path
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(30)
        pool = try DatabasePool(path: path, configuration: configuration)
        try pool.read(Schema.requireComplete)
    }

    public func close() throws { try pool.close() }

    /// Vehicles that other readings of a plate would lead to on one day, the likeliest first; of the first five.
    ///
    /// - Parameter candidates: the reading's, the likeliest first; the first is the one that is taken for right, and left out.
    public func otherReadings(_ candidates: [EventReading.Candidate], on day: LocalDate) throws -> [Registration] {
        try candidates.dropFirst().prefix(5).flatMap { candidate in
            switch try lookup(candidate.text, on: day) {
            case .notFound: [Registration]()
            case .found(let registration): [registration]
            case .ambiguous(let registrations): registrations
            }
        }
    }

    /// The owner and vehicle of a plate on one day. Two range reads of neighbouring rows.
    ///
    /// - Parameter plate: in any form that ``PlateNumber`` reads. Anything else isn't in the register.
    public func lookup(_ plate: String, on day: LocalDate) throws -> RegistryAnswer {
        guard let key = PlateKey(plate) else { return .notFound }
        return try pool.read { try PlateRecord.fetch($0, key).answer(on: day) }
    }

    /// Everything the register knows of a plate, period by period; nil if it knows nothing.
    public func history(of plate: String) throws -> PlateHistory? {
        guard let key = PlateKey(plate) else { return nil }
        return try pool.read { try PlateRecord.fetch($0, key).history() }
    }

    /// The files that are in, oldest first.
    public func sources() throws -> [RegistrySource] {
        try pool.read { db in
            try Row.fetchAll(db, sql: "SELECT id, sha256, kind, as_of, imported_at, report FROM source ORDER BY id").map
            {
                row in
                RegistrySource(
                    number: row["id"], sha256: row["sha256"],
                    kind: RegistryReport.Kind(rawValue: row["kind"]) ?? .extract,
                    asOf: (row["as_of"] as Int?).map(LocalDate.init(dayNumber:)),
                    importedAt: Timestamp(milliseconds: row["imported_at"]),
                    report: try? JSONDecoder().decode(RegistryReport.self, from: Data((row["report"] as String).utf8)))
            }
        }
    }
}

/// A file that the register has taken in.
public struct RegistrySource: Hashable, Codable, Sendable {
    /// 1, 2, 3, ... in the order in which they came.
    public var number: Int64
    public var sha256: String
    public var kind: RegistryReport.Kind
    /// The day of which an extract speaks; nil for changes.
    public var asOf: LocalDate?
    public var importedAt: Timestamp
    /// What became of its rows, as told when it was taken in; nil if this version can't read it.
    public var report: RegistryReport?

    enum CodingKeys: String, CodingKey {
        case number, sha256, kind, report
        case asOf = "as_of"
        case importedAt = "imported_at"
    }
}

extension RegistrySource: CustomStringConvertible {
    public var description: String {
        "\(importedAt.rfc3339) \(kind.rawValue) \(asOf.map { "as of \($0.iso8601) " } ?? "")\(sha256)"
            + (report.map { ", rows \($0.rows), new \($0.new), changed \($0.changed), refused \($0.refused)" } ?? "")
    }
}
