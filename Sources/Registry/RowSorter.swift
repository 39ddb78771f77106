#if canImport(Glibc)
    import Glibc
#endif

/// Sorts more rows than memory holds: sorted runs go to an unnamed temporary file and are merged when read.
///
/// The file has no name from the start, so that a crash leaves nothing behind. On disk a row is key (8 bytes), sequence (4),
/// length (4) and its bytes.
final class RowSorter {
    private static let header = 16
    private let memoryLimit: Int
    private let directory: String
    private let arena: RowArena
    private var spill: Int32 = -1
    private var spilled = 0
    private var runs: [Range<Int>] = []

    /// - Parameters:
    ///   - directory: where the temporary file lies while it is needed.
    ///   - memory: bytes for rows that wait to be sorted.
    init(directory: String, memory: Int) {
        self.directory = directory
        memoryLimit = max(memory, 1 << 16)
        arena = RowArena(capacity: memoryLimit)
    }

    deinit {
        if spill >= 0 { close(spill) }
    }

    func append(key: UInt64, sequence: UInt32, _ row: UnsafeRawBufferPointer) throws {
        if !arena.isEmpty, arena.bytes + row.count + PackedRow.longest > memoryLimit { try writeRun() }
        arena.append(key: key, sequence: sequence, row)
    }

    /// All rows by key and sequence. Call once, after the last ``append(key:sequence:_:)``.
    func sorted() throws -> SortedRows {
        arena.sort()
        let readers = runs.map { RunReader(descriptor: spill, range: $0) }
        return try SortedRows(readers: readers, rest: arena)
    }

    private func writeRun() throws {
        if spill < 0 {
            var template = Array((directory + "/.sort-XXXXXX").utf8CString)
            spill = mkstemp(&template)
            guard spill >= 0 else { throw RegistryError(reason: .unspillable(errno: errno)) }
            unlink(&template)
        }
        arena.sort()
        let start = spilled
        let room = 1 << 20
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: room + PackedRow.longest, alignment: 16)
        defer { buffer.deallocate() }
        var used = 0
        for (index, entry) in arena.entries.enumerated() {
            (buffer + used).storeBytes(of: entry.key, as: UInt64.self)
            (buffer + used).storeBytes(of: entry.sequence, toByteOffset: 8, as: UInt32.self)
            (buffer + used).storeBytes(of: entry.length, toByteOffset: 12, as: UInt32.self)
            let row = arena.row(index)
            (buffer + used + Self.header).copyMemory(from: row.baseAddress!, byteCount: row.count)
            used += Self.header + row.count
            if used >= room - Self.header {
                try flush(buffer, used)
                used = 0
            }
        }
        try flush(buffer, used)
        runs.append(start..<spilled)
        arena.removeAll()
    }

    private func flush(_ buffer: UnsafeMutableRawPointer, _ count: Int) throws {
        var done = 0
        while done < count {
            let written = pwrite(spill, buffer + done, count - done, off_t(spilled))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw RegistryError(reason: .unspillable(errno: errno)) }
            done += written
            spilled += written
        }
    }
}

/// Reads one sorted run from the temporary file.
final class RunReader {
    private static let room = 256 << 10
    private let descriptor: Int32
    private let buffer: UnsafeMutableRawPointer
    private var unread: Range<Int>
    private var position = 0
    private var filled = 0

    private(set) var key: UInt64 = 0
    private(set) var sequence: UInt32 = 0
    private(set) var row = UnsafeRawBufferPointer(start: nil, count: 0)

    init(descriptor: Int32, range: Range<Int>) {
        self.descriptor = descriptor
        unread = range
        buffer = .allocate(byteCount: Self.room, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// Goes to the next row; false at the end.
    func next() throws -> Bool {
        if filled - position < 16 { try fill() }
        guard filled - position >= 16 else { return false }
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
                descriptor, buffer + filled, min(Self.room - filled, unread.count), off_t(unread.lowerBound))
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
