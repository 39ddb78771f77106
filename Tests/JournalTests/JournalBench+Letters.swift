import Domain
import Journal
import Testing

extension JournalBench {
    /// Takes an event in and decides on a letter `R-<id>`, which is not signed yet.
    /// - Parameter posting: what the post is taken to have done with it.
    func draftLetter(_ id: String, posting: Posting = Posting()) async throws {
        _ = try await journal.accept([upload(id, content: id)], at: now)
        try await journal.store(emptyReading, for: event(id), at: now)
        let now = now
        let issuedOn = LocalTimeZone.jakarta.date(of: now)
        try await journal.store(decision(.issued), for: event(id), unitYear: ("unit", issuedOn.year), at: now) {
            number in
            let content = NoticeContent(
                reference: "R-\(id)", answerCode: "A", number: "B/\(number)", eventID: id, cameraID: "CAM-1",
                place: "P", capturedAt: now, issuedAt: now, answerBy: issuedOn.adding(days: 8), letterBy: issuedOn,
                unit: Unit(
                    id: "unit", name: "U", city: "C", address: "", letterCode: "L", timeZone: .jakarta,
                    answerURL: "https://a.example", ticket: .afterConfirmation,
                    signatory: .init(name: "A", rank: "B", nrp: "1"), court: ""),
                vehicle: Vehicle(
                    plate: "B1234XYZ", make: "", type: "", kind: nil, model: "", year: nil, colour: "",
                    chassisNumber: "", engineNumber: "", fuel: "", plateColour: .unknown),
                owner: Owner(
                    name: "N", nik: "", address: "A", kelurahan: "", kecamatan: "", city: "C", postalCode: "",
                    phone: "", email: ""), violations: [], pictures: [])
            let value = LegalCase(
                unitID: "unit", letter: CaseLetter(content, posting: posting), terms: CaseTerms())
            return (content, value, value.termEnd(HolidayCalendar()))
        }
    }

    func sign(_ id: String, at instant: Timestamp) async throws {
        let drafts = try await journal.drafts(limit: 100, now: instant)
        let draft = try #require(drafts.first { $0.name == "R-\(id)" })
        try await journal.sign(draft, pdfSHA256: String(repeating: "a", count: 64), texts: "", at: instant) { _ in [] }
    }
}
