import Domain

/// Makes a ticket from its running number, inside the transaction that takes the number, and from what its offender was charged with
/// before.
public typealias TicketDraft = @Sendable (_ number: Int, _ history: OffenderHistory) throws -> TicketContent

/// Everything that a step of a case may need to be carried out: prepared before the transaction, used if the case asks for it.
public struct CaseWork: Sendable {
    /// Holidays that terms go by.
    public var calendar: HolidayCalendar
    /// The letter that may follow, with the name of its number series.
    public var letter: (unitYear: (unit: String, year: Int), draft: @Sendable (_ number: Int) throws -> NoticeContent)?
    /// The ticket that may follow.
    public var ticket: (unitYear: (unit: String, year: Int), draft: TicketDraft)?

    public init(calendar: HolidayCalendar) {
        self.calendar = calendar
    }
}

/// Who and what stands behind a step, for the ledger. Words and files go in as their hashes.
public struct CaseSource: Sendable {
    var officer: String?
    var reason: String?
    var file: String?
    var bankReference: String?

    /// The daemon itself, because a day began.
    public static let calendar = CaseSource()

    /// - Parameter reason: in the officer's words; may hold personal data.
    public static func officer(_ number: String, reason: String) -> CaseSource {
        CaseSource(officer: number, reason: reason)
    }

    /// A file of an exchange folder, by its SHA-256.
    public static func file(_ sha256: String) -> CaseSource { CaseSource(file: sha256) }
}
