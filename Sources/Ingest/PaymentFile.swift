import Domain
import Journal

/// A bank's file: CSV with `code,amount,paid_at,bank_reference`; amounts are whole rupiah.
public enum PaymentFile {
    static let columns = ["code", "amount", "paid_at", "bank_reference"]

    /// - Throws: ``Rejection`` if the file or any line is malformed: then no line of it counts.
    public static func parse(_ bytes: [UInt8]) throws(Rejection) -> [Payment] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw wrong("the file is not UTF-8")
        }
        let table: CSVTable
        do {
            table = try CSVTable(parsing: text)
        } catch {
            throw wrong("\(error)")
        }
        let places = columns.map { name in table.columns.firstIndex(of: name) }
        guard let code = places[0], let amount = places[1], let time = places[2], let reference = places[3] else {
            throw wrong("the first line does not name the columns \(columns.joined(separator: ", "))")
        }
        var payments: [Payment] = []
        for (row, line) in zip(table.rows, table.lines) {
            guard let rupiah = Int(row[amount]), (1...1_000_000_000).contains(rupiah) else {
                throw wrong("line \(line): the amount is not whole rupiah")
            }
            guard let paidAt = Timestamp(rfc3339: row[time]) else {
                throw wrong("line \(line): paid_at is not a time with zone")
            }
            guard (1...64).contains(row[reference].utf8.count), (1...32).contains(row[code].utf8.count) else {
                throw wrong("line \(line): code or bank_reference is empty or too long")
            }
            payments.append(
                Payment(
                    code: row[code].filter(\.isNumber), amountRupiah: rupiah, paidAt: paidAt,
                    bankReference: row[reference]))
        }
        return payments
    }

    /// The lines that could not be taken, as a file of the same form, so that it can be mended and put back.
    public static func kept(_ payments: [Payment]) -> [UInt8] {
        let lines = payments.map { payment in
            csvLine([payment.code, "\(payment.amountRupiah)", payment.paidAt.rfc3339, payment.bankReference])
        }
        return Array((csvLine(columns) + lines.joined()).utf8)
    }

    private static func wrong(_ message: String) -> Rejection {
        Rejection(.wrongValue, message, remedy: "have the bank send the file again; see docs/formats.md")
    }
}
