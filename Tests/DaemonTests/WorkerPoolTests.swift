import Daemon
import Foundation
import Testing

@Test func `a pool has no threads before it has work`() async throws {
    let name = "lazy\(UInt32.random(in: 0..<100_000))"
    func threads() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").filter { id in
            (try? String(contentsOfFile: "/proc/self/task/\(id)/comm", encoding: .utf8))?.hasPrefix(name) == true
        }.count
    }
    let pool = WorkerPool(threads: 3, name: name)
    #expect(try threads() == 0)
    // Each waits for the two others: that ends only where there are three threads.
    let meeting = Meeting(of: 3)
    let names = await withTaskGroup(of: String?.self) { group in
        for _ in 1...3 { group.addTask(executorPreference: pool) { meeting.join() } }
        return await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    #expect(names == ["\(name)-0", "\(name)-1", "\(name)-2"])
    let sum = await withTaskGroup(of: Int.self) { group in
        for number in 1...100 { group.addTask(executorPreference: pool) { number } }
        return await group.reduce(0, +)
    }
    #expect(sum == 5050)
}

/// Holds threads until so many have come.
private final class Meeting: Sendable {
    private let size: Int
    private let condition = NSCondition()
    // Guarded by `condition`.
    nonisolated(unsafe) private var count = 0

    init(of size: Int) { self.size = size }

    /// The name of the thread, once all are there; nil if they aren't within minutes.
    func join() -> String? {
        condition.lock()
        defer { condition.unlock() }
        count += 1
        condition.broadcast()
        let deadline = Date(timeIntervalSinceNow: 300)
        while count < size {
            guard condition.wait(until: deadline) else { return nil }
        }
        return Thread.current.name
    }
}
