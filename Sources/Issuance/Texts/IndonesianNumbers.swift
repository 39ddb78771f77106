/// Amounts and measures as Indonesian offices write them.
package enum IndonesianNumbers {
    /// `500.000`
    package static func grouped(_ amount: Int) -> String {
        var groups: [String] = []
        var rest = String(amount.magnitude)
        while rest.count > 3 {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest.removeLast(3)
        }
        return (amount < 0 ? "-" : "") + ([rest] + groups).joined(separator: ".")
    }

    /// `87` or `87,5`: at most one digit after the comma. Nil for what is no number or can't have been measured.
    package static func measure(_ value: Double) -> String? {
        guard value.isFinite, abs(value) < 1e12 else { return nil }
        let tenths = Int((value * 10).rounded())
        let whole = "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10)"
        return tenths % 10 == 0 ? whole : "\(whole),\(abs(tenths) % 10)"
    }

    /// In words (*terbilang*), `tujuh ratus lima puluh ribu`; 0...999,999,999,999,999; others in digits.
    package static func words(_ number: Int) -> String {
        guard number != 0 else { return "nol" }
        guard (1..<1_000_000_000_000_000).contains(number) else { return String(number) }
        return spelt(number).joined(separator: " ")
    }

    private static let small = [
        "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
    ]

    private static func spelt(_ number: Int) -> [String] {
        switch number {
        case 0: []
        case 1..<12: [small[number]]
        case 12..<20: [small[number - 10], "belas"]
        case 20..<100: [small[number / 10], "puluh"] + spelt(number % 10)
        case 100..<200: ["seratus"] + spelt(number - 100)
        case 200..<1000: [small[number / 100], "ratus"] + spelt(number % 100)
        case 1000..<2000: ["seribu"] + spelt(number - 1000)
        case 2000..<1_000_000: spelt(number / 1000) + ["ribu"] + spelt(number % 1000)
        case 1_000_000..<1_000_000_000: spelt(number / 1_000_000) + ["juta"] + spelt(number % 1_000_000)
        case 1_000_000_000..<1_000_000_000_000:
            spelt(number / 1_000_000_000) + ["miliar"] + spelt(number % 1_000_000_000)
        default: spelt(number / 1_000_000_000_000) + ["triliun"] + spelt(number % 1_000_000_000_000)
        }
    }
}
