import Domain
import Typesetting

/// The electronic ticket.
struct TicketPages {
    private let content: TicketContent
    private let texts: DocumentTexts
    private let fonts: FontSet
    private let common: [String: String]

    init(_ content: TicketContent, texts: DocumentTexts, fonts: FontSet) {
        self.content = content
        self.texts = texts
        self.fonts = fonts
        common = [
            "unit_name": content.unit.name, "city": content.unit.city, "answer_url": content.unit.answerURL,
            "number": content.number, "reference": content.reference,
        ]
    }

    func render(_ figures: [Figure], problems: [PictureProblem]) throws -> RenderedDocument {
        let builder = self.builder(scale: 1)
        let unit = content.unit
        let window = try AddressWindow(
            sender: printable("\(unit.name) · \(unit.city)"), heading: texts.styled(.addressTo, [:], TextStyle(size: 9)),
            name: content.offender.name, lines: content.offender.address.split(separator: "\n").map(String.init),
            fonts: fonts)
        let first = try FirstPage(
            letterhead: Letterhead(unit, texts: texts, fonts: fonts), window: window, subject: subject(builder)
        ) { try blocks(self.builder(scale: $0)) }
        let moment = IndonesianDates.moment(content.capturedAt, in: unit.timeZone)
        let stamp = try builder.text(
            .pictureStamp, ["time": moment, "place": content.place, "camera": content.cameraID],
            TextStyle(size: 7.4, isBold: true))
        let annex = Annex(builder: builder, stamp: stamp, unitName: unit.name)
        let document = DocumentPages(
            first: first, annex: try annex.blocks(figures, pictures: content.pictures),
            frame: PageFrame(
                builder: builder, number: content.number, reference: content.reference,
                unit: unit.name))
        return try document.render(metadata(), problems: problems)
    }

    private func builder(scale: Double) -> DocumentBuilder {
        let column = Column(x: PageGrid.left, width: PageGrid.width, scale: scale, fonts: fonts)
        return DocumentBuilder(texts: texts, column: column, common: common)
    }

    private func subject(_ builder: DocumentBuilder) throws -> SubjectBlock {
        let issued = content.unit.timeZone.date(of: content.issuedAt)
        return try SubjectBlock(
            .ticketHeading,
            [
                (.labelRegister, builder.value(content.number, DocumentStyles.body.bold)),
                (.labelReferenceShort, builder.value(content.reference)),
                (.labelSubject, builder.text(.ticketSubject)),
                (.labelDate, builder.text(.dated, ["date": IndonesianDates.day(issued)])),
            ], builder)
    }

    private func blocks(_ builder: DocumentBuilder) throws -> [Block] {
        let half = (PageGrid.width - mm(5)) / 2
        let left = builder.part(x: PageGrid.left, width: half)
        let right = builder.part(x: PageGrid.left + half + mm(5), width: half)
        let offender = content.offender
        var blocks = try builder.paragraph(.ticketIntro)
        let people =
            try left.heading(.offenderHeading, spaceBefore: 0)
            + left.facts(
                [
                    (.labelName, builder.value(offender.name, DocumentStyles.body.bold)),
                    (.labelNIK, builder.value(offender.nik)),
                    (.labelAddress, builder.value(offender.address)),
                ], labelShare: 0.24)
        let scene = try left.timeAndPlace(
            capturedAt: content.capturedAt, place: content.place, camera: content.cameraID, event: content.eventID,
            zone: content.unit.timeZone)
        var below = scene
        below[0].spaceBefore = 6 * builder.column.scale
        blocks += try builder.sideBySide(
            people + below, right.vehicle(content.vehicle, withNumbers: true), spaceBefore: 7)
        blocks += try builder.heading(.violationsHeading, spaceBefore: 8)
        blocks += try builder.violations(content.violations, total: content.depositRupiah, spaceBefore: 3)
        blocks.append(try paymentBox(builder))
        blocks += try hearing(builder)
        blocks += try builder.paragraph(.ticketOtherwise, spaceBefore: 5)
        blocks += try builder.paragraph(.ticketObjection, spaceBefore: 5)
        blocks += try builder.paragraph(.ticketEvidence, [:], DocumentStyles.small, spaceBefore: 5, keepsWithNext: true)
        blocks.append(
            try builder.closing(
                genuine: .ticketGenuineHeading, [.genuineSite, .ticketGenuineNever, .genuineDoubt], unit: content.unit,
                spaceBefore: 8))
        return blocks
    }

    private func hearing(_ builder: DocumentBuilder) throws -> [Block] {
        guard let hearing = content.hearing, !printable(content.unit.court).isEmpty else {
            return try builder.paragraph(.hearingNone, spaceBefore: 8)
        }
        let values = ["court": content.unit.court, "hearing": IndonesianDates.weekdayAndDay(hearing)]
        return try builder.paragraph(.hearingText, values, spaceBefore: 8)
    }

    private func paymentBox(_ builder: DocumentBuilder) throws -> Block {
        let zone = content.unit.timeZone.abbreviation
        let deadline = ["pay_by": IndonesianDates.weekdayAndDay(content.payBy), "zone": zone]
        let amount = content.depositRupiah
        return try ActionBox.block(
            builder, heading: .paymentHeading,
            content: { inside in
                try inside.paragraph(.paymentDeadline, deadline, spaceBefore: 2)
                    + inside.paragraph(.paymentText, spaceBefore: 3)
                    + inside.paragraph(
                        .amountWords, ["words": IndonesianNumbers.words(amount)], spaceBefore: 3)
            },
            fields: [
                .init(
                    label: .labelPaymentCode,
                    text: builder.value(PaymentCode.grouped(content.paymentCode), DocumentStyles.code), share: 0.6),
                .init(
                    label: .labelDeposit, text: StyledText(IndonesianNumbers.rupiah(amount), DocumentStyles.code),
                    share: 0.4),
            ],
            qr: QRSymbol(AnswerLink.text(content.unit.answerURL, reference: content.reference)),
            caption: .ticketQRCaption, spaceBefore: 9)
    }

    private func metadata() throws -> PDFMetadata {
        let values = ["number": content.number, "reference": content.reference]
        return PDFMetadata(
            title: try texts.plain(.ticketTitle, values), author: printable(content.unit.name),
            subject: try texts.plain(.ticketSubject), keywords: try texts.plain(.ticketKeywords, values), creator: "etle",
            created: pdfTime(content.issuedAt, in: content.unit.timeZone), language: "id-ID")
    }
}
