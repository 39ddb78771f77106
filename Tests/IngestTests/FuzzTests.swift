import Fuzzing
import Testing

/// A short run of what `make fuzz` does for hours.
@Test(arguments: ["manifest", "xml", "dahua-text", "dahua-json", "jpeg", "png"])
func `nonsense neither hangs nor grows nor crashes an entry point`(name: String) throws {
    let target = try #require(try FuzzTarget.all().first { $0.name == name })
    let result = FuzzRun(target, seed: 4).run(executions: 20_000, seconds: 3)
    #expect(result.slowestSeconds < 2, "\(result)")
    // Inputs get past the first check: otherwise nothing would be tested behind it.
    #expect(result.outcomes >= 5, "\(result)")
    #expect(result.executions >= 500, "\(result)")
}
