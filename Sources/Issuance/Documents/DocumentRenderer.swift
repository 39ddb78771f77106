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
    /// - Throws: ``Typesetting/TypesettingError``, ``DocumentTextsError``.
    public func letter(_ content: NoticeContent, from source: PictureSource) throws -> RenderedDocument {
        let (figures, problems) = source.figures(of: content.pictures, annex: content.annex)
        return try fonts.withFonts { fonts in
            try LetterPages(content, texts: texts, fonts: fonts).render(figures, problems: problems)
        }
    }

    /// The electronic ticket, likewise.
    public func ticket(_ content: TicketContent, from source: PictureSource) throws -> RenderedDocument {
        let (figures, problems) = source.figures(of: content.pictures, annex: content.annex)
        return try fonts.withFonts { fonts in
            try TicketPages(content, texts: texts, fonts: fonts).render(figures, problems: problems)
        }
    }
}
