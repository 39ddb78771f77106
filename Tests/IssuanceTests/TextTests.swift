import Foundation
import Issuance
import Testing

@Suite struct TextTests {
    @Test func `the shipped texts have every key and no wrong placeholder`() throws {
        _ = try Samples.texts()
    }

    @Test func `all mistakes are reported at once`() throws {
        var source = try Samples.textSource()
        source["letter_intro"] = nil
        source["letter_intor"] = "x"
        source["dated"] = "{{city}} {{nik}}"
        source["seal"] = "  "
        source["footer"] = "{{page"
        source["letter_closing"] = "**open"
        source["digests_heading"] = "}}"
        source["month_names"] = "Januari Februari"
        let error = try #require(throws: DocumentTextsError.self) { try DocumentTexts(source) }
        #expect(error.problems.count == 8)
        #expect(error.problems.contains { $0.contains("letter_intor") && $0.contains("letter_intro") })
        #expect(error.problems.contains { $0.contains("dated holds {{nik}}; it may hold {{city}}, {{date}}") })
        #expect(error.problems.contains { $0.contains("month_names holds 2 names") && $0.contains("12") })
    }

    @Test func `what an older program's texts lack is taken from today's, and nothing else`() throws {
        var older = try Samples.textSource()
        older["letter_heading"] = "JUDUL LAMA"
        older["seal"] = nil
        older["gone_since"] = "x"
        var expected = try Samples.textSource()
        expected["letter_heading"] = "JUDUL LAMA"
        #expect(try Samples.texts().completing(older) == DocumentTexts(expected))
    }

    @Test func `texts are coded as a flat object`() throws {
        let texts = try Samples.texts()
        let data = try JSONEncoder().encode(texts)
        #expect(try JSONDecoder().decode(DocumentTexts.self, from: data) == texts)
        #expect(try JSONDecoder().decode([String: String].self, from: data) == Samples.textSource())
    }
}
