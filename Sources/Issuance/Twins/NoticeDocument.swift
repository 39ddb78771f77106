import Domain

/// The letter's JSON twin (`etle.notice/1`): what the letter says, for analysts and programs, with the proof of its PDF.
///
/// The secret answer code is not in it. The twin is read by many; the code stands on the letter, and in the journal's row of the
/// notice (``Domain/NoticeContent/answerCode``), with which answers are compared.
///
/// Times are RFC 3339 in the zone of the unit, days are ISO 8601.
public struct NoticeDocument: Hashable, Codable, Sendable {
    public static let schema = "etle.notice/1"

    public var schema: String
    public var reference: String
    public var number: String
    public var eventID: String
    public var cameraID: String
    /// The unit's id.
    public var unit: String
    public var place: String
    public var capturedAt: String
    public var issuedAt: String
    public var timeZone: LocalTimeZone
    /// Without spaces, `B1234XYZ`.
    public var plate: String
    /// The addressee; ``recipient`` says who it is.
    public var owner: NoticeOwner
    /// A reported sale and whether the letter goes to buyer or seller; absent if none is reported.
    public var sale: ReportedSale?
    /// Absent in a case's first letter; `owner` in one that is sent again to the same person, also to the buyer or seller of a reported sale.
    public var recipient: CaseLetter.Recipient?
    /// The reference of the letter that this one follows; absent for the first of a case.
    public var follows: String?
    public var violations: [NoticeViolation]
    public var deadlines: Deadlines
    public var evidence: [EvidenceFile]
    /// SHA-256 of the PDF, 64 lower-case hexadecimal digits.
    public var document: String
    /// Nil only until the ledger has the document: what is hashed into the entry is ``bytes()`` without it.
    public var ledger: LedgerEntryMark?

    public struct Deadlines: Hashable, Codable, Sendable {
        public var letterBy: LocalDate
        public var answerBy: LocalDate

        enum CodingKeys: String, CodingKey {
            case letterBy = "letter_by"
            case answerBy = "answer_by"
        }
    }

    /// - Parameter document: SHA-256 of the PDF, in hexadecimal.
    public init(_ content: NoticeContent, document: String, ledger: LedgerEntryMark?) {
        let zone = content.unit.timeZone
        schema = NoticeDocument.schema
        reference = content.reference
        number = content.number
        eventID = content.eventID
        cameraID = content.cameraID
        unit = content.unit.id
        place = content.place
        capturedAt = content.capturedAt.rfc3339(in: zone)
        issuedAt = content.issuedAt.rfc3339(in: zone)
        timeZone = zone
        plate = content.vehicle.plate
        owner = NoticeOwner(content.owner)
        recipient = content.recipient
        follows = content.follows
        sale = content.sale
        violations = content.violations
        deadlines = Deadlines(letterBy: content.letterBy, answerBy: content.answerBy)
        evidence = content.pictures.map(EvidenceFile.init)
        self.document = document
        self.ledger = ledger
    }

    /// The file's bytes. Equal values give equal bytes.
    public func bytes() throws -> [UInt8] { try CanonicalJSON.bytes(self) }

    /// - Throws: `DecodingError`.
    public init(bytes: [UInt8]) throws { self = try BoundedJSON.decode(from: bytes) }

    enum CodingKeys: String, CodingKey {
        case schema, reference, number
        case eventID = "event_id"
        case cameraID = "camera_id"
        case unit, place
        case capturedAt = "captured_at"
        case issuedAt = "issued_at"
        case timeZone = "time_zone"
        case plate, owner, sale, recipient, follows, violations, deadlines, evidence, document, ledger
    }
}
