import Foundation
import ImageCodecs
import Imaging
import Issuance
import Testing

/// A 2-megapixel picture that compresses as badly as a camera's at night.
func noisyPicture() throws -> [UInt8] {
    try encodeJPEG(
        Samples.scene(
            width: 1920, height: 1080, plates: [PixelRect(x: 900, y: 800, width: 180, height: 56)], grain: 90),
        quality: 80)
}

/// `ETLE_BENCHMARK=1 swift test -c release --filter SpeedTests`
///
/// Reports processor time, which says what a letter costs even where others use the machine too, and the time that passed.
@Suite struct SpeedTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["ETLE_BENCHMARK"] != nil, "set ETLE_BENCHMARK"))
    func `letters a second`() async throws {
        let renderer = try Samples.renderer()
        let threads = ProcessInfo.processInfo.activeProcessorCount
        let each = 50
        for (name, pictures) in [("with pictures", Samples.pictures), ("text only", [])] {
            var notice = Samples.notice
            notice.pictures = pictures
            let sizes = try pictures.map { "\(try Samples.picture($0.sha256).count / 1000) KB" }
            let size = try renderer.letter(notice, picture: Samples.picture).pdf.count
            let (start, processor) = (ContinuousClock.now, clock())
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<threads {
                    group.addTask { [notice] in
                        for _ in 0..<each { _ = try renderer.letter(notice, picture: Samples.picture) }
                    }
                }
                try await group.waitForAll()
            }
            let milliseconds = Double(clock() - processor) / Double(CLOCKS_PER_SEC) * 1000 / Double(threads * each)
            let passed = Double(threads * each) / ((ContinuousClock.now - start) / .seconds(1))
            print(
                "\(name) \(sizes): \((milliseconds * 10).rounded() / 10) ms of processor time a letter, "
                    + "\(Int(passed)) a second on \(threads) threads, \(size) bytes each")
        }
    }
}
