import Domain
import Foundation
import ImageCodecs
import Imaging
import Issuance
import Testing

/// What stands where on the first page, in millimetres: an envelope's window shows the address and the courier's number and nothing else.
@Suite(.enabled(if: Tool.has("pdftotext", "pdftoppm"), "needs poppler-utils")) struct WindowTests {
    private struct Word {
        var text: String
        var left, top, right, bottom: Double
    }

    /// A DL envelope: 110 x 220, its window 20 from the left and 15 from the lower edge, 90 wide, 35 or 45 high; the sheet 210 x 105 in it.
    private let slideRight = 220.0 - 210
    private let slideUp = 110.0 - 105
    private let barcode = Barcode(document: 123_456)

    private func firstPage(_ notice: NoticeContent) throws -> [Word] {
        let batch = try Samples.renderer().batch(
            [.letter(notice, barcode)], title: "", author: "", created: "2026-04-23T10:00:00+07:00",
            from: Samples.source)
        return try words(batch.pdf)
    }

    private func words(_ pdf: [UInt8]) throws -> [Word] {
        let text = try Tool.withFile(pdf) { folder in
            try Tool.run("pdftotext", ["-l", "1", "-bbox", "document.pdf", "-"], in: folder)
        }
        func millimetres(_ points: Substring) throws -> Double { try #require(Double(points)) * 25.4 / 72 }
        return try text.matches(of: /<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<\/word>/).map {
            Word(
                text: String($0.5), left: try millimetres($0.1), top: try millimetres($0.2),
                right: try millimetres($0.3),
                bottom: try millimetres($0.4))
        }
    }

    @Test(arguments: [Samples.notice, Samples.sevenLines, Samples.emptyRegister])
    func `every window shows name, address and the courier's number, wherever the sheet has slid to`(
        notice: NoticeContent
    ) throws {
        let words = try firstPage(notice)
        let owner = notice.owner
        let address = [
            owner.name, owner.address, owner.kelurahan, owner.kecamatan, owner.city, owner.postalCode, "Kepada Yth.",
        ]
        .flatMap { $0.split(separator: " ") }.map(String.init)
        for text in address + [barcode.description] {
            let shown = words.contains { word in
                word.text.trimmingCharacters(in: [","]) == text.trimmingCharacters(in: [","])
                    && word.left >= 20 && word.right <= 110 - slideRight - 2
                    && word.top >= 105 - 15 - 35 + slideUp && word.bottom <= 105 - 15
            }
            #expect(shown, "\(text) isn't always seen")
        }
    }

    @Test(arguments: [Samples.notice, Samples.sevenLines, Samples.longest, Samples.absurd])
    func `no window shows anything else, and nothing runs into the courier's number`(notice: NoticeContent) throws {
        let words = try firstPage(notice)
        let number = try #require(words.first { $0.text == barcode.description })
        let owner = notice.owner
        let allowed = Set(
            [
                owner.name, owner.address, owner.kelurahan + ",", owner.kecamatan, owner.city, owner.postalCode,
                "Kepada Yth.",
                notice.unit.name, "·", notice.unit.city, barcode.description,
            ].flatMap { $0.split(separator: " ") }.map(String.init))
        for word in words
        where word.right > 20 - slideRight && word.left < 110 && word.bottom > 45 && word.top < 90 + slideUp {
            let text = word.text.replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&quot;", with: "\"").replacing("&apos;", with: "'").replacing("&#39;", with: "'")
            #expect(allowed.contains(text), "\(text) is seen in the window")
            guard word.text != number.text else { continue }
            let isApart = word.bottom <= number.top || word.top >= number.bottom || word.right < number.left - 1
            #expect(isApart, "\(text) stands in the number's place")
        }
    }

    @Test func `city and postal code stand in the window, however long name and street are`() throws {
        for notice in [Samples.longest, Samples.absurd] {
            let words = try firstPage(notice)
            for text in notice.owner.city.split(separator: " ") + [Substring(notice.owner.postalCode)] {
                let isSeen = words.contains { $0.text == text && $0.top >= 60 && $0.bottom <= 90 && $0.right <= 98 }
                #expect(isSeen, "\(text)")
            }
        }
    }

    @Test func `cover lists and tickets have their addressee in the window too`() throws {
        let renderer = try Samples.renderer()
        let cover = BatchPart.cover(CoverList([Samples.notice]), barcode)
        for part in [cover, .ticket(Samples.ticket, barcode)] {
            let batch = try renderer.batch(
                [part], title: "", author: "", created: "2026-04-23T10:00:00+07:00", from: Samples.source)
            let words = try words(batch.pdf)
            for text in ["12820", barcode.description] {
                #expect(
                    words.contains { $0.text == text && $0.top >= 60 && $0.bottom <= 90 && $0.right <= 98 }, "\(text)")
            }
        }
    }

    @Test(arguments: [
        "DIREKTORAT LALU LINTAS KEPOLISIAN DAERAH KEPULAUAN BANGKA BELITUNG",
        "DIREKTORAT LALU LINTAS KEPOLISIAN DAERAH PROVINSI CONTOH YANG NAMANYA DUA KALI SEPANJANG NAMA KANTOR MANA PUN DI SELURUH NUSANTARA",
    ])
    func `nothing of a long sender's line is lost, nor hidden where the window is`(name: String) throws {
        var notice = Samples.notice
        (notice.unit.name, notice.unit.city) = (name, "PANGKALPINANG")
        let words = try firstPage(notice)
        for text in "\(name) PANGKALPINANG".split(separator: " ") {
            let isSeen = words.contains { word in
                word.text == String(text) && word.left >= 20 && word.right <= 98.5 && word.top >= 50
                    && word.bottom <= 60
            }
            #expect(isSeen, "\(text)")
        }
    }

    @Test func `the code's caption keeps clear of its light border, however long the site is`() throws {
        var notice = Samples.notice
        notice.unit.answerURL = "https://konfirmasi.example.id/" + String(repeating: "kantor-contoh/", count: 12)
        let batch = try Samples.renderer().letter(notice, from: Samples.source).pdf
        let caption = try #require(try words(batch).first { $0.text == "Pindai" && $0.left > 150 })
        // The code is 28 mm wide, four modules of it on each side are its border; this one has less than 65 others.
        let page = try raster(batch)
        let border = 28.0 / 73 * 4
        for row in Int((caption.top - border * 0.8) * 10)..<Int(caption.top * 10) {
            #expect((1600..<1880).allSatisfy { page[$0, row] > 200 }, "row \(row)")
        }
    }

    /// The first page, ten pixels a millimetre.
    private func raster(_ pdf: [UInt8]) throws -> Plane<UInt8> {
        try Tool.withFile(pdf) { folder in
            _ = try Tool.run(
                "pdftoppm", ["-r", "254", "-l", "1", "-gray", "-png", "document.pdf", "page"], in: folder)
            let file = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".png") })
            return try decodeLuminance([UInt8](Data(contentsOf: folder.appending(path: file))))
        }
    }

    @Test func `a ticket's address of one long line has its city in the window`() throws {
        var ticket = Samples.ticket
        let owner = Samples.longest.owner
        ticket.offender.name = owner.name
        ticket.offender.address = "\(owner.address), \(owner.kelurahan), \(owner.kecamatan), TANGERANG 15143"
        let words = try words(
            Samples.renderer().batch(
                [.ticket(ticket, barcode)], title: "", author: "", created: "2026-04-23T10:00:00+07:00",
                from: Samples.source
            ).pdf)
        #expect(words.contains { $0.text == "15143" && $0.top >= 60 && $0.bottom <= 90 && $0.right <= 98 })
    }

    @Test func `the folds are marked where the envelope needs them`() throws {
        let page = try raster(Samples.renderer().letter(Samples.notice, from: Samples.source).pdf)
        // Ten pixels are a millimetre; the margin at the left holds nothing but the marks.
        let marked = (0..<page.height).filter { page[60, $0] < 230 }.map { Double($0) / 10 }
        #expect(marked.allSatisfy { abs($0 - 105) < 0.3 || abs($0 - 210) < 0.3 } && marked.count >= 2, "\(marked)")
        #expect(marked.contains { $0 < 150 } && marked.contains { $0 > 150 })
    }
}
