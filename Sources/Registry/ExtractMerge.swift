import Domain
import GRDB

/// Merges the sorted rows of a new extract with the rows that are known, plate by plate, into the staging table.
///
/// The rule: from the first day that the new extract speaks of a plate, it replaces everything known; earlier days keep what
/// was known. A plate that it lacks keeps its rows, marked as absent from the extract's day.
struct ExtractMerge {
    private let rows: RowStream
    private let old: RowReader
    private let writer: RowWriter
    private let asOf: LocalDate
    private var hasRow = false
    private var started = false
    private let newGroup = RowArena(capacity: 1 << 16)
    private let oldGroup = RowArena(capacity: 1 << 16)
    private var written = 0

    private(set) var new = 0
    private(set) var changed = 0
    private(set) var unchanged = 0
    private(set) var missing = 0
    private(set) var knownPlates = 0

    init(rows: RowStream, old: RowReader, writer: RowWriter, asOf: LocalDate) {
        self.rows = rows
        self.old = old
        self.writer = writer
        self.asOf = asOf
    }

    /// Writes about `rows` rows; true when all is written.
    mutating func step(_ db: Database, rows limit: Int) throws -> Bool {
        if !started {
            hasRow = try rows.next()
            started = true
        }
        written = 0
        while written < limit {
            let oldPlate = try old.current(db).map { RowKey.plate(id: $0.id) }
            let newPlate = hasRow ? PlateKey(value: Int64(rows.key >> 16)) : nil
            guard let plate = [oldPlate, newPlate].compactMap({ $0 }).min() else { return true }
            if oldPlate == plate { try gatherOld(db, plate) } else { oldGroup.removeAll() }
            if newPlate == plate { try gatherNew(plate) } else { newGroup.removeAll() }
            if newGroup.isEmpty { try writeMissing() } else { try writeMerged() }
        }
        return false
    }

    private mutating func gatherOld(_ db: Database, _ plate: PlateKey) throws {
        oldGroup.removeAll()
        knownPlates += 1
        while let (id, row) = try old.current(db), RowKey.plate(id: id) == plate {
            oldGroup.append(key: UInt64(id), sequence: 0, row)
            old.advance()
        }
    }

    /// Rows that say the same of the same day count once.
    private mutating func gatherNew(_ plate: PlateKey) throws {
        newGroup.removeAll()
        while hasRow, Int64(rows.key >> 16) == plate.value {
            var ordinal: UInt32 = 0
            var isRepeat = false
            var index = newGroup.count - 1
            while index >= 0, newGroup.entries[index].key == rows.key {
                if PackedRow.sameContent(newGroup.row(index), rows.row) { isRepeat = true }
                ordinal += 1
                index -= 1
            }
            if isRepeat {
                unchanged += 1
            } else {
                guard ordinal < RowKey.ordinals else { throw RegistryError(reason: .tooManyRowsForOnePlate) }
                newGroup.append(key: rows.key, sequence: ordinal, rows.row)
            }
            hasRow = try rows.next()
        }
    }

    private mutating func writeMissing() throws {
        let last = oldGroup.entries[oldGroup.count - 1].key >> 3
        var isNewlyMissing = false
        for (index, entry) in oldGroup.entries.enumerated() {
            let row = oldGroup.mutableRow(index)
            let absent = (row + PackedRow.absentOffset)
            if entry.key >> 3 == last, absent.loadUnaligned(as: Int32.self) == PackedRow.none {
                absent.storeBytes(of: Int32(asOf.dayNumber), as: Int32.self)
                isNewlyMissing = true
            }
            try write(Int64(entry.key), oldGroup.row(index))
        }
        if isNewlyMissing { missing += 1 }
    }

    private mutating func writeMerged() throws {
        let first = newGroup.entries[0].key
        for (index, entry) in oldGroup.entries.enumerated() where entry.key >> 3 < first {
            try write(Int64(entry.key), oldGroup.row(index))
        }
        for (index, entry) in newGroup.entries.enumerated() {
            count(entry.key, newGroup.row(index))
            try write(RowKey.id(sortKey: entry.key, ordinal: Int(entry.sequence)), newGroup.row(index))
        }
    }

    private mutating func count(_ key: UInt64, _ row: UnsafeRawBufferPointer) {
        var isKnown = false
        for (index, entry) in oldGroup.entries.enumerated() where entry.key >> 3 == key {
            if PackedRow.sameContent(oldGroup.row(index), row) {
                unchanged += 1
                return
            }
            isKnown = true
        }
        if isKnown { changed += 1 } else { new += 1 }
    }

    private mutating func write(_ id: Int64, _ row: UnsafeRawBufferPointer) throws {
        try writer.insert(id: id, row)
        written += 1
    }
}
