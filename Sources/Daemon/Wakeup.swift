import Synchronization

/// Lets one task sleep until another has something for it. Signals while nobody waits are kept as one.
public final class Wakeup: Sendable {
    private struct State {
        var isSignalled = false
        var waiter: CheckedContinuation<Void, Never>?
        /// Counts the waits, so that a timer ends its own wait and no later one.
        var generation = 0
        var expired = 0
    }

    private let state = Mutex(State())

    public init() {}

    public func signal() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state.waiter = nil }
            if state.waiter == nil { state.isSignalled = true }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Returns at a signal, after `seconds`, or when the task is cancelled. One waiter at a time.
    public func wait(seconds: Double) async {
        let generation = state.withLock { state in
            state.generation += 1
            return state.generation
        }
        let timer = Task { [self] in
            try? await Task.sleep(for: .seconds(seconds))
            expire(generation)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.isSignalled || Task.isCancelled || state.expired == generation {
                        state.isSignalled = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            signal()
        }
        timer.cancel()
    }

    private func expire(_ generation: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.generation == generation else { return nil }
            state.expired = generation
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
