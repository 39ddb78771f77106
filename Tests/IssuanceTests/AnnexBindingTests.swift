import Domain
import ImageCodecs
import Issuance
import Testing

/// Figures that were prepared serve for nothing but what they were made of, and a document is made from what there is, or not at all.
@Suite struct AnnexBindingTests {
    private let renderer = try? Samples.renderer()

    private func annex(of pictures: [NoticePicture]) throws -> [UInt8] {
        try #require(PreparedAnnex(pictures, picture: Samples.picture) { _ in nil }).bytes
    }

    private func batch(_ parts: [BatchPart], _ source: PictureSource) throws -> RenderedBatch {
        try #require(renderer).batch(
            parts, title: "x", author: "x", created: "2026-04-23T00:00:00+07:00", from: source)
    }

    @Test func `figures of other pictures, corners, masks or roles aren't used`() throws {
        let renderer = try #require(renderer)
        let bytes = try annex(of: Samples.pictures)
        let prepared = PictureSource(picture: Samples.picture, annex: { _ in bytes })
        let changes: [(inout [NoticePicture]) -> Void] = [
            { $0[0].targetCorners = [[300, 700], [420, 700], [420, 740], [300, 740]] },
            { $0[0].masked = [] }, { $0[0].masked.append([1000, 300, 200, 60]) }, { $0[1].role = .plate },
            { $0[0].file = "0043-1.jpg" }, { $0.removeLast() }, { $0[1].withheld = .otherVehicle },
        ]
        for (index, change) in changes.enumerated() {
            var notice = Samples.notice
            change(&notice.pictures)
            let expected = try renderer.letter(notice, from: Samples.source)
            #expect(try expected != renderer.letter(Samples.notice, from: Samples.source), "change \(index)")
            notice.annex = "x"
            #expect(try renderer.letter(notice, from: prepared) == expected, "change \(index)")
        }
    }

    /// If this fails, figures are made otherwise than before: raise `FigureMaker.version`, then write the new number here. Prepared figures of the
    /// old version would stand in one half of a case's documents else. (A new libjpeg changes it too, and asks for the same.)
    @Test func `the maker's version is raised with what it makes`() throws {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for notice in PreparedAnnexTests.notices {
            for byte in try annex(of: notice.pictures) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        #expect(hash == 15_334_009_123_291_653_867)
    }

    @Test func `an error that may pass makes no document`() throws {
        let renderer = try #require(renderer)
        let bytes = try annex(of: Samples.pictures)
        struct Busy: Error {}
        for missing in [Samples.overviewHash, Samples.vehicleHash] {
            for annex in [nil, bytes] {
                let source = PictureSource(
                    picture: { if $0 == missing { throw Busy() } else { try Samples.picture($0) } },
                    annex: { _ in annex }, mayPass: { $0 is Busy })
                var notice = Samples.notice
                notice.annex = "x"
                #expect(throws: Busy.self) { try renderer.letter(notice, from: source) }
                var ticket = Samples.ticket
                ticket.annex = "x"
                #expect(throws: Busy.self) { try renderer.ticket(ticket, from: source) }
                let parts: [BatchPart] = [.letter(notice, Barcode(document: 7)), .ticket(ticket, nil)]
                #expect(throws: Busy.self) { try batch(parts, source) }
                // One that won't pass is said in the document, and to who makes the batch.
                let gone = PictureSource(picture: source.picture, annex: source.annex)
                #expect(try batch(parts, gone).pictureProblems.map { $0.map(\.sha256) } == [[missing], [missing]])
            }
        }
        #expect(try batch([.letter(Samples.notice, Barcode(document: 7))], Samples.source).pictureProblems == [[]])
    }

    @Test func `pictures are shown up to the limits that are given`() throws {
        let renderer = { try DocumentRenderer(texts: Samples.texts(), limits: $0) }
        let exact = ImageLimits(maximumPixels: 1920 * 1080)
        let less = ImageLimits(maximumPixels: 1920 * 1080 - 1)
        #expect(try renderer(exact).letter(Samples.notice, from: Samples.source).pictureProblems.isEmpty)
        let problems = try renderer(less).letter(Samples.notice, from: Samples.source).pictureProblems
        #expect(problems.map(\.sha256) == [Samples.overviewHash])
        #expect(PreparedAnnex(Samples.pictures, limits: exact, picture: Samples.picture) { _ in nil } != nil)
        #expect(PreparedAnnex(Samples.pictures, limits: less, picture: Samples.picture) { _ in nil } == nil)
        // What is embedded as the camera encoded it, too.
        let vehicle = try Samples.picture(Samples.vehicleHash).count
        var notice = Samples.notice
        notice.pictures.removeFirst()
        for (bytes, count) in [(vehicle, 0), (vehicle - 1, 1)] {
            let limits = ImageLimits(maximumBytes: bytes)
            #expect(try renderer(limits).letter(notice, from: Samples.source).pictureProblems.count == count)
        }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a picture that wasn't read isn't shown, and the document says why`() throws {
        var notice = Samples.notice
        notice.pictures[0].withheld = .unread
        let document = try #require(renderer).letter(notice, from: Samples.source)
        #expect(document.pictureProblems == [PictureProblem(sha256: Samples.overviewHash, reason: "unread")])
        let text = try Tool.withFile(document.pdf) { folder in
            try Tool.run("pdftotext", ["-layout", "document.pdf", "-"], in: folder)
        }
        #expect(text.contains("belum dapat") && text.contains("Gambar 3."))
        #expect(text.contains(Samples.overviewHash))
        // Not even asked for.
        let source = PictureSource(picture: {
            #expect($0 != Samples.overviewHash)
            return try Samples.picture($0)
        })
        #expect(try #require(renderer).letter(notice, from: source) == document)
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `of another vehicle nothing is shown, and the offender's is cut from the overview`() throws {
        var notice = Samples.notice
        notice.pictures[1].withheld = .otherVehicle
        notice.pictures[1].targetCorners = []
        var alone = Samples.notice
        alone.pictures.removeLast()
        let document = try #require(renderer).letter(notice, from: Samples.source)
        #expect(document.pictureProblems.isEmpty)
        func figures(_ notice: NoticeContent) throws -> [Substring] {
            let pdf = try #require(renderer).letter(notice, from: Samples.source).pdf
            return try Tool.withFile(pdf) { folder in
                try Tool.run("pdftotext", ["-layout", "document.pdf", "-"], in: folder)
            }.split(separator: "\n").filter { $0.contains("Gambar ") && $0.contains(".") }
        }
        #expect(try figures(notice) == figures(alone))
        #expect(try figures(notice).joined().contains("potongan dari 0042-1.jpg"))
    }

    @Test func `what the fonts lack is counted`() throws {
        let renderer = try #require(renderer)
        #expect(try renderer.unprintableCharacters(in: ["SITI", "Müller", "Nguyễn", ""]) == 0)
        #expect(try renderer.unprintableCharacters(in: ["SITI", "李明", "😀"]) == 3)
    }
}
