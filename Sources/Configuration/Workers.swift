/// How many pictures are read at the same time.
public enum Workers: Hashable, Sendable {
    /// One for each processor core.
    case automatic
    /// 1...64
    case count(Int)

    public static let bounds = 1...64

    /// The number for a machine; at least 1.
    public func number(cores: Int) -> Int {
        switch self {
        case .automatic: min(max(1, cores), Self.bounds.upperBound)
        case .count(let count): count
        }
    }
}

extension Workers: Encodable {
    /// `"auto"` or a number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .automatic: try container.encode("auto")
        case .count(let count): try container.encode(count)
        }
    }
}
