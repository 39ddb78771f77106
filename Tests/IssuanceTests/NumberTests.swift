import Domain
import Issuance
import Testing

@Suite struct NumberTests {
    @Test(arguments: [
        (0, "nol"), (11, "sebelas"), (15, "lima belas"), (20, "dua puluh"), (100, "seratus"), (1000, "seribu"),
        (750_000, "tujuh ratus lima puluh ribu"), (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_001_001, "satu juta seribu satu"), (2_000_000_000, "dua miliar"),
    ])
    func `amounts are written out`(amount: Int, words: String) {
        #expect(IndonesianNumbers.words(amount) == words)
    }

    @Test func `rupiah have dots between thousands`() {
        #expect(IndonesianNumbers.grouped(500_000) == "500.000")
        #expect(IndonesianNumbers.grouped(1_000_050) == "1.000.050")
        #expect(IndonesianNumbers.grouped(0) == "0")
    }

    @Test func `measures have a decimal comma`() {
        #expect(IndonesianNumbers.measure(87) == "87")
        #expect(IndonesianNumbers.measure(87.44) == "87,4")
        #expect(IndonesianNumbers.measure(-0.5) == "-0,5")
        #expect(IndonesianNumbers.measure(.nan) == nil)
    }

    @Test func `a moment names day, month and zone`() throws {
        let source = try Samples.textSource()
        let dates = try #require(
            IndonesianDates(months: source["month_names"] ?? "", weekdays: source["weekday_names"] ?? ""))
        let time = Samples.time("2026-04-22T02:46:54.999Z")
        #expect(dates.moment(time, in: .jakarta) == "Rabu, 22 April 2026, 09:46:54 WIB")
        #expect(dates.moment(time, in: .jayapura) == "Rabu, 22 April 2026, 11:46:54 WIT")
    }

    @Test func `controls, line breaks and direction marks have no place in a line`() {
        #expect(printable("  A\u{0}B\r\nC\u{202E}D \u{a0}E  ") == "A B C D E")
    }
}
