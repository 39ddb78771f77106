import Domain
import Foundation
import ImageCodecs
import Imaging
import Storage

/// The cameras: puts pictures and manifests into place under their names at a steady rate.
struct Sender: Sendable {
    let root: RawPath
    /// A whole JPEG; each upload's differs in the bytes of its comment.
    let picture: [UInt8]

    /// A picture of about so many bytes: noise, which can't be compressed, behind a comment of 16 bytes.
    static func picture(bytes: Int) throws -> [UInt8] {
        var state: UInt64 = 1
        let side = max(64, Int(Double(bytes).squareRoot() * 0.92) / 16 * 16)
        let noise = (0..<side * side * 3).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(state >> 56)
        }
        let jpeg = try encodeJPEG(RGBImage(width: side, height: side, bytes: noise), quality: 80)
        let comment: [UInt8] = [0xFF, 0xFE, 0, 18] + Array(repeating: 0x20, count: 16)
        // Noise of a square of the wanted size comes out within a third of it; the rest is made up by the comment's neighbour.
        var padding: [UInt8] = []
        var missing = bytes - jpeg.count - comment.count
        while missing > 8 {
            let length = min(missing - 2, 65_535)
            padding +=
                [0xFF, 0xFE, UInt8(length >> 8), UInt8(length & 255)] + Array(repeating: 0x20, count: length - 2)
            missing -= length + 2
        }
        return jpeg.prefix(2) + comment + padding + jpeg.dropFirst(2)
    }

    func send(_ number: Int, camera: String, event: String) throws {
        let folder = root.appending(camera)
        var bytes = picture
        bytes.replaceSubrange(
            6..<22, with: Array(String(format: "%016d", number + (event.hasPrefix("B") ? 1 << 40 : 0)).utf8))
        try put(bytes, as: "\(event).jpg", in: folder)
        let manifest = """
            {"schema":"etle.event/1","event_id":"\(event)","camera_id":"\(camera)","captured_at":"\(IngestBenchmark.now().rfc3339)",
             "violations":[{"code":"red-light"}],"frames":[{"file":"\(event).jpg"}]}
            """
        try put(Array(manifest.utf8), as: "\(event).json", in: folder)
    }

    private func put(_ bytes: [UInt8], as name: String, in folder: RawPath) throws {
        // Cameras' servers don't sync either.
        let temporary = folder.appending(".\(name).part")
        try FileLayer().overwrite(temporary, bytes: bytes)
        try FileLayer().rename(temporary, to: folder.appending(name))
    }

    func run(
        rate: Double, junk: Double, seconds: Double, cameras: Int, start: ContinuousClock.Instant, onSent: () -> Void
    ) {
        var events = 0
        var broken = 0
        while true {
            let now = IngestBenchmark.seconds(ContinuousClock.now - start)
            if now > seconds { return }
            while Double(events) < now * rate {
                do { try send(events, camera: "CAM-\(events % cameras)", event: "E\(events)") } catch { print(error) }
                onSent()
                events += 1
            }
            while Double(broken) < now * junk {
                do { try put(Array("{".utf8), as: "junk\(broken).json", in: root.appending("JUNK")) } catch {
                    print(error)
                }
                broken += 1
            }
            Thread.sleep(forTimeInterval: 0.005)
        }
    }
}
