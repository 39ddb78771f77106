import CPangoCairo

/// A text broken into lines of a given width. Words too long for a line are broken, so nothing ever stands outside.
///
/// Belongs to the ``FontSet`` that it was made with and to the thread that uses that one.
public final class TextLayout {
    public enum Alignment: Sendable {
        case left, centre, right
    }

    public let text: StyledText
    /// Points.
    public let width: Double
    public let alignment: Alignment
    public let lineSpacing: Double
    /// Points; all lines, with ascenders and descenders.
    public let height: Double
    public let lineCount: Int
    /// Characters that the fonts don't have. They are printed as boxes with their code.
    public let unknownCharacters: Int
    let pointer: OpaquePointer
    /// Keeps the layouts that are asked for often, and so must not be kept by them.
    private unowned let fonts: FontSet

    /// - Parameter lineSpacing: distance of baselines in multiples of the font's own line height.
    public init(
        _ text: StyledText, width: Double, alignment: Alignment = .left, lineSpacing: Double = 1, fonts: FontSet
    ) throws {
        guard let layout = pango_layout_new(fonts.context) else { throw FontSet.outOfMemory }
        self.text = text
        self.width = width
        self.alignment = alignment
        self.lineSpacing = lineSpacing
        self.fonts = fonts
        pointer = layout
        let plain = text.plain
        pango_layout_set_text(layout, plain, Int32(plain.utf8.count))
        pango_layout_set_width(layout, Int32(max(width, 1) * Double(PANGO_SCALE)))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_line_spacing(layout, Float(lineSpacing))
        switch alignment {
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        // A name that begins with right-to-left characters must not turn its line around.
        pango_layout_set_auto_dir(layout, 0)
        TextLayout.style(layout, text, fonts)
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, nil, &logical)
        height = Double(logical.height) / Double(PANGO_SCALE)
        lineCount = Int(pango_layout_get_line_count(layout))
        unknownCharacters = Int(pango_layout_get_unknown_glyphs_count(layout))
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pointer)) }

    private static func style(_ layout: OpaquePointer, _ text: StyledText, _ fonts: FontSet) {
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        var start = 0
        for run in text.runs {
            let end = start + run.text.utf8.count
            let description = pango_font_description_new()
            defer { pango_font_description_free(description) }
            pango_font_description_set_family(description, fonts.files.family)
            pango_font_description_set_absolute_size(description, run.style.size * Double(PANGO_SCALE))
            pango_font_description_set_weight(description, run.style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
            if start == 0 { pango_layout_set_font_description(layout, description) }
            insert(pango_attr_font_desc_new(description), start..<end, into: attributes)
            if run.style.tracking != 0 {
                let spacing = Int32(run.style.tracking * Double(PANGO_SCALE))
                insert(pango_attr_letter_spacing_new(spacing), start..<end, into: attributes)
            }
            start = end
        }
        pango_layout_set_attributes(layout, attributes)
    }

    private static func insert(
        _ attribute: UnsafeMutablePointer<PangoAttribute>?, _ range: Range<Int>, into list: OpaquePointer?
    ) {
        attribute?.pointee.start_index = guint(range.lowerBound)
        attribute?.pointee.end_index = guint(range.upperBound)
        pango_attr_list_insert(list, attribute)
    }

    /// The width of the widest line, in points.
    public var usedWidth: Double {
        var logical = PangoRectangle()
        pango_layout_get_extents(pointer, nil, &logical)
        return Double(logical.width) / Double(PANGO_SCALE)
    }

    /// Distance from the top to the first baseline, in points.
    public var baseline: Double { Double(pango_layout_get_baseline(pointer)) / Double(PANGO_SCALE) }

    /// This text in pieces no higher than `limit`, cut between lines, at least one line each.
    public func pieces(noHigherThan limit: Double) throws -> [TextLayout] {
        var pieces: [TextLayout] = []
        var rest = self
        while rest.height > limit, rest.lineCount > 1 {
            let lines = max(1, Int(limit / rest.height * Double(rest.lineCount)))
            guard lines < rest.lineCount, let line = pango_layout_get_line_readonly(rest.pointer, Int32(lines)) else {
                break
            }
            let (first, second) = rest.text.split(atByte: Int(line.pointee.start_index))
            pieces.append(try like(first))
            rest = try like(second)
        }
        return pieces + [rest]
    }

    private func like(_ text: StyledText) throws -> TextLayout {
        try TextLayout(text, width: width, alignment: alignment, lineSpacing: lineSpacing, fonts: fonts)
    }
}
