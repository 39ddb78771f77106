import Foundation
import ImageCodecs
import Imaging
import Recognition

/// Pictures of a given size with one plate each, made from labelled street scenes: the scene fills the height, its outermost
/// columns the sides.
struct BenchmarkPictures {
    let scenes: [YCbCrImage]

    /// - Parameter folder: holds `labels.csv` and JPEGs.
    init(folder: URL, count: Int) throws {
        let labels = try Labels(
            parsing: String(decoding: Data(contentsOf: folder.appendingPathComponent("labels.csv")), as: UTF8.self))
        scenes = try labels.pictures.prefix(count).map {
            try decodeYCbCr(Array(try Data(contentsOf: folder.appendingPathComponent($0.file))))
        }
    }

    func image(_ index: Int, width: Int, height: Int) -> RGBImage {
        let scene = scenes[index % scenes.count]
        let scale = Double(height) / Double(scene.height)
        let side = Double(width) / 2 - Double(scene.width) * scale / 2
        let columns = (0..<width).map { Sample((Double($0) + 0.5 - side) / scale - 0.5, count: scene.width) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * width * height)
        for y in 0..<height {
            let row = Sample((Double(y) + 0.5) / scale - 0.5, count: scene.height)
            for column in columns {
                // A little texture, so that the JPEG is as large as a camera's.
                let noise = Int((UInt32(truncatingIfNeeded: bytes.count) &* 2_654_435_761) >> 28) - 8
                let upper = Self.mix(
                    scene.rgb(x: column.first, y: row.first), scene.rgb(x: column.next, y: row.first), column.share)
                let lower = Self.mix(
                    scene.rgb(x: column.first, y: row.next), scene.rgb(x: column.next, y: row.next), column.share)
                let colour = upper + (lower - upper) * row.share
                for channel in 0..<3 { bytes.append(UInt8(min(max(colour[channel] + Float(noise / 2), 0), 255))) }
            }
        }
        return RGBImage(width: width, height: height, bytes: bytes)
    }

    /// Two neighbouring positions and how much the second counts.
    private struct Sample {
        var first: Int
        var next: Int
        var share: Float

        init(_ position: Double, count: Int) {
            let inside = min(max(position, 0), Double(count - 1))
            first = Int(inside)
            next = min(first + 1, count - 1)
            share = Float(inside - Double(first))
        }
    }

    private static func mix(
        _ one: (UInt8, UInt8, UInt8), _ other: (UInt8, UInt8, UInt8), _ share: Float
    ) -> SIMD3<Float> {
        let (a, b) = (
            SIMD3(Float(one.0), Float(one.1), Float(one.2)), SIMD3(Float(other.0), Float(other.1), Float(other.2))
        )
        return a + (b - a) * share
    }

    func jpeg(_ index: Int, width: Int, height: Int, quality: Int = 80) throws -> [UInt8] {
        try encodeJPEG(image(index, width: width, height: height), quality: quality)
    }
}

/// The labelled scenes beside the repository; nil where there are none.
func sceneFolder() -> URL? {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("../shared/data/id-scenes-val").standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.appendingPathComponent("labels.csv").path) ? folder : nil
}
