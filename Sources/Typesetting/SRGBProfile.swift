/// The colour space of all documents, sRGB (IEC 61966-2-1), as an ICC profile (ICC.1:2010, version 4): tells what the colours
/// of pictures and greys of texts mean wherever the document is shown.
enum SRGBProfile {
    static let name = "sRGB IEC61966-2.1"

    static let bytes: [UInt8] = {
        // Parametric curve of type 3: ((x + 0.055) / 1.055) ^ 2.4 from 0.04045 on, x / 12.92 below.
        let curve =
            signature("para") + [0, 0, 0, 0, 0, 3, 0, 0] + numbers([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
        // Primaries and white adapted to D50 (Bradford), and that adaptation.
        let elements: [(tag: String, content: [UInt8])] = [
            ("desc", text(name)), ("cprt", text("No copyright, use freely")),
            ("wtpt", xyz(d50)), ("rXYZ", xyz([0.43607, 0.22249, 0.01392])), ("gXYZ", xyz([0.38515, 0.71687, 0.09708])),
            ("bXYZ", xyz([0.14307, 0.06061, 0.71410])), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve),
            (
                "chad",
                signature("sf32") + [0, 0, 0, 0]
                    + numbers([
                        1.047882, 0.022919, -0.050201, 0.029587, 0.990479, -0.017059, -0.009232, 0.015076, 0.751678,
                    ])
            ),
        ]
        let tableEnd = 128 + 4 + 12 * elements.count
        var (table, data) = (word(elements.count), [UInt8]())
        for element in elements {
            table += signature(element.tag) + word(tableEnd + data.count) + word(element.content.count)
            data += element.content + Array(repeating: 0, count: (4 - element.content.count % 4) % 4)
        }
        return header(size: tableEnd + data.count) + table + data
    }()

    private static let d50 = [0.9642, 1, 0.8249]

    private static func header(size: Int) -> [UInt8] {
        word(size) + word(0) + word(0x0420_0000) + signature("mntr") + signature("RGB ") + signature("XYZ ")
            + [2026, 1, 1, 0, 0, 0].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } + signature("acsp")
            + Array(repeating: 0, count: 28) + numbers(d50) + Array(repeating: 0, count: 48)
    }

    private static func xyz(_ values: [Double]) -> [UInt8] { signature("XYZ ") + word(0) + numbers(values) }

    /// One text for English, in UTF-16.
    private static func text(_ text: String) -> [UInt8] {
        let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        return signature("mluc") + word(0) + word(1) + word(12) + signature("enUS") + word(units.count) + word(28)
            + units
    }

    private static func signature(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// s15Fixed16Number.
    private static func numbers(_ values: [Double]) -> [UInt8] {
        values.flatMap { word(Int(($0 * 65536).rounded())) }
    }

    private static func word(_ value: Int) -> [UInt8] {
        let bits = UInt32(truncatingIfNeeded: value)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) }
    }
}
