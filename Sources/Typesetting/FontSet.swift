import CPangoCairo

/// A Pango font map over ``FontFiles`` and the context that texts are laid out with.
///
/// One thread at a time may use it and the layouts made from it; ``FontSetPool`` sees to that.
public final class FontSet {
    public let files: FontFiles
    private let map: UnsafeMutablePointer<PangoFontMap>
    let context: OpaquePointer
    private var layouts = LayoutCache()

    /// Reads the files: a few milliseconds.
    ///
    /// - Throws: ``TypesettingError`` (`font`) that names the missing or unreadable files.
    public init(_ files: FontFiles) throws {
        let missing = files.missing
        guard missing.isEmpty else {
            throw TypesettingError(
                code: .font,
                message:
                    "Font files are missing: \(missing.joined(separator: ", ")). Install fonts-liberation2 or name "
                    + "the folder that has them.")
        }
        guard let config = FcConfigCreate() else { throw FontSet.outOfMemory }
        defer { FcConfigDestroy(config) }
        for file in files.files where FcConfigAppFontAddFile(config, try UnhintedFonts.path(for: file)) == 0 {
            throw TypesettingError(code: .font, message: "\(file) is no font that can be read.")
        }
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT) else { throw FontSet.outOfMemory }
        pango_fc_font_map_set_config(OpaquePointer(map), config)
        guard let context = pango_font_map_create_context(map) else {
            g_object_unref(map)
            throw FontSet.outOfMemory
        }
        // Widths as the font states them, not as pixels of some screen would have them.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("id"))
        self.files = files
        self.map = map
        self.context = context
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(map)
    }

    /// A text broken into lines; the one that was made before where the same was asked for lately. Most of a letter's texts are the
    /// same in the next one, and shaping them is a fourth of the work.
    func layout(
        _ text: StyledText, width: Double, alignment: TextLayout.Alignment, lineSpacing: Double
    ) throws -> TextLayout {
        let key = LayoutCache.Key(text: text, width: width, alignment: alignment, lineSpacing: lineSpacing)
        return try layouts.layout(key) {
            try TextLayout(text, width: width, alignment: alignment, lineSpacing: lineSpacing, fonts: self)
        }
    }

    static var outOfMemory: TypesettingError {
        TypesettingError(code: .outOfMemory, message: "No memory for the fonts.")
    }
}
