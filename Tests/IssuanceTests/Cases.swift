import Domain
import Issuance

/// Documents that are hard to lay out.
extension Samples {
    static let longest: NoticeContent = {
        var notice = Samples.notice
        notice.owner.name =
            "PERKUMPULAN \"CONTOH & REKAN\" <PUSAT> RADEN MAS HARYO KUSUMONEGORO DANUREJO O'BRIEN WIDYANINGRAT"
        notice.owner.address =
            "KOMPLEKS PERUMAHAN CONTOH INDAH PERMAI BLOK AA-12 KAVELING 123-125, JALAN RAYA CONTOH SELATAN KM 17,5 "
            + "GANG MELATI III NOMOR 12 LANTAI 3 UNIT 305 RT 003 RW 017"
        notice.owner.kelurahan = "PANUNGGANGAN CONTOH TIMUR LAUT"
        notice.owner.kecamatan = "KECAMATAN CONTOH PINANG"
        notice.owner.city = "KOTA ADMINISTRASI CONTOH TANGERANG SELATAN"
        notice.vehicle.type = "GRAN MAX PICK UP 1.5 STANDARD AC PS FACELIFT (S402RP-PMREJJ-KX) 4X2 M/T"
        notice.vehicle.colour = "ABU-ABU TUA METALIK KOMBINASI HITAM"
        notice.place =
            "Simpang Jl. Jenderal Contoh Sudirman - Jl. Profesor Doktor Satrio (sisi barat, arah Semanggi), Jakarta Selatan"
        notice.violations = fiveViolations
        return notice
    }()

    /// Seven lines below the heading of the address: the company's name takes two, its street three.
    static let sevenLines: NoticeContent = {
        var notice = Samples.notice
        notice.owner.name = "PT CONTOH MAJU BERSAMA SEJAHTERA ABADI NUSANTARA (PERSERO) TBK"
        notice.owner.address =
            "KAWASAN INDUSTRI CONTOH BLOK AA-12 KAVELING 123-125, JALAN RAYA CONTOH SELATAN KM 17,5, GEDUNG B LANTAI 3 UNIT 305"
            + " RT 003 RW 017"
        notice.owner.kelurahan = "PANUNGGANGAN TIMUR"
        notice.owner.kecamatan = "PINANG"
        notice.owner.city = "TANGERANG"
        notice.owner.postalCode = "15143"
        return notice
    }()

    /// With its ticket in one envelope.
    static let immediate: NoticeContent = {
        var notice = Samples.notice
        notice.unit.ticket = .immediate
        return notice
    }()

    /// Sent again to a driver whom an officer found, with its ticket, by an office with a long name.
    static let further: NoticeContent = {
        var notice = Samples.immediate
        (notice.recipient, notice.isFoundByOfficer) = (.driver, true)
        notice.replaces = "B/41111/IV/YAN.1.2/2026/DITLANTAS"
        notice.unit.name = "DIREKTORAT LALU LINTAS KEPOLISIAN DAERAH KEPULAUAN BANGKA BELITUNG"
        notice.unit.city = "Pangkalpinang"
        return notice
    }()

    static let fiveFold: NoticeContent = {
        var notice = Samples.notice
        notice.violations = fiveViolations
        return notice
    }()

    static let withoutPictures: NoticeContent = {
        var notice = Samples.notice
        notice.pictures[0].sha256 = missingHash
        notice.pictures[1].sha256 = missingHash
        return notice
    }()

    static let overviewOnly: NoticeContent = {
        var notice = Samples.notice
        notice.pictures.removeLast()
        return notice
    }()

    /// Characters that need a second encoding of the font, some that it lacks, and markup.
    static let foreign: NoticeContent = {
        var notice = Samples.notice
        notice.owner.name = "ŁUKASZ ŞİMŞEK Ελένη & Жуков <ꦱꦶꦠꦶ>"
        return notice
    }()

    static let emptyRegister: NoticeContent = {
        var notice = Samples.notice
        notice.vehicle.make = "  "
        notice.vehicle.type = ""
        notice.vehicle.model = ""
        notice.vehicle.kind = nil
        notice.vehicle.colour = ""
        notice.vehicle.year = nil
        notice.owner.kelurahan = ""
        notice.owner.kecamatan = ""
        notice.owner.postalCode = ""
        return notice
    }()

    /// More than any register should hold.
    static let absurd: NoticeContent = {
        var notice = Samples.longest
        notice.owner.name = (1...60).map { "NAMA\($0)" }.joined(separator: " ")
        notice.owner.address = (1...400).map { "JALAN\($0)" }.joined(separator: " ")
        notice.vehicle.type = (1...300).map { "TIPE\($0)" }.joined(separator: " ")
        notice.violations = (1...30).map {
            var violation = fiveViolations[$0 % 5]
            violation.title += " KE\($0)"
            return violation
        }
        return notice
    }()
}

extension DocumentRenderer {
    /// All parts with the renderer's own texts.
    func batch(
        _ parts: [BatchPart], title: String, author: String, created: String, from source: PictureSource
    ) throws -> RenderedBatch {
        try batch(
            parts.map { (part: $0, texts: texts) }, title: title, author: author, created: created, from: source)
    }
}
