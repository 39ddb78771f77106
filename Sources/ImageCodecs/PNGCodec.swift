import CPNG
import Imaging

/// PNG by libpng's simplified interface, which reports errors as values.
enum PNGCodec {
    static func luminance(_ data: UnsafeBufferPointer<UInt8>, _ header: ImageHeader) throws -> Plane<UInt8> {
        guard header.components <= 2 else { return try rgb(data, header).luminance }
        return try read(data, header) { image in
            guard image.format & 2 == 0 else { return nil }  // PNG_FORMAT_FLAG_COLOR: a palette of colours
            image.format = 0  // PNG_FORMAT_GRAY
            return 1
        }.map { Plane(width: header.width, height: header.height, pixels: $0) } ?? rgb(data, header).luminance
    }

    static func rgb(_ data: UnsafeBufferPointer<UInt8>, _ header: ImageHeader) throws -> RGBImage {
        let bytes = try read(data, header) { image in
            image.format = 2  // PNG_FORMAT_RGB
            return 3
        }
        return RGBImage(width: header.width, height: header.height, bytes: bytes ?? [])
    }

    /// Reads with the number of channels that `prepare` sets up the format for; nil if it declines.
    private static func read(
        _ data: UnsafeBufferPointer<UInt8>, _ header: ImageHeader, prepare: (inout png_image) -> Int?
    ) throws -> [UInt8]? {
        var image = png_image()
        image.version = 1  // PNG_IMAGE_VERSION
        guard png_image_begin_read_from_memory(&image, data.baseAddress, data.count) != 0 else {
            throw failure(image)
        }
        defer { png_image_free(&image) }
        guard Int(image.width) == header.width, Int(image.height) == header.height else {
            throw ImageError.corruptPNG("the size isn't the one in the header that was checked")
        }
        image.flags |= 0x04  // PNG_IMAGE_FLAG_16BIT_sRGB: 16-bit samples are gamma encoded, as all writers have it
        guard let channels = prepare(&image) else { return nil }
        // Transparent parts are laid on what stands in the buffer: white.
        var pixels = [UInt8](repeating: 255, count: channels * header.width * header.height)
        let stride = Int32(channels * header.width)
        guard png_image_finish_read(&image, nil, &pixels, stride, nil) != 0 else { throw failure(image) }
        return pixels
    }

    static func encode(_ pixels: [UInt8], width: Int, height: Int, channels: Int) throws -> [UInt8] {
        var image = png_image()
        image.version = 1
        image.width = UInt32(width)
        image.height = UInt32(height)
        image.format = channels == 3 ? 2 : 0
        let stride = Int32(channels * width)
        // The largest that deflate can make of the rows, so that one pass is enough.
        let rows = height * (1 + channels * width)
        var size = rows + rows / 1000 + 12 * (rows / 8192 + 1) + 4096
        var out = [UInt8](repeating: 0, count: size)
        guard png_image_write_to_memory(&image, &out, &size, 0, pixels, stride, nil) != 0 else {
            throw ImageError(code: ImageError.encodingFailed, message: "No PNG could be written: \(message(image)).")
        }
        out.removeLast(out.count - size)
        return out
    }

    private static func message(_ image: png_image) -> String {
        withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    private static func failure(_ image: png_image) -> ImageError {
        let text = message(image)
        // libpng's words for the end of the data.
        let isCut = text.contains("too short") || text.contains("Not enough") || text.contains("read beyond end")
        return isCut ? .truncatedPNG(text) : .corruptPNG(text)
    }
}
