/// The number by which the post knows a letter or ticket: twelve digits of the document's own number and a check digit (Damm). It
/// says nothing of the case.
public struct Barcode: Hashable, Sendable, CustomStringConvertible {
    /// The journal's number of the document, from 1.
    public let document: Int64

    private static let length = 12

    public init(document: Int64) {
        self.document = document
    }

    /// Nil if `text` is no such number; blanks are all right, and so are missing zeros at its beginning, which spreadsheets drop. They don't
    /// change the check digit.
    public init?(typed text: String) {
        let digits = text.filter { !$0.isWhitespace }
        guard (2...Barcode.length + 1).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            Damm.checkDigit(digits) == 0, let number = Int64(digits.dropLast()), number > 0
        else { return nil }
        document = number
    }

    public var description: String {
        let digits = String(document)
        let padded = String(repeating: "0", count: max(0, Barcode.length - digits.count)) + digits
        return padded + String(Damm.checkDigit(padded))
    }
}
