import Foundation
import ImageCodecs
import Imaging
import Inference
import Recognition
import TestSupport
import Testing

/// The labelled pictures beside the repository; tests on them say what they skip where there are none.
enum RealPictures {
    static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("../shared/data").standardizedFileURL

    static func has(_ folder: String) -> Bool {
        let exists = FileManager.default.fileExists(atPath: data.appendingPathComponent(folder + "/labels.csv").path)
        if !exists { print("skipped: ../shared/data/\(folder) isn't there") }
        return exists
    }

    static func labels(_ folder: String) throws -> Labels {
        try Labels(
            parsing: String(
                decoding: Data(contentsOf: data.appendingPathComponent(folder + "/labels.csv")), as: UTF8.self))
    }

    static func bytes(_ folder: String, _ file: String) throws -> [UInt8] {
        Array(try Data(contentsOf: data.appendingPathComponent(folder).appendingPathComponent(file)))
    }
}

@Suite struct RealPictureTests {
    @Test(.enabled(if: RealPictures.has("id-scenes-val")))
    func `validation scenes are located and read`() throws {
        let reader = try PlateReader()
        var evaluation = Evaluation()
        for picture in try RealPictures.labels("id-scenes-val").pictures {
            evaluation.add(picture, try reader.read(encoded: try RealPictures.bytes("id-scenes-val", picture.file)))
        }
        let scores = evaluation.scores
        print("id-scenes-val\n\(scores.table)\nnot read exactly: \(evaluation.missedFiles.joined(separator: " "))")
        #expect(scores.located ?? 0 >= 0.99)
        #expect(scores.exact >= 0.98)
        #expect(scores.falsePlatesPerPicture <= 0.02)
        #expect(scores.wrongAtCertain == 0)
    }

    @Test(.enabled(if: RealPictures.has("id-scenes-val")))
    func `scalar and fast kernels decide the same, on any thread and in any order`() async throws {
        let pictures = try RealPictures.labels("id-scenes-val").pictures.prefix(16)
        let fast = try PlateReader(options: .init(kernels: .simd))
        let others = try Kernels.available.filter { $0 != .simd }.map { try PlateReader(options: .init(kernels: $0)) }
        let files = try pictures.map { try RealPictures.bytes("id-scenes-val", $0.file) }
        let expected = try files.map { try fast.read(encoded: $0).plates }
        let parallel = try await withThrowingTaskGroup(of: (Int, [PlateReading]).self) { group in
            for (index, file) in files.enumerated().reversed() {
                group.addTask { (index, try fast.read(encoded: file).plates) }
            }
            return try await group.reduce(into: [Int: [PlateReading]]()) { $0[$1.0] = $1.1 }
        }
        for (index, file) in files.enumerated() {
            #expect(parallel[index] == expected[index], "\(pictures[index].file), other thread")
            guard index < 5 else { continue }
            for other in others {
                let plates = try other.read(encoded: file).plates
                let what = Comment(rawValue: "\(pictures[index].file), \(other.options.kernels) kernels")
                if other.options.kernels == .wide { #expect(plates == expected[index], what) }
                #expect(plates.map(\.text) == expected[index].map(\.text), what)
                for (one, two) in zip(plates, expected[index]) {
                    #expect(abs(one.confidence - two.confidence) < 1e-3, what)
                    #expect(one.box == two.box && one.colour == two.colour && one.expiry == two.expiry, what)
                }
            }
        }
    }

    @Test(.enabled(if: RealPictures.has("id-scenes-val")))
    func `an explanation shows the places and one chart a plate`() throws {
        let file = try #require(try RealPictures.labels("id-scenes-val").pictures.first).file
        let bytes = try RealPictures.bytes("id-scenes-val", file)
        let reader = try PlateReader()
        let (reading, pictures) = try reader.explain(encoded: bytes)
        #expect(reading.plates == (try reader.read(encoded: bytes)).plates)
        #expect(pictures.count >= 1 + reading.plates.count && pictures[0].name == "located")
        for picture in pictures { #expect(try verifyImageStructure(try encodePNG(picture.image)).format == .png) }
    }
}

@Test func `pictures of any size and content are read without a fault`() throws {
    let reader = try PlateReader()
    var generator = SeededGenerator(seed: 4)
    for (width, height) in [(1, 1), (1, 400), (400, 1), (3, 7), (16, 16), (97, 33), (640, 200), (2500, 40)] {
        for isFlat in [true, false] {
            let pixels = (0..<width * height).map { _ in isFlat ? 128 : UInt8.random(in: 0...255, using: &generator) }
            let picture = YCbCrImage(luminance: Plane(width: width, height: height, pixels: pixels), chroma: nil)
            let reading = try reader.read(picture)
            #expect(reading.width == width && reading.height == height)
            for plate in reading.plates {
                #expect(plate.box.x >= 0 && plate.box.y >= 0)
                #expect(plate.box.x + plate.box.width <= width && plate.box.y + plate.box.height <= height)
            }
        }
    }
}

@Test func `the model that is built in is sound, and a broken one is refused`() throws {
    #expect(throws: ModelError.self) { try PlateReader(modelFile: [1, 2, 3]) }
    let file = PlateReader.embeddedModel
    #expect(throws: Never.self) { try PlateReader(modelFile: file) }
    #expect(throws: ModelError.self) { try PlateReader(modelFile: Array(file.dropLast())) }
}

@Test func `calibration is linear between its knots and refuses what doesn't rise`() throws {
    let calibration = try Calibration(knots: [0.2, 0.1, 0.6, 0.9, 1, 1])
    #expect(abs(calibration(0.4) - 0.5) < 1e-12 && abs(calibration(0.1) - 0.05) < 1e-12 && calibration(1) == 1)
    #expect(try Calibration(knots: [])(0.37) == 0.37)
    for wrong in [[0.5], [0.5, 0.5, 0.4, 0.6], [0.1, 0.5, 0.2, 0.4], [0.1, 1.5]] {
        #expect(throws: ModelError.self) { try Calibration(knots: wrong) }
    }
}
