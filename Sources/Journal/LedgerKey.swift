import Crypto
import Domain
import Foundation
import Storage

/// The private key that signs the ledger, and its files: `signing.pem` (PKCS#8, mode 0600) and `<key id>.pub` (X.509
/// SubjectPublicKeyInfo in PEM, RFC 8410), which any OpenSSL-like tool reads.
public struct LedgerKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    /// The first 16 hexadecimal digits of the public key's SHA-256.
    public let id: String

    private init(_ key: Curve25519.Signing.PrivateKey) {
        self.key = key
        id = LedgerKey.id(of: key.publicKey)
    }

    /// Reads the key, or makes one where there is none.
    /// - Throws: ``LedgerKeyError`` if the file is no such key or others than its owner may read it; ``StorageError``.
    public static func load(from folder: RawPath, files: FileLayer) throws -> LedgerKey {
        let path = folder.appending("signing.pem")
        guard try files.inspect(path) != nil else { return try make(in: folder, files: files) }
        guard try files.permissions(path) & 0o077 == 0 else {
            throw LedgerKeyError(path: path.display, problem: "others may read it (set its mode to 0600)")
        }
        let text = String(decoding: try files.read(path, limit: 4096), as: UTF8.self)
        guard let body = pemBody(text, label: "PRIVATE KEY"), body.starts(with: privatePrefix), body.count == 48,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: body.dropFirst(privatePrefix.count))
        else {
            throw LedgerKeyError(path: path.display, problem: "it holds no Ed25519 private key in PKCS#8 PEM")
        }
        return LedgerKey(key)
    }

    private static func make(in folder: RawPath, files: FileLayer) throws -> LedgerKey {
        let made = LedgerKey(Curve25519.Signing.PrivateKey())
        try files.removeTemporaries(in: folder)
        // The public key first: no entry may exist that nobody can check.
        try files.writeDurably(
            folder.appending("\(made.id).pub"),
            bytes: pem(publicPrefix + made.key.publicKey.rawRepresentation, label: "PUBLIC KEY").utf8)
        try files.writeDurably(
            folder.appending("signing.pem"),
            bytes: pem(privatePrefix + made.key.rawRepresentation, label: "PRIVATE KEY").utf8, mode: 0o600)
        return made
    }

    func sign(_ hash: [UInt8]) throws -> String {
        Digest.hexadecimal(try key.signature(for: Data(hash)))
    }

    static func id(of key: Curve25519.Signing.PublicKey) -> String {
        String(Digest.sha256(key.rawRepresentation).prefix(16))
    }

    /// The public keys in a folder by their ids.
    static func publicKeys(in folder: RawPath, files: FileLayer) throws -> [String: Curve25519.Signing.PublicKey] {
        var keys: [String: Curve25519.Signing.PublicKey] = [:]
        for entry in try files.list(folder) where entry.name.suffix(4) == Array(".pub".utf8) {
            let text = String(decoding: try files.read(folder.appending(entry.name), limit: 4096), as: UTF8.self)
            guard let body = pemBody(text, label: "PUBLIC KEY"), body.starts(with: publicPrefix),
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: body.dropFirst(publicPrefix.count))
            else { continue }
            keys[id(of: key)] = key
        }
        return keys
    }

    // RFC 8410: the DER around the 32 bytes of an Ed25519 key is always the same.
    private static let publicPrefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
    private static let privatePrefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    private static func pem(_ der: some Sequence<UInt8>, label: String) -> String {
        "-----BEGIN \(label)-----\n\(Data(der).base64EncodedString())\n-----END \(label)-----\n"
    }

    private static func pemBody(_ text: String, label: String) -> [UInt8]? {
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        guard lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----" else { return nil }
        return Data(base64Encoded: lines.dropFirst().dropLast().joined()).map { Array($0) }
    }
}

/// A signing key that cannot be used as it is.
public struct LedgerKeyError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let problem: String

    public var description: String { "cannot use the signing key \(path): \(problem)" }
}
