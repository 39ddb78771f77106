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
        var dispatched: [String: LocalDate] = [:]
        var delivered: [String: LocalDate] = [:]
        var returned: Set<String> = []
        var openBlocks = 0
        var owed = 0
        var closed: LegalCase?
        var letters = 1
    }

    @Test func `the invariants hold every day of a year, whatever happens to a thousand cases`() throws {
        let seed = UInt64(ProcessInfo.processInfo.environment["ETLE_SEED"] ?? "") ?? 20_260_101
        var generator = SeededGenerator(seed: seed)
        var endings: [String: Int] = [:]
        var blocks = 0
        for number in 0..<1000 {
            let (value, diary) = try walk(&generator, "seed \(seed), case \(number)")
            endings[value.ending?.rawValue ?? value.phase.rawValue, default: 0] += 1
            blocks += value.blocks.count
            #expect((value.openBlock == nil ? 0 : 1) == diary.openBlocks)
        }
        // The walk reaches everything that it is about.
        #expect(Set(endings.keys).isSuperset(of: ["paid", "withdrawn", "judged", "noticed", "review"]), "\(endings)")
        #expect(blocks > 100, "\(blocks)")
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
            var steps: [CaseStep] = [.dayBegan(today)]
            if isImmediate, offset == 0 {
                steps.append(.ticketed(ticket(on: today, isWithLetter: true)))
            }
            if Int.random(in: 0..<12, using: &generator) == 0 { steps.append(step(on: today, value, &generator)) }
            if value.phase == .confirmed { steps.append(.ticketed(ticket(on: today, isWithLetter: false))) }
            for step in steps { take(step, on: today, &value, &diary, place) }
        }
        return (value, diary)
    }

    private func ticket(on day: LocalDate, isWithLetter: Bool) -> CaseTicket {
        CaseTicket(number: "T", dueRupiah: 500_000, payBy: day.adding(days: 7), isWithLetter: isWithLetter)
    }

    /// Anything may happen at any time; the machine refuses what doesn't fit.
    private func step(on day: LocalDate, _ value: LegalCase, _ generator: inout SeededGenerator) -> CaseStep {
        let name = Bool.random(using: &generator) ? "T" : "L\(Int.random(in: 1...3, using: &generator))"
        let next = CaseLetter(
            reference: "L\(value.letters.count + 1)",
            recipient: CaseLetter.Recipient.allCases.randomElement(using: &generator) ?? .owner, issuedOn: day,
            answerBy: day.adding(days: 8))
        switch Int.random(in: 0..<30, using: &generator) {
        case 0..<8: return .dispatched(name, on: day)
        case 8..<11: return .delivered(name, on: day)
        case 11..<13: return .returned(name, on: day)
        case 13..<20:
            let answer = AnswerKind.allCases.randomElement(using: &generator) ?? .driver
            return .answered(answer, letter: value.letter.reference, further: next, on: day)
        case 20..<25:
            return .paid(rupiah: [100_000, 500_000, 600_000].randomElement(using: &generator) ?? 1, on: day)
        case 25: return .courtChosen(hearing: day.adding(days: 21), on: day)
        case 26, 27:
            return .judged(
                fineRupiah: [0, 200_000].randomElement(using: &generator) ?? 0, payBy: day.adding(days: 7), on: day)
        case 28:
            return Bool.random(using: &generator) ? .resent(next, on: day) : .resumed(payBy: day.adding(days: 7))
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
        switch step {
        case .dispatched(let name, _):
            if !diary.returned.contains(name) { diary.dispatched[name] = diary.dispatched[name] ?? day }
        case .delivered(let name, _):
            if !diary.returned.contains(name) { diary.delivered[name] = diary.delivered[name] ?? day }
        case .returned(let name, _): diary.returned.insert(name)
        case .resumed:
            (diary.dispatched["T"], diary.delivered["T"]) = (nil, nil)
            diary.returned.remove("T")
        default: break
        }
        for action in actions {
            switch action {
            case .block(let cause):
                diary.openBlocks += 1
                let ways: [String] =
                    switch cause {
                    case .noAnswer: [value.letter.reference]
                    case .notPaid: ["T"] + (value.ticket?.isWithLetter == true ? [value.letter.reference] : [])
                    }
                let isReached = ways.contains { name in
                    guard !diary.returned.contains(name) else { return false }
                    return (diary.delivered[name] ?? diary.dispatched[name]?.adding(days: 3)).map { $0 < day } ?? false
                }
                let hasAnswered = value.ticket?.isWithLetter == true && value.answeredOn != nil
                #expect(isReached || (cause == .notPaid && hasAnswered), "\(place): blocked without a letter")
                #expect(!diary.returned.contains("T") || cause == .noAnswer, "\(place): blocked after a return")
                #expect(value.letter.recipient != .driver, "\(place): the named driver's silence hit the owner")
            case .unblock: diary.openBlocks -= 1
            case .letter, .ticket, .refund: break
            }
        }
        #expect((0...1).contains(diary.openBlocks), "\(place): \(diary.openBlocks) open blocks")
        if case .paid = step, value.ending == .paid { #expect(diary.openBlocks == 0, "\(place): paid, and blocked") }
    }

    @Test func `a broken case is told`() throws {
        var value = LegalCase(
            unitID: "jaya",
            letter: CaseLetter(reference: "L1", recipient: .owner, issuedOn: Self.start, answerBy: Self.start),
            terms: CaseTerms())
        _ = try value.apply(.delivered("L1", on: Self.start), calendar: Self.calendar)
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
