import Domain
import Storage

/// One signed link of the ledger.
///
/// The hash is SHA-256 over the UTF-8 text
/// `etle.ledger/1`, sequence, instant (milliseconds), kind, subject, SHA-256 of the payload, hash of the entry before
/// (64 zeros for the first), each followed by a line feed. The signature is Ed25519 (RFC 8032) over the 32 bytes of the hash.
public struct LedgerEntry: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case configuration
        /// A file that the vehicle register took in.
        case register
        case eventAccepted = "event-accepted"
        case reading
        case decision
        case officer
        /// That a plate was seen elsewhere at an impossible time, after its event's letter was signed.
        case flag
        case notice
        case ticket
        case answer
        case payment
        /// Any other step of a case.
        case legalCase = "case"
        case block
        case unblock
        case export
        case deletion
        case key
        case root
    }

    /// 1, 2, 3, ... without holes.
    public var sequence: Int64
    public var at: Timestamp
    public var kind: Kind
    /// What the entry is about: `camera/event`, a reference, a ticket's number. No line feed.
    public var subject: String
    /// Canonical JSON. Holds hashes, codes and officers' numbers; personal data only as part of what was hashed.
    public var payload: String
    public var hash: String
    /// Names the public key `<key_id>.pub` beside the ledger.
    public var keyID: String
    /// 64 bytes in hexadecimal.
    public var signature: String

    enum CodingKeys: String, CodingKey {
        case sequence, at, kind, subject, payload, hash
        case keyID = "key_id"
        case signature
    }

    static let hashBeforeFirst = String(repeating: "0", count: 64)

    static func hash(
        sequence: Int64, at: Timestamp, kind: Kind, subject: String, payload: String, previous: String
    ) -> [UInt8] {
        let lines = [
            "etle.ledger/1", "\(sequence)", "\(at.milliseconds)", kind.rawValue, subject,
            Digest.sha256(payload.utf8), previous,
        ]
        return Digest.rawSHA256(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// The entry that follows another one, signed.
    package init(
        _ kind: Kind, subject: String, payload: String, at: Timestamp, after last: LedgerEntry?,
        signedWith key: LedgerKey
    ) throws {
        let sequence = (last?.sequence ?? 0) + 1
        let hash = LedgerEntry.hash(
            sequence: sequence, at: at, kind: kind, subject: subject, payload: payload,
            previous: last?.hash ?? LedgerEntry.hashBeforeFirst)
        self.init(
            sequence: sequence, at: at, kind: kind, subject: subject, payload: payload, hash: Digest.hexadecimal(hash),
            keyID: key.id, signature: try key.sign(hash))
    }

    init(
        sequence: Int64, at: Timestamp, kind: Kind, subject: String, payload: String, hash: String, keyID: String,
        signature: String
    ) {
        self.sequence = sequence
        self.at = at
        self.kind = kind
        self.subject = subject
        self.payload = payload
        self.hash = hash
        self.keyID = keyID
        self.signature = signature
    }

    /// Whose signature the entry after this one must bear.
    var nextSigner: String {
        get throws {
            kind == .key ? try CanonicalJSON.decode(KeyChange.self, from: payload).next : keyID
        }
    }
}
