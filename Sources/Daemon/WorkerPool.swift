import Foundation

/// A fixed number of threads for work that computes or blocks, so that it never starves Swift's cooperative pool.
///
/// The threads start with the first work, and live as long as the process: a command that has none starts none. Used as a task
/// executor: `Task(executorPreference: pool) { ... }`.
public final class WorkerPool: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var head = 0
        var isStarted = false
    }

    private let threads: Int
    private let name: String

    private let condition = NSCondition()
    // Guarded by `condition`.
    nonisolated(unsafe) private var state = State()

    /// - Parameter threads: 1 or more.
    public init(threads: Int, name: String) {
        self.threads = max(1, threads)
        self.name = name
    }

    private func start() {
        condition.lock()
        defer { condition.unlock() }
        for index in 0..<threads {
            let thread = Thread { [self] in
                // From inside: the system, too, knows a thread's name only once it runs. And not before whoever starts it is done:
                // Foundation drops the name of a thread that it doesn't know yet.
                condition.withLock { Thread.current.name = "\(name)-\(index)" }
                work()
            }
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        let isFirst = !state.isStarted
        state.isStarted = true
        state.jobs.append(job)
        condition.signal()
        condition.unlock()
        if isFirst { start() }
    }

    private func work() {
        while true {
            condition.lock()
            while state.head == state.jobs.count { condition.wait() }
            let job = state.jobs[state.head]
            state.head += 1
            if state.head == state.jobs.count {
                state.jobs.removeAll(keepingCapacity: true)
                state.head = 0
            }
            condition.unlock()
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
