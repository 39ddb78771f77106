import Domain
import Testing

@Test func `a time with an offset is the same instant in UTC`() throws {
    let time = try #require(Timestamp(rfc3339: "2026-07-21T08:30:15.250+07:00"))
    #expect(time.rfc3339 == "2026-07-21T01:30:15.250Z")
    #expect(time.rfc3339(in: .jayapura) == "2026-07-21T10:30:15.250+09:00")
}

@Test(arguments: [
    "2026-07-21T08:30:15.250", "2026-07-21 08:30:15Z", "2026-02-29T00:00:00Z", "2026-07-21T24:00:00Z",
    "2026-07-21T08:30:15.Z", "2026-07-21T08:30:15+7:00", "", "2026-07-21T08:30:1xZ", "２０２６-07-21T08:30:15Z",
])
func `what is not a time with zone is refused`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
}

@Test func `every day of 400 years goes to its parts and back`() throws {
    var day = try #require(LocalDate(year: 1900, month: 1, day: 1))
    for _ in 0..<146_097 {
        #expect(LocalDate(year: day.year, month: day.month, day: day.day) == day)
        day = day.adding(days: 1)
    }
    #expect(day.iso8601 == "2300-01-01")
}

@Test func `a day ends at local midnight`() throws {
    let day = try #require(LocalDate(iso8601: "2026-04-22"))
    #expect(LocalTimeZone.makassar.end(of: day).rfc3339 == "2026-04-22T16:00:00.000Z")
    #expect(LocalTimeZone.makassar.date(of: LocalTimeZone.makassar.end(of: day)) == day.adding(days: 1))
    #expect(day.weekday == .wednesday)
}
