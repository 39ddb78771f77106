import Domain
import Foundation
import Testing

private let monday = LocalDate(year: 2026, month: 8, day: 3) ?? LocalDate(dayNumber: 0)
private let calendar = HolidayCalendar()

private func letter(_ name: String, on day: LocalDate = monday, to recipient: CaseLetter.Recipient = .owner)
    -> CaseLetter
{
    CaseLetter(reference: name, recipient: recipient, issuedOn: day, answerBy: day.adding(days: 8))
}

private func ticket(
    _ number: String = "T", on day: LocalDate, over rupiah: Int = 500_000, payBy: LocalDate? = nil,
    isWithLetter: Bool = false
) -> CaseTicket {
    CaseTicket(
        number: number, dueRupiah: rupiah, payBy: payBy ?? day.adding(days: 7), isWithLetter: isWithLetter,
        issuedOn: day)
}

/// A case with one letter, and days counted from its Monday.
private struct CaseBench {
    var value = LegalCase(unitID: "jaya", letter: letter("L1"), terms: CaseTerms())

    @discardableResult
    mutating func take(_ step: CaseStep) throws -> [CaseAction] { try value.apply(step, calendar: calendar) }

    static func day(_ number: Int) -> LocalDate { monday.adding(days: number) }
}

private func day(_ number: Int) -> LocalDate { CaseBench.day(number) }

@Suite struct LegalCaseTests {
    @Test func `a letter that nobody handed to the post leads to no block, ever`() throws {
        var bench = CaseBench()
        for number in 1...365 { #expect(try bench.take(.dayBegan(day(number))) == []) }
        #expect(bench.value.phase == .noticed)
    }

    @Test func `silence blocks on the day after the term, and once`() throws {
        var bench = CaseBench()
        try bench.take(.dispatched("L1", on: day(1), today: day(1)))
        // Counts as delivered on day 4; five days of grace end on day 9, a Wednesday, after the printed day 8.
        for number in 1...9 { #expect(try bench.take(.dayBegan(day(number))) == []) }
        #expect(try bench.take(.dayBegan(day(10))) == [.block(.noAnswer)])
        #expect(try bench.take(.dayBegan(day(11))) == [])
    }

    @Test func `what was done before a block and comes after it lifts it, what was done later doesn't`() throws {
        var bench = CaseBench()
        try bench.take(.dispatched("L1", on: day(1), today: day(1)))
        try bench.take(.dayBegan(day(12)))
        #expect(throws: CaseRefusal.self) { try bench.take(.madeInTime(day(12), on: day(13))) }
        #expect(try bench.take(.madeInTime(day(11), on: day(13))) == [.unblock(.inTime)])
        #expect(throws: CaseRefusal.self) { try bench.take(.madeInTime(day(11), on: day(13))) }
    }

    @Test func `a term that ends on a day off goes on to the next working day`() throws {
        var bench = CaseBench()
        try bench.take(.delivered("L1", on: day(1), today: day(1)))
        let feast = HolidayCalendar([Holiday(date: day(8), name: "x", scope: .national)])
        #expect(bench.value.termEnd(calendar) == day(8))
        #expect(bench.value.termEnd(feast) == day(9))
    }

    @Test func `a letter that comes back stops the clock and lifts the block that rests on it`() throws {
        var bench = CaseBench()
        try bench.take(.dispatched("L1", on: day(1), today: day(1)))
        #expect(try bench.take(.dayBegan(day(20))) == [.block(.noAnswer)])
        #expect(try bench.take(.returned("L1", on: day(21), today: day(21))) == [.unblock(.returned)])
        #expect(bench.value.question == .returned)
        for number in 21...100 { #expect(try bench.take(.dayBegan(day(number))) == []) }
        // To a corrected address, with a term of its own.
        let second = letter("L2", on: day(30))
        #expect(try bench.take(.resent(second, on: day(30))) == [.letter(second)])
        #expect(throws: CaseRefusal.self) { try bench.take(.delivered("L1", on: day(31), today: day(31))) }
        try bench.take(.delivered("L2", on: day(31), today: day(31)))
        #expect(try bench.take(.dayBegan(day(39))) == [.block(.noAnswer)])
    }

    @Test func `who drove gets a ticket, whose payment lifts the block on the same day`() throws {
        var bench = CaseBench()
        #expect(try bench.take(.answered(.driver, letter: "L1", further: nil, on: day(3))) == [.ticket])
        try bench.take(.ticketed(ticket(on: day(3))))
        try bench.take(.delivered("T", on: day(5), today: day(5)))
        #expect(try bench.take(.dayBegan(day(14))) == [.block(.notPaid)])
        #expect(bench.value.fit(ofRupiah: 200_000) == .part)
        #expect(try bench.take(.paid(rupiah: 200_000, on: day(15))) == [])
        #expect(bench.value.fit(ofRupiah: 300_000) == .exact && bench.value.fit(ofRupiah: 400_000) == .over)
        #expect(try bench.take(.paid(rupiah: 400_000, on: day(16))) == [.unblock(.paid), .refund(rupiah: 100_000)])
        #expect(bench.value.ending == .paid && bench.value.blocks.last?.liftedOn == day(16))
        #expect(throws: CaseRefusal.self) { try bench.take(.paid(rupiah: 1, on: day(17))) }
    }

    @Test(arguments: [(AnswerKind.otherDriver, CaseLetter.Recipient.driver), (.sold, .buyer), (.moved, .owner)])
    func `an answer that names a person or place sends a letter there, and the old one counts no more`(
        answer: AnswerKind, recipient: CaseLetter.Recipient
    ) throws {
        var bench = CaseBench()
        let next = letter("L2", on: day(4), to: recipient)
        #expect(answer.nextRecipient == recipient)
        #expect(try bench.take(.answered(answer, letter: "L1", further: next, on: day(4))) == [.letter(next)])
        let refusal = #expect(throws: CaseRefusal.self) {
            try bench.take(.answered(.driver, letter: "L1", further: nil, on: day(5)))
        }
        #expect(refusal?.code == .superseded)
        #expect(try bench.take(.answered(.driver, letter: "L2", further: nil, on: day(5))) == [.ticket])
    }

    @Test func `a named driver who is silent is a matter for an officer, not for the owner's STNK`() throws {
        var bench = CaseBench()
        let next = letter("L2", on: day(4), to: .driver)
        try bench.take(.answered(.otherDriver, letter: "L1", further: next, on: day(4)))
        try bench.take(.delivered("L2", on: day(5), today: day(5)))
        #expect(try bench.take(.dayBegan(day(60))) == [])
        #expect(bench.value.question == .namedPersonSilent)
    }

    @Test func `letters are not passed on for ever`() throws {
        var bench = CaseBench()
        for (name, next) in [("L1", "L2"), ("L2", "L3")] {
            try bench.take(.answered(.otherDriver, letter: name, further: letter(next, to: .driver), on: day(2)))
        }
        #expect(try bench.take(.answered(.otherDriver, letter: "L3", further: letter("L4"), on: day(3))) == [])
        #expect(bench.value.question == .tooManyLetters && bench.value.letters.count == 3)
    }

    @Test func `no term runs before the court, and its fine replaces the deposit`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.delivered("L1", on: day(1), today: day(1)))
        try bench.take(.courtChosen(hearing: day(21), on: day(2)))
        #expect(try bench.take(.dayBegan(day(30))) == [])
        let late = #expect(throws: CaseRefusal.self) {
            try bench.take(.judged(fineRupiah: 150_000, payBy: day(30), on: day(31)))
        }
        #expect(late?.code == .implausibleDay)
        // The ticket in the offender's hand says another amount and day: another one goes out, and its own delivery counts.
        #expect(
            try bench.take(.judged(fineRupiah: 150_000, payBy: day(40), on: day(31))) == [
                .void("T"), .replacement(payBy: day(40)),
            ])
        try bench.take(.ticketed(ticket("T2", on: day(31), over: 150_000, payBy: day(40))))
        #expect(bench.value.owedRupiah == 150_000)
        #expect(try bench.take(.dayBegan(day(50))) == [])
        try bench.take(.delivered("T2", on: day(33), today: day(50)))
        #expect(try bench.take(.dayBegan(day(51))) == [.block(.notPaid)])
        #expect(try bench.take(.paid(rupiah: 150_000, on: day(51))) == [.unblock(.paid)])
    }

    @Test func `what is paid before the court waits for its judgment, and the surplus comes back`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.delivered("L1", on: day(1), today: day(1)))
        try bench.take(.dayBegan(day(12)))
        try bench.take(.courtChosen(hearing: day(21), on: day(13)))
        #expect(bench.value.openBlock != nil, "chosen after the block")
        #expect(try bench.take(.paid(rupiah: 500_000, on: day(14))) == [.unblock(.paid)])
        #expect(bench.value.phase == .court)
        #expect(try bench.take(.paid(rupiah: 20_000, on: day(15))) == [])
        #expect(CaseInvariants.broken(by: bench.value, after: nil, on: day(15)) == [])
        let paid = bench.value
        #expect(try bench.take(.judged(fineRupiah: 100_000, payBy: day(40), on: day(22))) == [.refund(rupiah: 420_000)])
        #expect(bench.value.ending == .judged)
        #expect(CaseInvariants.broken(by: bench.value, after: paid, on: day(22)) == [])

        // Or the court asks for more, and the rest is paid.
        bench.value = paid
        #expect(
            try bench.take(.judged(fineRupiah: 600_000, payBy: day(40), on: day(22))) == [
                .void("T"), .replacement(payBy: day(40)),
            ])
        try bench.take(.ticketed(ticket("T2", on: day(22), over: 600_000, payBy: day(40))))
        let judged = bench.value
        #expect(judged.owedRupiah == 80_000)
        #expect(try bench.take(.paid(rupiah: 80_000, on: day(30))) == [])
        #expect(bench.value.ending == .paid)
        #expect(CaseInvariants.broken(by: bench.value, after: judged, on: day(30)) == [])
    }

    @Test(arguments: [true, false])
    func `an objection stops the clock, and lifts a block that began after it`(hasTicket: Bool) throws {
        var bench = CaseBench()
        if hasTicket { try bench.take(.ticketed(ticket(on: monday, isWithLetter: true))) }
        try bench.take(.delivered("L1", on: day(1), today: day(1)))
        let waiting = bench.value
        #expect(try bench.take(.objected(day(2), on: day(3))) == [])
        #expect(bench.value.question == .objection && bench.value.answeredOn == day(2))
        for number in 4...60 { #expect(try bench.take(.dayBegan(day(number))) == []) }
        let twice = #expect(throws: CaseRefusal.self) { try bench.take(.objected(day(2), on: day(61))) }
        #expect(twice?.code == .notAwaited)

        // It lay on a desk, and the vehicle was blocked.
        bench.value = waiting
        let isBlocked = try !bench.take(.dayBegan(day(12))).isEmpty
        #expect(isBlocked)
        let blocked = bench.value
        #expect(try bench.take(.objected(day(12), on: day(13))) == [], "a late one lifts nothing")
        #expect(bench.value.openBlock != nil && bench.value.phase == .review)
        // Until it turns out when it was made.
        #expect(try bench.take(.objected(day(11), on: day(14))) == [.unblock(.inTime)])
        #expect(bench.value.question == .objection)
        #expect(CaseInvariants.broken(by: bench.value, after: blocked, on: day(14)) == [])
    }

    @Test func `a hearing that was chosen in time lifts a block that began after it`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.delivered("L1", on: day(1), today: day(1)))
        try bench.take(.dayBegan(day(12)))
        #expect(
            try bench.take(.courtChosen(hearing: day(30), chosenOn: day(6), on: day(13))) == [.unblock(.inTime)])
        #expect(bench.value.phase == .court && bench.value.hearing == day(30))
        // The hearing is moved.
        #expect(try bench.take(.courtChosen(hearing: day(40), on: day(20))) == [])
        #expect(bench.value.hearing == day(40))
    }

    @Test func `days that an officer enters have bounds`() throws {
        var bench = CaseBench()
        bench.value = LegalCase(unitID: "jaya", letter: letter("L1", on: day(-200)), terms: CaseTerms())
        try bench.take(.ticketed(ticket(on: day(0), isWithLetter: true)))
        func refuses(_ step: CaseStep) {
            let before = bench.value
            let refusal = #expect(throws: CaseRefusal.self) { try bench.take(step) }
            #expect(refusal?.code == .implausibleDay && bench.value == before)
        }
        for made in [day(11), day(-81)] {
            refuses(.objected(made, on: day(10)))
            refuses(.courtChosen(hearing: day(20), chosenOn: made, on: day(10)))
        }
        for hearing in [day(9), day(411)] { refuses(.courtChosen(hearing: hearing, on: day(10))) }
        try bench.take(.courtChosen(hearing: day(10), chosenOn: day(-80), on: day(10)))
        refuses(.judged(fineRupiah: 200_000, payBy: day(10 + 212), on: day(10)))
        refuses(.judged(fineRupiah: 200_000, payBy: day(9), on: day(10)))
        try bench.take(.judged(fineRupiah: 200_000, payBy: day(90), on: day(10)))
        try bench.take(.ticketed(ticket("T2", on: day(10), over: 200_000)))
        let refusal = #expect(throws: CaseRefusal.self) { try bench.take(.courtChosen(hearing: day(20), on: day(11))) }
        #expect(refusal?.code == .notAwaited, "the court has judged")
        bench.value = LegalCase(unitID: "jaya", letter: letter("L1", on: day(5)), terms: CaseTerms())
        refuses(.objected(day(4), on: day(10)))
    }

    @Test func `the answer of a named driver counts also when an officer looks because of the silence`() throws {
        var bench = CaseBench()
        let next = letter("L2", on: day(4), to: .driver)
        try bench.take(.answered(.otherDriver, letter: "L1", further: next, on: day(4)))
        try bench.take(.delivered("L2", on: day(5), today: day(5)))
        try bench.take(.dayBegan(day(60)))
        let silent = bench.value
        #expect(try bench.take(.answered(.driver, letter: "L2", further: nil, on: day(61))) == [.ticket])
        #expect(bench.value.phase == .confirmed)
        #expect(CaseInvariants.broken(by: bench.value, after: silent, on: day(61)) == [])
        bench.value = silent
        let third = letter("L3", on: day(61), to: .driver)
        #expect(
            try bench.take(.answered(.otherDriver, letter: "L2", further: third, on: day(61))) == [.letter(third)])
        #expect(CaseInvariants.broken(by: bench.value, after: silent, on: day(61)) == [])
        bench.value = silent
        try bench.take(.answered(.notMine, letter: "L2", further: nil, on: day(61)))
        #expect(bench.value.question == .notMine)
    }

    @Test func `a ticket that a named driver has and doesn't pay stays with the officer, whatever the answer`() throws {
        var bench = CaseBench()
        try bench.take(
            .answered(.otherDriver, letter: "L1", further: letter("L2", on: day(4), to: .driver), on: day(4)))
        try bench.take(.ticketed(ticket(on: day(4), isWithLetter: true)))
        try bench.take(.delivered("L2", on: day(5), today: day(5)))
        try bench.take(.dayBegan(day(60)))
        #expect(bench.value.question == .namedPersonSilent)
        #expect(try bench.take(.answered(.driver, letter: "L2", further: nil, on: day(61))) == [])
        #expect(bench.value.question == .namedPersonSilent)
        #expect(try bench.take(.paid(rupiah: 500_000, on: day(62))) == [])
        #expect(bench.value.ending == .paid)
    }

    @Test func `a delivery after a return corrects it, and the clock runs from it`() throws {
        var bench = CaseBench()
        try bench.take(.dispatched("L1", on: day(1), today: day(1)))
        try bench.take(.dayBegan(day(20)))
        try bench.take(.returned("L1", on: day(12), today: day(21)))
        let back = bench.value
        let refusal = #expect(throws: CaseRefusal.self) {
            try bench.take(.delivered("L1", on: day(11), today: day(22)))
        }
        #expect(refusal?.code == .implausibleDay && bench.value == back)
        #expect(try bench.take(.delivered("L1", on: day(18), today: day(22))) == [])
        #expect(bench.value.phase == .noticed && bench.value.question == nil)
        #expect(CaseInvariants.broken(by: bench.value, after: back, on: day(22)) == [])
        // Day 18 is a Friday; five days later is a Wednesday.
        #expect(bench.value.termEnd(calendar) == day(23))
        // Lists that tell all of it again change nothing.
        let corrected = bench.value
        for step in [
            CaseStep.dispatched("L1", on: day(1), today: day(23)), .returned("L1", on: day(12), today: day(23)),
            .delivered("L1", on: day(18), today: day(23)),
        ] { #expect(try bench.take(step) == [] && bench.value == corrected, "\(step)") }
        #expect(try bench.take(.dayBegan(day(24))) == [.block(.noAnswer)])
        // A further return counts, a delivery that was known before it doesn't.
        #expect(try bench.take(.returned("L1", on: day(24), today: day(25))) == [.unblock(.returned)])
        #expect(try bench.take(.delivered("L1", on: day(18), today: day(25))) == [])
        #expect(bench.value.question == .returned)
    }

    @Test func `what the post tells in another order comes to the same`() throws {
        var bench = CaseBench()
        try bench.take(.delivered("L1", on: day(18), today: day(22)))
        #expect(try bench.take(.returned("L1", on: day(12), today: day(22))) == [])
        #expect(bench.value.phase == .noticed && bench.value.letter.posting.deliveredOn == day(18))
        // A list that tells of the delivery before that return.
        let refusal = #expect(throws: CaseRefusal.self) {
            try bench.take(.delivered("L1", on: day(11), today: day(22)))
        }
        #expect(refusal?.code == .implausibleDay && bench.value.letter.posting.deliveredOn == day(18))
    }

    @Test func `of letter and ticket that came back together both must be delivered`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.returned("T", on: day(4), today: day(4)))
        try bench.take(.returned("L1", on: day(4), today: day(4)))
        try bench.take(.delivered("T", on: day(6), today: day(6)))
        #expect(bench.value.question == .returned)
        try bench.take(.delivered("L1", on: day(6), today: day(6)))
        #expect(bench.value.phase == .ticketed)
        #expect(try bench.take(.dayBegan(day(30))) == [.block(.notPaid)])
        #expect(CaseInvariants.broken(by: bench.value, after: nil, on: day(30)) == [])
    }

    @Test func `the court may acquit, and what was paid comes back`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.paid(rupiah: 100_000, on: day(2)))
        try bench.take(.courtChosen(hearing: day(21), on: day(2)))
        #expect(try bench.take(.judged(fineRupiah: 0, payBy: day(40), on: day(22))) == [.refund(rupiah: 100_000)])
        #expect(bench.value.ending == .judged)
    }

    @Test func `a contested ticket waits for an officer, who lets it stand with a new term`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.answered(.sold, letter: "L1", further: nil, on: day(2)))
        #expect(bench.value.question == .contestedTicket)
        #expect(
            try bench.take(.resumed(payBy: day(20), on: day(10))) == [.void("T"), .replacement(payBy: day(20))])
        try bench.take(.ticketed(ticket("T2", on: day(10), payBy: day(20))))
        try bench.take(.dispatched("T2", on: day(11), today: day(11)))
        #expect(try bench.take(.dayBegan(day(20))) == [])
        #expect(try bench.take(.dayBegan(day(22))) == [.block(.notPaid)])
        let refusal = #expect(throws: CaseRefusal.self) {
            try bench.take(.delivered("T", on: day(23), today: day(23)))
        }
        #expect(refusal?.code == .superseded)
    }

    @Test func `a ticket stands whose letter came back, once it is delivered itself`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.returned("L1", on: day(4), today: day(6)))
        #expect(bench.value.question == .returned)
        try bench.take(.resumed(payBy: day(20), on: day(10)))
        try bench.take(.ticketed(ticket("T2", on: day(10), payBy: day(20))))
        for number in 11...40 { #expect(try bench.take(.dayBegan(day(number))) == []) }
        try bench.take(.delivered("T2", on: day(41), today: day(41)))
        #expect(try bench.take(.dayBegan(day(60))) == [.block(.notPaid)])
        #expect(CaseInvariants.broken(by: bench.value, after: nil, on: day(60)) == [])
        // The letter is not what the block rests on.
        #expect(try bench.take(.returned("L1", on: day(5), today: day(61))) == [])
        #expect(try bench.take(.returned("T2", on: day(61), today: day(62))) == [.unblock(.returned)])
        #expect(CaseInvariants.broken(by: bench.value, after: nil, on: day(62)) == [])
    }

    @Test func `a further letter makes a ticket void on which nothing was paid, and no other`() throws {
        var bench = CaseBench()
        try bench.take(.ticketed(ticket(on: monday, isWithLetter: true)))
        try bench.take(.answered(.otherDriver, letter: "L1", further: nil, on: day(2)))
        let paid = bench.value
        let next = letter("L2", on: day(4), to: .driver)
        #expect(try bench.take(.resent(next, on: day(4))) == [.void("T"), .letter(next)])
        #expect(bench.value.ticket == nil && bench.value.formerTickets.map(\.ticket.number) == ["T"])
        #expect(bench.value.formerTickets.map(\.voidOn) == [day(4)] && bench.value.phase == .noticed)
        try bench.take(.ticketed(ticket("T2", on: day(4), isWithLetter: true)))
        #expect(bench.value.phase == .ticketed && bench.value.ticket(numbered: "T")?.payBy == day(7))
        // The named driver's ticket isn't paid: the owner's STNK isn't blocked for it.
        try bench.take(.delivered("L2", on: day(5), today: day(5)))
        #expect(try bench.take(.dayBegan(day(60))) == [])
        #expect(bench.value.question == .namedPersonSilent)

        bench.value = paid
        try bench.take(.paid(rupiah: 100_000, on: day(3)))
        let refusal = #expect(throws: CaseRefusal.self) { try bench.take(.resent(next, on: day(4))) }
        #expect(refusal?.code == .partPaid)
    }

    @Test func `what a named driver says of a sale is looked at, and never hits the owner`() throws {
        var bench = CaseBench()
        try bench.take(
            .answered(.otherDriver, letter: "L1", further: letter("L2", on: day(1), to: .driver), on: day(1)))
        let buyer = letter("L3", on: day(3), to: .buyer)
        #expect(try bench.take(.answered(.sold, letter: "L2", further: buyer, on: day(3))) == [])
        #expect(bench.value.question == .soldByDriver)
        // An officer believes it; the owner has named somebody all the same.
        try bench.take(.resent(buyer, on: day(4)))
        try bench.take(.delivered("L3", on: day(5), today: day(5)))
        #expect(try bench.take(.dayBegan(day(60))) == [])
        #expect(bench.value.question == .namedPersonSilent && bench.value.blocks.isEmpty)
        // Until an officer turns to the owner again.
        try bench.take(.resent(letter("L4", on: day(61)), on: day(61)))
        try bench.take(.delivered("L4", on: day(62), today: day(62)))
        #expect(try bench.take(.dayBegan(day(90))) == [.block(.noAnswer)])
    }

    @Test func `the post's days are believed between the issue and today`() throws {
        var bench = CaseBench()
        bench.value = LegalCase(unitID: "jaya", letter: letter("L1", on: day(3)), terms: CaseTerms())
        for wrong in [day(2), day(6), LocalDate(year: 2206, month: 7, day: 24) ?? monday] {
            for step in [
                CaseStep.dispatched("L1", on: wrong, today: day(5)), .delivered("L1", on: wrong, today: day(5)),
                .returned("L1", on: wrong, today: day(5)),
            ] {
                let before = bench.value
                let refusal = #expect(throws: CaseRefusal.self) { try bench.take(step) }
                #expect(refusal?.code == .implausibleDay && bench.value == before)
            }
        }
        try bench.take(.delivered("L1", on: day(5), today: day(5)))
        #expect(bench.value.letter.posting.deliveredOn == day(5))
    }

    @Test func `a true delivery corrects an assumed one, and lifts a block that came too early`() throws {
        var bench = CaseBench()
        try bench.take(.dispatched("L1", on: day(1), today: day(1)))
        #expect(try bench.take(.dayBegan(day(10))) == [.block(.noAnswer)])
        // Delivered on day 8, a Tuesday: five days to answer end on Sunday, so on Monday, day 14.
        #expect(try bench.take(.delivered("L1", on: day(8), today: day(12))) == [.unblock(.postedLater)])
        #expect(bench.value.blocks.last?.liftedOn == day(12) && bench.value.termEnd(calendar) == day(14))
        #expect(try bench.take(.dayBegan(day(14))) == [])
        #expect(try bench.take(.dayBegan(day(15))) == [.block(.noAnswer)])
        // What was true all along changes nothing.
        #expect(try bench.take(.delivered("L1", on: day(7), today: day(16))) == [])
    }

    @Test func `a block is lifted on the day on which the return is known`() throws {
        var bench = CaseBench()
        try bench.take(.dispatched("L1", on: day(1), today: day(1)))
        try bench.take(.dayBegan(day(20)))
        #expect(try bench.take(.returned("L1", on: day(6), today: day(25))) == [.unblock(.returned)])
        #expect(bench.value.blocks.last?.liftedOn == day(25) && bench.value.letter.posting.returnedOn == day(6))
        #expect(CaseInvariants.broken(by: bench.value, after: nil, on: day(25)) == [])
    }

    @Test func `a case of an older version is read, and written as it was`() throws {
        let text = """
            {"blocks":[],"letters":[{"answer_by":"2026-08-11","issued_on":"2026-08-03","posting":{},"recipient":"owner",\
            "reference":"L1"}],"paid_rupiah":0,"phase":"ticketed","terms":{"delivery_days":3,"grace_days":5,\
            "most_letters":3},"ticket":{"due_rupiah":500000,"is_with_letter":true,"number":"T","pay_by":"2026-08-10",\
            "posting":{}},"unit":"jaya"}
            """
        let value = try JSONDecoder().decode(LegalCase.self, from: Data(text.utf8))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        #expect(String(decoding: try encoder.encode(value), as: UTF8.self) == text)
        #expect(value.terms.days == nil && value.formerTickets.isEmpty)
    }

    @Test func `a withdrawn case lifts its block and is over`() throws {
        var bench = CaseBench()
        try bench.take(.delivered("L1", on: day(1), today: day(1)))
        try bench.take(.dayBegan(day(10)))
        #expect(try bench.take(.withdrawn(on: day(12))) == [.unblock(.withdrawn)])
        #expect(throws: CaseRefusal.self) { try bench.take(.dayBegan(day(13))) }
    }
}
