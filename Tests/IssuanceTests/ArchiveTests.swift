import Foundation
import Issuance
import Testing

/// Documents are PDF/A-2b (ISO 19005-2): authorities keep them for years.
@Suite struct ArchiveTests {
    private static let jars = [
        "preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "javax.activation", "jaxb-api",
    ].map { "/usr/share/java/\($0).jar" }

    private static var hasValidator: Bool {
        Tool.has("java") && jars.allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    private static let letters = [
        Samples.notice, Samples.fiveFold, Samples.overviewOnly, Samples.absurd, Samples.foreign,
    ]

    @Test(.enabled(if: Tool.has("pdfinfo", "pdfimages"), "needs poppler-utils"))
    func `a letter says of itself that it is PDF A, and what that takes is there`() throws {
        let pdf = try Samples.renderer().letter(Samples.notice, from: Samples.source).pdf
        let (metadata, images) = try Tool.withFile(pdf) { folder in
            (
                try Tool.run("pdfinfo", ["-meta", "document.pdf"], in: folder),
                try Tool.run("pdfimages", ["-list", "document.pdf"], in: folder)
            )
        }
        for part in [
            "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>",
            "Surat Konfirmasi B/41686/IV/YAN.1.2/2026/DITLANTAS", "DITLANTAS POLDA METRO JAYA", "id-ID",
            "<xmp:CreateDate>2026-04-23T10:00:00+07:00</xmp:CreateDate>",
        ] { #expect(metadata.contains(part), "\(part) is missing") }
        for image in images.split(separator: "\n").dropFirst(2) {
            #expect(image.split(separator: " ")[9] == "no", "interpolation: \(image)")
        }
        let end = String(decoding: pdf.suffix(6000), as: UTF8.self)
        for part in ["/GTS_PDFA1", "/ID [ <", "/CreationDate (D:20260423100000", "/Lang (id-ID)", "/Metadata "] {
            #expect(end.contains(part), "\(part) is missing")
        }
    }

    /// In the order of drawing: what cairo numbers otherwise would be told of another figure.
    @Test func `screen readers are told what stands in each figure`() throws {
        let pdf = String(
            decoding: try Samples.renderer().letter(Samples.notice, from: Samples.source).pdf, as: UTF8.self)
        var told: [(words: String, page: String, place: Int)] = []
        for object in pdf.ranges(of: "/S /Figure\n").map({ pdf[$0.upperBound...].prefix { $0 != ">" } + ">" }) {
            func value(_ key: String) -> String? {
                object.ranges(of: "/\(key) ").first.map {
                    String(object[$0.upperBound...].prefix { !"\n>".contains($0) })
                }
            }
            guard let alternative = value("Alt"), let page = value("Pg"), let place = value("K").flatMap({ Int($0) })
            else { continue }
            let digits = Array(alternative.dropFirst("<FEFF".count).utf8)
            let units = stride(from: 0, to: digits.count, by: 4).map {
                UInt16(String(decoding: digits[$0..<$0 + 4], as: UTF8.self), radix: 16) ?? 0
            }
            told.append((String(decoding: units, as: UTF16.self), page, place))
        }
        #expect(told.map(\.words.first) == ["P", "G", "G", "G"])
        for (number, (figure, kind)) in zip(told.dropFirst(), ["Situasi", "Kendaraan", "Pelat"]).enumerated() {
            #expect(figure.words.hasPrefix("Gambar \(number + 1). \(kind)"), "\(figure.words)")
            #expect(figure.words.contains("22 April 2026, 09:46:54 WIB"))
        }
        #expect(told.dropFirst().map(\.place) == told.dropFirst().map(\.place).sorted())
        #expect(Set(told.map(\.page)).count == 2 && Set(told.dropFirst().map(\.page)).count == 1)
    }

    /// Apache's preflight knows part 1 only. Part 2 allows what it objects to: ICC profiles of version 4, a page's transparency group, composite
    /// fonts without a list of their characters.
    @Test(
        .enabled(if: hasValidator, "needs default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java"),
        arguments: [0, 1, 2, 3, 4, 5])
    func `a validator of part 1 objects to nothing but what part 2 allows`(document: Int) throws {
        let renderer = try Samples.renderer()
        let pdf =
            document < ArchiveTests.letters.count
            ? try renderer.letter(ArchiveTests.letters[document], from: Samples.source).pdf
            : try renderer.ticket(Samples.ticket, from: Samples.source).pdf
        let command =
            "java -cp \(ArchiveTests.jars.joined(separator: ":")) org.apache.pdfbox.preflight.Validator_A1b document.pdf 2>&1; true"
        let findings = try Tool.withFile(pdf) { folder in try Tool.run("sh", ["-c", command], in: folder) }
            .split(separator: "\n").filter { $0.first?.isNumber == true }
        let allowed = [
            "part must be 1", "Invalid version of the ICCProfile", "Group has a transparency S entry",
            "CIDSet entry is missing",
        ]
        #expect(findings.contains { $0.contains(allowed[0]) }, "the validator has looked")
        for finding in findings where !allowed.contains(where: { finding.contains($0) }) { Issue.record("\(finding)") }
    }
}
