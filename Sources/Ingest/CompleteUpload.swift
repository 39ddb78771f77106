import Domain
import ImageCodecs
import Journal
import Storage

/// A complete upload with its pictures' bytes, checked.
struct CompleteUpload: Sendable {
    struct Data: Sendable {
        let file: FoundFile
        let sha256: String
    }

    struct Frame: Sendable {
        let file: FoundFile
        let picture: Report.Picture
        let bytes: [UInt8]
        let sha256: String
        let header: ImageHeader
    }

    let report: Report
    let lead: FoundFile
    /// Manifests and data files; none where names say everything.
    let data: [Data]
    let frames: [Frame]

    var files: [FoundFile] { frames.map(\.file) + data.map(\.file) }
    var byteCount: Int { frames.reduce(0) { $0 + $1.bytes.count } }

    /// In the journal's words.
    func acceptable(camera: CameraAccount) -> AcceptableUpload {
        var claims = report.claims
        claims?.boxes = frames.enumerated().flatMap { index, frame in
            frame.picture.boxes.map { seen in
                CameraClaims.Box(
                    what: seen.what, frame: index,
                    box: seen.pixels(width: frame.header.width, height: frame.header.height))
            }
        }
        let capture = Capture(
            eventID: report.eventID, cameraID: camera.id, capturedAt: report.capturedAt, lane: report.lane,
            violations: report.violations, vehicle: report.vehicle,
            frames: frames.map { frame in
                CaptureFrame(
                    file: String(decoding: frame.file.entry.name, as: UTF8.self), sha256: frame.sha256,
                    bytes: frame.bytes.count, width: frame.header.width, height: frame.header.height,
                    role: frame.picture.role, capturedAt: frame.picture.capturedAt)
            }, claims: claims, doubts: report.doubts.isEmpty ? nil : report.doubts)
        let hashes = data.map(\.sha256) + frames.map(\.sha256)
        return AcceptableUpload(
            capture: capture, unitID: camera.unitID, uploadSHA256: Digest.sha256(hashes.joined(separator: "\n").utf8),
            files: frames.map { UploadedFile(path: $0.file.path, sha256: $0.sha256, seen: $0.file.entry) }
                + data.map { UploadedFile(path: $0.file.path, sha256: $0.sha256, seen: $0.file.entry) })
    }
}

extension Report.SeenBox {
    /// x, y, width, height in pixels, within the picture.
    func pixels(width: Int, height: Int) -> [Int] {
        let across = scale.map { Double(width) / $0 } ?? 1
        let down = scale.map { Double(height) / $0 } ?? 1
        let left = min(max(box[0] * across, 0), Double(width))
        let top = min(max(box[1] * down, 0), Double(height))
        let right = min(max((box[0] + box[2]) * across, left), Double(width))
        let bottom = min(max((box[1] + box[3]) * down, top), Double(height))
        return [left, top, right - left, bottom - top].map { Int($0.rounded()) }
    }
}
