import Crypto
import Domain
import Foundation

/// A file of an upload.
public struct UploadFile: Sendable, Equatable {
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    public var sha256: String { SHA256.hash(data: bytes).map { padded(hexadecimal: $0) }.joined() }
}

private func padded(hexadecimal byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

/// What a camera of format `manifest` sends: `etle.event/1`.
public struct Manifest: Codable, Sendable {
    public struct Frame: Codable, Sendable {
        public var file: String
        public var sha256: String
        public var role: CaptureFrame.Role
        public var capturedAt: String?

        enum CodingKeys: String, CodingKey {
            case file, sha256, role
            case capturedAt = "captured_at"
        }
    }

    public var schema = "etle.event/1"
    public var eventID: String
    public var cameraID: String
    /// RFC 3339 with the offset of the place.
    public var capturedAt: String
    public var lane: Int
    public var violations: [ClaimedViolation]
    public var vehicle: ClaimedVehicle
    public var frames: [Frame]

    enum CodingKeys: String, CodingKey {
        case schema
        case eventID = "event_id"
        case cameraID = "camera_id"
        case capturedAt = "captured_at"
        case lane, violations, vehicle, frames
    }

    /// As the camera writes it: readable, keys in alphabetical order so that the bytes don't vary.
    public func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
