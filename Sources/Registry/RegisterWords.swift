import Domain

/// The register's own words for plate colours, kinds and status, as data.
package enum RegisterWords {
    private static let plateColours: [String: PlateColour] = [
        "PUTIH": .blackOnWhite, "HITAM": .whiteOnBlack, "KUNING": .blackOnYellow, "MERAH": .whiteOnRed,
        "HIJAU": .blackOnGreen,
    ]

    private static let kinds: [String: VehicleKind] = [
        "MOBIL PENUMPANG": .car, "SEDAN": .car, "JEEP": .car, "MINIBUS": .car, "SEPEDA MOTOR": .motorcycle,
        "SEPEDAMOTOR": .motorcycle, "MOTOR": .motorcycle, "MOBIL BUS": .bus, "BIS": .bus, "MOBIL BARANG": .goods,
        "TRUK": .goods, "TRUCK": .goods, "PICK UP": .goods, "KENDARAAN KHUSUS": .special, "RANSUS": .special,
    ]

    /// By the word for the whole plate or, in Indonesian, for its ground (`HITAM`). Unknown words give `unknown`.
    package static func plateColour(_ word: String) -> PlateColour {
        PlateColour(rawValue: word.lowercased()) ?? plateColours[word.uppercased()] ?? .unknown
    }

    /// Nil for words that stand for none of the kinds.
    package static func kind(_ word: String) -> VehicleKind? {
        VehicleKind(rawValue: word.lowercased()) ?? kinds[word.uppercased()]
    }

    static let allPlateColours = PlateColour.allCases
    private static let plateColourBytes = allPlateColours.map { Array($0.rawValue.utf8) }

    /// The index in ``allPlateColours``.
    static func plateColourIndex(_ word: UnsafeRawBufferPointer) -> UInt8 {
        for index in plateColourBytes.indices where plateColourBytes[index].elementsEqual(word) { return UInt8(index) }
        let colour = plateColour(String(decoding: word, as: UTF8.self))
        return UInt8(allPlateColours.firstIndex(of: colour) ?? allPlateColours.count - 1)
    }
}

/// What the register's `status` column says.
package enum RegisterStatus: Hashable, Sendable {
    case active
    case blocked(Registration.Block.Cause)
    case saleReported
    case ended
    /// A word that is not known: a person must look.
    case other(String)

    private static let words: [String: RegisterStatus] = [
        "": .active, "ACTIVE": .active, "AKTIF": .active, "VALID": .active, "NORMAL": .active, "OK": .active,
        "BLOCKED": .blocked(.unstated), "BLOCK": .blocked(.unstated), "BLOKIR": .blocked(.unstated),
        "DIBLOKIR": .blocked(.unstated), "TERBLOKIR": .blocked(.unstated),
        "BLOCKED-ETLE": .blocked(.etle), "BLOKIR ETLE": .blocked(.etle), "ETLE": .blocked(.etle),
        "BLOCKED-SALE": .blocked(.sale), "BLOKIR JUAL": .blocked(.sale), "SALE": .blocked(.sale),
        "BLOCKED-CRIME": .blocked(.crime), "BLOKIR PIDANA": .blocked(.crime), "CRIME": .blocked(.crime),
        "STOLEN": .blocked(.crime), "BLOCKED-LOST": .blocked(.lost), "BLOKIR HILANG": .blocked(.lost),
        "LOST": .blocked(.lost), "HILANG": .blocked(.lost),
        "BLOCKED-BPKB": .blocked(.title), "BLOKIR BPKB": .blocked(.title), "BPKB": .blocked(.title),
        "TITLE": .blocked(.title),
        "SOLD": .saleReported, "SALE-REPORTED": .saleReported, "SALE-REPORT": .saleReported,
        "LAPOR JUAL": .saleReported, "DIJUAL": .saleReported, "TERJUAL": .saleReported,
        "ENDED": .ended, "END": .ended, "INACTIVE": .ended, "LAPSED": .ended, "MUTATED": .ended, "DELETED": .ended,
        "MUTASI": .ended, "MUTASI KELUAR": .ended, "HAPUS": .ended, "DIHAPUS": .ended, "TIDAK AKTIF": .ended,
    ]

    package init(word: String) {
        self = Self.words[word.uppercased()] ?? .other(word)
    }

    /// The cause that a block or unblock names in its `status` column; unstated if it names none that is known.
    static func cause(_ word: String) -> Registration.Block.Cause {
        if let cause = Registration.Block.Cause(rawValue: word.lowercased()) { return cause }
        if case .blocked(let cause) = RegisterStatus(word: word) { return cause }
        return .unstated
    }
}
