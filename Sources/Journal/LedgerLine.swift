import Foundation
import Storage

extension LedgerEntry {
    /// The entry as canonical JSON (the same bytes that `CanonicalJSON` gives) and a line feed: the ledger file's line. Written by hand,
    /// since a year has a million of them.
    public var line: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.utf8.count + 420)
        func add(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }
        add(
            "{\"at\":\"\(at.rfc3339)\",\"hash\":\"\(hash)\",\"key_id\":\"\(keyID)\",\"kind\":\"\(kind.rawValue)\",\"payload\":\""
        )
        LedgerEntry.escape(payload, into: &bytes)
        add("\",\"sequence\":\(sequence),\"signature\":\"\(signature)\",\"subject\":\"")
        LedgerEntry.escape(subject, into: &bytes)
        add("\"}\n")
        return bytes
    }

    /// RFC 8259, as Foundation writes it: the short forms where there are any, `\u00xx` for other controls.
    private static func escape(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x08: bytes += Array("\\b".utf8)
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0A: bytes += Array("\\n".utf8)
            case 0x0C: bytes += Array("\\f".utf8)
            case 0x0D: bytes += Array("\\r".utf8)
            case ..<0x20: bytes += Array("\\u00\(Digest.hexadecimal([byte]))".utf8)
            default: bytes.append(byte)
            }
        }
    }
}
