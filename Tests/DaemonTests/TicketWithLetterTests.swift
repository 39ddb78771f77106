import Testing

/// What a letter says of its ticket is what happens, also after the unit's way of working has changed.
struct TicketWithLetterTests {
    @Test func `a letter that asks for an answer first gets no ticket because its unit now sends both together`()
        async throws
    {
        let bench = try CaseBench()
        let asking = try await bench.letter("0001", as: "E1")
        #expect(try await bench.engine.journal.notice(asking)?.content.unit.ticket == .afterConfirmation)
        #expect(try await bench.engine.journal.noticesWithoutTicket(limit: 10) == [])
        let together = try await bench.letter("0005", as: "E4")
        #expect(try await bench.engine.journal.notice(together)?.content.unit.ticket == .immediate)
        #expect(try await bench.state(together).ticket?.isWithLetter == true)
        #expect(try await bench.state(asking).ticket == nil)
    }

    @Test func `a ticket isn't due before its letter's last day for an answer, also of a further letter`() async throws
    {
        let bench = try CaseBench(CaseBench.immediate)
        let first = try await bench.letter()
        var value = try await bench.state(first)
        #expect(try #require(value.ticket).payBy >= value.letter.answerBy)
        try await bench.answer(first, "not-mine", #","differences":"other colour""#)
        bench.pass(days: 14)
        value = try await bench.resend(first, to: .same)
        #expect(value.letter.reference != first)
        #expect(try #require(value.ticket).payBy >= value.letter.answerBy)
    }
}
