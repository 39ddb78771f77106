import Domain
import Typesetting

/// What the electronic ticket says.
struct TicketPages {
    private let content: TicketContent
    private let facts: CaseFacts
    private let maker: DocumentMaker

    init(_ content: TicketContent, texts: DocumentTexts, fonts: FontSet) {
        self.content = content
        facts = CaseFacts(content)
        maker = DocumentMaker(facts: facts, texts: texts, fonts: fonts)
    }

    func render(_ figures: [Figure], problems: [PictureProblem]) throws -> RenderedDocument {
        try maker.render(
            pages(figures),
            DocumentMaker.Names(title: .ticketTitle, subject: .ticketSubject, keywords: .ticketKeywords),
            to: addressee, problems: problems)
    }

    private var addressee: DocumentMaker.Addressee {
        DocumentMaker.Addressee(name: content.offender.name, lines: TicketPages.lines(content.offender.address))
    }

    /// City and postal code, which end an address that stands in one line, get a line of their own.
    private static func lines(_ address: String) -> [String] {
        let lines = address.split(separator: "\n").map(String.init)
        guard lines.count == 1, let comma = address.ranges(of: ", ").last else { return lines }
        return [String(address[..<comma.lowerBound]), String(address[comma.upperBound...])]
    }

    func pages(_ figures: [Figure]) throws -> DocumentPages {
        let builder = maker.builder()
        var subject: [(TextKey, StyledText)] = try [
            (.labelRegister, builder.value(content.number, DocumentStyles.body.bold)),
            (.labelReferenceShort, builder.value(content.reference)),
            (.labelSubject, builder.text(.ticketSubject)),
            (.labelDate, builder.text(.dated, ["date": facts.issuedDay(builder.texts.dates)])),
        ]
        if let replaces = content.replaces {
            subject.append((.labelReplaces, try builder.text(.ticketReplaces, ["replaces": replaces])))
        }
        return try maker.pages(heading: .ticketHeading, to: addressee, subject: subject, figures: figures) {
            builder, _ in
            try blocks(builder, isRecordingShown: figures.contains(where: \.isShown))
        }
    }

    /// The whole address stands among the offender's data, so nothing is lost where the window is too small for it.
    private func blocks(_ builder: DocumentBuilder, isRecordingShown: Bool) throws -> [Block] {
        var blocks = try builder.paragraph(.ticketIntro)
        blocks += try builder.sideBySide(
            { left in try offender(left) + scene(left) },
            { right in try right.vehicle(content.vehicle, withNumbers: true) }, spaceBefore: 7)
        blocks += try builder.heading(.violationsHeading, spaceBefore: 8)
        // The court's fine is one sum, whatever the violations could have cost.
        blocks += try builder.violations(
            content.violations, total: isJudged ? nil : content.depositRupiah, spaceBefore: 3)
        blocks.append(try paymentBox(builder))
        blocks += try hearing(builder)
        blocks += try builder.paragraph(otherwise, spaceBefore: 5)
        if !isJudged { blocks += try builder.paragraph(.ticketObjection, spaceBefore: 5) }
        blocks += try builder.paragraph(
            isRecordingShown ? .ticketEvidence : .ticketEvidenceNone, [:], DocumentStyles.small, spaceBefore: 5,
            keepsWithNext: true)
        blocks.append(
            try builder.closing(
                genuine: .ticketGenuineHeading, [.genuineSite, .ticketGenuineNever, .genuineDoubt], unit: content.unit,
                spaceBefore: 8))
        return blocks
    }

    private var isJudged: Bool { content.judgedRupiah != nil }

    /// What happens if nothing is done. Whoever was named as the driver has no vehicle here that could be blocked.
    private var otherwise: TextKey {
        switch (content.recipient == .driver, isJudged) {
        case (true, true): .ticketOtherwiseDriverJudged
        case (true, false): .ticketOtherwiseDriver
        case (false, true): .ticketOtherwiseJudged
        case (false, false): .ticketOtherwise
        }
    }

    private func offender(_ builder: DocumentBuilder) throws -> [Block] {
        let offender = content.offender
        return try builder.heading(.offenderHeading, spaceBefore: 0)
            + builder.facts(
                [
                    (.labelName, builder.value(offender.name, DocumentStyles.body.bold)),
                    (.labelNIK, builder.value(offender.nik)),
                    (.labelAddress, builder.value(offender.address)),
                ], labelShare: 0.24)
    }

    private func scene(_ builder: DocumentBuilder) throws -> [Block] {
        var blocks = try builder.timeAndPlace(facts)
        blocks[0].spaceBefore = 6 * builder.column.scale
        return blocks
    }

    private func hearing(_ builder: DocumentBuilder) throws -> [Block] {
        if let fine = content.judgedRupiah {
            return try builder.paragraph(.hearingJudged, ["fine": builder.texts.rupiah(fine)], spaceBefore: 8)
        }
        guard let hearing = content.hearing, !printable(content.unit.court).isEmpty else {
            return try builder.paragraph(.hearingNone, spaceBefore: 8)
        }
        let values = ["court": content.unit.court, "hearing": builder.texts.dates.weekdayAndDay(hearing)]
        return try builder.paragraph(.hearingText, values, spaceBefore: 8)
    }

    private func paymentBox(_ builder: DocumentBuilder) throws -> Block {
        let zone = content.unit.timeZone.abbreviation
        let deadline = ["pay_by": builder.texts.dates.weekdayAndDay(content.payBy), "zone": zone]
        let amount = content.dueRupiah
        let isDeposit = amount == content.depositRupiah && !isJudged
        var words = ["words": IndonesianNumbers.words(amount)]
        if let paid = content.paidRupiah { words["paid"] = try builder.texts.rupiah(paid) }
        let code = PaymentCode.grouped(content.paymentCode)
        return try ActionBox.block(
            builder, heading: isJudged ? .paymentHeadingJudged : .paymentHeading,
            content: { inside in
                try inside.paragraph(.paymentDeadline, deadline, spaceBefore: 2)
                    + inside.paragraph(
                        isJudged ? .paymentTextJudged : isDeposit ? .paymentText : .paymentTextRest, spaceBefore: 3)
                    + inside.paragraph(words.count == 1 ? .amountWords : .amountWordsRest, words, spaceBefore: 3)
            },
            fields: [
                .init(label: .labelPaymentCode, text: builder.value(code, DocumentStyles.code), share: 0.6),
                .init(
                    label: isDeposit ? .labelDeposit : .labelDue,
                    text: StyledText(try builder.texts.rupiah(amount), DocumentStyles.code),
                    share: 0.4),
            ],
            qr: QRSymbol(AnswerLink.text(content.unit.answerURL, reference: content.reference)),
            caption: .ticketQRCaption, spaceBefore: 9)
    }
}
