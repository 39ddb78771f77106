import Domain
import Typesetting

/// The confirmation letter.
struct LetterPages {
    private let content: NoticeContent
    private let texts: DocumentTexts
    private let fonts: FontSet
    private let common: [String: String]

    init(_ content: NoticeContent, texts: DocumentTexts, fonts: FontSet) {
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
            name: content.owner.name, lines: addressLines, fonts: fonts)
        let first = try FirstPage(
            letterhead: Letterhead(unit, texts: texts, fonts: fonts), window: window, subject: subject(builder)
        ) { try blocks(self.builder(scale: $0), rest: window.rest) }
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

    private var addressLines: [String] {
        let owner = content.owner
        let district = [owner.kelurahan, owner.kecamatan].map(printable).filter { !$0.isEmpty }
        return [owner.address, district.joined(separator: ", "), "\(owner.city) \(owner.postalCode)"]
    }

    private func subject(_ builder: DocumentBuilder) throws -> SubjectBlock {
        let issued = content.unit.timeZone.date(of: content.issuedAt)
        let count = String(content.pictures.count)
        return try SubjectBlock(
            .letterHeading,
            [
                (.labelNumber, builder.value(content.number, DocumentStyles.body.bold)),
                (.labelClass, builder.text(.letterClass)),
                (.labelAttachment, builder.text(.letterAttachment, ["count": count])),
                (.labelSubject, builder.text(.letterSubject)),
                (.labelDate, builder.text(.dated, ["date": IndonesianDates.day(issued)])),
            ], builder)
    }

    private func blocks(_ builder: DocumentBuilder, rest: String) throws -> [Block] {
        let half = (PageGrid.width - mm(5)) / 2
        let left = builder.part(x: PageGrid.left, width: half)
        let right = builder.part(x: PageGrid.left + half + mm(5), width: half)
        var blocks = try builder.paragraph(.letterSalutation)
        if !rest.isEmpty { blocks += try builder.paragraph(.addressContinued, ["rest": rest], spaceBefore: 4) }
        blocks += try builder.paragraph(.letterIntro, spaceBefore: 4)
        blocks += try builder.heading(.violationsHeading, spaceBefore: 7)
        blocks += try builder.violations(content.violations, total: nil, spaceBefore: 3)
        blocks += try builder.sideBySide(
            left.timeAndPlace(
                capturedAt: content.capturedAt, place: content.place, camera: content.cameraID, event: content.eventID,
                zone: content.unit.timeZone),
            right.vehicle(content.vehicle, withNumbers: false), spaceBefore: 8)
        blocks.append(try answerBox(builder))
        blocks += try builder.paragraph(.letterOtherwise, spaceBefore: 8)
        blocks += try builder.paragraph(.letterObjection, spaceBefore: 5)
        blocks += try builder.paragraph(.letterBasis, [:], DocumentStyles.small, spaceBefore: 5)
        blocks += try builder.paragraph(.letterClosing, spaceBefore: 5, keepsWithNext: true)
        blocks.append(
            try builder.closing(
                genuine: .genuineHeading, [.genuineSite, .genuineNever, .genuineDoubt], unit: content.unit,
                spaceBefore: 7))
        return blocks
    }

    private func answerBox(_ builder: DocumentBuilder) throws -> Block {
        let zone = content.unit.timeZone.abbreviation
        let deadline = ["answer_by": IndonesianDates.weekdayAndDay(content.answerBy), "zone": zone]
        return try ActionBox.block(
            builder, heading: .answerHeading,
            content: { inside in
                try inside.paragraph(.answerDeadline, deadline, spaceBefore: 2)
                    + inside.list(
                        [.answerStepSite, .answerStepCode, .answerStepChoice], isNumbered: true, spaceBefore: 2)
                    + inside.paragraph(.answerInPerson, spaceBefore: 2)
            },
            fields: [
                .init(label: .labelReference, text: builder.value(content.reference, DocumentStyles.code), share: 0.66),
                .init(label: .labelAnswerCode, text: builder.value(content.answerCode, DocumentStyles.code), share: 0.34),
            ],
            qr: QRSymbol(AnswerLink.text(content.unit.answerURL, reference: content.reference)), caption: .qrCaption,
            spaceBefore: 9)
    }

    private func metadata() throws -> PDFMetadata {
        let values = ["number": content.number, "reference": content.reference]
        return PDFMetadata(
            title: try texts.plain(.letterTitle, values), author: printable(content.unit.name),
            subject: try texts.plain(.letterSubject), keywords: try texts.plain(.letterKeywords, values), creator: "etle",
            created: pdfTime(content.issuedAt, in: content.unit.timeZone), language: "id-ID")
    }
}
