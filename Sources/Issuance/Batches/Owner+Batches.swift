import Domain

extension Owner {
    /// Equal for letters that go to one person at one address. Persons are told apart by their NIK where both have one: father and son may have one
    /// name, and one person's name is written in two ways.
    public var addresseeKey: [String] {
        let number = nik.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let isKnown = number.count == 16 && Set(number).count > 1
        return [isKnown ? String(decoding: number, as: UTF8.self) : name, address, city, postalCode].map {
            printable($0).uppercased()
        }
    }

    /// As it can stand in a CSV file that people open in a spreadsheet: ``spreadsheetText(_:)`` of every field.
    public var forSpreadsheets: Owner {
        Owner(
            name: spreadsheetText(name), nik: spreadsheetText(nik), address: spreadsheetText(address),
            kelurahan: spreadsheetText(kelurahan), kecamatan: spreadsheetText(kecamatan), city: spreadsheetText(city),
            postalCode: spreadsheetText(postalCode), phone: spreadsheetText(phone), email: spreadsheetText(email))
    }
}

/// A text of a register, an answer or a camera as it can stand in a CSV file that people open in a spreadsheet: ``printable(_:)``, and with an
/// apostrophe before what a spreadsheet would take for a formula. Not for numbers.
public func spreadsheetText(_ text: String) -> String {
    let shown = printable(text)
    guard shown.utf8.count > 1, let first = shown.utf8.first, "=+-@".utf8.contains(first) else { return shown }
    return "'" + shown
}
