import Storage

/// The root over a list of leaves, as in RFC 6962 (2.1): leaves are hashed with a 0 byte before them, pairs with a 1 byte. Takes
/// leaves one by one and keeps only the roots of whole subtrees: memory grows with the logarithm of their number.
public struct MerkleTree: Sendable {
    private var subtrees: [(size: Int, hash: [UInt8])] = []

    public init() {}

    public mutating func add(_ leaf: [UInt8]) {
        var new = (size: 1, hash: Digest.rawSHA256([0] + leaf))
        while let last = subtrees.last, last.size == new.size {
            new = (last.size * 2, Digest.rawSHA256([1] + last.hash + new.hash))
            subtrees.removeLast()
        }
        subtrees.append(new)
    }

    /// 64 hexadecimal digits; the hash of nothing for no leaves.
    public var root: String {
        guard var hash = subtrees.last?.hash else { return Digest.sha256([]) }
        for subtree in subtrees.dropLast().reversed() { hash = Digest.rawSHA256([1] + subtree.hash + hash) }
        return Digest.hexadecimal(hash)
    }
}
