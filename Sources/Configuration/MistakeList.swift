/// Collects the mistakes of one file while it is read.
final class MistakeList {
    let file: String
    private(set) var all: [Mistake] = []

    init(file: String) {
        self.file = file
    }

    func add(_ code: Mistake.Code, line: Int?, _ keyPath: String, _ message: String, remedy: String) {
        all.append(
            Mistake(code: code, file: file, line: line, keyPath: keyPath, message: message, remedy: remedy))
    }

    /// By line; those without a line first.
    var sorted: [Mistake] {
        all.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
    }
}
