/// A police office in whose name letters go out.
public struct Unit: Hashable, Codable, Sendable {
    public enum TicketPolicy: String, Codable, Sendable, CaseIterable {
        /// A ticket is made when the owner confirms.
        case afterConfirmation = "after-confirmation"
        /// A ticket is made together with the letter.
        case immediate
    }

    public struct Signatory: Hashable, Codable, Sendable {
        public var name: String
        public var rank: String
        /// The officer's number.
        public var nrp: String

        public init(name: String, rank: String, nrp: String) {
            self.name = name
            self.rank = rank
            self.nrp = nrp
        }
    }

    public var id: String
    public var name: String
    public var city: String
    /// The address in the letterhead; lines separated by line feeds; may be empty.
    public var address: String
    /// The part of letter numbers that stands for the unit (`YAN.1.2`).
    public var letterCode: String
    /// What letter numbers end with; nil stands for `DITLANTAS`, in units of versions that knew no other.
    public var letterSuffix: String?
    public var timeZone: LocalTimeZone
    /// Where a citizen answers; the letter's QR code leads there.
    public var answerURL: String
    public var ticket: TicketPolicy
    public var signatory: Signatory
    /// Court for hearings; may be empty.
    public var court: String

    public init(
        id: String, name: String, city: String, address: String, letterCode: String, letterSuffix: String? = nil,
        timeZone: LocalTimeZone, answerURL: String, ticket: TicketPolicy, signatory: Signatory, court: String
    ) {
        self.id = id
        self.name = name
        self.city = city
        self.address = address
        self.letterCode = letterCode
        self.letterSuffix = letterSuffix
        self.timeZone = timeZone
        self.answerURL = answerURL
        self.ticket = ticket
        self.signatory = signatory
        self.court = court
    }

    enum CodingKeys: String, CodingKey {
        case id, name, city, address
        case letterCode = "letter_code"
        case letterSuffix = "letter_suffix"
        case timeZone = "time_zone"
        case answerURL = "answer_url"
        case ticket, signatory, court
    }
}
