import Foundation
import Matching
import Testing

@Test func `docs list every reason code, and no other`() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/reasons.md")
    let codes = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
        .filter { $0.hasPrefix("| `") }
        .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(Set(codes) == Set(ReasonCode.allCases.map(\.rawValue)))
    #expect(codes.count == ReasonCode.allCases.count)
}
