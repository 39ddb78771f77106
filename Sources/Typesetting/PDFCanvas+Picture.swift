import CPangoCairo
import Foundation

/// A picture as it stands in the PDF: the JPEG's own bytes, not encoded again.
public struct PrintPicture: Hashable, Sendable {
    public let jpeg: [UInt8]
    /// Pixels.
    public let width: Int
    public let height: Int

    public init(jpeg: [UInt8], width: Int, height: Int) {
        self.jpeg = jpeg
        self.width = width
        self.height = height
    }
}

extension PDFCanvas {
    /// Draws `picture` so that it fills `area` exactly.
    public func draw(_ picture: PrintPicture, in area: Area) throws {
        // Cairo takes the place from this surface, bytes and size from the JPEG attached to it; its one pixel is never seen. A surface
        // of the picture's size would be filled with black and copied first.
        guard let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1) else { throw FontSet.outOfMemory }
        defer { cairo_surface_destroy(image) }
        guard let copy = malloc(max(picture.jpeg.count, 1)) else { throw FontSet.outOfMemory }
        picture.jpeg.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { copy.copyMemory(from: start, byteCount: bytes.count) }
        }
        let status = cairo_surface_set_mime_data(
            image, CAIRO_MIME_TYPE_JPEG, copy.assumingMemoryBound(to: UInt8.self), UInt(picture.jpeg.count),
            { free($0) }, copy)
        guard status == CAIRO_STATUS_SUCCESS else {
            free(copy)
            throw FontSet.outOfMemory
        }
        cairo_save(context)
        cairo_translate(context, area.x, area.y)
        cairo_scale(context, area.width, area.height)
        cairo_set_source_surface(context, image, 0, 0)
        cairo_rectangle(context, 0, 0, 1, 1)
        cairo_fill(context)
        cairo_restore(context)
        try check()
    }
}
