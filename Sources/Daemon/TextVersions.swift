import Issuance
import Journal
import Storage
import Synchronization

/// The texts that documents were signed with. They are kept as evidence, by their hash, so that what is printed after the texts have
/// changed still says what was signed.
final class TextVersions: Sendable {
    struct Version: Sendable {
        let texts: DocumentTexts
        let sha256: String
        fileprivate let bytes: [UInt8]

        init(_ texts: DocumentTexts) throws {
            self.texts = texts
            bytes = Array(try CanonicalJSON.encode(texts).utf8)
            sha256 = Digest.sha256(bytes)
        }
    }

    private let evidence: EvidenceStore
    /// What was stored or read by this process, by its hash.
    private let known = Mutex<[String: DocumentTexts]>([:])

    init(_ evidence: EvidenceStore) { self.evidence = evidence }

    /// Stores a version, durably, unless this process did before.
    func keep(_ version: Version) throws {
        guard known.withLock({ $0[version.sha256] }) == nil else { return }
        _ = try evidence.put(version.bytes)
        known.withLock { $0[version.sha256] = version.texts }
    }

    /// - Parameter today: where a text is taken from that the version lacks, because an older program kept it.
    /// - Throws: if the version isn't there or was altered.
    func version(_ sha256: String, completedBy today: DocumentTexts) throws -> DocumentTexts {
        if let texts = known.withLock({ $0[sha256] }) { return texts }
        let texts = try today.completing(
            CanonicalJSON.decode(from: String(decoding: try evidence.get(sha256), as: UTF8.self)))
        known.withLock { $0[sha256] = texts }
        return texts
    }
}
