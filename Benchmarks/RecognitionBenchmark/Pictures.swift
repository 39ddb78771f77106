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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * width * height)
        let columns = (0..<width).map { x -> Int in
            let from = Int((Double(x) - side) / scale)
            return min(max(from, 0), scene.width - 1)
        }
        for y in 0..<height {
            let row = min(Int(Double(y) / scale), scene.height - 1)
            for x in columns {
                // A little texture, so that the JPEG is as large as a camera's.
                let noise = Int((UInt32(truncatingIfNeeded: bytes.count) &* 2_654_435_761) >> 28) - 8
                let (red, green, blue) = scene.rgb(x: x, y: row)
                for channel in [red, green, blue] { bytes.append(UInt8(min(max(Int(channel) + noise / 2, 0), 255))) }
            }
        }
        return RGBImage(width: width, height: height, bytes: bytes)
    }

    func jpeg(_ index: Int, width: Int, height: Int) throws -> [UInt8] {
        try encodeJPEG(image(index, width: width, height: height), quality: 80)
    }
}

/// The labelled scenes beside the repository; nil where there are none.
func sceneFolder() -> URL? {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("../shared/data/id-scenes-val").standardizedFileURL
    return FileManager.default.fileExists(atPath: folder.appendingPathComponent("labels.csv").path) ? folder : nil
}
