import Synchronization

/// The wish to stop. Work in hand is finished, so this is not task cancellation: a cancelled task could no longer commit.
public final class StopSignal: Sendable {
    private let flag = Atomic(false)
    private let wakeups = Mutex<[Wakeup]>([])

    public init() {}

    public var isSet: Bool { flag.load(ordering: .acquiring) }

    public func set() {
        flag.store(true, ordering: .releasing)
        for wakeup in wakeups.withLock({ $0 }) { wakeup.signal() }
    }

    /// Wakes this one when the wish comes.
    func wakes(_ wakeup: Wakeup) {
        wakeups.withLock { $0.append(wakeup) }
        if isSet { wakeup.signal() }
    }
}
