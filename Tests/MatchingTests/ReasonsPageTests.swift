import Matching
import TestSupport
import Testing

@Test func `docs list every reason code, and no other`() throws {
    let codes = try repositoryText("docs/reasons.md").split(separator: "\n")
        .filter { $0.hasPrefix("| `") }
        .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(Set(codes) == Set(ReasonCode.allCases.map(\.rawValue)))
    #expect(codes.count == ReasonCode.allCases.count)
}
