import Foundation

/// A fixed number of threads for work that computes or blocks, so that it never starves Swift's cooperative pool.
///
/// The threads live as long as the process. Used as a task executor: `Task(executorPreference: pool) { ... }`.
public final class WorkerPool: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var head = 0
    }

    private let condition = NSCondition()
    // Guarded by `condition`.
    nonisolated(unsafe) private var state = State()

    /// - Parameter threads: 1 or more.
    public init(threads: Int, name: String) {
        for index in 0..<max(1, threads) {
            let thread = Thread { [self] in work() }
            thread.name = "\(name)-\(index)"
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        state.jobs.append(job)
        condition.signal()
        condition.unlock()
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
