import Foundation
import Ingest
import TestSupport
import Testing

@Test func `document and schema list every code of a rejection, and no other`() throws {
    let codes = Rejection.Code.allCases.map(\.rawValue)

    let page = try repositoryText("docs/formats.md")
    let section = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix("Rejected uploads\n") })
    let documented = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
        .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(documented.sorted() == codes.sorted())

    let schema = try JSONDecoder().decode(
        ReasonSchema.self, from: Data(repositoryText("config/schemas/reason.schema.json").utf8))
    #expect(schema.properties.code.enum.sorted() == codes.sorted())
}

private struct ReasonSchema: Decodable {
    struct Properties: Decodable { let code: Code }
    struct Code: Decodable { let `enum`: [String] }

    let properties: Properties
}
