import Foundation
import Issuance
import Testing

private let folder = ProcessInfo.processInfo.environment["ETLE_PREVIEW"]

/// Writes sample documents to look at: `ETLE_PREVIEW=build/preview swift test --filter PreviewTests`.
@Suite struct PreviewTests {
    @Test(.enabled(if: folder != nil, "set ETLE_PREVIEW to a folder"))
    func `sample documents are written for looking at`() throws {
        let out = URL(filePath: folder ?? "")
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        let renderer = try Samples.renderer()
        for (name, notice) in [
            ("letter", Samples.notice), ("five", Samples.fiveFold), ("longest", Samples.longest),
            ("missing", Samples.withoutPictures), ("overview-only", Samples.overviewOnly),
            ("empty", Samples.emptyRegister), ("seven-lines", Samples.sevenLines), ("immediate", Samples.immediate),
            ("absurd", Samples.absurd), ("foreign", Samples.foreign), ("further", Samples.further),
        ] {
            let document = try renderer.letter(notice, from: Samples.source)
            try Data(document.pdf).write(to: out.appending(path: "\(name).pdf"))
        }
        let ticket = try renderer.ticket(Samples.ticket, from: Samples.source)
        try Data(ticket.pdf).write(to: out.appending(path: "ticket.pdf"))
        let barcode = Barcode(document: 123_456)
        let batch = try renderer.batch(
            [
                .cover(CoverList([Samples.notice, Samples.longest, Samples.notice]), barcode),
                .letter(Samples.sevenLines, barcode), .letter(Samples.longest, barcode),
                .ticket(Samples.ticket, barcode),
            ], title: "", author: "", created: "2026-04-23T10:00:00+07:00", from: Samples.source)
        try Data(batch.pdf).write(to: out.appending(path: "batch.pdf"))
    }
}
