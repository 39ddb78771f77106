/// Everything that a confirmation letter (*surat konfirmasi*) says. The PDF and its JSON twin are functions of this value and
/// of the pictures in the evidence store, so both can be made again, byte for byte.
public struct NoticeContent: Hashable, Codable, Sendable {
    /// The public name of the case, unguessable; also the file name.
    public var reference: String
    /// The secret that an answer must carry, known only to who holds the letter.
    public var answerCode: String
    /// `B/41686/IX/YAN.1.2/2026/DITLANTAS`
    public var number: String
    public var eventID: String
    public var cameraID: String
    public var place: String
    public var capturedAt: Timestamp
    public var issuedAt: Timestamp
    /// The last day on which an answer counts, in the zone of the unit.
    public var answerBy: LocalDate
    /// The day by which the letter must have gone out.
    public var letterBy: LocalDate
    public var unit: Unit
    public var vehicle: Vehicle
    /// The addressee: the registered owner, the buyer of a reported sale, or whom an answer named.
    public var owner: Owner
    /// What the letter says of a sale; nil if none is reported.
    public var sale: ReportedSale?
    public var violations: [NoticeViolation]
    public var pictures: [NoticePicture]
    /// SHA-256 of the figures made of them in advance; nil where there are none.
    public var annex: String?
    /// Who the addressee is; nil stands for the owner. Of a reported sale, ``sale`` says whether that is the buyer or the seller.
    public var recipient: CaseLetter.Recipient?
    /// The letter that this one follows; nil for the first one of a case.
    public var follows: String?
    /// The number of the letter that this one takes the place of, where it went to the same person; nil where that is nobody's business.
    public var replaces: String?
    /// Whether an officer found the addressee, whom neither the register nor an answer names; nil for no.
    public var isFoundByOfficer: Bool?

    public init(
        reference: String, answerCode: String, number: String, eventID: String, cameraID: String, place: String,
        capturedAt: Timestamp, issuedAt: Timestamp, answerBy: LocalDate, letterBy: LocalDate, unit: Unit,
        vehicle: Vehicle, owner: Owner, sale: ReportedSale? = nil, violations: [NoticeViolation],
        pictures: [NoticePicture], annex: String? = nil, recipient: CaseLetter.Recipient? = nil, follows: String? = nil,
        replaces: String? = nil, isFoundByOfficer: Bool? = nil
    ) {
        self.reference = reference
        self.answerCode = answerCode
        self.number = number
        self.eventID = eventID
        self.cameraID = cameraID
        self.place = place
        self.capturedAt = capturedAt
        self.issuedAt = issuedAt
        self.answerBy = answerBy
        self.letterBy = letterBy
        self.unit = unit
        self.vehicle = vehicle
        self.owner = owner
        self.sale = sale
        self.violations = violations
        self.pictures = pictures
        self.annex = annex
        self.recipient = recipient
        self.follows = follows
        self.replaces = replaces
        self.isFoundByOfficer = isFoundByOfficer
    }
}

/// A violation as a document names it.
public struct NoticeViolation: Hashable, Codable, Sendable {
    public var code: String
    public var title: String
    public var article: String
    public var fineRupiah: Int
    public var measuredKmh: Double?
    public var limitKmh: Double?
    /// Penalty points (Perpol 5/2021); nil where the catalogue sets none.
    public var points: Int?

    public init(
        code: String, title: String, article: String, fineRupiah: Int, measuredKmh: Double?, limitKmh: Double?,
        points: Int? = nil
    ) {
        self.code = code
        self.title = title
        self.article = article
        self.fineRupiah = fineRupiah
        self.measuredKmh = measuredKmh
        self.limitKmh = limitKmh
        self.points = points
    }

    enum CodingKeys: String, CodingKey {
        case code, title, article
        case fineRupiah = "fine_rupiah"
        case measuredKmh = "measured_kmh"
        case limitKmh = "limit_kmh"
        case points
    }
}

/// What an offender was charged with before: tickets of the twelve months before this one, withdrawn ones left out.
public struct OffenderHistory: Hashable, Codable, Sendable {
    public var tickets: Int
    /// Sum of their penalty points.
    public var points: Int

    public init(tickets: Int, points: Int) {
        self.tickets = tickets
        self.points = points
    }
}

/// A picture of the annex: which evidence, and what in it is the offender's plate or must be masked.
public struct NoticePicture: Hashable, Codable, Sendable {
    public var file: String
    public var sha256: String
    public var role: CaptureFrame.Role
    /// Corners of the offender's plate, clockwise from its top left, pixels of the original; empty if not seen in this picture.
    public var targetCorners: [[Int]]
    /// Boxes (x, y, width, height) of other plates; masked wherever the picture is printed.
    public var masked: [[Int]]
    /// Why the picture isn't printed; nil if it is.
    public var withheld: Withheld?

    /// Why a picture isn't printed though it is there. Its digest is.
    public enum Withheld: String, Codable, Sendable, CaseIterable {
        /// It wasn't read, so nobody knows which plates in it are to be masked. The document says so in its place.
        case unread
        /// It shows another vehicle than the one that the document is about.
        case otherVehicle = "other-vehicle"
    }

    public init(
        file: String, sha256: String, role: CaptureFrame.Role, targetCorners: [[Int]], masked: [[Int]],
        withheld: Withheld? = nil
    ) {
        self.file = file
        self.sha256 = sha256
        self.role = role
        self.targetCorners = targetCorners
        self.masked = masked
        self.withheld = withheld
    }
}

/// Everything that an electronic ticket (*tilang*) says.
public struct TicketContent: Hashable, Codable, Sendable {
    /// The register number, gapless per unit and year; also the file name (with `/` replaced).
    public var number: String
    /// The notice it follows from.
    public var reference: String
    public var eventID: String
    public var cameraID: String
    public var place: String
    public var capturedAt: Timestamp
    public var issuedAt: Timestamp
    public var unit: Unit
    public var vehicle: Vehicle
    public var offender: Offender
    public var violations: [NoticeViolation]
    /// Sum of the violations' maximum fines.
    public var depositRupiah: Int
    /// 15 digits.
    public var paymentCode: String
    public var payBy: LocalDate
    /// Nil where the unit has no court.
    public var hearing: LocalDate?
    public var pictures: [NoticePicture]
    /// As in the letter.
    public var annex: String?
    /// Nil in tickets of versions that didn't keep it.
    public var history: OffenderHistory?
    /// The number of the ticket in whose place this one stands; nil for a case's first ticket.
    public var replaces: String?
    /// What the court decided; nil where none did. Then there is no other hearing.
    public var judgedRupiah: Int?
    /// What was paid on the ticket before; nil for nothing.
    public var paidRupiah: Int?
    /// Who the offender is, as the letter was addressed; nil stands for the owner.
    public var recipient: CaseLetter.Recipient?

    public struct Offender: Hashable, Codable, Sendable {
        public var name: String
        public var nik: String
        public var address: String

        public init(name: String, nik: String, address: String) {
            self.name = name
            self.nik = nik
            self.address = address
        }
    }

    public init(
        number: String, reference: String, eventID: String, cameraID: String, place: String, capturedAt: Timestamp,
        issuedAt: Timestamp, unit: Unit, vehicle: Vehicle, offender: Offender, violations: [NoticeViolation],
        depositRupiah: Int, paymentCode: String, payBy: LocalDate, hearing: LocalDate?, pictures: [NoticePicture],
        annex: String? = nil, history: OffenderHistory? = nil, replaces: String? = nil, judgedRupiah: Int? = nil,
        paidRupiah: Int? = nil, recipient: CaseLetter.Recipient? = nil
    ) {
        self.number = number
        self.reference = reference
        self.eventID = eventID
        self.cameraID = cameraID
        self.place = place
        self.capturedAt = capturedAt
        self.issuedAt = issuedAt
        self.unit = unit
        self.vehicle = vehicle
        self.offender = offender
        self.violations = violations
        self.depositRupiah = depositRupiah
        self.paymentCode = paymentCode
        self.payBy = payBy
        self.hearing = hearing
        self.pictures = pictures
        self.annex = annex
        self.history = history
        self.replaces = replaces
        self.judgedRupiah = judgedRupiah
        self.paidRupiah = paidRupiah
        self.recipient = recipient
    }

    /// What is to be paid: the deposit or the court's fine, without what was paid before.
    public var dueRupiah: Int { max(0, (judgedRupiah ?? depositRupiah) - (paidRupiah ?? 0)) }

    /// Penalty points of the case; 0 where the catalogue sets none.
    public var points: Int { violations.reduce(0) { $0 + ($1.points ?? 0) } }
}
