import Foundation
import ImageCodecs
import Imaging
import Recognition

/// Whole pictures: how recognition compares with the bare decoding of the same JPEG, in the same run.
func benchmarkPictures(_ pictures: BenchmarkPictures) throws {
    // Cameras write 1080p pictures of 200 to 500 kB; the larger the file, the more of the time is decoding.
    for (width, height, quality, count) in [
        (960, 540, 80, 12), (1920, 1080, 80, 50), (1920, 1080, 88, 50), (1920, 1080, 91, 50), (3840, 2160, 80, 12),
    ] {
        let files = try (0..<count).map { try pictures.jpeg($0, width: width, height: height, quality: quality) }
        try benchmarkPictures("\(width)x\(height), quality \(quality)", files)
    }
}

/// The JPEGs of a folder.
func benchmarkFolder(_ folder: URL) throws {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "jpg" }.sorted { $0.path < $1.path }
    try benchmarkPictures(folder.lastPathComponent, try files.map { Array(try Data(contentsOf: $0)) })
}

private func benchmarkPictures(_ title: String, _ files: [[UInt8]]) throws {
    let reader = try PlateReader()
    var ratios: [Double] = []
    var bare: [Double] = []
    var totals: [Double] = []
    var steps: [PictureReading.StepTimes] = []
    var plates = 0
    for jpeg in files {
        let decode = try medianSeconds(repeats: 5) { _ = try decodeLuminance(jpeg) }
        var last: PictureReading?
        let total = try medianSeconds(repeats: 5) {
            let reading = try reader.read(encoded: jpeg)
            steps.append(reading.ms)
            last = reading
        }
        plates += last?.plates.isEmpty == false ? 1 : 0
        bare.append(decode)
        totals.append(total)
        ratios.append(total / decode)
    }
    let bytes = files.reduce(0) { $0 + $1.count } / max(files.count, 1)
    print(
        "\(title), \(files.count) pictures of \(bytes / 1000) kB: luminance \(rounded(median(bare) * 1000)) ms, "
            + "all \(rounded(median(totals) * 1000)) ms, ratio \(rounded(median(ratios))), plate found in \(plates); "
            + "decode \(rounded(median(steps.map(\.decode)))) ms, locate \(rounded(median(steps.map(\.locate)))) ms, "
            + "read \(rounded(median(steps.map(\.read)))) ms")
}

/// A plate crop as the reader takes it: cut, normalised, read, searched.
func benchmarkCrop(_ pictures: BenchmarkPictures) throws {
    let reader = try PlateReader()
    let picture = try decodeYCbCr(try pictures.jpeg(0, width: 1920, height: 1080))
    guard let plate = try reader.read(picture).plates.first else {
        print("crop: no plate in the first picture")
        return
    }
    let seconds = try medianSeconds(repeats: 50) { _ = try reader.readCrop(picture, corners: plate.corners) }
    print("plate crop of \(Int(plate.corners.topLength)) pixels' width: \(rounded(seconds * 1000)) ms")
}

/// Peak memory of one 12-megapixel picture; to be run in a process of its own.
func benchmarkMemory(_ pictures: BenchmarkPictures) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("etle-benchmark-\(getpid()).jpg")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(try pictures.jpeg(0, width: 4000, height: 3000)).write(to: path)
    let child = Process()
    child.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    child.arguments = ["peak-memory", path.path]
    try child.run()
    child.waitUntilExit()
}

/// Reads one file and prints the most memory that the process ever held.
func printPeakMemory(_ path: String) throws {
    let reading = try PlateReader().read(encoded: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? "VmHWM: unknown"
    print("peak memory, \(reading.width)x\(reading.height), \(reading.plates.count) plate: \(peak)")
}
