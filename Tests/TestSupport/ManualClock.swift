import Domain
import Synchronization

/// Both clocks of the program, turned by hand.
public final class ManualClock: Sendable {
    private let state: Mutex<(now: Timestamp, uptime: Double)>

    public init(_ start: String = "2026-07-21T02:00:00Z") {
        state = Mutex((Timestamp(rfc3339: start) ?? Timestamp(milliseconds: 0), 0))
    }

    public var now: Timestamp { state.withLock { $0.now } }
    public var uptime: Double { state.withLock { $0.uptime } }

    /// Lets time pass on both clocks.
    public func pass(seconds: Double) {
        state.withLock { state in
            state.now = state.now.adding(seconds: seconds)
            state.uptime += seconds
        }
    }

    /// Sets the wall clock only, as an operator or a time server does.
    public func jump(seconds: Double) {
        state.withLock { $0.now = $0.now.adding(seconds: seconds) }
    }
}
