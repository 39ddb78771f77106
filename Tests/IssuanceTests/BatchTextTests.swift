import Domain
import Issuance
import Testing

/// What goes to an addressee beside the letter: lists, messages, lines of tables.
@Suite struct BatchTextTests {
    @Test(arguments: [
        ("081234567890", "+6281234567890"), ("+62 812-3456-7890", "+6281234567890"),
        ("0062 812 3456 789", "+628123456789"),
        ("62(0)812.3456.7890", "+6281234567890"), ("812 3456 7890", "+6281234567890"),
        ("021-5551234 / 0813 1111 2222", "+6281311112222"), ("081211112222/081333334444", "+6281211112222"),
    ])
    func `a mobile number takes the international form, however it is written`(written: String, number: String) {
        let contact = ContactDetails(phone: written, email: "")
        #expect(contact.mobile == number && contact.skipped == 0)
    }

    @Test(arguments: [
        "-", "0", "0215551234", "08123", "0812345678901234", "+6591234567", "ask the neighbour 0812", "=0812345678",
    ])
    func `what is no mobile number is skipped and counted`(written: String) {
        let contact = ContactDetails(phone: written, email: "")
        #expect(contact.mobile == nil && contact.skipped == 1)
    }

    @Test func `an address has the form of one, or is skipped`() {
        for good in ["siti.contoh@contoh.example.id", "a+b@c.id"] {
            #expect(ContactDetails(phone: "", email: " \(good) ").email == good)
            #expect(ContactDetails(phone: "", email: "- ; \(good)").email == good)
        }
        for bad in [
            "-", "siti", "siti@", "@contoh.id", "a@b@c.id", "a@localhost", "a@.id", "a b@", "a@b.id\"<x>",
            "é@contoh.id",
        ] {
            let contact = ContactDetails(phone: "", email: bad)
            #expect(contact.email == nil && contact.skipped == 1, "\(bad)")
        }
        #expect(ContactDetails(phone: "  ", email: "\t").skipped == 0)
    }

    @Test func `messages say what holds before the post has the letter, of owners and drivers alike`() throws {
        var notice = Samples.notice
        notice.recipient = .driver
        (notice.owner.phone, notice.owner.email) = ("0812-3456-7890", "siti@contoh.example.id")
        let messages = try Samples.texts().messages(for: notice)
        #expect(messages.map(\.channel) == [.whatsapp, .sms, .email])
        #expect(messages.map(\.to) == ["+6281234567890", "+6281234567890", "siti@contoh.example.id"])
        for message in messages {
            #expect(message.text.contains("akan dikirim"))
            #expect(!message.text.contains("telah dikirim") && !message.text.contains("kendaraan Saudara"))
            #expect(!message.text.contains(notice.answerCode))
        }
        notice.unit.ticket = .immediate
        let withTicket = try Samples.texts().messages(for: notice)
        #expect(withTicket.map(\.to) == messages.map(\.to))
        for (message, alone) in zip(withTicket, messages) {
            #expect(message.text.contains("surat tilangnya") && message.text.contains("akan dikirim"))
            #expect(message.text.lowercased().contains("bukan") && !message.text.contains(notice.answerCode))
            #expect(!alone.text.contains("tilang"))
        }
        (notice.owner.phone, notice.owner.email) = ("-", "0")
        #expect(try Samples.texts().messages(for: notice) == [])
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `a cover list says what holds of owners, buyers and drivers, with dates as in the letters`() throws {
        var driver = Samples.notice
        driver.recipient = .driver
        let letters = [driver, Samples.notice, Samples.notice]
        let pdf = try Samples.renderer().batch(
            [.cover(CoverList(letters), Barcode(document: 7))], title: "", author: "",
            created: "2026-04-23T10:00:00+07:00",
            from: Samples.source
        ).pdf
        let text = try Tool.text(of: pdf)
        #expect(text.contains("3 surat konfirmasi, masing-masing dalam amplop tersendiri"))
        #expect(!text.contains("terdaftar atas nama") && !text.contains("Terlampir"))
        #expect(text.contains("22 April 2026, 09:46:54 WIB") && !text.contains("2026-04-22"))
    }

    @Test(.enabled(if: Tool.has("pdftotext"), "needs poppler-utils"))
    func `each page of a long cover list says whose it is, and the letters stand by plate and time`() throws {
        let letters = (0..<60).map { index in
            var letter = Samples.notice
            letter.number = "B/\(1000 + index)/IV/YAN.1.2/2026/DITLANTAS"
            letter.vehicle.plate = index % 2 == 0 ? "B2222XYZ" : "B1111XYZ"
            letter.capturedAt = letter.capturedAt.adding(seconds: Double(-60 * (index * 37 % 60)))
            letter.unit.ticket = .immediate
            return letter
        }
        let pdf = try Samples.renderer().batch(
            [.cover(CoverList(letters), Barcode(document: 7))], title: "", author: "",
            created: "2026-04-23T10:00:00+07:00", from: Samples.source
        ).pdf
        let first = try Tool.text(of: pdf, page: 1)
        #expect(first.contains("batas waktu pada setiap surat tilang"))
        let second = try Tool.text(of: pdf, page: 2)
        for part in [
            "SITI CONTOH RAHAYU", "23 April 2026", "Halaman 2 dari 2", "Nomor polisi", "DITLANTAS POLDA METRO JAYA",
        ] {
            #expect(second.contains(part), "\(part)")
        }
        let rows = (first + second).matches(of: /B (1111|2222) XYZ +22 April 2026, ([0-9:]+) WIB/).map {
            "\($0.1) \($0.2)"
        }
        #expect(rows.count == 60 && rows == rows.sorted())
    }

    @Test func `addressees are told apart by their NIK`() {
        let (father, son) = (Samples.owner, with { $0.nik = "0000000000000002" })
        #expect(father.addresseeKey != son.addresseeKey)
        #expect(father.addresseeKey == with { $0.name = "SITI C. RAHAYU" }.addresseeKey)
        #expect(father.addresseeKey != with { $0.address = "JL. LAIN 1" }.addresseeKey)
        for unknown in ["", "-", "0000000000000000"] {
            #expect(with { $0.nik = unknown }.addresseeKey == with { $0.nik = "" }.addresseeKey)
            #expect(
                with { $0.nik = unknown }.addresseeKey
                    != with {
                        $0.nik = unknown
                        $0.name = "SITI C. RAHAYU"
                    }.addresseeKey)
        }
    }

    private func with(_ change: (inout Owner) -> Void) -> Owner {
        var owner = Samples.owner
        change(&owner)
        return owner
    }

    @Test func `a spreadsheet takes no text of a register for a formula`() {
        for text in ["=1+1", "+62", "-2+3", "@SUM(A1)", "\t=1", "\r\n=1", "\u{200D}=1", "=\u{301}1"] {
            #expect(spreadsheetText(text).utf8.first == UInt8(ascii: "'"), "\(text)")
        }
        for text in ["JL. A = B", "-", "", "D'ARTAGNAN", "12820"] { #expect(spreadsheetText(text) == text) }
        #expect(with { $0.name = "=HYPERLINK(1)" }.forSpreadsheets.name == "'=HYPERLINK(1)")
        #expect(Samples.owner.forSpreadsheets == Samples.owner)
    }
}
