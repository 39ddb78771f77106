import Domain

/// The ticket's JSON twin (`etle.ticket/1`): what the ticket says, with the proof of its PDF.
///
/// Unlike the letter's twin it holds the offender's NIK and the payment code: both stand on the ticket, and the bank and the court
/// need them. Times are RFC 3339 in the zone of the unit, days are ISO 8601, amounts whole rupiah.
public struct TicketDocument: Hashable, Codable, Sendable {
    public static let schema = "etle.ticket/1"

    public var schema: String
    public var number: String
    /// Of the letter that the ticket follows from.
    public var reference: String
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
    public var chassisNumber: String
    public var engineNumber: String
    public var offender: TicketContent.Offender
    public var violations: [NoticeViolation]
    public var depositRupiah: Int
    /// What the court decided; nil where none did.
    public var judgedRupiah: Int?
    /// What was paid on the ticket before; nil for nothing.
    public var paidRupiah: Int?
    /// The number of the ticket in whose place this one stands; nil for a case's first ticket.
    public var replaces: String?
    /// 15 digits without blanks.
    public var paymentCode: String
    public var payBy: LocalDate
    /// Nil where the unit has no court.
    public var hearing: Hearing?
    /// Nil in tickets of versions that didn't keep the history.
    public var penaltyPoints: PenaltyPoints?
    public var evidence: [EvidenceFile]
    /// SHA-256 of the PDF, 64 lower-case hexadecimal digits.
    public var document: String
    /// Nil only until the ledger has the document: what is hashed into the entry is ``bytes()`` without it.
    public var ledger: LedgerEntryMark?

    /// Points for the driver's licence (Perpol 5/2021).
    public struct PenaltyPoints: Hashable, Codable, Sendable {
        /// Of this case.
        public var points: Int
        /// Tickets to the same person in the twelve months before, withdrawn ones left out, and their points.
        public var earlierTickets: Int
        public var earlierPoints: Int

        enum CodingKeys: String, CodingKey {
            case points
            case earlierTickets = "earlier_tickets"
            case earlierPoints = "earlier_points"
        }
    }

    public struct Hearing: Hashable, Codable, Sendable {
        public var court: String
        public var date: LocalDate
    }

    /// - Parameter document: SHA-256 of the PDF, in hexadecimal.
    public init(_ content: TicketContent, document: String, ledger: LedgerEntryMark?) {
        let zone = content.unit.timeZone
        schema = TicketDocument.schema
        number = content.number
        reference = content.reference
        eventID = content.eventID
        cameraID = content.cameraID
        unit = content.unit.id
        place = content.place
        capturedAt = content.capturedAt.rfc3339(in: zone)
        issuedAt = content.issuedAt.rfc3339(in: zone)
        timeZone = zone
        plate = content.vehicle.plate
        chassisNumber = content.vehicle.chassisNumber
        engineNumber = content.vehicle.engineNumber
        offender = content.offender
        violations = content.violations
        depositRupiah = content.depositRupiah
        judgedRupiah = content.judgedRupiah
        paidRupiah = content.paidRupiah
        replaces = content.replaces
        paymentCode = content.paymentCode
        payBy = content.payBy
        hearing = content.hearing.map { Hearing(court: content.unit.court, date: $0) }
        penaltyPoints = content.history.map {
            PenaltyPoints(points: content.points, earlierTickets: $0.tickets, earlierPoints: $0.points)
        }
        evidence = content.pictures.map(EvidenceFile.init)
        self.document = document
        self.ledger = ledger
    }

    /// The file's bytes. Equal values give equal bytes.
    public func bytes() throws -> [UInt8] { try CanonicalJSON.bytes(self) }

    /// - Throws: `DecodingError`.
    public init(bytes: [UInt8]) throws { self = try BoundedJSON.decode(from: bytes) }

    enum CodingKeys: String, CodingKey {
        case schema, number, reference
        case eventID = "event_id"
        case cameraID = "camera_id"
        case unit, place
        case capturedAt = "captured_at"
        case issuedAt = "issued_at"
        case timeZone = "time_zone"
        case plate
        case chassisNumber = "chassis_number"
        case engineNumber = "engine_number"
        case offender, violations
        case depositRupiah = "deposit_rupiah"
        case judgedRupiah = "judged_rupiah"
        case paidRupiah = "paid_rupiah"
        case replaces
        case paymentCode = "payment_code"
        case payBy = "pay_by"
        case hearing
        case penaltyPoints = "penalty_points"
        case evidence, document, ledger
    }
}
