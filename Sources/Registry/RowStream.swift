import Dispatch
import Foundation

/// Sorted rows, merged by a thread of their own ahead of the thread that uses them, in batches of about a megabyte.
final class RowStream {
    private static let batch = 1 << 20

    /// What both threads know: two batches, each belonging to one thread at a time as the semaphores say.
    private final class Shared: @unchecked Sendable {
        let rows: SortedRows
        let batches = [RowArena(capacity: 2 * RowStream.batch), RowArena(capacity: 2 * RowStream.batch)]
        let empty = DispatchSemaphore(value: 0)
        let full = DispatchSemaphore(value: 0)
        /// Written before `full` is signalled for the last time.
        var failure: (any Error)?
        /// Set by the user before `empty` is signalled: nobody wants more.
        var isAbandoned = false

        init(_ rows: SortedRows) {
            self.rows = rows
            // Not by its first value: a semaphore must not end below that, and an abandoned one would.
            for _ in batches { empty.signal() }
        }

        func fill() {
            var turn = 0
            while true {
                empty.wait()
                if isAbandoned { return }
                let batch = batches[turn]
                batch.removeAll()
                var isLast = false
                do {
                    while batch.bytes < RowStream.batch {
                        guard try rows.next() else {
                            isLast = true
                            break
                        }
                        batch.append(key: rows.key, sequence: 0, rows.row)
                    }
                } catch {
                    failure = error
                    isLast = true
                }
                full.signal()
                // An empty batch says that there is no more.
                if isLast, batch.isEmpty { return }
                turn = 1 - turn
                if isLast {
                    empty.wait()
                    batches[turn].removeAll()
                    full.signal()
                    return
                }
            }
        }
    }

    private let shared: Shared
    private var turn = 1
    private var index = -1
    private var isOpen = false
    private var isDone = false

    private(set) var key: UInt64 = 0
    /// Valid until the next call of ``next()``.
    private(set) var row = UnsafeRawBufferPointer(start: nil, count: 0)

    init(_ rows: SortedRows) {
        let shared = Shared(rows)
        self.shared = shared
        Thread.detachNewThread { shared.fill() }
    }

    deinit {
        shared.isAbandoned = true
        shared.empty.signal()
        shared.empty.signal()
    }

    /// Goes to the next row; false at the end.
    func next() throws -> Bool {
        if isDone { return false }
        index += 1
        if !isOpen || index == shared.batches[turn].count {
            if isOpen { shared.empty.signal() }
            shared.full.wait()
            turn = 1 - turn
            index = 0
            isOpen = true
            if shared.batches[turn].isEmpty {
                isDone = true
                if let failure = shared.failure { throw failure }
                return false
            }
        }
        key = shared.batches[turn].entries[index].key
        row = shared.batches[turn].row(index)
        return true
    }
}
