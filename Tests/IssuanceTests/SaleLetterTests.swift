import Domain
import Foundation
import Issuance
import Testing

/// Letters about vehicles whose sale is reported and not registered yet.
@Suite struct SaleLetterTests {
    private func text(_ sale: ReportedSale?, sentAgainTo recipient: CaseLetter.Recipient? = nil) throws -> String {
        try text {
            $0.sale = sale
            if recipient != nil { $0.follows = "ETLE-3T7T-44AF-NY94-6VPF" }
            $0.recipient = recipient
        }
    }

    /// The first page of a letter of two pages.
    private func text(_ change: (inout NoticeContent) -> Void) throws -> String {
        var notice = Samples.notice
        change(&notice)
        let pdf = try Samples.renderer().letter(notice, from: Samples.source).pdf
        let text = try Tool.text(of: pdf, page: 1).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("Halaman 1 dari 2"))
        return text
    }

    @Test(
        .enabled(if: Tool.has("pdftotext"), "needs poppler-utils"),
        arguments: [
            (CaseLetter.Recipient.owner, "Saudara pemilik kendaraan ini"),
            (.driver, "diduga Saudara yang mengemudikannya"),
            (.buyer, "telah beralih kepada Saudara"),
        ])
    func `whom an officer found reads so, and nothing of what another person said`(
        recipient: CaseLetter.Recipient, words: String
    ) throws {
        let letter = try text {
            $0.recipient = recipient
            $0.isFoundByOfficer = true
        }
        #expect(letter.contains("Menurut pemeriksaan petugas kami") && letter.contains(words))
        for part in ["menyatakan", "terdaftar atas nama Saudara", "Catatan"] {
            #expect(!letter.contains(part), "\(part)")
        }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a letter sent again names the one that it takes the place of, and the ticket in its envelope`() throws {
        let number = "B/41111/IV/YAN.1.2/2026/DITLANTAS"
        let again = try text { $0.replaces = number }
        #expect(again.replacing("/ ", with: "/").contains("menggantikan surat nomor \(number), yang kode jawabannya"))
        let withTicket = try text {
            $0.replaces = number
            $0.unit.ticket = .immediate
        }
        #expect(
            withTicket.replacing("/ ", with: "/").contains("\(number) dan surat tilangnya, yang tidak berlaku lagi"))
        #expect(try !text(nil).contains("menggantikan"))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `the letter says why it goes to buyer or seller`() throws {
        let on = Samples.day("2026-03-09")
        let buyer = try text(ReportedSale(on: on, addressee: .buyer))
        #expect(buyer.contains("9 Maret 2026") && buyer.contains("telah dialihkan kepada Saudara"))
        #expect(!buyer.contains("terdaftar atas nama Saudara"))
        let seller = try text(ReportedSale(on: on, addressee: .seller))
        #expect(seller.contains("Laporan jual Saudara (tanggal 9 Maret 2026) telah kami ketahui"))
        #expect(seller.contains("menyebutkan nama dan alamat pembeli"))
        #expect(try text(ReportedSale(on: nil, addressee: .seller)).contains("(tanggal –)"))
        #expect(try text(nil).contains("terdaftar atas nama Saudara"))
        for letter in [buyer, seller] { #expect(letter.contains("Halaman 1 dari 2")) }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a letter that is sent again says the same of the sale; whom an answer named is told so`() throws {
        let on = Samples.day("2026-03-09")
        let buyer = try text(ReportedSale(on: on, addressee: .buyer), sentAgainTo: .owner)
        #expect(buyer.contains("telah dialihkan kepada Saudara") && !buyer.contains("terdaftar atas nama Saudara"))
        let seller = try text(ReportedSale(on: on, addressee: .seller), sentAgainTo: .owner)
        #expect(seller.contains("Laporan jual Saudara (tanggal 9 Maret 2026) telah kami ketahui"))
        let named = try text(ReportedSale(on: on, addressee: .seller), sentAgainTo: .buyer)
        #expect(named.contains("telah dijual kepada Saudara") && !named.contains("Laporan jual"))
        let driver = try text(ReportedSale(on: on, addressee: .buyer), sentAgainTo: .driver)
        #expect(driver.contains("Saudara yang mengemudikannya") && !driver.contains("dialihkan"))
        // Whom the letter before went to is who said so: the registered owner, or somebody else whom an answer named.
        for letter in [named, driver] { #expect(!letter.contains("Pemilik terdaftar menyatakan")) }
        #expect(try text(nil, sentAgainTo: .owner).contains("terdaftar atas nama Saudara"))
    }

    @Test func `the twin says so too, and says nothing where no sale is reported`() throws {
        var notice = Samples.notice
        notice.sale = ReportedSale(on: Samples.day("2026-03-09"), addressee: .buyer)
        func json(_ notice: NoticeContent) throws -> String {
            String(decoding: try NoticeDocument(notice, document: "", ledger: nil).bytes(), as: UTF8.self)
        }
        #expect(try json(notice).contains("\"addressee\" : \"buyer\""))
        #expect(try !json(Samples.notice).contains("sale"))
    }
}
