/// Sorted rows, merged by a thread of their own ahead of the thread that uses them, in batches of about a megabyte.
final class RowStream {
    private static let batch = 1 << 20

    private let batches: WorkAhead<RowArena>
    private var current: RowArena?
    private var index = -1

    private(set) var key: UInt64 = 0
    /// Valid until the next call of ``next()``.
    private(set) var row = UnsafeRawBufferPointer(start: nil, count: 0)

    init(_ rows: SortedRows) {
        batches = WorkAhead((0..<2).map { _ in RowArena(capacity: 2 * Self.batch) }) { batch in
            batch.removeAll()
            while batch.bytes < Self.batch, try rows.next() { batch.append(key: rows.key, sequence: 0, rows.row) }
            return !batch.isEmpty
        }
    }

    /// Goes to the next row; false at the end.
    func next() throws -> Bool {
        index += 1
        if index == current?.count ?? 0 {
            current = try batches.next()
            index = 0
        }
        guard let current else { return false }
        key = current.entries[index].key
        row = current.row(index)
        return true
    }
}
