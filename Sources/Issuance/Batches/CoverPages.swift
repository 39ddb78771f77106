import Domain
import Typesetting

/// The list that stands before the letters of an addressee with many vehicles.
struct CoverPages {
    private let list: CoverList
    private let texts: DocumentTexts
    private let fonts: FontSet

    init(_ list: CoverList, texts: DocumentTexts, fonts: FontSet) {
        self.list = list
        self.texts = texts
        self.fonts = fonts
    }

    func pages() throws -> DocumentPages {
        let (unit, owner) = (list.unit, list.owner)
        let builder = self.builder(scale: 1)
        let window = try AddressWindow(
            sender: builder.text(.senderLine, [:], AddressWindow.senderStyle),
            heading: builder.text(.addressTo, [:], TextStyle(size: 9)), name: owner.name,
            lines: [
                owner.address,
                [owner.kelurahan, owner.kecamatan].map(printable).filter { !$0.isEmpty }.joined(separator: ", "),
                "\(owner.city) \(owner.postalCode)",
            ], fonts: fonts)
        let day = texts.dates.day(list.issuedOn)
        let first = try FirstPage(
            letterhead: Letterhead(unit, texts: texts, fonts: fonts), window: window,
            subject: SubjectBlock(
                .coverHeading, [(.labelDate, builder.text(.dated, ["date": day]))], builder)
        ) { try blocks(self.builder(scale: $0)) }
        return DocumentPages(
            first: first, annex: [],
            frame: PageFrame(
                builder: builder, head: .coverRunningHead, foot: .coverFooter,
                values: ["name": owner.name, "date": day]))
    }

    private func builder(scale: Double) -> DocumentBuilder {
        let column = Column(x: PageGrid.left, width: PageGrid.width, scale: scale, fonts: fonts)
        return DocumentBuilder(
            texts: texts, column: column, common: ["unit_name": list.unit.name, "city": list.unit.city])
    }

    private func blocks(_ builder: DocumentBuilder) throws -> [Block] {
        // A reference is typed from this list, so it must not be broken.
        let small = TextStyle(size: 7.2)
        let shares = [0.04, 0.29, 0.11, 0.25, 0.31]
        let header = try [
            TextKey.violationsColumnNumber, .labelNumber, .labelPlate, .labelTime, .labelReferenceShort,
        ].map { try builder.text($0, [:], small.bold) }
        let rows = try list.letters.enumerated().map { index, letter in
            return [
                StyledText("\(index + 1)", small), try builder.value(letter.number, small),
                try builder.value(PlateNumber(letter.vehicle.plate)?.spaced ?? letter.vehicle.plate, small.bold),
                StyledText(texts.dates.dayAndClock(letter.capturedAt, in: letter.unit.timeZone), small),
                try builder.value(letter.reference, small),
            ]
        }
        let intro: TextKey = list.isWithTickets ? .coverIntroWithTicket : .coverIntro
        return try builder.paragraph(intro, ["count": String(list.letters.count)])
            + builder.column.table(
                TableStyle(fields: shares.map { TableStyle.Field(share: $0) }, padding: 1.8, isRuled: true),
                header: header, rows: rows, spaceBefore: 8)
    }
}
