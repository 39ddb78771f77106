import Domain
import Typesetting

/// What the confirmation letter says.
struct LetterPages {
    private let content: NoticeContent
    private let facts: CaseFacts
    private let maker: DocumentMaker

    init(_ content: NoticeContent, texts: DocumentTexts, fonts: FontSet) {
        self.content = content
        facts = CaseFacts(content)
        maker = DocumentMaker(facts: facts, texts: texts, fonts: fonts)
    }

    func render(_ figures: [Figure], problems: [PictureProblem]) throws -> RenderedDocument {
        try maker.render(
            pages(figures),
            DocumentMaker.Names(title: .letterTitle, subject: .letterSubject, keywords: .letterKeywords),
            to: addressee, problems: problems)
    }

    func pages(_ figures: [Figure]) throws -> DocumentPages {
        let builder = maker.builder()
        var subject: [(TextKey, StyledText)] = try [
            (.labelNumber, builder.value(content.number, DocumentStyles.body.bold)),
            (.labelClass, builder.text(.letterClass)),
            (.labelAttachment, attachment(figures, builder)),
            (.labelSubject, builder.text(.letterSubject)),
            (.labelDate, builder.text(.dated, ["date": facts.issuedDay(builder.texts.dates)])),
        ]
        if let replaces = content.replaces {
            let key: TextKey = isWithTicket ? .letterReplacesWithTicket : .letterReplaces
            subject.append((.labelReplaces, try builder.text(key, ["replaces": replaces])))
        }
        return try maker.pages(
            heading: .letterHeading, to: addressee, subject: subject, figures: figures, blocks: blocks)
    }

    /// How many pictures are printed.
    private func attachment(_ figures: [Figure], _ builder: DocumentBuilder) throws -> StyledText {
        let count = figures.count(where: \.isShown)
        return count == 0
            ? try builder.text(.letterAttachmentNone) : try builder.text(.letterAttachment, ["count": String(count)])
    }

    /// Whether the ticket lies in the same envelope: the unit's way of working when the letter was made.
    private var isWithTicket: Bool { content.unit.ticket == .immediate }

    /// Who is written to, and why: whom an answer named or an officer found, else the registered owner, or after a reported sale the buyer or the
    /// seller. A letter sent again to the same person says the same.
    private var intro: TextKey {
        let isFound = content.isFoundByOfficer == true
        return switch (content.recipient ?? .owner, content.sale?.addressee) {
        case (.driver, _): isFound ? .letterIntroDriverFound : .letterIntroDriver
        case (.buyer, _): isFound ? .letterIntroBuyerFound : .letterIntroBuyer
        case (.owner, .buyer): .letterIntroSaleBuyer
        case (.owner, .seller): .letterIntroSaleSeller
        case (.owner, nil): isFound ? .letterIntroOwnerFound : .letterIntro
        }
    }

    /// What happens if nothing is done. Of a letter that has its ticket with it, silence alone blocks nothing; a driver's vehicle is somebody
    /// else's, and isn't blocked at all.
    private var otherwise: TextKey {
        switch (content.recipient == .driver, isWithTicket) {
        case (true, true): .letterOtherwiseDriverWithTicket
        case (true, false): .letterOtherwiseDriver
        case (false, true): .letterOtherwiseWithTicket
        case (false, false): .letterOtherwise
        }
    }

    private var addressee: DocumentMaker.Addressee {
        let owner = content.owner
        let district = [owner.kelurahan, owner.kecamatan].map(printable).filter { !$0.isEmpty }
        return DocumentMaker.Addressee(
            name: owner.name,
            lines: [owner.address, district.joined(separator: ", "), "\(owner.city) \(owner.postalCode)"])
    }

    private func blocks(_ builder: DocumentBuilder, addressRest: String) throws -> [Block] {
        var blocks = try builder.paragraph(.letterSalutation)
        if !addressRest.isEmpty {
            blocks += try builder.paragraph(.addressContinued, ["rest": addressRest], spaceBefore: 4)
        }
        blocks += try introduction(builder)
        blocks += try builder.heading(.violationsHeading, spaceBefore: 7)
        blocks += try builder.violations(content.violations, total: nil, spaceBefore: 3)
        blocks += try builder.sideBySide(
            { left in try left.timeAndPlace(facts) },
            { right in try right.vehicle(content.vehicle, withNumbers: false) }, spaceBefore: 8)
        blocks.append(try answerBox(builder))
        blocks += try builder.paragraph(otherwise, spaceBefore: 8)
        blocks += try builder.paragraph(.letterObjection, spaceBefore: 5)
        blocks += try builder.paragraph(.letterBasis, [:], DocumentStyles.small, spaceBefore: 5)
        blocks += try builder.paragraph(.letterClosing, spaceBefore: 5, keepsWithNext: true)
        blocks.append(
            try builder.closing(
                genuine: .genuineHeading, [.genuineSite, .genuineNever, .genuineDoubt], unit: content.unit,
                spaceBefore: 7))
        return blocks
    }

    private func introduction(_ builder: DocumentBuilder) throws -> [Block] {
        let soldOn = try content.sale?.on.map(builder.texts.dates.day) ?? builder.texts.plain(.emptyValue)
        let text = try builder.text(intro, ["sold_on": soldOn])
        let enquiry = try builder.text(isWithTicket ? .letterEnquiryWithTicket : .letterEnquiry)
        return try builder.column.paragraph(
            text + StyledText(" ", DocumentStyles.body) + enquiry, spaceBefore: 4)
    }

    private func answerBox(_ builder: DocumentBuilder) throws -> Block {
        let zone = content.unit.timeZone.abbreviation
        let deadline = ["answer_by": builder.texts.dates.weekdayAndDay(content.answerBy), "zone": zone]
        return try ActionBox.block(
            builder, heading: .answerHeading,
            content: { inside in
                try inside.paragraph(
                    isWithTicket ? .answerDeadlineWithTicket : .answerDeadline, deadline, spaceBefore: 2)
                    + inside.list(
                        [.answerStepSite, .answerStepCode, .answerStepChoice], isNumbered: true, spaceBefore: 2)
                    + inside.paragraph(.answerInPerson, spaceBefore: 2)
            },
            fields: [
                .init(label: .labelReference, text: builder.value(content.reference, DocumentStyles.code), share: 0.65),
                .init(
                    label: .labelAnswerCode, text: builder.value(content.answerCode, DocumentStyles.code), share: 0.35),
            ],
            qr: QRSymbol(AnswerLink.text(content.unit.answerURL, reference: content.reference)), caption: .qrCaption,
            spaceBefore: 9)
    }
}
