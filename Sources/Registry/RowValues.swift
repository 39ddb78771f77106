import Domain
import GRDB

extension Row {
    /// The column as text, whatever type it is stored in; empty for NULL and bytes. Never traps.
    func text(_ index: Int) -> String {
        let value: DatabaseValue = self[index]
        switch value.storage {
        case .string(let text): return text
        case .int64(let number): return String(number)
        default: return ""
        }
    }

    /// The column as a number of the given type; nil if it isn't one. Never traps.
    func number<Number: FixedWidthInteger>(_ index: Int) -> Number? {
        let value: DatabaseValue = self[index]
        guard case .int64(let number) = value.storage else { return nil }
        return Number(exactly: number)
    }

    func day(_ index: Int) -> LocalDate? { number(index).map(LocalDate.init(dayNumber:)) }
}
