import Crypto
import Domain
import Foundation
import Storage

/// Checks entries against the chain, the public keys, the changes of keys and the daily roots, batch after batch; memory doesn't grow
/// with the ledger.
///
/// A signature is over an entry's hash, and so over all entries before: a right one at the end of a stretch vouches for the content of
/// the whole stretch. Verifying costs 0.1 to 0.2 ms, so the signatures in between are left out where a second copy of the
/// entry agrees, bit by bit; as soon as anything in a stretch doesn't hold, all its signatures are verified.
public struct LedgerChecker: Sendable {
    /// Something that doesn't hold of an entry.
    public struct Problem: Hashable, Sendable {
        public let sequence: Int64
        public let message: String
    }

    /// How many entries are at most vouched for by the signature of one.
    public static let stretch: Int64 = 64

    private let keys: [String: Curve25519.Signing.PublicKey]
    private var previous = LedgerEntry.hashBeforeFirst
    private var next: Int64 = 1
    private var signer: String?
    private var tree = MerkleTree()
    private var treeStart: Int64 = 1
    /// Who signed the first entry.
    public private(set) var firstSigner: String?
    /// Whose signature the entry after the last one must bear.
    public var nextSigner: String? { signer }
    /// The daily roots that the entries have, oldest first.
    public private(set) var roots: [DayRoot] = []

    /// - Parameter folder: where the `<key id>.pub` files are.
    public init(keysIn folder: RawPath, files: FileLayer) throws {
        keys = try LedgerKey.publicKeys(in: folder, files: files)
    }

    /// What doesn't hold of the next entries. After a broken link checking goes on from the entry as it stands.
    ///
    /// Hashes and signatures, which take nearly all the time, are checked on as many threads as there are processors.
    /// - Parameter confirmed: the entries of which another copy, checked by the caller, has the same signature.
    public mutating func check(_ entries: [LedgerEntry], confirmed: Set<Int64> = []) async -> [Problem] {
        var problems: [Problem] = []
        for part in await broken(entries, confirmed) { problems += part }
        for entry in entries {
            if let message = step(to: entry) { problems.append(Problem(sequence: entry.sequence, message: message)) }
        }
        return problems.sorted { $0.sequence < $1.sequence }
    }

    private func broken(_ entries: [LedgerEntry], _ confirmed: Set<Int64>) async -> [[Problem]] {
        let processors = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let size = max(1, (entries.count + processors - 1) / processors)
        return await withTaskGroup(of: [Problem].self, returning: [[Problem]].self) { group in
            for start in stride(from: 0, to: entries.count, by: size) {
                let before = start == 0 ? previous : entries[start - 1].hash
                let part = entries[start..<min(start + size, entries.count)]
                group.addTask { [keys] in
                    let problems = LedgerChecker.broken(part, before: before, keys, vouched: confirmed)
                    return problems.isEmpty ? [] : LedgerChecker.broken(part, before: before, keys, vouched: [])
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// - Parameter vouched: whose signatures a later one of the same part may stand for.
    private static func broken(
        _ entries: ArraySlice<LedgerEntry>, before: String, _ keys: [String: Curve25519.Signing.PublicKey],
        vouched: Set<Int64>
    ) -> [Problem] {
        var previous = before
        var problems: [Problem] = []
        for entry in entries {
            let isVouchedFor =
                vouched.contains(entry.sequence) && !entry.sequence.isMultiple(of: stretch)
                && entry.sequence != entries.last?.sequence
            if let message = problem(of: entry, previous: previous, keys, verifying: !isVouchedFor) {
                problems.append(Problem(sequence: entry.sequence, message: message))
            }
            previous = entry.hash
        }
        return problems
    }

    /// What doesn't hold of one entry's hash and signature, given the hash of the entry before; nil if all does.
    public func problem(of entry: LedgerEntry, previous: String) -> String? {
        LedgerChecker.problem(of: entry, previous: previous, keys)
    }

    static func problem(
        of entry: LedgerEntry, previous: String, _ keys: [String: Curve25519.Signing.PublicKey],
        verifying: Bool = true
    ) -> String? {
        let hash = LedgerEntry.hash(
            sequence: entry.sequence, at: entry.at, kind: entry.kind, subject: entry.subject, payload: entry.payload,
            previous: previous)
        guard Digest.hexadecimal(hash) == entry.hash else {
            return "entry \(entry.sequence) (\(entry.kind.rawValue)) was altered, or the entry before it was"
        }
        guard let key = keys[entry.keyID] else {
            return "entry \(entry.sequence) is signed with key \(entry.keyID), whose public key is missing"
        }
        guard verifying else { return nil }
        guard let signature = Digest.bytes(hexadecimal: entry.signature),
            Digest.hexadecimal(signature) == entry.signature,
            key.isValidSignature(Data(signature), for: Data(hash))
        else { return "entry \(entry.sequence) (\(entry.kind.rawValue)) has a wrong signature" }
        return nil
    }

    /// What of the order, the signers and the roots doesn't hold; cheap, so one after the other.
    private mutating func step(to entry: LedgerEntry) -> String? {
        let expected = next
        let allowed = signer
        // Takes as many hashes as the tree is high, so only where it is asked for.
        let (root, start) = (entry.kind == .root ? tree.root : nil, treeStart)
        previous = entry.hash
        next = entry.sequence &+ 1
        signer = entry.keyID
        firstSigner = firstSigner ?? entry.keyID
        if entry.kind == .root {
            tree = MerkleTree()
            treeStart = entry.sequence
        }
        if let hash = Digest.bytes(hexadecimal: entry.hash) { tree.add(hash) }
        if entry.kind == .key, let change = try? CanonicalJSON.decode(KeyChange.self, from: entry.payload) {
            signer = change.next
        }
        guard entry.sequence == expected else {
            return "entry \(entry.sequence) follows entry \(expected &- 1): entries are missing or out of order"
        }
        if let allowed, entry.keyID != allowed {
            return
                "entry \(entry.sequence) is signed with key \(entry.keyID), to which no entry changed from \(allowed)"
        }
        if entry.kind == .root {
            guard let stated = try? CanonicalJSON.decode(DayRoot.self, from: entry.payload),
                stated.first == start, stated.last == expected &- 1, stated.root == root
            else {
                return "entry \(entry.sequence) has a root that the entries \(start) to \(expected &- 1) don't give"
            }
            roots.append(stated)
        }
        return nil
    }
}
