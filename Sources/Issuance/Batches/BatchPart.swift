import Domain

/// One document of a print batch.
public enum BatchPart: Sendable {
    case letter(NoticeContent, Barcode)
    /// With a barcode where it lies in an envelope of its own; without one where it lies with its letter.
    case ticket(TicketContent, Barcode?)
    /// Lies on top of one of the letters to an addressee of many, and bears that one's barcode in the window.
    case cover(CoverList, Barcode)
}

/// What a cover list says: all letters to one addressee in a batch.
public struct CoverList: Sendable {
    public let unit: Unit
    public let owner: Owner
    public let issuedOn: LocalDate
    /// By plate, then by time: as a fleet's owner looks for them.
    public let letters: [NoticeContent]
    /// Whether a ticket lies with one of them.
    let isWithTickets: Bool

    /// - Precondition: there is at least one letter, and all have one addressee.
    public init(_ letters: [NoticeContent]) {
        precondition(!letters.isEmpty, "a cover list needs a letter")
        self.letters = letters.sorted {
            ($0.vehicle.plate, $0.capturedAt, $0.number) < ($1.vehicle.plate, $1.capturedAt, $1.number)
        }
        isWithTickets = letters.contains { $0.unit.ticket == .immediate }
        unit = letters[0].unit
        owner = letters[0].owner
        issuedOn = letters[0].unit.timeZone.date(of: letters[0].issuedAt)
    }
}

/// A print batch as PDF.
public struct RenderedBatch: Sendable {
    public let pdf: [UInt8]
    /// Printed pages of each part; every part begins on a new sheet.
    public let pages: [Int]
    /// Of each part the pictures that could not be printed, as in ``RenderedDocument/pictureProblems``.
    public let pictureProblems: [[PictureProblem]]
}
