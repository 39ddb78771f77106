import Domain
import FoundationEssentials

extension Configuration {
    /// The configuration as one canonical text, so that its hash names this version in the ledger: JSON in UTF-8 with
    /// sorted keys, without white space, defaults and data files included, lists of plates left out. Two configurations
    /// that decide alike give the same bytes, however their files are written; `paths` count too.
    public func canonicalBytes() -> [UInt8] { Configuration.canonical(self) }

    /// The lists of exempt and watched vehicles, in their files' order, as canonical text of their own: they decide, too, and change by
    /// the day.
    public func listBytes() -> [UInt8] { Configuration.canonical(["exempt": exempt, "watch": watch]) }

    private static func canonical(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        do {
            return Array(try encoder.encode(value))
        } catch {
            // Only a number that isn't finite could fail, and bounds keep these out.
            preconditionFailure("a configuration is always encodable: \(error)")
        }
    }
}
