/// What may be written under one key: for documents, samples and the tests that compare them.
public struct KeyDescription: Hashable, Sendable {
    /// `ingest.settle_seconds`, `cameras[].unit`
    public var path: String
    /// `number from 0.05 to 600`
    public var form: String
    /// `seconds`; empty if it has none.
    public var unit: String
    /// The default as written in YAML; nil if the key must be there.
    public var standard: String?
    /// Whether a change takes effect at a reload, without a restart.
    public var reloads: Bool
}
