import ImageCodecs
import Imaging

/// A smooth picture with some structure, so that JPEG keeps it nearly as it is.
func smoothPicture(width: Int, height: Int) -> RGBImage {
    var bytes: [UInt8] = []
    for y in 0..<height {
        for x in 0..<width {
            bytes.append(UInt8(40 + 150 * x / max(width, 1)))
            bytes.append(UInt8(60 + 120 * y / max(height, 1)))
            bytes.append(UInt8(200 - 100 * x / max(width, 1)))
        }
    }
    return RGBImage(width: width, height: height, bytes: bytes)
}

func largestDifference(_ one: [UInt8], _ other: [UInt8]) -> Int {
    zip(one, other).reduce(one.count == other.count ? 0 : 255) { max($0, abs(Int($1.0) - Int($1.1))) }
}

/// The code of the `ImageError` that `work` throws; nil if it throws none.
func code(_ work: () throws -> some Any) -> String? {
    do {
        _ = try work()
        return nil
    } catch let error as ImageError {
        return error.code
    } catch {
        return "\(type(of: error))"
    }
}
