/// A colour picture as JPEG stores it (JFIF, full range BT.601): luminance for each pixel, and two chroma planes that may
/// be smaller. Grey pictures have no chroma.
///
/// A chroma plane of width `w` covers a picture of width `width`: its column for the pixel column x is `x * w / width`.
public struct YCbCrImage: Equatable, Sendable {
    /// 0 (black) to 255 (white).
    public var luminance: Plane<UInt8>
    /// Blue and red differences, 128 for grey. Equal in size.
    public var chroma: Chroma?

    public struct Chroma: Equatable, Sendable {
        public var blue: Plane<UInt8>
        public var red: Plane<UInt8>

        /// - Precondition: both planes have the same size.
        public init(blue: Plane<UInt8>, red: Plane<UInt8>) {
            precondition(blue.width == red.width && blue.height == red.height)
            self.blue = blue
            self.red = red
        }
    }

    public init(luminance: Plane<UInt8>, chroma: Chroma?) {
        self.luminance = luminance
        self.chroma = chroma
    }

    public var width: Int { luminance.width }
    public var height: Int { luminance.height }

    /// The colour of one pixel; chroma is taken from the nearest sample.
    public func rgb(x: Int, y: Int) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let grey = luminance[x, y]
        guard let chroma else { return (grey, grey, grey) }
        let column = x * chroma.blue.width / width
        let row = y * chroma.blue.height / height
        return YCbCrImage.rgb(luminance: grey, blue: chroma.blue[column, row], red: chroma.red[column, row])
    }

    /// The part inside `rect` as RGB; nil if no pixel of the picture lies in it.
    public func rgb(in rect: PixelRect) -> RGBImage? {
        let area = rect.clamped(toWidth: width, height: height)
        guard area.area > 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * area.area)
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width {
                let (red, green, blue) = rgb(x: x, y: y)
                bytes.append(red)
                bytes.append(green)
                bytes.append(blue)
            }
        }
        return RGBImage(width: area.width, height: area.height, bytes: bytes)
    }

    /// JFIF's conversion, in fixed point with 16 fraction bits, rounded and clamped.
    static func rgb(luminance: UInt8, blue: UInt8, red: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
        let y = Int(luminance) << 16 + 1 << 15
        let (cb, cr) = (Int(blue) - 128, Int(red) - 128)
        func clamp(_ value: Int) -> UInt8 { UInt8(min(max(value >> 16, 0), 255)) }
        return (clamp(y + 91881 * cr), clamp(y - 22554 * cb - 46802 * cr), clamp(y + 116130 * cb))
    }

    /// From RGB; chroma is averaged over squares of 2 x 2 pixels (fewer at the right and bottom edges).
    public init(_ image: RGBImage) {
        let (width, height) = (image.width, image.height)
        let (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2)
        var blue = [UInt8](repeating: 128, count: halfWidth * halfHeight)
        var red = blue
        for row in 0..<halfHeight {
            for column in 0..<halfWidth {
                var (sumRed, sumGreen, sumBlue, count) = (0, 0, 0, 0)
                for y in 2 * row..<min(2 * row + 2, height) {
                    for x in 2 * column..<min(2 * column + 2, width) {
                        let at = 3 * (y * width + x)
                        sumRed += Int(image.bytes[at])
                        sumGreen += Int(image.bytes[at + 1])
                        sumBlue += Int(image.bytes[at + 2])
                        count += 1
                    }
                }
                let half = count << 15
                let cb = (-11059 * sumRed - 21709 * sumGreen + 32768 * sumBlue + half) / (count << 16)
                let cr = (32768 * sumRed - 27439 * sumGreen - 5329 * sumBlue + half) / (count << 16)
                blue[row * halfWidth + column] = UInt8(min(max(cb + 128, 0), 255))
                red[row * halfWidth + column] = UInt8(min(max(cr + 128, 0), 255))
            }
        }
        self.init(
            luminance: image.luminance,
            chroma: Chroma(
                blue: Plane(width: halfWidth, height: halfHeight, pixels: blue),
                red: Plane(width: halfWidth, height: halfHeight, pixels: red)))
    }
}

extension RGBImage {
    /// JFIF luminance, `0.299 R + 0.587 G + 0.114 B`, rounded.
    public var luminance: Plane<UInt8> {
        var pixels = [UInt8](repeating: 0, count: width * height)
        bytes.withUnsafeBufferPointer { bytes in
            for index in pixels.indices {
                let sum =
                    19595 * Int(bytes[3 * index]) + 38470 * Int(bytes[3 * index + 1]) + 7471 * Int(bytes[3 * index + 2])
                pixels[index] = UInt8((sum + 1 << 15) >> 16)
            }
        }
        return Plane(width: width, height: height, pixels: pixels)
    }

    /// A grey picture as RGB.
    public init(_ plane: Plane<UInt8>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * plane.pixels.count)
        for pixel in plane.pixels { bytes.append(contentsOf: repeatElement(pixel, count: 3)) }
        self.init(width: plane.width, height: plane.height, bytes: bytes)
    }
}
