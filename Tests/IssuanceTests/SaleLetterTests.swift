import Domain
import Foundation
import Issuance
import Testing

/// Letters about vehicles whose sale is reported and not registered yet.
@Suite struct SaleLetterTests {
    private func text(_ sale: ReportedSale?, sentAgainTo recipient: CaseLetter.Recipient? = nil) throws -> String {
        var notice = Samples.notice
        notice.sale = sale
        if recipient != nil { notice.follows = "ETLE-3T7T-44AF-NY94-6VPF" }
        notice.recipient = recipient
        let pdf = try Samples.renderer().letter(notice, from: Samples.source).pdf
        return try Tool.text(of: pdf, page: 1).split(whereSeparator: \.isWhitespace).joined(separator: " ")
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
