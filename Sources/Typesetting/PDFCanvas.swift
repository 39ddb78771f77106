import CPangoCairo

/// A PDF being written, page by page, in memory: owns cairo's surface and context and turns every status into an error.
///
/// Positions are points from the page's top left. One thread at a time.
public final class PDFCanvas {
    public let page: Area
    private let metadata: PDFMetadata
    private let surface: OpaquePointer
    let context: OpaquePointer
    private let sink = ByteSink()
    /// What stands for each figure, in the order of drawing.
    private var figures: [String] = []

    /// - Throws: ``TypesettingError``.
    public init(page: Area = .a4, metadata: PDFMetadata) throws {
        self.page = page
        self.metadata = metadata
        let write: cairo_write_func_t = { closure, bytes, count in
            guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
                .bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }
        let closure = Unmanaged.passUnretained(sink).toOpaque()
        guard let surface = cairo_pdf_surface_create_for_stream(write, closure, page.width, page.height),
            let context = cairo_create(surface)
        else { throw TypesettingError(code: .outOfMemory, message: "No memory for a page.") }
        self.surface = surface
        self.context = context
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        for (key, value) in [
            (CAIRO_PDF_METADATA_TITLE, metadata.title), (CAIRO_PDF_METADATA_AUTHOR, metadata.author),
            (CAIRO_PDF_METADATA_SUBJECT, metadata.subject), (CAIRO_PDF_METADATA_KEYWORDS, metadata.keywords),
            (CAIRO_PDF_METADATA_CREATOR, metadata.creator), (CAIRO_PDF_METADATA_CREATE_DATE, metadata.created),
            (CAIRO_PDF_METADATA_MOD_DATE, metadata.created),
        ] { cairo_pdf_surface_set_metadata(surface, key, value) }
        cairo_set_line_width(context, 0.5)
        try check()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// Ends the page; what is drawn next stands on the next one.
    public func endPage() throws {
        cairo_show_page(context)
        try check()
    }

    /// The whole PDF. Nothing can be drawn afterwards.
    public func finish() throws -> [UInt8] {
        cairo_surface_finish(surface)
        try check(cairo_surface_status(surface))
        return try PDFCompletion.complete(sink.bytes, metadata, figures: figures)
    }

    /// Draws `body` as one element of the document's structure (ISO 32000-1, 14.8.4): `H1`, `P`, `Table`, `TR`, `TD`,
    /// ... Elements that hold others hold no drawing of their own. Figures: ``figure(_:_:)``.
    public func tagged(_ name: String, _ body: () throws -> Void) throws {
        cairo_tag_begin(context, name, nil)
        try body()
        cairo_tag_end(context, name)
        try check()
    }

    /// A picture as an element of the document's structure.
    ///
    /// - Parameter words: what screen readers say in its place.
    public func figure(_ words: String, _ body: () throws -> Void) throws {
        figures.append(words)
        try tagged("Figure", body)
    }

    func check() throws { try check(cairo_status(context)) }

    private func check(_ status: cairo_status_t) throws {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        let text = cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown"
        throw TypesettingError(
            code: status == CAIRO_STATUS_NO_MEMORY ? .outOfMemory : .cairo, message: "cairo: \(text)")
    }
}

/// Where cairo's bytes go.
private final class ByteSink {
    var bytes: [UInt8] = []
}
