#if canImport(Glibc)
    import Glibc
#endif

/// Sorts more rows than memory holds: sorted runs go to a temporary file and are merged when read.
final class RowSorter {
    private let memoryLimit: Int
    private let writer: RunWriter
    private var arena: RowArena

    /// - Parameters:
    ///   - directory: where the temporary file lies while it is needed.
    ///   - memory: bytes for rows that wait to be sorted; half of them are filled while the other half is written.
    init(directory: String, memory: Int) {
        memoryLimit = max(memory / 2, 1 << 16)
        arena = RowArena(capacity: memoryLimit)
        writer = RunWriter(directory: directory, capacity: memoryLimit)
    }

    func append(key: UInt64, sequence: UInt32, _ row: UnsafeRawBufferPointer) throws {
        if !arena.isEmpty, arena.bytes + row.count + PackedRow.longest > memoryLimit {
            arena = try writer.exchange(arena)
        }
        arena.append(key: key, sequence: sequence, row)
    }

    /// All rows by key and sequence. Call once, after the last ``append(key:sequence:_:)``.
    func sorted() throws -> RowStream {
        arena.sort()
        let readers = try writer.runs().map { RunReader(file: writer, range: $0) }
        return RowStream(try SortedRows(readers: readers, rest: arena))
    }
}

/// Reads one sorted run from the temporary file.
final class RunReader {
    private static let room = 256 << 10
    /// Held, so that the file stays open.
    private let file: RunWriter
    private let buffer: UnsafeMutableRawPointer
    private var unread: Range<Int>
    private var position = 0
    private var filled = 0

    private(set) var key: UInt64 = 0
    private(set) var sequence: UInt32 = 0
    private(set) var row = UnsafeRawBufferPointer(start: nil, count: 0)

    init(file: RunWriter, range: Range<Int>) {
        self.file = file
        unread = range
        buffer = .allocate(byteCount: Self.room, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// Goes to the next row; false at the end.
    func next() throws -> Bool {
        if filled - position < 16 { try fill() }
        guard filled - position >= RunWriter.header else { return false }
        var length = Int((buffer + position).loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        if filled - position < 16 + length {
            try fill()
            length = Int((buffer + position).loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        }
        key = (buffer + position).loadUnaligned(as: UInt64.self)
        sequence = (buffer + position).loadUnaligned(fromByteOffset: 8, as: UInt32.self)
        row = UnsafeRawBufferPointer(start: buffer + position + 16, count: length)
        position += 16 + length
        return true
    }

    private func fill() throws {
        memmove(buffer, buffer + position, filled - position)
        filled -= position
        position = 0
        while filled < Self.room, !unread.isEmpty {
            let count = pread(
                file.descriptor, buffer + filled, min(Self.room - filled, unread.count), off_t(unread.lowerBound))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw RegistryError(reason: .unspillable(errno: errno)) }
            filled += count
            unread = unread.lowerBound + count..<unread.upperBound
        }
    }
}

/// Merges sorted runs and the rows still in memory.
final class SortedRows {
    private var readers: [RunReader]
    private let rest: RowArena
    private var restIndex = 0
    /// A heap of indices into `readers` by (key, sequence), least first.
    private var heap: [Int] = []
    private var mustAdvance = false

    private(set) var key: UInt64 = 0
    /// Valid until the next call of ``next()``.
    private(set) var row = UnsafeRawBufferPointer(start: nil, count: 0)

    init(readers: [RunReader], rest: RowArena) throws {
        self.readers = readers
        self.rest = rest
        for index in readers.indices where try readers[index].next() {
            heap.append(index)
        }
        for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
    }

    func next() throws -> Bool {
        if mustAdvance {
            if try !readers[heap[0]].next() {
                heap.swapAt(0, heap.count - 1)
                heap.removeLast()
            }
            sink(0)
            mustAdvance = false
        }
        let fromRest = restIndex < rest.count ? rest.entries[restIndex] : nil
        if let top = heap.first.map({ readers[$0] }) {
            // The rows in memory came last in the file, so a run wins where keys are equal.
            if fromRest.map({ top.key <= $0.key }) ?? true {
                key = top.key
                row = top.row
                mustAdvance = true
                return true
            }
        }
        guard let entry = fromRest else { return false }
        key = entry.key
        row = rest.row(restIndex)
        restIndex += 1
        return true
    }

    private func sink(_ start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && precedes(heap[child], heap[least]) { least = child }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private func precedes(_ one: Int, _ other: Int) -> Bool {
        (readers[one].key, readers[one].sequence) < (readers[other].key, readers[other].sequence)
    }
}
