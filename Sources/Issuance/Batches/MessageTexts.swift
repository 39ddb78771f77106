import Domain

/// What is sent to an addressee by other channels than the post: the official wording of `texts.yaml`, with no link but the unit's
/// configured site. The answer code stands on the letter only.
public struct OutgoingMessage: Hashable, Codable, Sendable {
    public enum Channel: String, Codable, Sendable, CaseIterable {
        case whatsapp, sms, email
    }

    public static let schema = "etle.message/1"

    public var schema = OutgoingMessage.schema
    public var channel: Channel
    /// A mobile number as `+62...`, or an e-mail address: ``ContactDetails``.
    public var to: String
    public var reference: String
    /// Nil for all channels but e-mail.
    public var subject: String?
    public var text: String

    public init(channel: Channel, to: String, reference: String, subject: String?, text: String) {
        self.channel = channel
        self.to = to
        self.reference = reference
        self.subject = subject
        self.text = text
    }
}

extension DocumentTexts {
    /// A letter's messages, one for each channel that the addressee can be reached by. What of the register is no number or address is left out; it
    /// is counted by ``ContactDetails/skipped``.
    public func messages(for notice: NoticeContent) throws -> [OutgoingMessage] {
        let values = [
            "unit_name": notice.unit.name, "city": notice.unit.city, "answer_url": notice.unit.answerURL,
            "number": notice.number, "reference": notice.reference,
            "answer_by": dates.weekdayAndDay(notice.answerBy), "zone": notice.unit.timeZone.abbreviation,
        ]
        let contact = ContactDetails(phone: notice.owner.phone, email: notice.owner.email)
        func message(_ channel: OutgoingMessage.Channel, _ to: String, _ key: TextKey, subject: TextKey? = nil) throws
            -> OutgoingMessage
        {
            OutgoingMessage(
                channel: channel, to: to, reference: notice.reference,
                subject: try subject.map { try plain($0, values) }, text: try plain(key, values))
        }
        let isWithTicket = notice.unit.ticket == .immediate
        var messages: [OutgoingMessage] = []
        if let mobile = contact.mobile {
            messages.append(
                try message(.whatsapp, mobile, isWithTicket ? .messageWhatsappWithTicket : .messageWhatsapp))
            messages.append(try message(.sms, mobile, isWithTicket ? .messageSMSWithTicket : .messageSMS))
        }
        if let email = contact.email {
            messages.append(
                try message(
                    .email, email, isWithTicket ? .messageEmailWithTicket : .messageEmail, subject: .messageEmailSubject
                ))
        }
        return messages
    }
}
