import Domain
import ImageCodecs
import Typesetting

/// Makes letters and tickets: PDF bytes from a value, the pictures and the texts, and from nothing else. The same input gives the same bytes, at
/// any time, on any thread.
///
/// Safe to use from several threads at once; each call works on its own thread for tens of milliseconds, so call it off
/// the cooperative pool.
public final class DocumentRenderer: Sendable {
    public let texts: DocumentTexts
    private let fonts: FontSetPool
    private let limits: ImageLimits

    /// - Parameter limits: up to which pictures are decoded: those that they were accepted under, or larger.
    /// - Throws: ``Typesetting/TypesettingError`` (`font`) that names missing font files.
    public init(texts: DocumentTexts, fonts: FontFiles = .liberation(), limits: ImageLimits = .standard) throws {
        self.texts = texts
        self.limits = limits
        self.fonts = try FontSetPool(fonts)
    }

    func withFonts<Result>(_ body: (FontSet) throws -> Result) throws -> Result { try fonts.withFonts(body) }

    /// - Throws: what the source throws and says may pass.
    func figures(
        of pictures: [NoticePicture], annex: String?, from source: PictureSource
    ) throws -> (figures: [Figure], problems: [PictureProblem]) {
        try source.figures(of: pictures, annex: annex, limits: limits)
    }

    /// How many characters of `values` the fonts don't have.
    ///
    /// - Throws: ``Typesetting/TypesettingError``.
    public func unprintableCharacters(in values: [String]) throws -> Int {
        let unusual = printableNonASCII(values)
        return unusual.isEmpty ? 0 : try fonts.withFonts { try unknownCharacters(in: unusual, $0) }
    }

    /// The confirmation letter: a page of text, an annex of pictures; more pages where names, violations or pictures need them.
    ///
    /// - Parameter texts: nil for the renderer's own.
    /// - Throws: ``Typesetting/TypesettingError``, ``DocumentTextsError``; what the source throws and says may pass.
    public func letter(
        _ content: NoticeContent, texts: DocumentTexts? = nil, from source: PictureSource
    ) throws -> RenderedDocument {
        let (figures, problems) = try figures(of: content.pictures, annex: content.annex, from: source)
        return try fonts.withFonts { fonts in
            try LetterPages(content, texts: texts ?? self.texts, fonts: fonts).render(figures, problems: problems)
        }
    }

    /// The electronic ticket, likewise.
    public func ticket(
        _ content: TicketContent, texts: DocumentTexts? = nil, from source: PictureSource
    ) throws -> RenderedDocument {
        let (figures, problems) = try figures(of: content.pictures, annex: content.annex, from: source)
        return try fonts.withFonts { fonts in
            try TicketPages(content, texts: texts ?? self.texts, fonts: fonts).render(figures, problems: problems)
        }
    }
}
