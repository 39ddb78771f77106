import CPangoCairo
import Crypto
import Foundation

/// A picture as it stands in the PDF: the JPEG's own bytes, not encoded again. Pictures of the same bytes are in the PDF once, however often they
/// are drawn.
public struct PrintPicture: Hashable, Sendable {
    public let jpeg: [UInt8]
    /// Pixels, of the whole JPEG.
    public let width: Int
    public let height: Int
    /// What of it is seen, in its pixels; the rest is in the file, but covered. All, unless set otherwise.
    public var shown: Area
    /// SHA-256 of the bytes: a name given by anything else could be two pictures' name, and one person's letter would show the other's.
    fileprivate let digest: [UInt8]

    public init(jpeg: [UInt8], width: Int, height: Int) {
        self.jpeg = jpeg
        self.width = width
        self.height = height
        shown = Area(x: 0, y: 0, width: Double(width), height: Double(height))
        digest = jpeg.withUnsafeBytes { Array(SHA256.hash(data: $0)) }
    }
}

extension PDFCanvas {
    /// Draws what is shown of `picture` so that it fills `area` exactly.
    public func draw(_ picture: PrintPicture, in area: Area) throws {
        // Cairo takes the place from this surface, bytes and size from the JPEG attached to it; its one pixel is never seen. A surface
        // of the picture's size would be filled with black and copied first.
        guard let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1) else { throw FontSet.outOfMemory }
        defer { cairo_surface_destroy(image) }
        try attach(picture.jpeg, CAIRO_MIME_TYPE_JPEG, to: image)
        try attach(picture.digest, CAIRO_MIME_TYPE_UNIQUE_ID, to: image)
        let shown = picture.shown
        cairo_save(context)
        cairo_rectangle(context, area.x, area.y, area.width, area.height)
        cairo_clip(context)
        // From the page to the JPEG's pixels, and from there to the one pixel that stands for all of them.
        cairo_translate(context, area.x, area.y)
        cairo_scale(context, area.width / shown.width, area.height / shown.height)
        cairo_translate(context, -shown.x, -shown.y)
        cairo_scale(context, Double(picture.width), Double(picture.height))
        cairo_set_source_surface(context, image, 0, 0)
        // Any other filter becomes `Interpolate true`, which PDF/A forbids. Viewers smooth photographs all the same.
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        cairo_rectangle(context, 0, 0, 1, 1)
        cairo_fill(context)
        cairo_restore(context)
        try check()
    }

    private func attach(_ bytes: [UInt8], _ type: String, to image: OpaquePointer) throws {
        guard let copy = malloc(max(bytes.count, 1)) else { throw FontSet.outOfMemory }
        bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { copy.copyMemory(from: start, byteCount: bytes.count) }
        }
        let status = cairo_surface_set_mime_data(
            image, type, copy.assumingMemoryBound(to: UInt8.self), UInt(bytes.count), { free($0) }, copy)
        guard status == CAIRO_STATUS_SUCCESS else {
            free(copy)
            throw FontSet.outOfMemory
        }
    }
}
