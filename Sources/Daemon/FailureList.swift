import Synchronization

/// Single things that failed in this process: each is left alone for a while, so that it holds up no other, and is told as long as it
/// fails. Kept in memory; a restart tries again.
final class FailureList<Key: Hashable & Comparable & Sendable>: Sendable {
    private struct Failure {
        let message: String
        let retryAt: Double
    }

    /// Seconds until something that failed is tried again.
    private static var pause: Double { 600 }

    private let failures = Mutex<[Key: Failure]>([:])

    /// What is to be left alone now.
    /// - Parameter uptime: seconds of the clock that never runs back.
    func resting(at uptime: Double) -> Set<Key> {
        failures.withLock { failures in Set(failures.filter { $0.value.retryAt > uptime }.keys) }
    }

    /// Takes down what a try brought. What was left alone stays as it was; what isn't named any more is forgotten.
    func note(_ failed: [Key: String], at uptime: Double) {
        failures.withLock { failures in
            failures = failures.filter { $0.value.retryAt > uptime }
            for (key, message) in failed {
                failures[key] = Failure(message: message, retryAt: uptime + Self.pause)
            }
        }
    }

    /// For people: how many fail, and one of them; nil if none does.
    func problem(_ what: String) -> String? {
        failures.withLock { failures in
            failures.max { $0.key < $1.key }.map { "\(failures.count) \(what); one of them: \($0.value.message)" }
        }
    }
}
