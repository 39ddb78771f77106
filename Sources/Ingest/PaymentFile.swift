import Domain
import Journal

/// A bank's file: CSV with `code,amount,paid_at,bank_reference`; amounts are whole rupiah.
public enum PaymentFile {
    static let columns = ["code", "amount", "paid_at", "bank_reference"]
    /// No ticket comes near it: a line with more is a mistake.
    static let mostRupiah = 1_000_000_000

    /// - Throws: ``Rejection`` if the file or any line is malformed: then no line of it counts.
    public static func parse(_ bytes: [UInt8]) throws(Rejection) -> [Payment] {
        var payments: [Payment] = []
        for row in try ExchangeTable(bytes, columns: columns).rows {
            let (code, amount, time, reference) = (row.fields[0], row.fields[1], row.fields[2], row.fields[3])
            guard !amount.isEmpty, amount.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw ExchangeTable.wrong(
                    "line \(row.line): the amount is not whole rupiah, written with digits alone, like 500000")
            }
            guard let rupiah = Int(amount), (1...PaymentFile.mostRupiah).contains(rupiah) else {
                throw ExchangeTable.wrong(
                    "line \(row.line): the amount is not from 1 to \(PaymentFile.mostRupiah) rupiah",
                    remedy: "ask the bank for the right amount; have the file sent again with it, or without the line")
            }
            guard let paidAt = Timestamp(rfc3339: time) else {
                throw ExchangeTable.wrong(
                    "line \(row.line): paid_at is not a time with zone, like 2026-07-25T09:12:44+07:00")
            }
            guard (1...64).contains(reference.utf8.count), (1...32).contains(code.utf8.count) else {
                throw ExchangeTable.wrong("line \(row.line): code or bank_reference is empty or too long")
            }
            payments.append(
                Payment(
                    code: code.filter(\.isNumber), amountRupiah: rupiah, paidAt: paidAt, bankReference: reference))
        }
        return payments
    }

    /// Lines that were kept aside, as a file of the same form, so that it can be mended and put back.
    public static func kept(_ payments: [Payment]) -> [UInt8] {
        let lines = payments.map { payment in
            csvLine([payment.code, "\(payment.amountRupiah)", payment.paidAt.rfc3339, payment.bankReference])
        }
        return Array((csvLine(columns) + lines.joined()).utf8)
    }
}
