import Domain

/// The letters in front of a plate's number, and where they are given out.
public struct Region: Hashable, Encodable, Sendable {
    /// One or two letters A-Z.
    public var code: String
    public var name: String
    public var timeZone: LocalTimeZone

    public init(code: String, name: String, timeZone: LocalTimeZone) {
        self.code = code
        self.name = name
        self.timeZone = timeZone
    }
}
