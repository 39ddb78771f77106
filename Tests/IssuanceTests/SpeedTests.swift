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
@Suite struct SpeedTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["ETLE_BENCHMARK"] != nil, "set ETLE_BENCHMARK"))
    func `letters a second`() async throws {
        let renderer = try Samples.renderer()
        let count = 200
        for threads in [1, ProcessInfo.processInfo.activeProcessorCount] {
            for (name, needsPictures) in [("with pictures", true), ("text only", false)] {
                var notice = Samples.notice
                if !needsPictures { notice.pictures = [] }
                let size = try renderer.letter(notice, picture: Samples.picture).pdf.count
                let start = ContinuousClock.now
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<threads {
                        group.addTask { [notice] in
                            for _ in 0..<count / threads { _ = try renderer.letter(notice, picture: Samples.picture) }
                        }
                    }
                    try await group.waitForAll()
                }
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                print(
                    "\(threads) threads, \(name): \(Int(Double(count) / seconds)) letters a second, \(size) bytes each")
            }
        }
    }
}
