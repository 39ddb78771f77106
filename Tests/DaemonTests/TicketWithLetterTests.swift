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
}
