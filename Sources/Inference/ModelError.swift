/// Why a model can't be used. Reading the same bytes again never helps.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name: `not-a-model`, `other-version`, `truncated-model`, `altered-model`, `invalid-model`,
    /// `missing-network` or `wrong-input`.
    public let code: String
    /// Cause and remedy, for people.
    public let message: String

    init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(message) [\(code)]" }

    /// For models whose file is sound but whose content this build can't use.
    public static func invalid(_ what: String) -> ModelError {
        ModelError("invalid-model", "The model can't be used (\(what)): export it again with this version's tools.")
    }
}
