import Domain
import Typesetting

/// Makes letters and tickets: PDF bytes from a value, the pictures and the texts, and from nothing else. The same input gives the same bytes, at
/// any time, on any thread.
///
/// Safe to use from several threads at once; each call works on its own thread for tens of milliseconds, so call it off
/// the cooperative pool.
public final class DocumentRenderer: Sendable {
    public let texts: DocumentTexts
    private let fonts: FontSetPool

    /// - Throws: ``Typesetting/TypesettingError`` (`font`) that names missing font files.
    public init(texts: DocumentTexts, fonts: FontFiles = .liberation()) throws {
        self.texts = texts
        self.fonts = try FontSetPool(fonts)
    }

    func withFonts<Result>(_ body: (FontSet) throws -> Result) throws -> Result { try fonts.withFonts(body) }

    /// The confirmation letter: a page of text, an annex of pictures; more pages where names, violations or pictures need them.
    ///
    /// - Parameter picture: the evidence's bytes (JPEG or PNG) for a SHA-256. Where it throws or the bytes are no picture, the
    ///   letter says that the picture is not available.
    /// - Throws: ``Typesetting/TypesettingError``, ``DocumentTextsError``.
    public func letter(
        _ content: NoticeContent, picture: (String) throws -> [UInt8]
    ) throws -> RenderedDocument {
        var maker = FigureMaker(content.pictures)
        let figures = maker.make(bytes: picture)
        return try fonts.withFonts { fonts in
            try LetterPages(content, texts: texts, fonts: fonts).render(figures, problems: maker.problems)
        }
    }

    /// The electronic ticket, likewise.
    public func ticket(
        _ content: TicketContent, picture: (String) throws -> [UInt8]
    ) throws -> RenderedDocument {
        var maker = FigureMaker(content.pictures)
        let figures = maker.make(bytes: picture)
        return try fonts.withFonts { fonts in
            try TicketPages(content, texts: texts, fonts: fonts).render(figures, problems: maker.problems)
        }
    }
}
