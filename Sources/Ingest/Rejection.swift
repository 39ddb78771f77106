import Domain
import Foundation

/// Why a file from outside was set aside. The list is documented in `docs/formats.md`; codes are stable.
public struct Rejection: Error, Hashable, Sendable {
    public enum Code: String, Codable, Sendable, CaseIterable {
        case notJSON = "not-json"
        case notXML = "not-xml"
        case cutOff = "cut-off"
        case wrongSchema = "wrong-schema"
        case missingField = "missing-field"
        case wrongValue = "wrong-value"
        case unknownCamera = "unknown-camera"
        case wrongCamera = "wrong-camera"
        case missingFrame = "missing-frame"
        case hashMismatch = "hash-mismatch"
        case brokenPicture = "broken-picture"
        case pictureTooLarge = "picture-too-large"
        case manifestTooLarge = "manifest-too-large"
        case tooManyFrames = "too-many-frames"
        case nameMismatch = "name-mismatch"
        case unsafeName = "unsafe-name"
        case notAFile = "not-a-file"
        case eventIDConflict = "event-id-conflict"
        case unknownFile = "unknown-file"
        case clockImplausible = "clock-implausible"
        case unknownReference = "unknown-reference"
        case wrongCode = "wrong-code"
        case notOpen = "not-open"
        case unknownPaymentCode = "unknown-payment-code"
        case partPayment = "part-payment"
        case overpaid
        case alreadyPaid = "already-paid"
        case caseClosed = "case-closed"
        case unknownDocument = "unknown-document"
        case superseded
        case implausibleDate = "implausible-date"
        case voidTicket = "void-ticket"
        case passedOn = "passed-on"
        case unknownBlock = "unknown-block"
        case blockMismatch = "block-mismatch"
        case paymentConflict = "payment-conflict"
        case processingFailed = "processing-failed"
    }

    public let code: Code
    /// What was found.
    public let message: String
    /// What the camera's installer or the operator can do.
    public let remedy: String

    public init(_ code: Code, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// Whether the sender may still mend it by sending the rest or the same file again: such an upload is given time.
    var mayBeMended: Bool {
        switch code {
        case .notJSON, .notXML, .cutOff, .hashMismatch, .brokenPicture: true
        default: false
        }
    }
}

/// What stands beside a file that was set aside: `<name>.reason.json`.
struct ReasonFile: Codable {
    var schema = "etle.reason/1"
    let code: Rejection.Code
    let message: String
    let remedy: String
    /// The folder that it came from: a camera's id, `answers`, `payments`.
    let source: String
    /// The name under which it lay in the drop folder, path included; characters that are no text are escaped.
    let name: String
    /// The manifest or data file whose fault it is, where that is another one.
    let upload: String?
    let rejectedAt: Timestamp

    /// Readable JSON with a line feed at its end.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    enum CodingKeys: String, CodingKey {
        case schema, code, message, remedy, source, name, upload
        case rejectedAt = "rejected_at"
    }
}
