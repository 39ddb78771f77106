import Synchronization

/// Lends font sets to as many threads as ask, one each, and keeps them warm: reading fonts takes longer than a page.
public final class FontSetPool: Sendable {
    public let files: FontFiles
    private let idle: Mutex<[Lent]>

    /// A font set that nobody uses. Pango's objects belong to no thread; they only must not be used by two at a time.
    private struct Lent: @unchecked Sendable {
        let fonts: FontSet
    }

    /// - Throws: ``TypesettingError`` (`font`) where ``FontSet/init(_:)`` would.
    public init(_ files: FontFiles) throws {
        self.files = files
        idle = Mutex([Lent(fonts: try FontSet(files))])
    }

    /// The font set and all that is made from it must not leave `body`.
    public func withFonts<Result>(_ body: (FontSet) throws -> Result) throws -> Result {
        let taken = idle.withLock { $0.popLast() }
        let lent = try taken ?? Lent(fonts: FontSet(files))
        defer { idle.withLock { $0.append(lent) } }
        return try body(lent.fonts)
    }
}
