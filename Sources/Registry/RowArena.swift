/// Rows one after the other in one block of memory, with their keys.
///
/// Exclusivity isn't checked at run time: nothing here calls out, and the checks took a fifth of an import.
final class RowArena {
    struct Entry {
        var key: UInt64
        var sequence: UInt32
        var length: UInt32
        var offset: Int
    }

    @exclusivity(unchecked) private(set) var entries: [Entry] = []
    @exclusivity(unchecked) private var memory: UnsafeMutableRawPointer
    private var capacity: Int
    @exclusivity(unchecked) private var used = 0

    init(capacity: Int) {
        self.capacity = capacity
        memory = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { memory.deallocate() }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// Bytes taken by rows and keys.
    var bytes: Int { used + entries.count * MemoryLayout<Entry>.stride }

    func append(key: UInt64, sequence: UInt32, _ row: UnsafeRawBufferPointer) {
        if used + row.count > capacity { grow(to: max(2 * capacity, used + row.count)) }
        (memory + used).copyMemory(from: row.baseAddress!, byteCount: row.count)
        entries.append(Entry(key: key, sequence: sequence, length: UInt32(row.count), offset: used))
        used += row.count
    }

    func row(_ index: Int) -> UnsafeRawBufferPointer {
        let entry = entries[index]
        return UnsafeRawBufferPointer(start: memory + entry.offset, count: Int(entry.length))
    }

    func mutableRow(_ index: Int) -> UnsafeMutableRawPointer { memory + entries[index].offset }

    /// By key, and within one key in the order of the file.
    func sort() {
        entries.sort { ($0.key, $0.sequence) < ($1.key, $1.sequence) }
    }

    func removeAll() {
        entries.removeAll(keepingCapacity: true)
        used = 0
    }

    private func grow(to size: Int) {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        larger.copyMemory(from: memory, byteCount: used)
        memory.deallocate()
        memory = larger
        capacity = size
    }
}
