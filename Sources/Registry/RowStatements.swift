import GRDB
import GRDBSQLite

/// Writes packed rows through one prepared statement of SQLite's C interface.
///
/// The bulk import binds 17 values a row from packed bytes; going through GRDB's values would cost several times as much.
final class RowWriter {
    private var statement: OpaquePointer?
    private let connection: OpaquePointer

    /// - Parameter db: the connection on which every later call is made.
    init(_ db: Database, table: String) throws {
        guard let connection = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        self.connection = connection
        let places = Array(repeating: "?", count: 17).joined(separator: ",")
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(connection, "INSERT INTO \(table) VALUES (\(places))", -1, &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw Self.failure(code, connection) }
        statement = prepared
    }

    /// Lets go of the statement; call on the connection it was made on, before the writer goes.
    func finish() {
        sqlite3_finalize(statement)
        statement = nil
    }

    /// - Parameter row: stays as it is until the call returns.
    func insert(id: Int64, _ row: UnsafeRawBufferPointer) throws {
        guard let base = row.baseAddress else { return }
        let numbers = PackedRow.numbers(base)
        sqlite3_bind_int64(statement, 1, id)
        bind(2, numbers.area, none: 0)
        bind(3, numbers.vehicleClass, none: 0)
        bind(4, numbers.colour, none: 0)
        bind(5, numbers.status, none: 0)
        bind(6, numbers.stnkValidUntil, none: PackedRow.none)
        bind(7, numbers.taxPaidUntil, none: PackedRow.none)
        bind(8, numbers.absentFrom, none: PackedRow.none)
        bind(9, Int32(numbers.year), none: 0)
        sqlite3_bind_int(statement, 10, Int32(numbers.plateColour))
        var start = base + PackedRow.textStart
        for index in 0..<PackedRow.texts {
            let length = PackedRow.textLength(base, index)
            let place = Int32(11 + index)
            if length == 0 {
                sqlite3_bind_null(statement, place)
            } else if index == 1, let nik = Self.number(start, length) {
                sqlite3_bind_int64(statement, place, nik)
            } else {
                sqlite3_bind_text(
                    statement, place, start.assumingMemoryBound(to: CChar.self), Int32(length), nil)
            }
            start += length
        }
        let code = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw Self.failure(code, connection) }
    }

    private func bind(_ place: Int32, _ value: Int32, none: Int32) {
        if value == none { sqlite3_bind_null(statement, place) } else { sqlite3_bind_int(statement, place, value) }
    }

    /// A citizen number as an integer, which takes half the room; nil if it would not come back digit by digit.
    private static func number(_ text: UnsafeRawPointer, _ length: Int) -> Int64? {
        guard length <= 18, text.load(as: UInt8.self) != UInt8(ascii: "0") else { return nil }
        var value: Int64 = 0
        for offset in 0..<length {
            let byte = text.load(fromByteOffset: offset, as: UInt8.self)
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int64(byte) - 48
        }
        return value
    }

    private static func failure(_ code: Int32, _ connection: OpaquePointer) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
    }
}

/// Reads the rows of a table by ascending key, in batches, so that no snapshot is held in between.
final class RowReader {
    private static let batch = 20_000
    private let table: String
    private var arena = RowArena(capacity: 4 << 20)
    private var index = 0
    private var lastID: Int64 = -1
    private var isDone: Bool
    private let scratch = UnsafeMutableRawPointer.allocate(byteCount: PackedRow.longest, alignment: 16)

    /// - Parameter isEmpty: true if the table is known to hold nothing.
    init(table: String, isEmpty: Bool) {
        self.table = table
        isDone = isEmpty
    }

    deinit { scratch.deallocate() }

    /// The id of the row at hand and its bytes, valid until ``advance()`` and the next call; nil at the end.
    func current(_ db: Database) throws -> (id: Int64, row: UnsafeRawBufferPointer)? {
        if index == arena.count {
            if isDone { return nil }
            try load(db)
            if arena.isEmpty { return nil }
        }
        return (Int64(bitPattern: arena.entries[index].key), arena.row(index))
    }

    func advance() { index += 1 }

    private func load(_ db: Database) throws {
        arena.removeAll()
        index = 0
        let rows = try Row.fetchCursor(
            db, sql: "SELECT * FROM \(table) WHERE id > ? ORDER BY id LIMIT ?", arguments: [lastID, Self.batch])
        while let row = try rows.next() {
            let id: Int64 = row.number(0) ?? 0
            var numbers = PackedRow.Numbers()
            numbers.area = row.number(1) ?? 0
            numbers.vehicleClass = row.number(2) ?? 0
            numbers.colour = row.number(3) ?? 0
            numbers.status = row.number(4) ?? 0
            numbers.stnkValidUntil = row.number(5) ?? PackedRow.none
            numbers.taxPaidUntil = row.number(6) ?? PackedRow.none
            numbers.absentFrom = row.number(7) ?? PackedRow.none
            numbers.year = row.number(8) ?? 0
            numbers.plateColour = row.number(9) ?? 0
            var builder = PackedRowBuilder(scratch, numbers)
            for column in 10..<17 {
                var text = row.text(column)
                text.withUTF8 { builder.append(UnsafeRawBufferPointer($0)) }
            }
            arena.append(key: UInt64(bitPattern: id), sequence: 0, builder.bytes)
            lastID = id
        }
        isDone = arena.count < Self.batch
    }
}
