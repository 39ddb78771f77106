import Imaging

/// What a labelled folder says about its pictures: `labels.csv` with `file,plate` and optionally `x,y,w,h`; other columns
/// are left aside.
public struct Labels: Hashable, Sendable {
    /// By first occurrence in the file.
    public let pictures: [Picture]

    public struct Picture: Hashable, Sendable {
        /// Relative to the folder of the labels.
        public var file: String
        /// Empty: the picture shows no plate.
        public var plates: [Plate]
    }

    public struct Plate: Hashable, Sendable {
        /// Nil if it can't be read even by people; such a plate counts for locating only.
        public var text: String?
        /// The plate, or only its number row, in pixels.
        public var box: PixelRect?
    }

    /// - Throws: ``CSVTable/Failure``.
    public init(parsing csv: String) throws {
        let table = try CSVTable(parsing: csv)
        func column(_ name: String) -> Int? { table.columns.firstIndex(of: name) }
        guard let file = column("file"), let plate = column("plate") else {
            throw CSVTable.Failure(line: 1, message: "the columns must hold file and plate")
        }
        let box = ["x", "y", "w", "h"].compactMap(column)
        var order: [String] = []
        var plates: [String: [Plate]] = [:]
        for (index, row) in table.rows.enumerated() {
            let name = row[file]
            if plates[name] == nil {
                order.append(name)
                plates[name] = []
            }
            var rect: PixelRect?
            if box.count == 4, !box.allSatisfy({ row[$0].isEmpty }) {
                let numbers = box.compactMap { Int(row[$0]) }
                guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else {
                    throw CSVTable.Failure(line: index + 2, message: "x,y,w,h must be whole pixels")
                }
                rect = PixelRect(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
            }
            let text = row[plate].filter { $0 != " " }
            // Neither text nor box: the picture is listed because it shows no plate.
            if !text.isEmpty || rect != nil {
                plates[name, default: []].append(Plate(text: text.isEmpty ? nil : text, box: rect))
            }
        }
        pictures = order.map { Picture(file: $0, plates: plates[$0] ?? []) }
    }
}
