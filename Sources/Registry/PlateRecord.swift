import Domain
import Foundation
import GRDB

/// Everything the register has about one plate, read at once; what held on a day is computed from it.
struct PlateRecord {
    /// A row of an extract.
    struct Base {
        var from: LocalDate?
        var registration: Registration
        var status: RegisterStatus
        var absentFrom: LocalDate?
    }

    struct Change {
        enum Kind: String, CaseIterable {
            case transfer
            /// The vehicle left this plate for another.
            case mutationOut = "mutation-out"
            /// The vehicle came to this plate from another.
            case mutationIn = "mutation-in"
            case saleReport = "sale-report"
            case block, unblock, end
            /// The register's data were wrong, or have changed without another owner: address, phone, colour.
            case correction
        }

        var date: LocalDate
        var source: Int64
        var kind: Kind
        var other: PlateKey?
        var content: ChangeContent
    }

    var plate: PlateKey
    /// By day; unknown days first.
    var bases: [Base]
    /// By day, then in the order in which they came.
    var changes: [Change]
    var extract: ExtractState?
    /// What the old plate of a vehicle that moved here had on the day before, by the day of the move.
    var origins: [LocalDate: RegistryAnswer]

    /// How many moves from plate to plate are followed back.
    static let longestTrail = 8

    static func fetch(_ db: Database, _ plate: PlateKey, trail: Int = 0) throws -> PlateRecord {
        var record = PlateRecord(
            plate: plate, bases: try fetchBases(db, plate), changes: try fetchChanges(db, plate),
            extract: try ExtractState.fetch(db), origins: [:])
        for change in record.changes where change.kind == .mutationIn && trail < longestTrail {
            guard let old = change.other else { continue }
            let origin = try fetch(db, old, trail: trail + 1)
            record.origins[change.date] = origin.answer(on: change.date.adding(days: -1))
        }
        return record
    }

    private static func fetchBases(_ db: Database, _ plate: PlateKey) throws -> [Base] {
        let range = RowKey.range(of: plate)
        let statement = try db.cachedStatement(
            sql: """
                SELECT r.id, a.text, c.text, p.text, s.text, r.stnk_valid_until, r.tax_paid_until, r.absent_from, r.year,
                    r.plate_colour, r.owner_name, r.nik, r.address, r.phone, r.email, r.chassis_number, r.engine_number
                FROM registration r
                LEFT JOIN word a ON a.id = r.area
                LEFT JOIN word c ON c.id = r.class
                LEFT JOIN word p ON p.id = r.colour
                LEFT JOIN word s ON s.id = r.status
                WHERE r.id BETWEEN ? AND ? ORDER BY r.id
                """)
        return try Row.fetchAll(statement, arguments: [range.lowerBound, range.upperBound]).map(base)
    }

    private static func base(_ row: Row) -> Base {
        func parts(_ index: Int, _ count: Int) -> [String] {
            let parts = row.text(index).split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
            return parts.count == count ? parts : Array(repeating: "", count: count)
        }
        let id: Int64 = row.number(0) ?? 0
        let area = parts(1, 4)
        let vehicleClass = parts(2, 5)
        let colours = RegisterWords.allPlateColours
        let colourIndex = row.number(9) ?? colours.count - 1
        let vehicle = Vehicle(
            plate: RowKey.plate(id: id).text, make: vehicleClass[0], type: vehicleClass[1],
            kind: RegisterWords.kind(vehicleClass[2]), model: vehicleClass[3], year: row.number(8), colour: row.text(3),
            chassisNumber: row.text(15), engineNumber: row.text(16), fuel: vehicleClass[4],
            plateColour: colours.indices.contains(colourIndex) ? colours[colourIndex] : .unknown)
        let owner = Owner(
            name: row.text(10), nik: row.text(11), address: row.text(12), kelurahan: area[0], kecamatan: area[1],
            city: area[2],
            postalCode: area[3], phone: row.text(13), email: row.text(14))
        let from = RowKey.day(id: id)
        let registration = Registration(
            vehicle: vehicle, owner: owner.name.isEmpty ? nil : owner, ownedFrom: from, stnkValidUntil: row.day(5),
            taxPaidUntil: row.day(6))
        return Base(
            from: from, registration: registration, status: RegisterStatus(word: row.text(4)), absentFrom: row.day(7))
    }

    private static func fetchChanges(_ db: Database, _ plate: PlateKey) throws -> [Change] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT date, source, kind, other, content FROM change WHERE plate = ? ORDER BY date, source, line
                """)
        return try Row.fetchAll(statement, arguments: [plate.value]).compactMap { row in
            guard let kind = Change.Kind(rawValue: row[2]) else { return nil }
            let content: String = row[4]
            return Change(
                date: LocalDate(dayNumber: row[0]), source: row[1], kind: kind,
                other: (row[3] as Int64?).map(PlateKey.init(value:)),
                content: try JSONDecoder().decode(ChangeContent.self, from: Data(content.utf8)))
        }
    }
}
