import Domain
import Ingest
import Journal
import Storage

extension Verification {
    /// Every case's row, letters, tickets, blocks and payments against its value and the ledger.
    func checkCases(_ report: inout Report) async throws {
        var last = Int64.min
        var opening: Int64?
        while let batch = try await state.journal.caseProofs(after: last, limit: 500) {
            last = batch.last
            let hasOld = batch.cases.contains { (try? $0.get())?.isOfEarlierVersion == true }
            if hasOld, opening == nil { opening = try await state.journal.firstOpening() ?? .max }
            report.merge(
                await inParallel(batch.cases) { [opening, state] in
                    var report = Report()
                    var files = PaymentFiles(evidence: state.evidence)
                    for proof in $0 {
                        switch proof {
                        case .failure(let fault): report.add(fault)
                        case .success(let proof):
                            var check = CaseCheck(proof, opening: opening, state.configuration.holidayCalendar)
                            check.run(&files)
                            for problem in check.problems { report.add("case", proof.reference, problem) }
                        }
                    }
                    return report
                })
        }
    }
}

extension CaseProof {
    /// Whether parts of it may have been made by a version that wrote no entry for them.
    var isOfEarlierVersion: Bool {
        !entries.contains { $0.says.step == "opened" } || tickets.contains { $0.offender == nil }
    }
}

/// Payments as the banks' files have them; keeps some files that were read.
struct PaymentFiles {
    let evidence: EvidenceStore
    private var files: [String: Set<Payment>] = [:]

    init(evidence: EvidenceStore) { self.evidence = evidence }

    /// Whether a file has a line; true where it cannot be read, which is found elsewhere.
    mutating func has(_ payment: Payment, in sha256: String) -> Bool {
        if let lines = files[sha256] { return lines.contains(payment) }
        guard let bytes = try? evidence.get(sha256), let lines = try? PaymentFile.parse(bytes) else { return true }
        if files.count >= 64 { files = [:] }
        files[sha256] = Set(lines)
        return lines.contains(payment)
    }
}

/// One case's row, and what hangs on it, against its value, its documents and its entries.
private struct CaseCheck {
    private let proof: CaseProof
    /// The first entry that tells of an opening: cases of letters from before have none.
    private let opening: Int64?
    private let calendar: HolidayCalendar
    private let contents: [NoticeContent]
    private(set) var problems: [String] = []

    init(_ proof: CaseProof, opening: Int64?, _ calendar: HolidayCalendar) {
        self.proof = proof
        self.opening = opening
        self.calendar = calendar
        contents = proof.letters.compactMap { try? CanonicalJSON.decode(NoticeContent.self, from: $0.content) }
    }

    private mutating func expect(_ holds: Bool, _ problem: String) { if !holds { problems.append(problem) } }

    private func isFromBefore(_ entry: Int64?) -> Bool { entry.map { $0 < opening ?? 0 } ?? false }

    mutating func run(_ files: inout PaymentFiles) {
        guard let value = try? CanonicalJSON.decode(LegalCase.self, from: proof.value) else {
            problems.append("the case cannot be read: its row was altered")
            return
        }
        checkRow(value)
        checkLetters(value)
        checkTickets(value)
        checkBlocks(value)
        checkPayments(value, &files)
        checkRefunds(value)
        checkOwedLines(&files)
    }

    private mutating func checkRow(_ value: LegalCase) {
        if let hash = proof.entries.compactMap(\.says.legalCase).last {
            expect(hash == Digest.sha256(proof.value.utf8), "the case is not the one that the ledger has")
        } else {
            expect(
                isFromBefore(proof.letters.first { $0.reference == proof.reference }?.entry),
                "the ledger has no word of the case")
        }
        expect(
            proof.phase == value.phase.rawValue && proof.reference == value.letters.first?.reference,
            "phase or reference of the case are not those of its content")
        let first = contents.first { $0.reference == proof.reference }
        expect(
            proof.unitID == value.unitID && proof.zone == first?.unit.timeZone.rawValue,
            "unit or time zone of the case are not those of its content")
        expect(isTermRight(value), "the term's end is not the one that follows from the case")
    }

    /// A term's end goes on to the next working day; holidays may have been decreed since it was set.
    private func isTermRight(_ value: LegalCase) -> Bool {
        guard let zone = LocalTimeZone(rawValue: proof.zone) else { return false }
        guard let end = proof.termEndsAt else {
            return value.termEnd(calendar) == nil || !proof.entries.contains { $0.says.legalCase != nil }
        }
        guard let earliest = value.termEnd(HolidayCalendar()), let usual = value.termEnd(calendar) else { return false }
        return zone.end(of: usual).milliseconds == end
            || (0...60).contains { zone.end(of: earliest.adding(days: $0)).milliseconds == end }
    }

    private mutating func checkLetters(_ value: LegalCase) {
        expect(
            proof.letters.map(\.reference).sorted() == value.letters.map(\.reference).sorted(),
            "the letters are not those of the case")
        for letter in proof.letters {
            let content = contents.first { $0.reference == letter.document }
            expect(
                letter.document == letter.reference && content?.answerCode == letter.answerCode,
                "document or answer code of the letter \(letter.reference) are not those of its content")
            let isMade = proof.tickets.contains { $0.reference == letter.reference }
            expect(
                letter.isTicketDue == 0
                    || letter.isTicketDue == 1 && content?.unit.ticket == .immediate && !isMade,
                "the ticket of the letter \(letter.reference) is marked as due, which it is not")
            checkHold(of: letter)
            let answer = proof.entries.last {
                $0.kind == .answer && $0.says.letter == letter.reference && $0.says.act == nil
            }
            if answer == nil, isFromBefore(letter.entry) { continue }
            expect(
                letter.answer == answer?.says.file && letter.answeredAt == answer?.at,
                "the answer to the letter \(letter.reference) is not the one that the ledger has")
        }
    }

    /// Letters that a version held which kept no word of it have ten wrong codes at least.
    private mutating func checkHold(of letter: CaseProof.Letter) {
        let last = proof.entries.last {
            $0.says.letter == letter.reference && ["hold", "release"].contains($0.says.act)
        }
        expect(
            last.map { letter.heldAt == ($0.says.act == "hold" ? $0.at : nil) }
                ?? (letter.heldAt == nil || letter.wrongCodes >= Exchange.wrongCodeLimit),
            "whether the letter \(letter.reference) is held is not what the ledger has")
        for answer in proof.heldAnswers where answer.reference == letter.reference {
            expect(
                proof.entries.contains {
                    $0.says.act == "keep" && $0.says.letter == answer.reference && $0.says.file == answer.file
                }, "an answer that is kept for the letter \(letter.reference) is not one that the ledger has")
        }
    }

    private mutating func checkTickets(_ value: LegalCase) {
        let current = value.ticket?.number
        expect(
            proof.tickets.map(\.number).sorted()
                == (value.formerTickets.map(\.ticket.number) + [current].compactMap { $0 }).sorted(),
            "the tickets are not those of the case")
        for ticket in proof.tickets {
            guard let content = try? CanonicalJSON.decode(TicketContent.self, from: ticket.content) else { continue }
            expect(
                ticket.document == ticket.number && ticket.reference == content.reference
                    && ticket.paymentCode == content.paymentCode && ticket.depositRupiah == content.depositRupiah,
                "document, letter, payment code or deposit of the ticket \(ticket.number) are not those of its content")
            expect(
                ticket.state == (ticket.number != current ? "void" : value.ending == .paid ? "paid" : "unpaid"),
                "the ticket \(ticket.number) is \(ticket.state), which the case is not")
            if ticket.offender == nil, ticket.points == nil, ticket.issuedOn == nil, isFromBefore(ticket.entry) {
                continue
            }
            expect(
                ticket.offender == CaseProof.Ticket.offender(of: content) && ticket.points == content.points
                    && ticket.issuedOn == content.unit.timeZone.date(of: content.issuedAt).iso8601,
                "offender, points or day of the ticket \(ticket.number) are not those of its content")
        }
    }

    private mutating func checkBlocks(_ value: LegalCase) {
        let courses = value.blocks.map { block in
            "\(block.cause.rawValue) \(block.on.iso8601) \(block.liftedOn?.iso8601 ?? "-") \(block.lift?.rawValue ?? "-")"
        }
        let begun = proof.entries.filter { $0.kind == .block && $0.says.cause != nil }.compactMap(\.says.block)
        expect(
            proof.blocks.map(\.course) == courses && proof.blocks.map { "\($0.id)" } == begun,
            "the blocks are not those of the case")
        // All letters of a case are about the same vehicle and violations.
        let content = contents.first
        for block in proof.blocks {
            expect(
                block.unitID == proof.unitID && block.plate == content?.vehicle.plate
                    && block.articles == content?.violations.map(\.article).joined(separator: "; "),
                "unit, plate or articles of the block \(block.id) are not those of the letter")
            func answer(_ kind: LedgerEntry.Kind) -> String? {
                proof.entries.last { $0.kind == kind && $0.says.block == "\(block.id)" && $0.says.answer != nil }?
                    .says.answer
            }
            expect(
                block.answer == answer(.block) && block.liftAnswer == answer(.unblock),
                "what the Samsat answered to the block \(block.id) is not what the ledger has")
        }
        checkBlockAnswers()
    }

    /// Rows of earlier versions have the days of Jakarta.
    private mutating func checkBlockAnswers() {
        let answers = proof.entries.filter { $0.says.answer != nil && [.block, .unblock].contains($0.kind) }
        let holds =
            answers.count == proof.blockAnswers.count
            && zip(answers, proof.blockAnswers).allSatisfy { entry, row in
                let at = Timestamp(milliseconds: entry.at)
                let zones = [LocalTimeZone.jakarta] + [LocalTimeZone(rawValue: proof.zone)].compactMap { $0 }
                return entry.says.block == "\(row.block)" && entry.says.answer == row.answer
                    && (entry.kind == .unblock) == row.isLift && zones.contains { $0.date(of: at).iso8601 == row.day }
            }
        expect(holds, "what the Samsat answered, by day, is not what the ledger has")
    }

    private mutating func checkRefunds(_ value: LegalCase) {
        let zone = LocalTimeZone(rawValue: proof.zone) ?? .jakarta
        func day(_ milliseconds: Int64) -> String { zone.date(of: Timestamp(milliseconds: milliseconds)).iso8601 }
        let owed = proof.entries.compactMap { entry in
            entry.says.refundRupiah.flatMap { $0 > 0 ? "\($0) \(day(entry.at))" : nil }
        }
        let cause =
            switch value.ending {
            case .withdrawn: "withdrawn"
            case .judged: "judged"
            case .paid, nil: "overpaid"
            }
        let rows = proof.refunds.filter { $0.payment == nil }
        expect(
            rows.map { "\($0.amountRupiah) \($0.owedOn)" } == owed && rows.allSatisfy { $0.cause == cause },
            "what is owed back is not what the ledger has")
        for refund in proof.refunds {
            expect(
                refund.unitID == proof.unitID && proof.tickets.contains { $0.number == refund.ticket },
                "unit or ticket of a refund are not those of the case")
        }
    }

    /// Payments that don't count and are owed back as a whole: the bank's file, the row, the entry and the refund, one of each.
    private mutating func checkOwedLines(_ files: inout PaymentFiles) {
        let zone = LocalTimeZone(rawValue: proof.zone) ?? .jakarta
        let entries = proof.entries.map(\.says).filter { $0.act == CaseEcho.owesBack }
        expect(
            entries.map { $0.line ?? "" }.sorted() == proof.owedLines.map { Payment($0).sha256 }.sorted(),
            "the payments that don't count and are owed back are not those that the ledger has")
        let refunds = proof.refunds.filter { $0.payment != nil }
        expect(
            refunds.compactMap(\.payment).sorted() == proof.owedLines.map(\.id).sorted(),
            "the refunds of payments that don't count are not one for each of these")
        for row in proof.owedLines {
            let payment = Payment(row)
            let entry = entries.first { $0.line == payment.sha256 }
            expect(
                entry?.amountRupiah == row.amountRupiah && entry?.cause == row.result && entry?.file == row.file
                    && entry?.receivedAt?.milliseconds == row.receivedAt && entry?.ticket == row.ticket
                    && row.problem == nil && files.has(payment, in: row.file),
                "a payment that is owed back is not the one that the bank's file and the ledger have")
            let day = zone.date(of: Timestamp(milliseconds: row.receivedAt)).iso8601
            expect(
                refunds.contains {
                    $0.payment == row.id && $0.amountRupiah == row.amountRupiah && $0.cause == row.result
                        && $0.ticket == row.ticket && $0.owedOn == day
                }, "the refund of a payment that doesn't count is not what the ledger has")
        }
    }

    private mutating func checkPayments(_ value: LegalCase, _ files: inout PaymentFiles) {
        let paid = proof.entries.filter { $0.says.step == "paid" }
        func key(_ amount: Int, _ hash: String) -> String { "\(amount) \(hash)" }
        let rows = proof.payments.map { key($0.amountRupiah, Digest.sha256($0.bankReference.utf8)) }.sorted()
        let entries = paid.map { key($0.says.amountRupiah ?? 0, $0.says.bankReference ?? "") }.sorted()
        expect(
            value.paidRupiah == proof.payments.reduce(0) { $0 &+ $1.amountRupiah } && rows == entries,
            "the payments are not those that the ledger has")
        for payment in proof.payments {
            let hash = Digest.sha256(payment.bankReference.utf8)
            // One transfer may come in several lines under one reference.
            let entries = paid.filter {
                $0.says.bankReference == hash && $0.says.amountRupiah == payment.amountRupiah
                    && $0.at == payment.receivedAt && (payment.file.isEmpty || $0.says.file == payment.file)
            }
            let line = Payment(payment)
            let ticket = proof.tickets.first { $0.number == payment.ticket }
            expect(
                entries.contains { $0.says.file.map { files.has(line, in: $0) } ?? true }
                    && payment.code == ticket?.paymentCode && payment.problem == nil
                    && ["paid", "part-payment", "overpaid"].contains(payment.result),
                "ticket, times or result of a payment are not those of the bank's file and the ledger")
        }
    }
}

extension Payment {
    fileprivate init(_ row: CaseProof.Payment) {
        self.init(
            code: row.code, amountRupiah: row.amountRupiah, paidAt: Timestamp(milliseconds: row.paidAt),
            bankReference: row.bankReference)
    }
}
