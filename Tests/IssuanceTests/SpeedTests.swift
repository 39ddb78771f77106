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
/// Reports processor time, which says what a letter costs even where others use the machine too, and the time that passed. A letter is made
/// as the daemon makes it, from figures that were prepared when its pictures were read; what preparing them adds to a reading stands beside it,
/// and what a letter costs whose figures got lost.
@Suite struct SpeedTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["ETLE_BENCHMARK"] != nil, "set ETLE_BENCHMARK"))
    func `letters a second`() async throws {
        let renderer = try Samples.renderer()
        // As large as cameras' uploads are taken to be (docs/proof.md), and one that compresses badly.
        let usual = try overview(ofBytes: 300_000)
        for (name, overview, count) in [
            ("text only", nil, 0), ("usual overview alone", usual, 1), ("usual overview", usual, 2),
            ("large overview", try Samples.picture(Samples.overviewHash), 2),
        ] {
            var notice = Samples.notice
            notice.pictures = Array(Samples.pictures.prefix(count))
            let picture: @Sendable (String) throws -> [UInt8] = {
                if let overview, $0 == Samples.overviewHash { overview } else { try Samples.picture($0) }
            }
            let originals = PictureSource(picture: picture)
            let sizes = try notice.pictures.map { "\(try picture($0.sha256).count / 1000) KB" }.joined(separator: ", ")
            let size = try renderer.letter(notice, from: originals).pdf.count
            print("\(name) [\(sizes)], \(size) bytes each:")
            if let overview {
                let decoded = [Samples.overviewHash: try decodeYCbCr(overview)]
                let prepare = { @Sendable [notice] in
                    try #require(PreparedAnnex(notice.pictures, picture: picture) { decoded[$0] })
                }
                let annex = try prepare().bytes
                notice.annex = "prepared"
                let prepared = PictureSource(picture: picture, annex: { _ in annex })
                try await report("  letter", on: 200) { [notice] in _ = try renderer.letter(notice, from: prepared) }
                try await report("  preparing, once a case", on: 200) { _ = try prepare() }
                try await report("  both", on: 200) { [notice] in
                    _ = try prepare()
                    _ = try renderer.letter(notice, from: prepared)
                }
                try await report("  letter from the originals", on: 100) { [notice] in
                    _ = try renderer.letter(notice, from: originals)
                }
                try await report("  decoding the overview to RGB", on: 60) { _ = try decodeRGB(overview) }
            } else {
                try await report("  letter", on: 200) { [notice] in _ = try renderer.letter(notice, from: originals) }
            }
        }
    }

    private func report(_ name: String, on times: Int, _ work: @escaping @Sendable () throws -> Void) async throws {
        let (processor, passed) = try await spent(on: times, work)
        print("\(name): \(rounded(processor)) ms of processor time, \(Int(1 / passed)) a second on \(threads) threads")
    }

    private let threads = ProcessInfo.processInfo.activeProcessorCount

    private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// A 1920 x 1080 picture of at least so many bytes.
    private func overview(ofBytes count: Int) throws -> [UInt8] {
        for quality in stride(from: 50, through: 95, by: 1) {
            let jpeg = try encodeJPEG(
                Samples.scene(width: 1920, height: 1080, plates: [PixelRect(x: 900, y: 800, width: 180, height: 56)]),
                quality: quality)
            if jpeg.count >= count { return jpeg }
        }
        throw Samples.Missing()
    }

    /// Does the work `times` times on all processors at once.
    ///
    /// - Returns: for each time, milliseconds of processor time and seconds that passed.
    private func spent(
        on times: Int, _ work: @escaping @Sendable () throws -> Void
    ) async throws -> (processor: Double, passed: Double) {
        let (start, processor) = (ContinuousClock.now, clock())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<threads {
                group.addTask { [threads] in for _ in 0..<times / threads { try work() } }
            }
            try await group.waitForAll()
        }
        let milliseconds = Double(clock() - processor) / Double(CLOCKS_PER_SEC) * 1000 / Double(times)
        return (milliseconds, (ContinuousClock.now - start) / .seconds(1) / Double(times))
    }
}
