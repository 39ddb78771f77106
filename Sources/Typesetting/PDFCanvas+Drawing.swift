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

    /// Draws the code with its quiet zone inside `area`, a square. As shapes, not as a picture: sharp at any size.
    public func draw(_ symbol: QRSymbol, in area: Area) throws {
        let module = min(area.width, area.height) / Double(symbol.size + 2 * QRSymbol.quietZone)
        cairo_set_source_rgb(context, 0, 0, 0)
        for row in 0..<symbol.size {
            var column = 0
            while column < symbol.size {
                guard symbol.modules[row * symbol.size + column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < symbol.size, symbol.modules[row * symbol.size + column] { column += 1 }
                cairo_rectangle(
                    context, area.x + Double(start + QRSymbol.quietZone) * module,
                    area.y + Double(row + QRSymbol.quietZone) * module, Double(column - start) * module, module)
            }
        }
        cairo_fill(context)
        try check()
    }
}
