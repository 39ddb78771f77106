/// What the law says of one violation during a time: article and maximum fine.
public struct ViolationRule: Hashable, Codable, Sendable {
    /// `red-light`, `speed`, ...
    public var code: String
    /// Bahasa Indonesia, as printed on letters.
    public var title: String
    /// `Pasal 287 ayat (2) jo Pasal 106 ayat (4) huruf c UU No. 22 Tahun 2009`
    public var article: String
    /// The maximum fine in rupiah.
    public var fineRupiah: Int
    /// The first day on which it holds.
    public var validFrom: LocalDate
    /// The last day on which it holds; nil if open.
    public var validUntil: LocalDate?

    public init(
        code: String, title: String, article: String, fineRupiah: Int, validFrom: LocalDate, validUntil: LocalDate?
    ) {
        self.code = code
        self.title = title
        self.article = article
        self.fineRupiah = fineRupiah
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    public func holds(on date: LocalDate) -> Bool {
        validFrom <= date && (validUntil.map { date <= $0 } ?? true)
    }

    enum CodingKeys: String, CodingKey {
        case code, title, article
        case fineRupiah = "fine_rupiah"
        case validFrom = "valid_from"
        case validUntil = "valid_until"
    }
}

/// All violations, looked up by code and the day of the violation.
public struct ViolationCatalogue: Hashable, Sendable {
    private let rules: [String: [ViolationRule]]

    /// Where rules of one code overlap in time, the one that began later wins.
    public init(_ rules: [ViolationRule]) {
        self.rules = Dictionary(grouping: rules, by: \.code)
            .mapValues { $0.sorted { $0.validFrom > $1.validFrom } }
    }

    public var codes: Set<String> { Set(rules.keys) }

    public func rule(for code: String, on date: LocalDate) -> ViolationRule? {
        rules[code]?.first { $0.holds(on: date) }
    }
}
