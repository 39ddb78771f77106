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

    /// The signing key's file, and that of the one that takes its place.
    public static let privateName = "signing.pem"
    private static let nextName = "signing-next.pem"

    /// Reads the key, or makes one where there is none.
    /// - Throws: ``LedgerKeyError`` if the file is no such key or others than its owner may read it; ``StorageError``.
    public static func load(from folder: RawPath, files: FileLayer) throws -> LedgerKey {
        let path = folder.appending(privateName)
        guard try files.inspect(path) != nil else { return try make(in: folder, named: privateName, files: files) }
        return try read(path, files: files)
    }

    /// Reads the key that is to go on with a ledger.
    ///
    /// - Parameter wanted: who must sign the next entry, asked where the key is missing; nil for a ledger without entries, for which
    ///   one is made.
    /// - Throws: ``LedgerKeyError`` if the key is missing: another one could sign nothing.
    public static func load(
        from folder: RawPath, wanted: @autoclosure () throws -> String?, files: FileLayer
    ) throws -> LedgerKey {
        let path = folder.appending(privateName)
        if try files.inspect(path) == nil, let wanted = try wanted() {
            // A change of keys that a crash interrupted.
            if try next(in: folder, files: files)?.id == wanted {
                try adoptNext(in: folder, files: files)
            } else {
                throw LedgerKeyError(
                    path: path.display,
                    problem:
                        "it is missing, and only key \(wanted) can go on with the ledger. Put that file back from a backup, with mode 0600 (docs/operations.md)"
                )
            }
        }
        return try load(from: folder, files: files)
    }

    /// The id of the signing key; nil if there is none. Makes nothing.
    public static func signingID(in folder: RawPath, files: FileLayer) throws -> String? {
        let path = folder.appending(privateName)
        return try files.inspect(path) == nil ? nil : try read(path, files: files).id
    }

    /// The id of a key that is about to take the signing one's place; nil if there is none.
    public static func nextID(in folder: RawPath, files: FileLayer) throws -> String? {
        try next(in: folder, files: files)?.id
    }

    private static func read(_ path: RawPath, files: FileLayer) throws -> LedgerKey {
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

    /// Makes the key that is to take the signing one's place; it doesn't sign yet.
    public static func makeNext(in folder: RawPath, files: FileLayer) throws -> LedgerKey {
        try make(in: folder, named: nextName, files: files)
    }

    /// The key that is to take the signing one's place; nil if there is none.
    static func next(in folder: RawPath, files: FileLayer) throws -> LedgerKey? {
        let path = folder.appending(nextName)
        return try files.inspect(path) == nil ? nil : try read(path, files: files)
    }

    /// Puts the next key in the signing one's place, whose private half is gone then.
    public static func adoptNext(in folder: RawPath, files: FileLayer) throws {
        try files.rename(folder.appending(nextName), to: folder.appending(privateName))
        try files.syncFolder(folder)
    }

    /// Finishes or undoes a change of keys that a crash interrupted: the next key signs if the ledger named it.
    /// - Returns: whether the signing key is another one now.
    public static func finishChange(in folder: RawPath, named: String?, files: FileLayer) throws -> Bool {
        guard let next = try next(in: folder, files: files) else { return false }
        guard next.id == named else {
            try files.remove(folder.appending(nextName))
            return false
        }
        try adoptNext(in: folder, files: files)
        return true
    }

    private static func make(in folder: RawPath, named name: String, files: FileLayer) throws -> LedgerKey {
        let made = LedgerKey(Curve25519.Signing.PrivateKey())
        try files.removeTemporaries(in: folder)
        // The public key first: no entry may exist that nobody can check.
        try files.writeDurably(
            folder.appending("\(made.id).pub"),
            bytes: pem(publicPrefix + made.key.publicKey.rawRepresentation, label: "PUBLIC KEY").utf8)
        try files.writeDurably(
            folder.appending(name),
            bytes: pem(privatePrefix + made.key.rawRepresentation, label: "PRIVATE KEY").utf8, mode: 0o600)
        return made
    }

    func sign(_ hash: [UInt8]) throws -> String {
        Digest.hexadecimal(try key.signature(for: Data(hash)))
    }

    /// The first 16 hexadecimal digits of the SHA-256 of a public key's 32 bytes.
    public static func id(of key: Curve25519.Signing.PublicKey) -> String {
        String(Digest.sha256(key.rawRepresentation).prefix(16))
    }

    /// The public keys in a folder by their ids.
    static func publicKeys(in folder: RawPath, files: FileLayer) throws -> [String: Curve25519.Signing.PublicKey] {
        var keys: [String: Curve25519.Signing.PublicKey] = [:]
        for entry in try files.list(folder) where entry.name.suffix(4) == Array(".pub".utf8) {
            let text = String(decoding: try files.read(folder.appending(entry.name), limit: 4096), as: UTF8.self)
            if let key = publicKey(pem: text) { keys[id(of: key)] = key }
        }
        return keys
    }

    /// The ids of the public keys in a folder.
    public static func publicKeyIDs(in folder: RawPath, files: FileLayer) throws -> [String] {
        Array(try publicKeys(in: folder, files: files).keys)
    }

    /// A public key as X.509 SubjectPublicKeyInfo in PEM; nil if `text` is none of Ed25519.
    public static func publicKey(pem text: String) -> Curve25519.Signing.PublicKey? {
        guard let body = pemBody(text, label: "PUBLIC KEY"), body.starts(with: publicPrefix) else { return nil }
        return try? Curve25519.Signing.PublicKey(rawRepresentation: body.dropFirst(publicPrefix.count))
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
