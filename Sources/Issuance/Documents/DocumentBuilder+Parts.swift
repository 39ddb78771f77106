import Domain
import Typesetting

/// Parts that letters and tickets share.
extension DocumentBuilder {
    func violations(_ violations: [NoticeViolation], total: Int?, spaceBefore: Double) throws -> [Block] {
        let small = DocumentStyles.small
        let bold = DocumentStyles.body.bold
        let fields = [
            TableStyle.Field(share: 0.05, alignment: .right), TableStyle.Field(share: 0.42),
            TableStyle.Field(share: 0.38), TableStyle.Field(share: 0.15, alignment: .right),
        ]
        let header = try [
            TextKey.violationsColumnNumber, .violationsColumnWhat, .violationsColumnArticle, .violationsColumnFine,
        ].map { try text($0, [:], small.bold) }
        var rows = try violations.enumerated().map { index, violation in
            [
                StyledText("\(index + 1)", DocumentStyles.body),
                try value(violation.title) + (try speed(violation)),
                try value(violation.article, small),
                StyledText(try texts.rupiah(violation.fineRupiah), DocumentStyles.body),
            ]
        }
        if let total {
            let nothing = StyledText("", bold)
            rows.append([
                nothing, try text(.total, [:], bold), nothing, StyledText(try texts.rupiah(total), bold),
            ])
        }
        return try column.table(
            TableStyle(fields: fields, padding: 2, isRuled: true), header: header, rows: rows, spaceBefore: spaceBefore)
    }

    /// On a line of its own under the violation; empty where nothing was measured.
    private func speed(_ violation: NoticeViolation) throws -> StyledText {
        let style = DocumentStyles.small
        guard let measured = violation.measuredKmh.flatMap(IndonesianNumbers.measure) else { return StyledText([]) }
        let line =
            if let limit = violation.limitKmh.flatMap(IndonesianNumbers.measure) {
                try text(.violationSpeed, ["measured": measured, "limit": limit], style)
            } else {
                try text(.violationSpeedMeasured, ["measured": measured], style)
            }
        return StyledText("\n", style) + line
    }

    /// When, where and which camera; the heading above.
    func timeAndPlace(_ scene: CaseFacts) throws -> [Block] {
        try heading(.factsHeading, spaceBefore: 0)
            + facts(
                [
                    (.labelTime, StyledText(scene.moment(texts.dates), DocumentStyles.body.bold)),
                    (.labelPlace, try value(scene.place)),
                    (.labelCamera, try value(scene.cameraID)),
                    (.labelEvent, try value(scene.eventID)),
                ], labelShare: 0.24)
    }

    /// The vehicle as the register has it; with chassis and engine number on tickets.
    func vehicle(_ vehicle: Vehicle, withNumbers: Bool) throws -> [Block] {
        let kind = try vehicle.kind.map { try texts.plain(DocumentBuilder.key(of: $0)) } ?? ""
        var rows: [(TextKey, StyledText)] = [
            (.labelPlate, try value(PlateNumber(vehicle.plate)?.spaced ?? vehicle.plate, DocumentStyles.body.bold)),
            (.labelMakeType, try value(vehicle.make, vehicle.type)),
            (.labelKindModel, try value(kind, vehicle.model)),
            (.labelColourYear, try value(vehicle.colour, vehicle.year.map(String.init) ?? "")),
        ]
        if withNumbers {
            rows.append((.labelChassis, try value(vehicle.chassisNumber)))
            rows.append((.labelEngine, try value(vehicle.engineNumber)))
        }
        return try heading(.vehicleHeading, spaceBefore: 0) + facts(rows, labelShare: 0.31)
    }

    private static func key(of kind: VehicleKind) -> TextKey {
        switch kind {
        case .car: .kindCar
        case .motorcycle: .kindMotorcycle
        case .bus: .kindBus
        case .goods: .kindGoods
        case .special: .kindSpecial
        }
    }

    /// How to tell that the document is genuine on the left, the signature on the right: one block, which ends the document.
    func closing(
        genuine: TextKey, _ items: [TextKey], unit: Unit, spaceBefore: Double
    ) throws -> Block {
        let padding = mm(2.5) * column.scale
        let boxWidth = column.width * 0.615
        let inside = part(x: column.x + padding, width: boxWidth - 2 * padding)
        let box = try PagePlan(
            stack: inside.heading(genuine, spaceBefore: 0)
                + inside.list(items, isNumbered: false, DocumentStyles.small, spaceBefore: 2))
        let signature = try SignatureBlock(
            unit, part(x: column.x + boxWidth + mm(5), width: column.width - boxWidth - mm(5)))
        let height = max(box.bottom + 2 * padding, signature.height)
        return Block(height: height, spaceBefore: spaceBefore * column.scale) { canvas, y in
            try canvas.fill(Area(x: column.x, y: y, width: boxWidth, height: height), grey: 0.94)
            try canvas.fill(Area(x: column.x, y: y, width: 2, height: height), grey: 0.3)
            try box.draw(on: canvas, offset: y + padding)
            try signature.draw(on: canvas, y: y)
        }
    }
}
