import Domain
import Foundation
import ImageCodecs
import Imaging
import Issuance

/// Invented people, vehicles, places and pictures.
enum Samples {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// `config/texts.yaml`, read as far as that file goes: `key: "text"` and folded texts after `key: >-`.
    static func textSource() throws -> [String: String] {
        let lines = try String(contentsOf: root.appending(path: "config/texts.yaml"), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
        var texts: [String: String] = [:]
        var folded: String?
        for line in lines where !line.hasPrefix("#") {
            if line.hasPrefix(" "), let key = folded {
                let old = texts[key] ?? ""
                texts[key] = old + (old.isEmpty ? "" : " ") + line.trimmingCharacters(in: .whitespaces)
                continue
            }
            folded = nil
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = String(line[..<colon])
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            if value == ">-" {
                folded = key
            } else {
                texts[key] = try JSONDecoder().decode(String.self, from: Data(value.utf8))
            }
        }
        return texts
    }

    static func texts() throws -> DocumentTexts { try DocumentTexts(textSource()) }

    static func renderer() throws -> DocumentRenderer { try DocumentRenderer(texts: texts()) }

    static let unit = Unit(
        id: "metro-jaya", name: "DITLANTAS POLDA METRO JAYA", city: "Jakarta",
        address: "Jl. Contoh Raya No. 55, Jakarta Selatan 12190\nTelepon (021) 000-0000", letterCode: "YAN.1.2",
        timeZone: .jakarta, answerURL: "https://konfirmasi.example.id", ticket: .afterConfirmation,
        signatory: Unit.Signatory(name: "Bagas Contoh, S.H., M.H.", rank: "AKBP", nrp: "00000000"),
        court: "Pengadilan Negeri Contoh, Jl. Ampera Raya No. 1")

    static let vehicle = Vehicle(
        plate: "B1234XYZ", make: "TOYOTA", type: "AVANZA 1.3 G M/T", kind: .car, model: "MINIBUS", year: 2021,
        colour: "PUTIH METALIK", chassisNumber: "MHXXX0000XX000001", engineNumber: "1NRX000001", fuel: "BENSIN",
        plateColour: .whiteOnBlack)

    static let owner = Owner(
        name: "SITI CONTOH RAHAYU", nik: "0000000000000001", address: "JL. MELATI CONTOH NO. 12 RT 003 RW 007",
        kelurahan: "KEBON CONTOH", kecamatan: "TEBET", city: "JAKARTA SELATAN", postalCode: "12820", phone: "",
        email: "")

    static let speeding = NoticeViolation(
        code: "speed", title: "Melanggar batas kecepatan paling tinggi",
        article: "Pasal 287 ayat (5) jo Pasal 106 ayat (4) huruf g atau Pasal 115 huruf a UU No. 22 Tahun 2009",
        fineRupiah: 500_000, measuredKmh: 87.4, limitKmh: 60)

    static let redLight = NoticeViolation(
        code: "red-light", title: "Menerobos lampu merah (alat pemberi isyarat lalu lintas)",
        article: "Pasal 287 ayat (2) jo Pasal 106 ayat (4) huruf c UU No. 22 Tahun 2009", fineRupiah: 500_000,
        measuredKmh: nil, limitKmh: nil)

    static let fiveViolations = [
        speeding, redLight,
        NoticeViolation(
            code: "phone", title: "Menggunakan telepon atau melakukan kegiatan lain yang mengganggu konsentrasi",
            article: "Pasal 283 jo Pasal 106 ayat (1) UU No. 22 Tahun 2009", fineRupiah: 750_000, measuredKmh: nil,
            limitKmh: nil),
        NoticeViolation(
            code: "seat-belt", title: "Pengemudi atau penumpang depan tidak mengenakan sabuk keselamatan",
            article: "Pasal 289 jo Pasal 106 ayat (6) UU No. 22 Tahun 2009", fineRupiah: 250_000, measuredKmh: nil,
            limitKmh: nil),
        NoticeViolation(
            code: "marking", title: "Melanggar marka jalan atau garis henti",
            article: "Pasal 287 ayat (1) jo Pasal 106 ayat (4) huruf a dan b UU No. 22 Tahun 2009", fineRupiah: 500_000,
            measuredKmh: nil, limitKmh: nil),
    ]

    static let overviewHash = String(repeating: "a1", count: 32)
    static let vehicleHash = String(repeating: "b2", count: 32)
    static let missingHash = String(repeating: "c3", count: 32)

    static let pictures = [
        NoticePicture(
            file: "0042-1.jpg", sha256: overviewHash, role: .overview,
            targetCorners: [[900, 800], [1080, 800], [1080, 856], [900, 856]], masked: [[300, 700, 120, 40]]),
        NoticePicture(
            file: "0042-2.jpg", sha256: vehicleHash, role: .vehicle,
            targetCorners: [[400, 600], [700, 604], [700, 698], [400, 694]], masked: []),
    ]

    static let notice = NoticeContent(
        reference: "ETLE-7K3M-Q9XV-9RTA-4HNC", answerCode: "RW9F-3QTD", number: "B/41686/IV/YAN.1.2/2026/DITLANTAS",
        eventID: "SDR-014-20260422-0042", cameraID: "SDR-014", place: "Jl. Jenderal Sudirman, arah Semanggi",
        capturedAt: time("2026-04-22T09:46:54.250+07:00"), issuedAt: time("2026-04-23T10:00:00+07:00"),
        answerBy: day("2026-04-30"), letterBy: day("2026-04-25"), unit: unit, vehicle: vehicle, owner: owner,
        violations: [speeding], pictures: pictures)

    static let ticket = TicketContent(
        number: "TE/METRO-JAYA/2026/0000123", reference: "ETLE-7K3M-Q9XV-9RTA-4HNC", eventID: "SDR-014-20260422-0042",
        cameraID: "SDR-014", place: "Jl. Jenderal Sudirman, arah Semanggi",
        capturedAt: time("2026-04-22T09:46:54.250+07:00"), issuedAt: time("2026-04-27T14:00:00+07:00"), unit: unit,
        vehicle: vehicle,
        offender: TicketContent.Offender(
            name: "SITI CONTOH RAHAYU", nik: "0000000000000001",
            address: "JL. MELATI CONTOH NO. 12 RT 003 RW 007\nKEBON CONTOH, TEBET\nJAKARTA SELATAN 12820"),
        violations: [speeding, redLight], depositRupiah: 1_000_000, paymentCode: "770012345678908",
        payBy: day("2026-05-04"), hearing: day("2026-05-08"), pictures: pictures)

    static func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? Timestamp(milliseconds: 0) }
    static func day(_ text: String) -> LocalDate { LocalDate(iso8601: text) ?? LocalDate(dayNumber: 0) }

    /// A street in plain shapes with grain, a vehicle, and stripes for the letters of each plate.
    static func scene(width: Int, height: Int, plates: [PixelRect], grain: Int = 24) -> RGBImage {
        var image = RGBImage(width: width, height: height, bytes: [UInt8](repeating: 0, count: 3 * width * height))
        var state: UInt32 = 1
        for y in 0..<height {
            for x in 0..<width {
                state = state &* 1_664_525 &+ 1_013_904_223
                let noise = Int(state >> 16) % (grain + 1)
                let base = y < height / 3 ? 190 - y / 8 : 90 + (x / 97 + y / 61) % 4 * 8
                for channel in 0..<3 {
                    image.bytes[3 * (y * width + x) + channel] = UInt8(min(max(base + noise + channel * 3, 0), 255))
                }
            }
        }
        for plate in plates {
            let body = PixelRect(
                x: plate.x - plate.width, y: plate.y - plate.width * 2, width: plate.width * 3,
                height: plate.width * 5 / 2)
            fill(body, (205, 205, 210), in: &image)
            fill(
                PixelRect(
                    x: body.x + body.width / 6, y: body.y + 8, width: body.width * 2 / 3, height: body.height / 3),
                (40, 48, 60), in: &image)
            fill(plate, (20, 20, 22), in: &image)
            for letter in 0..<8 where letter != 1 {
                fill(
                    PixelRect(
                        x: plate.x + plate.width * (2 * letter + 1) / 17, y: plate.y + plate.height / 5,
                        width: plate.width / 17, height: plate.height * 3 / 5), (235, 235, 235), in: &image)
            }
        }
        return image
    }

    static func fill(_ rect: PixelRect, _ colour: (UInt8, UInt8, UInt8), in image: inout RGBImage) {
        let area = rect.clamped(toWidth: image.width, height: image.height)
        for y in area.y..<area.y + area.height {
            for x in area.x..<area.x + area.width {
                let at = 3 * (y * image.width + x)
                (image.bytes[at], image.bytes[at + 1], image.bytes[at + 2]) = colour
            }
        }
    }

    private static let overviewJPEG = try? encodeJPEG(
        scene(
            width: 1920, height: 1080,
            plates: [
                PixelRect(x: 300, y: 700, width: 120, height: 40), PixelRect(x: 900, y: 800, width: 180, height: 56),
            ]), quality: 85)

    private static let vehicleJPEG = try? encodeJPEG(
        scene(width: 1100, height: 800, plates: [PixelRect(x: 400, y: 600, width: 300, height: 96)]), quality: 85)

    struct Missing: Error {}

    static let source = PictureSource(picture: picture)

    /// The evidence store.
    static func picture(_ sha256: String) throws -> [UInt8] {
        let bytes = sha256 == overviewHash ? overviewJPEG : sha256 == vehicleHash ? vehicleJPEG : nil
        guard let bytes else { throw Missing() }
        return bytes
    }
}
