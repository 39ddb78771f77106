import Domain
import Foundation
import ImageCodecs
import Issuance
import Testing

@Suite struct LetterTests {
    private let renderer: DocumentRenderer

    init() throws { renderer = try Samples.renderer() }

    private func letter(_ notice: NoticeContent) throws -> RenderedDocument {
        try renderer.letter(notice, from: Samples.source)
    }

    @Test func `the same value gives the same bytes`() throws {
        let first = try letter(Samples.notice)
        #expect(try letter(Samples.notice) == first)
        #expect(try Samples.renderer().letter(Samples.notice, from: Samples.source) == first)
        var other = Samples.notice
        other.issuedAt = other.issuedAt.adding(seconds: 1)
        #expect(try letter(other).pdf != first.pdf)
    }

    @Test func `threads don't change the bytes`() async throws {
        let expected = [try letter(Samples.notice).pdf, try letter(Samples.longest).pdf]
        let renderer = renderer
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<8 {
                group.addTask {
                    let notice = index % 2 == 0 ? Samples.notice : Samples.longest
                    return try renderer.letter(notice, from: Samples.source).pdf == expected[index % 2]
                }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `the letter says all that it must`() throws {
        let pdf = try letter(Samples.notice).pdf
        let text = try Tool.text(of: pdf, page: 1)
        for part in [
            "KEPOLISIAN NEGARA REPUBLIK INDONESIA", "DITLANTAS POLDA METRO JAYA", "Jl. Contoh Raya No. 55",
            "SURAT KONFIRMASI", "B/41686/IV/YAN.1.2/2026/DITLANTAS", "Jakarta, 23 April 2026", "SITI CONTOH RAHAYU",
            "JL. MELATI CONTOH NO. 12 RT 003 RW 007", "KEBON CONTOH, TEBET", "JAKARTA SELATAN 12820",
            "Melanggar batas kecepatan paling tinggi", "87,4 km/jam, batas 60 km/jam", "Pasal 287 ayat (5)",
            "Rp500.000",
            "Rabu, 22 April 2026, 09:46:54 WIB", "Jl. Jenderal Sudirman, arah Semanggi", "SDR-014", "B 1234 XYZ",
            "TOYOTA / AVANZA 1.3 G M/T", "Mobil penumpang / MINIBUS", "PUTIH METALIK / 2021",
            "paling lambat Kamis, 30 April 2026 pukul 23.59 WIB", "ETLE-7K3M-Q9XV-9RTA-4HNC", "RW9F-3QTD",
            "https://konfirmasi.example.id", "Apabila tidak dijawab", "diblokir", "Keberatan",
            "Cara memastikan surat ini asli", "Bagas Contoh, S.H., M.H.", "AKBP NRP 00000000", "Halaman 1 dari 2",
        ] { #expect(text.contains(part), "\(part) is missing") }
        let annex = try Tool.text(of: pdf, page: 2)
        for part in [
            "LAMPIRAN", "Rabu, 22 April 2026, 09:46:54 WIB · Jl. Jenderal Sudirman, arah Semanggi · Kamera SDR-014",
            "Gambar 1. Situasi", "Gambar 2. Kendaraan", "Gambar 3. Pelat nomor diperbesar", Samples.overviewHash,
            Samples.vehicleHash, "Halaman 2 dari 2",
        ] { #expect(annex.contains(part), "\(part) is missing") }
    }

    @Test(.enabled(if: Tool.has("pdfinfo"), "needs poppler-utils"))
    func `the letter has two pages, tags and metadata`() throws {
        let document = try letter(Samples.notice)
        #expect(document.pages == 2)
        #expect(document.pictureProblems.isEmpty)
        let (info, structure) = try Tool.withFile(document.pdf) { folder in
            (
                try Tool.run("pdfinfo", ["-isodates", "document.pdf"], in: folder),
                try Tool.run("pdfinfo", ["-struct", "document.pdf"], in: folder)
            )
        }
        for part in [
            "Pages:           2", "Tagged:          yes", "Surat Konfirmasi B/41686/IV/YAN.1.2/2026/DITLANTAS",
            "Author:          DITLANTAS POLDA METRO JAYA", "2026-04-23T10:00:00+07", "595.276 x 841.89 pts (A4)",
            "ETLE-7K3M-Q9XV-9RTA-4HNC",
        ] { #expect(info.contains(part), "\(part) is missing") }
        for tag in ["H1", "H2", "P (block)", "Table", "TR", "TH", "TD", "Figure", "Caption", "LBody"] {
            #expect(structure.contains(tag), "\(tag) is missing")
        }
        #expect(document.pdf.count < 400_000)
    }

    @Test func `fonts are embedded without their hints: text alone takes less than 40 KB`() throws {
        var notice = Samples.notice
        notice.pictures = []
        #expect(try letter(notice).pdf.count < 40_000)
    }

    @Test(.enabled(if: Tool.has("pdffonts", "pdfimages"), "needs poppler-utils"))
    func `fonts are embedded, pictures are JPEG, the code is never smoothed`() throws {
        try Tool.withFile(letter(Samples.notice).pdf) { folder in
            let fonts = try Tool.run("pdffonts", ["document.pdf"], in: folder).split(separator: "\n").dropFirst(2)
            #expect(fonts.count == 2)
            for font in fonts {
                #expect(font.contains("Liberation") && font.contains(" yes yes yes "), "\(font)")
            }
            let images = try Tool.run("pdfimages", ["-list", "document.pdf"], in: folder).split(separator: "\n")
                .dropFirst(2)
            // The code of one bit a pixel, then the annex.
            #expect(images.count == 4 && images.first?.contains(" gray    1   1  image  no ") == true)
            for image in images.dropFirst() { #expect(image.contains(" jpeg ")) }
        }
    }

    @Test(
        .enabled(if: Tool.has("pdftoppm", "pdfimages"), "needs poppler-utils"),
        arguments: [(plate: 180, pictures: 2), (plate: 90, pictures: 3)])
    func `of an overview alone, a large close-up is a part of the vehicle's picture, a small one is enlarged`(
        plate: Int, pictures: Int
    ) throws {
        var notice = Samples.notice
        notice.pictures = [Samples.pictures[0]]
        notice.pictures[0].targetCorners = [[900, 800], [900 + plate, 800], [900 + plate, 856], [900, 856]]
        try Tool.withFile(letter(notice).pdf) { folder in
            let images = try Tool.run("pdfimages", ["-list", "document.pdf"], in: folder).split(separator: "\n")
                .dropFirst(3).map { $0.split(separator: " ") }
            // Width, and the number of the object that holds it: the close-up is the last.
            #expect(images.count == 3 && Set(images.map { $0[10] }).count == pictures)
            #expect(images.last?[3] == (pictures == 3 ? "480" : "900"))
            guard pictures == 2 else { return }
            _ = try Tool.run("pdftoppm", ["-r", "60", "-f", "2", "-png", "document.pdf", "page"], in: folder)
            let file = try #require(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".png") })
            let page = try decodeLuminance([UInt8](Data(contentsOf: folder.appending(path: file))))
            // The right one of the lower figures, between its frames: the plate stands in its middle and takes three fifths of its width.
            let columns = page.width * 52 / 100..<page.width * 90 / 100
            let centre = (columns.lowerBound + columns.upperBound) / 2
            let rows = (page.height * 49 / 100..<page.height * 66 / 100).filter { y in
                let dark = columns.filter { page[$0, y] < 60 }
                guard let first = dark.first, let last = dark.last else { return false }
                return abs((first + last) / 2 - centre) < 12
                    && (0.54...0.66).contains(Double(last - first) / Double(columns.count))
            }
            #expect(rows.count > 12)
        }
    }

    @Test(.enabled(if: Tool.has("pdftoppm", "zbarimg"), "needs poppler-utils and zbar-tools"))
    func `a camera reads the QR code, which doesn't hold the secret`() throws {
        let decoded = try Tool.withFile(letter(Samples.notice).pdf) { folder in
            _ = try Tool.run(
                "pdftoppm", ["-r", "150", "-f", "1", "-l", "1", "-png", "document.pdf", "page"], in: folder)
            let page = try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix(".png") }
            return try Tool.run("zbarimg", ["-q", "--raw", #require(page)], in: folder)
        }
        #expect(decoded == "https://konfirmasi.example.id?r=ETLE-7K3M-Q9XV-9RTA-4HNC\n")
        #expect(!decoded.contains(Samples.notice.answerCode))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `nothing of long names and five violations is lost`() throws {
        let notice = Samples.longest
        let text = try Tool.text(of: letter(notice).pdf)
        for word in notice.owner.name.split(separator: " ") + notice.owner.address.split(separator: " ")
            + notice.vehicle.type.split(separator: " ") + notice.place.split(separator: " ")
        { #expect(text.contains(word), "\(word) is missing") }
        for violation in notice.violations {
            for word in violation.title.split(separator: " ") { #expect(text.contains(word), "\(word) is missing") }
        }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `what no register should hold goes on on further pages`() throws {
        let document = try letter(Samples.absurd)
        #expect(document.pages > 2)
        let words = Set(try Tool.text(of: document.pdf).split(separator: " "))
        for number in 1...400 { #expect(words.contains("JALAN\(number)"), "JALAN\(number) is missing") }
        for number in 1...300 { #expect(words.contains("TIPE\(number)"), "TIPE\(number) is missing") }
        for number in 1...60 { #expect(words.contains("NAMA\(number)"), "NAMA\(number) is missing") }
        for number in 1...30 { #expect(words.contains("KE\(number)"), "KE\(number) is missing") }
    }

    @Test func `five violations still fit on one page of text`() throws {
        #expect(try letter(Samples.fiveFold).pages == 2)
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a picture that is missing is said to be missing`() throws {
        let document = try letter(Samples.withoutPictures)
        #expect(document.pages == 2)
        #expect(document.pictureProblems.map(\.reason) == ["unavailable", "unavailable"])
        let text = try Tool.text(of: document.pdf, page: 2)
        #expect(text.contains("Gambar ini tidak dapat dicetak"))
        #expect(text.contains(Samples.missingHash))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `nothing is said to be enclosed or kept that is gone`() throws {
        let gone = try Tool.text(of: letter(Samples.withoutPictures).pdf)
        #expect(gone.contains("sidik digital rekaman;") && !gone.contains("gambar rekaman"))
        #expect(gone.contains("mungkin tidak tersedia lagi") && !gone.contains("Berkas asli disimpan tanpa perubahan"))
        var notice = Samples.notice
        notice.pictures[1].sha256 = Samples.missingHash
        let half = try Tool.text(of: letter(notice).pdf)
        #expect(half.contains("2 gambar rekaman") && half.contains("mungkin tidak tersedia lagi"))
        var ticket = Samples.ticket
        ticket.pictures = Samples.withoutPictures.pictures
        let text = try Tool.text(of: renderer.ticket(ticket, from: Samples.source).pdf)
        #expect(text.contains("Gambar rekaman tidak dapat dicetak"))
        for part in ["terlampir", "dilampirkan", "alat bukti yang sah"] { #expect(!text.contains(part), "\(part)") }
    }

    @Test func `bytes that are no picture don't break a letter`() throws {
        let document = try renderer.letter(
            Samples.notice, from: PictureSource(picture: { _ in Array("no picture".utf8) }))
        #expect(document.pictureProblems.count == 2)
        #expect(document.pages == 2)
    }

    @Test func `corners and boxes outside the picture don't break a letter`() throws {
        var notice = Samples.notice
        notice.pictures[0].targetCorners = [[-5000, 0], [Int.max, Int.min], [3, 3], [0, 90000]]
        notice.pictures[0].masked = [[Int.max, 0, Int.max, 1], [-5, -5, 3, 3], [1, 2], [1900, 1000, 5000, 5000]]
        #expect(try letter(notice).pages >= 2)
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a letter says nothing that the ticket in its envelope belies`() throws {
        let alone = try Tool.text(of: letter(Samples.notice).pdf, page: 1)
        #expect(alone.contains("bukan denda dan bukan surat tilang") && alone.contains("Apabila tidak dijawab"))
        for (recipient, sale) in [
            (nil, nil), (nil, .buyer), (nil, .seller), (.buyer, nil), (.owner, nil),
        ] as [(CaseLetter.Recipient?, ReportedSale.Addressee?)] {
            var notice = Samples.notice
            notice.unit.ticket = .immediate
            notice.recipient = recipient
            notice.sale = sale.map { ReportedSale(on: nil, addressee: $0) }
            let document = try letter(notice)
            #expect(document.pages == 2)
            let text = try Tool.text(of: document.pdf, page: 1)
            #expect(!text.contains("bukan denda") && !text.contains("Apabila tidak dijawab"))
            #expect(text.contains("dalam amplop yang sama") && text.contains("Apabila tilang tidak dibayar"))
            #expect(text.contains("jawablah paling lambat Kamis, 30 April 2026 pukul 23.59 WIB"))
        }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a driver's letter speaks of no block, and with a ticket of the ticket's term alone`() throws {
        var notice = Samples.notice
        notice.recipient = .driver
        let alone = try Tool.text(of: letter(notice).pdf, page: 1)
        #expect(alone.contains("Apabila tidak dijawab") && !alone.contains("diblokir"))
        notice.unit.ticket = .immediate
        let document = try letter(notice)
        #expect(document.pages == 2)
        let text = try Tool.text(of: document.pdf, page: 1)
        #expect(text.contains("Apabila tilang tidak dibayar"))
        #expect(!text.contains("Apabila tidak dijawab") && !text.contains("diblokir"))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `the letter counts the figures that the annex shows, and speaks of a box only where there is one`() throws {
        for (notice, count, isMarked) in [
            (Samples.notice, 3, true), (Samples.overviewOnly, 3, true), (unmarked, 2, false),
        ] {
            let pdf = try letter(notice).pdf
            #expect(try Tool.text(of: pdf, page: 1).contains("Lampiran \(count) gambar rekaman"))
            let annex = try Tool.text(of: pdf, page: 2)
            #expect(annex.contains("Gambar \(count).") && !annex.contains("Gambar \(count + 1)."))
            #expect(annex.contains("Kotak pada gambar menandai pelat nomor") == isMarked)
            #expect(annex.contains("Pelat nomor tidak ditandai") == !isMarked)
        }
    }

    private var unmarked: NoticeContent {
        var notice = Samples.notice
        for index in notice.pictures.indices { notice.pictures[index].targetCorners = [] }
        return notice
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `names of months and days, currency and dash are the texts'`() throws {
        var source = try Samples.textSource()
        source["month_names"] = (1...12).map { "M\($0)" }.joined(separator: " ")
        source["weekday_names"] = (1...7).map { "H\($0)" }.joined(separator: " ")
        source["rupiah"] = "IDR {{amount}}"
        source["empty_value"] = "(tidak ada)"
        var notice = Samples.notice
        notice.sale = ReportedSale(on: nil, addressee: .seller)
        let renderer = try DocumentRenderer(texts: DocumentTexts(source))
        let text = try Tool.text(of: renderer.letter(notice, from: Samples.source).pdf, page: 1)
        for part in ["H3, 22 M4 2026, 09:46:54 WIB", "Jakarta, 23 M4 2026", "IDR 500.000", "(tanggal (tidak ada))"] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `the letter doesn't call the ledger's key the officer's signature`() throws {
        let text = try Tool.text(of: letter(Samples.notice).pdf, page: 1)
        #expect(text.contains("disegel secara elektronik") && !text.contains("Ditandatangani"))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `markup in a name is printed as it stands`() throws {
        var notice = Samples.notice
        notice.owner.name = "<b>A & B</b> \"C\" {{reference}} **D** &amp;"
        let text = try Tool.text(of: letter(notice).pdf, page: 1)
        #expect(text.contains("<b>A & B</b> \"C\" {{reference}} **D**") && text.contains("&amp;"))
    }

    @Test func `a noisy scene stays under 400 KB`() throws {
        let noisy = try noisyPicture()
        let document = try renderer.letter(Samples.notice, from: PictureSource(picture: { _ in noisy }))
        #expect(document.pdf.count < 400_000)
    }

    @Test func `very many pictures stay under 400 KB and all stand in the letter`() throws {
        let noise = try encodeJPEG(Samples.scene(width: 640, height: 480, plates: [], grain: 120), quality: 80)
        var notice = Samples.notice
        notice.pictures = (1...24).map {
            NoticePicture(
                file: "\($0).jpg", sha256: Samples.overviewHash, role: $0 % 2 == 0 ? .overview : .vehicle,
                targetCorners: [], masked: [])
        }
        let document = try renderer.letter(notice, from: PictureSource(picture: { _ in noise }))
        #expect(document.pages > 4)
        #expect(document.pdf.count < 400_000)
    }

    @Test func `characters that cannot be printed are counted`() throws {
        var notice = Samples.notice
        notice.owner.name = "SITI ꦱꦶꦠꦶ"
        #expect(try letter(notice).unprintableCharacters > 0)
        #expect(try letter(Samples.notice).unprintableCharacters == 0)
    }

    @Test func `missing fonts are named`() throws {
        let texts = try Samples.texts()
        let error = try #require(throws: (any Error).self) {
            try DocumentRenderer(texts: texts, fonts: .liberation(folder: "/nowhere"))
        }
        #expect("\(error)".contains("/nowhere/LiberationSans-Bold.ttf"))
    }
}
