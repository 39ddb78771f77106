import Domain
import Foundation
import Registry
import RegistrySynthesis
import Testing

/// A register in a folder of its own, removed at the end.
final class RegisterFixture {
    let folder: URL
    let registry: Registry
    private var files = 0

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "registry-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        registry = try Registry(path: folder.appending(path: "registry.sqlite").path)
    }

    deinit {
        try? registry.close()
        try? FileManager.default.removeItem(at: folder)
    }

    static let now = Timestamp(milliseconds: 1_784_600_000_000)

    func write(_ text: String) throws -> String {
        files += 1
        let file = folder.appending(path: "file-\(files).csv")
        try Data(text.utf8).write(to: file)
        return file.path
    }

    @discardableResult
    func importRows(
        _ rows: [String], asOf: String = "2026-07-01", maximumRefused: Int = 0, maximumMissingShare: Double = 1,
        sortMemory: Int = 1 << 20
    ) throws -> RegistryReport {
        try registry.importExtract(
            write(SyntheticRegister.header + rows.map { $0 + "\n" }.joined()),
            options: .init(
                asOf: day(asOf), maximumRefused: maximumRefused, maximumMissingShare: maximumMissingShare,
                sortMemory: sortMemory), now: Self.now)
    }

    static let changeHeader = "change,date,plate,new_plate,owner_name,nik,address,city,make,colour,status\n"

    @discardableResult
    func apply(_ rows: [String], maximumRefused: Int = 0) throws -> RegistryReport {
        try registry.apply(
            write(Self.changeHeader + rows.map { $0 + "\n" }.joined()),
            options: .init(asOf: day("2026-11-21"), maximumRefused: maximumRefused), now: Self.now)
    }

    func owner(_ plate: String, _ on: String) throws -> String? {
        try registry.lookup(plate, on: day(on)).registration?.owner?.name
    }

    func found(_ plate: String, _ on: String) throws -> Registration {
        try #require(try registry.lookup(plate, on: day(on)).registration)
    }

    func isAmbiguous(_ plate: String, _ on: String) throws -> Bool {
        if case .ambiguous = try registry.lookup(plate, on: day(on)) { true } else { false }
    }
}

/// A row of an extract with made-up values for what a test doesn't care about.
func row(
    _ plate: String, _ owner: String, from: String, nik: String = "", address: String = "JL. MELATI NO. 1",
    colour: String = "HITAM", status: String = "active", chassis: String = "MHKA1"
) -> String {
    "\(plate),\(owner),\(nik),\(address),MENTENG,MENTENG,JAKARTA PUSAT,10310,0812,a@example.id,TOYOTA,AVANZA,car,MINIBUS,"
        + "2020,\(colour),\(chassis),ENG1,BENSIN,black-on-white,\(from),2028-01-31,2026-01-31,\(status)"
}

func day(_ text: String) -> LocalDate { LocalDate(iso8601: text) ?? LocalDate(dayNumber: 0) }
