import Domain
import Foundation
import Issuance
import Testing

@Suite struct TicketTests {
    private let renderer: DocumentRenderer

    init() throws { renderer = try Samples.renderer() }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `the ticket says all that it must`() throws {
        let document = try renderer.ticket(Samples.ticket, from: Samples.source)
        #expect(document.pages == 2)
        let text = try Tool.text(of: document.pdf, page: 1)
        for part in [
            "TILANG ELEKTRONIK", "TE/METRO-JAYA/2026/0000123", "Jakarta, 27 April 2026", "ETLE-7K3M-Q9XV-9RTA-4HNC",
            "SITI CONTOH RAHAYU", "0000000000000001", "B 1234 XYZ", "TOYOTA / AVANZA 1.3 G M/T", "MHXXX0000XX000001",
            "1NRX000001", "Pasal 287 ayat (5)", "Pasal 287 ayat (2)", "Rp1.000.000", "satu juta rupiah",
            "77001 23456 78908", "paling lambat Senin, 4 Mei 2026 pukul 23.59 WIB", "Pengadilan Negeri Contoh",
            "Jumat, 8 Mei 2026", "Bagas Contoh, S.H., M.H.", "AKBP NRP 00000000", "Rabu, 22 April 2026, 09:46:54 WIB",
            "Pasal 28 Peraturan Pemerintah Nomor 80 Tahun 2012",
        ] { #expect(text.contains(part), "\(part) is missing") }
        let annex = try Tool.text(of: document.pdf, page: 2)
        #expect(annex.contains(Samples.overviewHash))
    }

    @Test func `the same value gives the same bytes`() throws {
        let first = try renderer.ticket(Samples.ticket, from: Samples.source)
        #expect(try renderer.ticket(Samples.ticket, from: Samples.source) == first)
        #expect(first.pdf.count < 400_000)
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `without a court the ticket says how to ask for one`() throws {
        var ticket = Samples.ticket
        ticket.hearing = nil
        ticket.violations = Samples.fiveViolations
        let document = try renderer.ticket(ticket, from: Samples.source)
        let text = try Tool.text(of: document.pdf)
        #expect(text.contains("mintalah hari dan tempat sidang"))
        #expect(!text.contains("Pengadilan Negeri"))
        for violation in ticket.violations {
            for word in violation.title.split(separator: " ") { #expect(text.contains(word), "\(word) is missing") }
        }
    }

    /// The first page of a ticket of two pages, in one line.
    private func text(_ change: (inout TicketContent) -> Void) throws -> String {
        var ticket = Samples.ticket
        change(&ticket)
        let document = try renderer.ticket(ticket, from: Samples.source)
        #expect(document.pages == 2)
        return try Tool.text(of: document.pdf, page: 1).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a driver's ticket threatens no block: the vehicle is somebody else's`() throws {
        for judged in [nil, 250_000] {
            let owner = try text { $0.judgedRupiah = judged }
            #expect(owner.contains("STNK kendaraan ini diblokir"))
            let driver = try text {
                $0.judgedRupiah = judged
                $0.recipient = .driver
            }
            #expect(driver.contains("Apabila tidak dibayar") && !driver.contains("STNK") && !driver.contains("blokir"))
        }
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `the ticket says how and by when the hearing is chosen`() throws {
        let ticket = try text { _ in }
        #expect(
            ticket.contains(
                "bawalah surat ini ke kantor kami sebelum batas waktu pembayaran"))
        #expect(ticket.contains("sidang tidak diminta sampai saat itu"))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a ticket names one sum to pay`() throws {
        let whole = try text { _ in }
        #expect(
            whole.contains("tepat sejumlah uang titipan") && whole.contains("Jumlah uang titipan denda Rp1.000.000"))
        let rest = try text { $0.paidRupiah = 100_000 }
        #expect(rest.contains("tepat sejumlah yang tertera") && !rest.contains("tepat sejumlah uang titipan"))
        let judged = try text { $0.judgedRupiah = 300_000 }
        #expect(
            judged.contains("Rp300.000") && !judged.contains("Rp1.000.000") && !judged.contains("Jumlah uang titipan"))
    }

    @Test func `what an older version wrote is read, and says what it said`() throws {
        var ticket = Samples.ticket
        ticket.recipient = .owner
        var object = try #require(
            JSONSerialization.jsonObject(with: JSONEncoder().encode(ticket)) as? [String: Any])
        object["recipient"] = nil
        let old = try JSONDecoder().decode(TicketContent.self, from: JSONSerialization.data(withJSONObject: object))
        #expect(try renderer.ticket(old, from: Samples.source) == renderer.ticket(ticket, from: Samples.source))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a ticket in the place of another one names it, and asks for what is still owed`() throws {
        var ticket = Samples.ticket
        ticket.replaces = "TE/METRO-JAYA/2026/0000099"
        ticket.paidRupiah = 100_000
        func text() throws -> String {
            let document = try renderer.ticket(ticket, from: Samples.source)
            #expect(document.pages == 2)
            // A long number may go on in the next line.
            return try Tool.text(of: document.pdf, page: 1).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ").replacingOccurrences(of: "/ ", with: "/")
        }
        let standing = try text()
        for part in [
            "menggantikan Surat Tilang nomor TE/METRO-JAYA/2026/0000099, yang tidak berlaku lagi",
            "Rp100.000 sudah dibayar",
            "Rp900.000", "sembilan ratus ribu rupiah", "Pengadilan Negeri Contoh", "Keberatan",
        ] { #expect(standing.contains(part), "\(part) is missing") }
        ticket.judgedRupiah = 250_000
        ticket.hearing = nil
        let judged = try text()
        for part in ["denda Rp250.000", "Rp150.000", "seratus lima puluh ribu rupiah", "menurut putusan"] {
            #expect(judged.contains(part), "\(part) is missing")
        }
        // Nothing is offered that is over.
        for part in ["memilih sidang", "Keberatan", "kelebihannya"] { #expect(!judged.contains(part), "\(part)") }
    }
}
