import Domain

/// A document's entry in the ledger.
public struct LedgerEntryMark: Hashable, Codable, Sendable {
    /// The entry's place in the chain, from 1.
    public var sequence: Int
    /// SHA-256 of the entry, 64 lower-case hexadecimal digits.
    public var hash: String
    /// Ed25519 over the entry, in the ledger's own text form.
    public var signature: String

    public init(sequence: Int, hash: String, signature: String) {
        self.sequence = sequence
        self.hash = hash
        self.signature = signature
    }
}

/// An original file of the evidence store.
public struct EvidenceFile: Hashable, Codable, Sendable {
    /// Its name in the upload.
    public var file: String
    /// 64 lower-case hexadecimal digits.
    public var sha256: String

    init(_ picture: NoticePicture) {
        file = picture.file
        sha256 = picture.sha256
    }
}

/// The owner as the letter names him. NIK, phone and e-mail are not on the letter, so they are not here either.
public struct NoticeOwner: Hashable, Codable, Sendable {
    public var name: String
    public var address: String
    public var kelurahan: String
    public var kecamatan: String
    public var city: String
    public var postalCode: String

    init(_ owner: Owner) {
        name = owner.name
        address = owner.address
        kelurahan = owner.kelurahan
        kecamatan = owner.kecamatan
        city = owner.city
        postalCode = owner.postalCode
    }

    enum CodingKeys: String, CodingKey {
        case name, address, kelurahan, kecamatan, city
        case postalCode = "postal_code"
    }
}
