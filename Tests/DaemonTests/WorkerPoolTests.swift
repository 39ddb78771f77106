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
    let sum = await withTaskGroup(of: Int.self) { group in
        for number in 1...100 { group.addTask(executorPreference: pool) { number } }
        return await group.reduce(0, +)
    }
    #expect(sum == 5050)
    // A thread bears its name from its first moments on.
    for _ in 0..<200 where try threads() < 3 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try threads() == 3)
}
