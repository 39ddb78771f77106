import Dispatch

#if canImport(Glibc)
    import Glibc
#endif

/// Sorts full arenas and writes them as runs to an unnamed temporary file, beside the thread that fills the next one.
///
/// The file has no name from the start, so that a crash leaves nothing behind. On disk a row is key (8 bytes), sequence (4),
/// length (4) and its bytes. Used by one thread, which holds at most two arenas: one that it fills, one that is written.
final class RunWriter: @unchecked Sendable {
    static let header = 16
    private let directory: String
    private let queue = DispatchQueue(label: "etle.registry.sort")
    /// Ready when nothing is being written. What follows belongs to the queue while it isn't.
    private let idle = DispatchSemaphore(value: 1)
    private var failure: (any Error)?
    private var written = 0
    private var finished: [Range<Int>] = []
    private var spare: RowArena
    private(set) var descriptor: Int32 = -1

    /// - Parameters:
    ///   - directory: where the file lies while it is needed.
    ///   - capacity: bytes that an arena begins with.
    init(directory: String, capacity: Int) {
        self.directory = directory
        spare = RowArena(capacity: capacity)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Takes a full arena and gives an empty one back, when the one before is written.
    func exchange(_ full: RowArena) throws -> RowArena {
        idle.wait()
        if let failure {
            idle.signal()
            throw failure
        }
        let empty = spare
        spare = full
        queue.async { [self] in
            do { try write(spare) } catch { failure = error }
            spare.removeAll()
            idle.signal()
        }
        return empty
    }

    /// The runs, once all are written.
    func runs() throws -> [Range<Int>] {
        idle.wait()
        defer { idle.signal() }
        if let failure { throw failure }
        return finished
    }

    private func write(_ arena: RowArena) throws {
        if descriptor < 0 {
            var template = Array((directory + "/.sort-XXXXXX").utf8CString)
            descriptor = mkstemp(&template)
            guard descriptor >= 0 else { throw RegistryError(reason: .unspillable(errno: errno)) }
            unlink(&template)
        }
        arena.sort()
        let start = written
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
        finished.append(start..<written)
    }

    private func flush(_ buffer: UnsafeMutableRawPointer, _ count: Int) throws {
        var done = 0
        while done < count {
            let bytes = pwrite(descriptor, buffer + done, count - done, off_t(written))
            if bytes < 0, errno == EINTR { continue }
            guard bytes > 0 else { throw RegistryError(reason: .unspillable(errno: errno)) }
            done += bytes
            written += bytes
        }
    }
}
