import Domain

/// The register's words that rows share, by what they stand for. Numbers are common to all kinds and never change.
final class Words {
    enum Kind: Int, CaseIterable {
        /// kelurahan, kecamatan, city, postal code
        case area
        /// make, type, kind, model, fuel
        case vehicleClass
        case colour, status
    }

    /// Between the parts of an area or class: the ASCII unit separator, which no field can hold.
    static let separator = UInt8(0x1F)

    private var tables = Kind.allCases.map { _ in WordTable() }
    private var lastNumber: Int32 = 0
    /// Words that the database doesn't have yet.
    private(set) var fresh: [(number: Int32, kind: Kind, text: String)] = []

    /// Takes over a word of the database.
    func load(number: Int32, kind: Int, text: String) {
        guard tables.indices.contains(kind) else { return }
        var text = text
        text.withUTF8 { tables[kind].add(UnsafeRawBufferPointer($0), number: number) }
        lastNumber = max(lastNumber, number)
    }

    /// The number of a text, new if need be; 0 for an empty text.
    func number(_ kind: Kind, _ text: UnsafeRawBufferPointer) throws -> Int32 {
        if text.isEmpty { return 0 }
        let table = tables[kind.rawValue]
        if let number = table.number(of: text) { return number }
        guard table.count < WordTable.most else { throw RegistryError(reason: .tooManyWords("\(kind)")) }
        lastNumber += 1
        table.add(text, number: lastNumber)
        fresh.append((lastNumber, kind, String(decoding: text, as: UTF8.self)))
        return lastNumber
    }

    func forgetFresh() { fresh.removeAll() }
}
