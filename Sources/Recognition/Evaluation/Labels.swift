import Domain
import Imaging

/// What a labelled folder says about its pictures: `labels.csv` with `file,plate` and optionally `x,y,w,h`; of other
/// columns one may tell kinds of pictures apart.
public struct Labels: Hashable, Sendable {
    /// By first occurrence in the file.
    public let pictures: [Picture]

    public struct Picture: Hashable, Sendable {
        /// Relative to the folder of the labels.
        public var file: String
        /// What the column asked for says of its first plate; empty if none was asked for.
        public var kind = ""
        /// Empty: the picture shows no plate.
        public var plates: [Plate]
    }

    public struct Plate: Hashable, Sendable {
        /// Nil if it can't be read even by people; such a plate counts for locating only.
        public var text: String?
        /// The plate, or only its number row, in pixels.
        public var box: PixelRect?
    }

    /// - Parameter kindColumn: the column that tells kinds of pictures apart.
    /// - Throws: ``CSVTable/Failure``.
    public init(parsing csv: String, kindColumn: String? = nil) throws {
        let table = try CSVTable(parsing: csv)
        func column(_ name: String) -> Int? { table.columns.firstIndex(of: name) }
        guard let file = column("file"), let plate = column("plate") else {
            throw CSVTable.Failure(line: 1, message: "the columns must hold file and plate")
        }
        let box = ["x", "y", "w", "h"].compactMap(column)
        let kind = try kindColumn.map { name in
            guard let index = column(name) else {
                throw CSVTable.Failure(line: 1, message: "there is no column \(name)")
            }
            return index
        }
        var kinds: [String: String] = [:]
        var order: [String] = []
        var plates: [String: [Plate]] = [:]
        for (index, row) in table.rows.enumerated() {
            let name = row[file]
            if plates[name] == nil {
                order.append(name)
                kinds[name] = kind.map { row[$0] }
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
        pictures = order.map { Picture(file: $0, kind: kinds[$0] ?? "", plates: plates[$0] ?? []) }
    }

    private init(pictures: [Picture]) { self.pictures = pictures }

    /// Only the pictures that a list names: a CSV table with the column `file`, paths relative to any folder above.
    ///
    /// - Throws: ``CSVTable/Failure``.
    public func only(listedIn csv: String, folder: String) throws -> Labels {
        let table = try CSVTable(parsing: csv)
        guard let file = table.columns.firstIndex(of: "file") else {
            throw CSVTable.Failure(line: 1, message: "there is no column file")
        }
        let listed = Set(table.rows.map { $0[file] })
        return Labels(pictures: pictures.filter { listed.contains($0.file) || listed.contains("\(folder)/\($0.file)") })
    }
}
