import Domain
import Foundation
import TestSupport
import Testing

/// A thousand cases, each with its own seeded fate, walked through a year day by day.
@Suite struct CaseYearTests {
    private static let start = LocalDate(year: 2026, month: 1, day: 1) ?? LocalDate(dayNumber: 0)
    private static let calendar = HolidayCalendar([
        Holiday(date: LocalDate(year: 2026, month: 8, day: 17) ?? start, name: "Kemerdekaan", scope: .national)
    ])

    /// What the walk itself knows of a case, kept apart from the machine's own notes.
    private struct Diary {
        struct Block: Equatable {
            let on: LocalDate
            var liftedOn: LocalDate?
        }

        /// Ten wrong codes came for a letter: as the journal has it, no term of its case ends, and a right answer is kept.
        struct Hold {
            let letter: String
            let until: LocalDate
            var kept: (answer: AnswerKind, on: LocalDate)?
        }

        var dispatched: [String: LocalDate] = [:]
        var delivered: [String: LocalDate] = [:]
        var returned: [String: LocalDate] = [:]
        /// Days of returns that a later delivery corrected.
        var corrected: [String: LocalDate] = [:]
        /// As the journal's rows would have them: begun and lifted on the day on which the case says so.
        var blocks: [Block] = []
        /// Whether the owner has named a driver, and nobody has turned to the owner since.
        var hasNamedDriver = false
        /// Every ticket that was made; the last one counts if `hasTicket`.
        var tickets: [CaseTicket] = []
        var hasTicket = false
        var paid = 0
        var refunded = 0
        var hold: Hold?
        /// How often what happened that the walk is about.
        var reached: [String: Int] = [:]

        var openBlocks: Int { blocks.filter { $0.liftedOn == nil }.count }

        func received(_ name: String) -> LocalDate? {
            returned[name] != nil ? nil : delivered[name] ?? dispatched[name]?.adding(days: 3)
        }
    }

    @Test func `the invariants hold every day of a year, whatever happens to a thousand cases`() throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["ETLE_SEED"] ?? "") ?? 20_260_101
        var generator = SeededGenerator(seed: seed)
        var endings: [String: Int] = [:]
        var blocks = 0
        var replaced = 0
        var lifts: [String: Int] = [:]
        var reached: [String: Int] = [:]
        for number in 0..<1000 {
            let (value, diary) = try walk(&generator, "seed \(seed), case \(number)")
            endings[value.ending?.rawValue ?? value.phase.rawValue, default: 0] += 1
            blocks += value.blocks.count
            #expect(value.blocks.map { Diary.Block(on: $0.on, liftedOn: $0.liftedOn) } == diary.blocks)
            #expect(
                (value.formerTickets.map(\.ticket.number) + [value.ticket?.number].compactMap { $0 })
                    == diary.tickets.map(\.number), "seed \(seed), case \(number): a ticket number is lost")
            #expect(value.paidRupiah == diary.paid)
            replaced += value.formerTickets.count
            for block in value.blocks { lifts[block.lift?.rawValue ?? "", default: 0] += 1 }
            reached.merge(diary.reached, uniquingKeysWith: +)
            if let ending = value.ending {
                let owed = ending == .paid ? value.ticket?.dueRupiah : ending == .judged ? value.judgedRupiah : 0
                #expect(diary.paid - diary.refunded == owed, "seed \(seed), case \(number): money is lost")
            }
        }
        // The walk reaches everything that it is about.
        #expect(Set(endings.keys).isSuperset(of: ["paid", "withdrawn", "judged", "noticed", "review"]), "\(endings)")
        #expect(blocks > 100 && replaced > 50, "\(blocks), \(replaced)")
        #expect(
            Set(lifts.keys).isSuperset(of: ["", "paid", "withdrawn", "letter-returned", "posted-later", "in-time"]),
            "\(lifts)")
        for what in ["objected", "paid in court", "return corrected", "kept answer"] {
            #expect(reached[what, default: 0] > 10, "\(what): \(reached)")
        }
    }

    private func walk(_ generator: inout SeededGenerator, _ place: String) throws -> (LegalCase, Diary) {
        let opened = Self.start.adding(days: .random(in: 0..<60, using: &generator))
        var diary = Diary()
        var value = LegalCase(
            unitID: "jaya",
            letter: CaseLetter(
                reference: "L1", recipient: .owner, issuedOn: opened, answerBy: opened.adding(days: 8)),
            terms: CaseTerms())
        let isImmediate = Int.random(in: 0..<4, using: &generator) == 0
        for offset in 0..<365 {
            let today = opened.adding(days: offset)
            var steps: [CaseStep] = [.dayBegan(today)] + release(on: today, value, &diary)
            if isImmediate, offset == 0 {
                steps.append(.ticketed(ticket(on: today, isWithLetter: true, diary)))
            }
            if Int.random(in: 0..<12, using: &generator) == 0 {
                steps.append(step(on: today, value, diary, &generator))
            }
            if Int.random(in: 0..<300, using: &generator) == 0, diary.hold == nil, value.answeredOn == nil {
                diary.hold = Diary.Hold(
                    letter: value.letter.reference, until: today.adding(days: .random(in: 5..<40, using: &generator)))
            }
            for step in steps where !isHeldUp(step, on: today, value, &diary) {
                take(step, on: today, &value, &diary, place)
                // What the journal does in the same transaction.
                if value.phase == .confirmed {
                    take(.ticketed(ticket(on: today, isWithLetter: false, diary)), on: today, &value, &diary, place)
                } else if isImmediate, case .resent = step, value.phase == .noticed, !diary.hasTicket {
                    take(.ticketed(ticket(on: today, isWithLetter: true, diary)), on: today, &value, &diary, place)
                }
            }
        }
        return (value, diary)
    }

    /// What a hold keeps from happening, as the journal does it.
    private func isHeldUp(_ step: CaseStep, on day: LocalDate, _ value: LegalCase, _ diary: inout Diary) -> Bool {
        guard let hold = diary.hold, hold.letter == value.letter.reference, value.phase != .closed else { return false }
        switch step {
        case .dayBegan: return value.answeredOn == nil
        case .resent: return hold.kept != nil
        case .answered(let answer, _, _, _, _):
            if hold.kept == nil { diary.hold?.kept = (answer, day) }
            return true
        default: return false
        }
    }

    /// The steps that follow when an officer releases a letter: the answer that was kept counts as of the day it was made.
    private func release(on day: LocalDate, _ value: LegalCase, _ diary: inout Diary) -> [CaseStep] {
        guard let hold = diary.hold, hold.until <= day else { return [] }
        diary.hold = nil
        guard let kept = hold.kept, value.phase != .closed else { return [] }
        #expect(hold.letter == value.letter.reference, "a further letter has buried a kept answer")
        if value.answeredOn == nil, value.phase == .noticed || value.phase == .ticketed {
            diary.reached["kept answer", default: 0] += 1
        }
        let recipient = kept.answer == .moved ? value.letter.recipient : kept.answer.nextRecipient
        let answered = CaseStep.answered(
            kept.answer, letter: hold.letter, further: recipient.map { letter(after: value, to: $0, on: day) }, on: day)
        return [answered, .madeInTime(kept.on, on: day)]
    }

    private func letter(after value: LegalCase, to recipient: CaseLetter.Recipient, on day: LocalDate) -> CaseLetter {
        CaseLetter(
            reference: "L\(value.letters.count + 1)", recipient: recipient, issuedOn: day,
            answerBy: day.adding(days: 8))
    }

    private func ticket(on day: LocalDate, isWithLetter: Bool, _ diary: Diary) -> CaseTicket {
        CaseTicket(
            number: "T\(diary.tickets.count + 1)", dueRupiah: 500_000, payBy: day.adding(days: 7),
            isWithLetter: isWithLetter, issuedOn: day)
    }

    /// Anything may happen at any time; the machine refuses what doesn't fit.
    private func step(
        on day: LocalDate, _ value: LegalCase, _ diary: Diary, _ generator: inout SeededGenerator
    ) -> CaseStep {
        let letters = value.letters.map(\.reference)
        let name = (letters.suffix(2) + diary.tickets.suffix(2).map(\.number)).randomElement(using: &generator) ?? "L1"
        // The post tells late, and now and then nonsense.
        let posted = day.adding(days: .random(in: -9...1, using: &generator))
        func next(to recipient: CaseLetter.Recipient) -> CaseLetter { letter(after: value, to: recipient, on: day) }
        switch Int.random(in: 0..<33, using: &generator) {
        case 0..<7: return .dispatched(name, on: posted, today: day)
        case 7..<11: return .delivered(name, on: posted, today: day)
        case 11..<13: return .returned(name, on: posted, today: day)
        case 13..<20:
            let answer = AnswerKind.allCases.randomElement(using: &generator) ?? .driver
            let recipient = answer == .moved ? value.letter.recipient : answer.nextRecipient
            let doubt: LegalCase.Question? = Int.random(in: 0..<8, using: &generator) == 0 ? .addressIncomplete : nil
            return .answered(
                answer, letter: value.letter.reference, further: recipient.map(next), doubt: doubt, on: day)
        case 20..<24:
            return .paid(rupiah: [100_000, 500_000, 600_000].randomElement(using: &generator) ?? 1, on: day)
        case 24, 30:
            return .courtChosen(
                hearing: day.adding(days: 21), chosenOn: Bool.random(using: &generator) ? posted : nil, on: day)
        case 25, 26:
            return .judged(
                fineRupiah: [0, 200_000].randomElement(using: &generator) ?? 0, payBy: day.adding(days: 7), on: day)
        case 27, 28:
            return Bool.random(using: &generator)
                ? .resent(next(to: CaseLetter.Recipient.allCases.randomElement(using: &generator) ?? .owner), on: day)
                : .resumed(payBy: day.adding(days: 7), on: day)
        case 31, 32: return .objected(posted, on: day)
        default: return Int.random(in: 0..<4, using: &generator) == 0 ? .withdrawn(on: day) : .dayBegan(day)
        }
    }

    private func take(
        _ step: CaseStep, on day: LocalDate, _ value: inout LegalCase, _ diary: inout Diary, _ place: String
    ) {
        let before = value
        let actions: [CaseAction]
        do {
            actions = try value.apply(step, calendar: Self.calendar)
        } catch {
            #expect(value == before, "\(place): a refused step changed the case")
            return
        }
        #expect(CaseInvariants.broken(by: value, after: before, on: day) == [], "\(place), \(step)")
        #expect(before.phase != .closed, "\(place): \(step) after closing")
        write(step, into: &diary)
        if case .paid = step, value.phase == .court { diary.reached["paid in court", default: 0] += 1 }
        for action in actions {
            switch action {
            case .block(let cause):
                check(cause, on: day, value, diary, place)
                diary.blocks.append(Diary.Block(on: day))
            case .unblock:
                #expect(diary.openBlocks == 1, "\(place): lifted what wasn't blocked")
                diary.blocks[diary.blocks.count - 1].liftedOn = day
            case .letter(let letter):
                switch letter.recipient {
                case .owner: diary.hasNamedDriver = false
                case .driver: diary.hasNamedDriver = true
                case .buyer: break
                }
            case .void(let number):
                #expect(diary.hasTicket && number == diary.tickets.last?.number, "\(place): another ticket became void")
                diary.hasTicket = false
            case .refund(let rupiah): diary.refunded += rupiah
            case .ticket, .replacement: break
            }
        }
        #expect((0...1).contains(diary.openBlocks), "\(place): \(diary.openBlocks) open blocks")
        if case .paid = step, value.ending == .paid { #expect(diary.openBlocks == 0, "\(place): paid, and blocked") }
        // However late the post tells of it: no open block began before its letter was there.
        if let block = value.openBlock, block.cause == .noAnswer, value.phase == .noticed {
            let received = diary.received(value.letter.reference)
            #expect(received.map { $0 < block.on } ?? false, "\(place): an open block without a letter")
        }
    }

    private func write(_ step: CaseStep, into diary: inout Diary) {
        switch step {
        case .dispatched(let name, let day, _): if diary.returned[name] == nil { diary.dispatched[name] = day }
        case .delivered(let name, let day, _):
            if let returned = diary.returned[name] ?? diary.corrected[name], diary.delivered[name] != day {
                #expect(returned <= day, "a delivery before a return counted")
                diary.returned[name] = nil
                diary.corrected[name] = returned
                diary.reached["return corrected", default: 0] += 1
            }
            diary.delivered[name] = day
        case .returned(let name, let day, _):
            guard diary.returned[name] == nil, diary.corrected[name] != day else { break }
            if let delivered = diary.delivered[name], delivered > day {
                diary.corrected[name] = max(diary.corrected[name] ?? day, day)
            } else {
                diary.returned[name] = day
            }
        case .objected: diary.reached["objected", default: 0] += 1
        case .ticketed(let ticket):
            diary.tickets.append(ticket)
            diary.hasTicket = true
        case .paid(let rupiah, _): diary.paid += rupiah
        default: break
        }
    }

    /// A block must follow from something that reached whom it hits.
    private func check(
        _ cause: CaseBlock.Cause, on day: LocalDate, _ value: LegalCase, _ diary: Diary, _ place: String
    ) {
        var ways: [String] = []
        var hasAnswered = false
        switch cause {
        case .noAnswer: ways = [value.letter.reference]
        case .notPaid:
            #expect(diary.hasTicket, "\(place): blocked without a ticket")
            guard let ticket = diary.tickets.last else { return }
            #expect(diary.returned[ticket.number] == nil, "\(place): blocked after a return")
            #expect(ticket.payBy < day, "\(place): blocked before the last day to pay")
            ways = [ticket.number] + (ticket.isWithLetter ? [value.letter.reference] : [])
            hasAnswered = ticket.isWithLetter && value.answeredOn != nil
        }
        let isReached = ways.contains { diary.received($0).map { $0 < day } ?? false }
        #expect(isReached || hasAnswered, "\(place): blocked without a letter")
        #expect(!diary.hasNamedDriver, "\(place): what a named driver left undone hit the owner")
    }

    @Test func `a broken case is told`() throws {
        var value = LegalCase(
            unitID: "jaya",
            letter: CaseLetter(reference: "L1", recipient: .owner, issuedOn: Self.start, answerBy: Self.start),
            terms: CaseTerms())
        _ = try value.apply(.delivered("L1", on: Self.start, today: Self.start), calendar: Self.calendar)
        let blockedOn = Self.start.adding(days: 30)
        _ = try value.apply(.dayBegan(blockedOn), calendar: Self.calendar)
        #expect(CaseInvariants.broken(by: value, after: nil, on: blockedOn) == [])
        let text = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        func broken(_ old: String, _ new: String) throws -> [String] {
            #expect(text.contains(old), "\(old) is not in \(text)")
            let altered = try JSONDecoder().decode(
                LegalCase.self, from: Data(text.replacingOccurrences(of: old, with: new).utf8))
            return CaseInvariants.broken(by: altered, after: nil, on: blockedOn)
        }
        #expect(try broken("\"delivered_on\":\"2026-01-01\"", "\"delivered_on\":\"2026-02-01\"") != [])
        #expect(try broken("\"phase\":\"noticed\"", "\"phase\":\"closed\"") != [])
        #expect(try broken("\"answer_by\":\"2026-01-01\"", "\"answer_by\":\"2026-03-01\"") != [])
        #expect(try broken("\"phase\":\"noticed\"", "\"phase\":\"review\"") != [])
    }
}
