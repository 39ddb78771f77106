import Dispatch
import Foundation
import Synchronization

/// A thread of its own that fills two items by turns, ahead of the thread that uses them.
final class WorkAhead<Item> {
    /// Belongs to one thread at a time, as the semaphores say.
    private final class Slot {
        let item: Item
        var isEnd = false
        var failure: (any Error)?

        init(_ item: Item) { self.item = item }
    }

    private final class Shared: @unchecked Sendable {
        let slots: [Slot]
        let fill: (Item) throws -> Bool
        let empty = DispatchSemaphore(value: 0)
        let full = DispatchSemaphore(value: 0)
        let isAbandoned = Atomic(false)

        init(_ items: [Item], _ fill: @escaping (Item) throws -> Bool) {
            slots = items.map(Slot.init)
            self.fill = fill
            // Not by its first value: a semaphore must not end below that, and an abandoned one would.
            for _ in items { empty.signal() }
        }

        func run() {
            var turn = 0
            while true {
                empty.wait()
                if isAbandoned.load(ordering: .relaxed) { return }
                let slot = slots[turn]
                do { slot.isEnd = try !fill(slot.item) } catch { slot.failure = error }
                let isLast = slot.isEnd || slot.failure != nil
                full.signal()
                if isLast { return }
                turn = (turn + 1) % slots.count
            }
        }
    }

    private let shared: Shared
    private var turn = -1
    private var isAtEnd = false

    /// - Parameters:
    ///   - items: two, each used by one thread at a time.
    ///   - fill: fills an item, on the other thread; false if there was nothing left to fill it with. Not called again after that or an
    ///     error. What it holds lives as long as that thread, which may be a little longer than this object.
    init(_ items: [Item], fill: @escaping (Item) throws -> Bool) {
        let shared = Shared(items, fill)
        self.shared = shared
        Thread.detachNewThread { shared.run() }
    }

    deinit {
        shared.isAbandoned.store(true, ordering: .relaxed)
        shared.empty.signal()
    }

    /// The next filled item, valid until the next call; nil at the end. Throws what filling threw.
    func next() throws -> Item? {
        if isAtEnd { return nil }
        if turn >= 0 { shared.empty.signal() }
        shared.full.wait()
        turn = (turn + 1) % shared.slots.count
        let slot = shared.slots[turn]
        isAtEnd = slot.isEnd || slot.failure != nil
        if let failure = slot.failure { throw failure }
        return slot.isEnd ? nil : slot.item
    }
}
