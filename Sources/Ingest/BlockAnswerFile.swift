import Domain
import Journal

/// What a Samsat says to one line of a block list.
public struct BlockAnswerLine: Hashable, Sendable {
    /// The number of the block, as in the list.
    public let block: Int64
    public let isLift: Bool
    /// Normalised, without spaces.
    public let plate: String
    public let answer: BlockRecord.Answer
}

/// A Samsat's answer to the block lists: CSV with `block,action,plate,result`.
public enum BlockAnswerFile {
    static let columns = ["block", "action", "plate", "result"]

    /// - Throws: ``Rejection`` if the file or any line is malformed: then no line of it counts.
    public static func parse(_ bytes: [UInt8]) throws(Rejection) -> [BlockAnswerLine] {
        var lines: [BlockAnswerLine] = []
        for row in try ExchangeTable(bytes, columns: columns).rows {
            guard let block = Int64(row.fields[0]), block > 0 else {
                throw ExchangeTable.wrong("line \(row.line): block is not the number of a block")
            }
            guard ["block", "unblock"].contains(row.fields[1]) else {
                throw ExchangeTable.wrong("line \(row.line): action is not block or unblock")
            }
            guard let plate = PlateNumber(row.fields[2])?.compact else {
                throw ExchangeTable.wrong("line \(row.line): plate is no plate")
            }
            guard let answer = BlockRecord.Answer(rawValue: row.fields[3]) else {
                throw ExchangeTable.wrong("line \(row.line): result is not done or refused")
            }
            lines.append(
                BlockAnswerLine(block: block, isLift: row.fields[1] == "unblock", plate: plate, answer: answer))
        }
        return lines
    }

    /// Lines that were kept aside, as a file of the same form.
    public static func kept(_ lines: [BlockAnswerLine]) -> [UInt8] {
        let text = lines.map { line in
            csvLine(["\(line.block)", line.isLift ? "unblock" : "block", line.plate, line.answer.rawValue])
        }
        return Array((csvLine(columns) + text.joined()).utf8)
    }
}
