import Domain

/// What letters and tickets both know of their case.
struct CaseFacts {
    let number: String
    let reference: String
    let eventID: String
    let cameraID: String
    let place: String
    let capturedAt: Timestamp
    let issuedAt: Timestamp
    let unit: Unit
    let vehicle: Vehicle
    let pictures: [NoticePicture]

    init(_ content: NoticeContent) {
        number = content.number
        reference = content.reference
        eventID = content.eventID
        cameraID = content.cameraID
        place = content.place
        capturedAt = content.capturedAt
        issuedAt = content.issuedAt
        unit = content.unit
        vehicle = content.vehicle
        pictures = content.pictures
    }

    init(_ content: TicketContent) {
        number = content.number
        reference = content.reference
        eventID = content.eventID
        cameraID = content.cameraID
        place = content.place
        capturedAt = content.capturedAt
        issuedAt = content.issuedAt
        unit = content.unit
        vehicle = content.vehicle
        pictures = content.pictures
    }

    /// Values that every sentence may use.
    var values: [String: String] {
        [
            "unit_name": unit.name, "city": unit.city, "answer_url": unit.answerURL, "number": number,
            "reference": reference,
        ]
    }

    /// `Rabu, 22 April 2026, 09:46:54 WIB`
    func moment(_ dates: IndonesianDates) -> String { dates.moment(capturedAt, in: unit.timeZone) }

    /// The day of the document, `23 April 2026`.
    func issuedDay(_ dates: IndonesianDates) -> String { dates.day(unit.timeZone.date(of: issuedAt)) }
}
