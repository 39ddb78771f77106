import CPangoCairo

/// A shape of straight lines and curves.
public enum PathStep: Hashable, Sendable {
    case move(Double, Double)
    case line(Double, Double)
    /// A cubic Bézier curve: two control points and the end.
    case curve(Double, Double, Double, Double, Double, Double)
    case close
}

/// Greys are 0 (black) to 1 (white): all documents are legible without colour.
extension PDFCanvas {
    /// Draws `layout` with its top left corner at (`x`, `y`).
    public func draw(_ layout: TextLayout, x: Double, y: Double, grey: Double = 0) throws {
        cairo_set_source_rgb(context, grey, grey, grey)
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout.pointer)
        cairo_new_path(context)
        try check()
    }

    public func fill(_ area: Area, grey: Double) throws {
        cairo_set_source_rgb(context, grey, grey, grey)
        cairo_rectangle(context, area.x, area.y, area.width, area.height)
        cairo_fill(context)
        try check()
    }

    /// - Parameter dash: lengths of dashes and gaps in points; empty for a whole line.
    public func frame(_ area: Area, width: Double, grey: Double = 0, dash: [Double] = []) throws {
        cairo_set_source_rgb(context, grey, grey, grey)
        cairo_set_line_width(context, width)
        cairo_set_dash(context, dash, Int32(dash.count), 0)
        cairo_rectangle(context, area.x, area.y, area.width, area.height)
        cairo_stroke(context)
        cairo_set_dash(context, [], 0, 0)
        try check()
    }

    public func circle(
        x: Double, y: Double, radius: Double, width: Double, grey: Double = 0, dash: [Double] = []
    ) throws {
        cairo_set_source_rgb(context, grey, grey, grey)
        cairo_set_line_width(context, width)
        cairo_set_dash(context, dash, Int32(dash.count), 0)
        cairo_new_sub_path(context)
        cairo_arc(context, x, y, radius, 0, 2 * Double.pi)
        cairo_stroke(context)
        cairo_set_dash(context, [], 0, 0)
        try check()
    }

    public func rule(x: Double, y: Double, toX: Double, toY: Double, width: Double, grey: Double = 0) throws {
        cairo_set_source_rgb(context, grey, grey, grey)
        cairo_set_line_width(context, width)
        cairo_move_to(context, x, y)
        cairo_line_to(context, toX, toY)
        cairo_stroke(context)
        try check()
    }

    /// Fills `path`, or draws its outline where `outline` gives a width.
    public func draw(_ path: [PathStep], grey: Double = 0, outline: Double? = nil) throws {
        cairo_set_source_rgb(context, grey, grey, grey)
        for step in path {
            switch step {
            case .move(let x, let y): cairo_move_to(context, x, y)
            case .line(let x, let y): cairo_line_to(context, x, y)
            case .curve(let x1, let y1, let x2, let y2, let x, let y): cairo_curve_to(context, x1, y1, x2, y2, x, y)
            case .close: cairo_close_path(context)
            }
        }
        if let outline {
            cairo_set_line_width(context, outline)
            cairo_stroke(context)
        } else {
            cairo_fill(context)
        }
        try check()
    }

    /// Draws the code with its quiet zone inside `area`, a square. As a picture of one pixel a module, which is never smoothed: sharp at
    /// any size, without seams between modules, and much cheaper for cairo than hundreds of shapes.
    public func draw(_ symbol: QRSymbol, in area: Area) throws {
        let size = symbol.size
        guard let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(size), Int32(size)),
            let pixels = cairo_image_surface_get_data(image)
        else { throw FontSet.outOfMemory }
        defer { cairo_surface_destroy(image) }
        let stride = Int(cairo_image_surface_get_stride(image))
        cairo_surface_flush(image)
        for row in 0..<size {
            for column in 0..<size {
                let value: UInt32 = symbol.modules[row * size + column] ? 0 : 0xFF_FFFF
                UnsafeMutableRawPointer(pixels).storeBytes(
                    of: value, toByteOffset: row * stride + 4 * column, as: UInt32.self)
            }
        }
        cairo_surface_mark_dirty(image)
        let module = min(area.width, area.height) / Double(size + 2 * QRSymbol.quietZone)
        let margin = Double(QRSymbol.quietZone) * module
        cairo_save(context)
        cairo_translate(context, area.x + margin, area.y + margin)
        cairo_scale(context, module, module)
        cairo_set_source_surface(context, image, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        cairo_rectangle(context, 0, 0, Double(size), Double(size))
        cairo_fill(context)
        cairo_restore(context)
        try check()
    }
}
