import Crypto
import Domain
import Foundation
import Issuance
import Journal
import Storage

/// What stands beside a letter or ticket as `<name>.proof` (`etle.proof/1`): its entry of the ledger, whole. With it and the public
/// key anybody can check PDF and JSON, without this machine and without etle (`docs/ledger.md`).
public struct DocumentProof: Codable, Hashable, Sendable {
    public static let schema = "etle.proof/1"

    public let schema: String
    /// The letter's reference or the ticket's number.
    public let document: String
    public let entry: LedgerEntry
    /// The hash of the entry before, which the entry's own hash covers.
    public let previous: String

    init(_ document: String, entry: LedgerEntry, previous: String) {
        schema = DocumentProof.schema
        self.document = document
        self.entry = entry
        self.previous = previous
    }

    /// Sorted keys, two blanks of indentation, a line feed at the end.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    /// - Throws: ``DaemonError`` if `bytes` are no proof, or not as one is written.
    public init(bytes: [UInt8]) throws {
        guard let proof = try? BoundedJSON.decode(DocumentProof.self, from: bytes),
            proof.schema == DocumentProof.schema
        else { throw DaemonError("this is no proof file (etle.proof/1)") }
        // A time, say, can be written in several ways that mean the same.
        guard try proof.bytes() == bytes else {
            throw DaemonError("the proof file isn't as etle writes it: it was altered, get another copy")
        }
        self = proof
    }

    /// What doesn't hold of the proof itself: name, hash, signature; empty if all does.
    /// - Parameter publicKey: in PEM.
    public func problems(publicKey: String) -> [String] {
        guard let key = LedgerKey.publicKey(pem: publicKey) else {
            return ["the key file holds no Ed25519 public key in PEM"]
        }
        var problems: [String] = []
        if LedgerKey.id(of: key) != entry.keyID {
            problems.append("the proof is signed with key \(entry.keyID), not with this one")
        } else if let problem = entry.problem(previous: previous, key: key) {
            problems.append(problem)
        }
        if entry.subject != document { problems.append("the entry is about another document") }
        return problems
    }

    private struct Payload: Decodable {
        /// SHA-256 of the PDF, and of the JSON twin without its member `ledger`.
        let document: String
        let twin: String
    }

    /// What doesn't hold of a PDF or JSON file, told apart by content; nil if it is the one that the entry is about.
    public func problem(ofFile bytes: [UInt8]) -> String? {
        guard let payload = try? CanonicalJSON.decode(Payload.self, from: entry.payload) else {
            return "the entry is about no document"
        }
        if bytes.starts(with: Array("%PDF".utf8)) {
            return Digest.sha256(bytes) == payload.document
                ? nil : "the PDF is not the one that was signed: it was altered"
        }
        let twin = entry.kind == .ticket ? unsigned(TicketDocument.self, bytes) : unsigned(NoticeDocument.self, bytes)
        guard let twin, twin.mark?.hash == entry.hash, twin.mark?.sequence == Int(entry.sequence),
            twin.mark?.signature == entry.signature, Digest.sha256(twin.bytes) == payload.twin
        else { return "the JSON is not the one that was signed: it was altered" }
        return nil
    }

    /// A twin's bytes without its `ledger`, if `bytes` are exactly how it is written.
    private func unsigned<Twin: SignedTwin>(_ type: Twin.Type, _ bytes: [UInt8]) -> (
        bytes: [UInt8], mark: LedgerEntryMark?
    )? {
        guard var twin = try? Twin(bytes: bytes), (try? twin.bytes()) == bytes else { return nil }
        let mark = twin.ledger
        twin.ledger = nil
        return (try? twin.bytes()).map { ($0, mark) }
    }
}

/// A JSON twin, for what letters and tickets have in common.
private protocol SignedTwin {
    init(bytes: [UInt8]) throws
    func bytes() throws -> [UInt8]
    var ledger: LedgerEntryMark? { get set }
}

extension NoticeDocument: SignedTwin {}
extension TicketDocument: SignedTwin {}
