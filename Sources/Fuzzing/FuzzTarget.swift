import Domain
import ImageCodecs
import Imaging
import Ingest
import Simulation

/// An entry point for bytes from outside, with the seeds from which its nonsense is made.
public struct FuzzTarget: Sendable {
    public let name: String
    let seeds: [[UInt8]]
    let words: [String]
    /// What came of the bytes, in a few words: an input with a new outcome is kept as a seed.
    let run: @Sendable ([UInt8]) -> String

    public static func all() throws -> [FuzzTarget] {
        [manifest, xml, dahuaText, dahuaJSON, try jpeg(), try png()]
    }

    static let manifest = FuzzTarget(
        name: "manifest",
        seeds: [
            #"{"schema":"etle.event/1","event_id":"E1","camera_id":"C","captured_at":"2026-07-21T08:30:15.250+07:00","lane":2,"violations":[{"code":"speed","measured_kmh":87.0,"limit_kmh":60}],"vehicle":{"kind":"car","colour":"white"},"signal":{"state":"red","red_since":"2026-07-21T08:30:11Z"},"frames":[{"file":"1.jpg","role":"overview","captured_at":"2026-07-21T08:30:15Z"},{"file":"2.png","role":"plate"}]}"#,
            #"{"schema":"etle.event/1","event_id":"E1","camera_id":"C","captured_at":"2026-07-21T08:30:15Z","violations":[{"code":"sign"}],"vehicle":null,"frames":[{"file":"a.jpg","sha256":null}]}"#,
        ].map { Array($0.utf8) },
        words: [
            "\"schema\"", "etle.event/1", "\"frames\"", "\"file\"", "\"violations\"", "\"code\"", "null", "true", "[",
            "]", "{",
            "}", "1e999", "-0", "\\u0000", "\\ud800", "../", "[[[[[[[[[[[[[[[[", "\"captured_at\"",
            "99999999999999999999",
        ], run: { outcomeOfReading($0, as: .manifest) })

    static let xml = FuzzTarget(
        name: "xml",
        seeds: HikvisionPayload.Namespace.allCases.map { namespace in
            var payload = HikvisionPayload(dateTime: "2026-07-21T08:30:15.250+07:00")
            payload.namespace = namespace
            payload.absTime = "20260721083015250"
            payload.pictures = [
                ("detectionPicture.jpg", "detectionPicture", [1, 2, 3, 4]), ("p.jpg", "licensePlatePicture", []),
            ]
            return payload.bytes
        } + [HikvisionPayload.heartbeat(at: "2026-07-21T08:30:15+07:00")],
        words: [
            "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE a [", "<!ENTITY x 'y'>", "&x;", "&amp;",
            "&#0;",
            "&#x10FFFF;", "<?xml", "?>", "<ANPR>", "</ANPR>", "<pictureInfoList>", "<pictureInfo>",
            "<a><a><a><a><a><a>", "xmlns:x=\"y\"",
            "<picNum>", "\u{FEFF}", "1e308", "-1", "20260721083015250",
        ], run: { outcomeOfReading($0, as: .hikvisionXML) })

    private static let dahuaSeeds: [DahuaPayload] = (1...3).map { index in
        var payload = DahuaPayload(utc: 1_784_597_415)
        (payload.count, payload.index, payload.speed) = (3, index, 87)
        (payload.lightState, payload.redLightUTC) = (2, 1_784_597_411)
        payload.localeTime = "2026-07-21 08:30:15"
        payload.plateBox = [1, 2, 8000, 8192]
        return payload
    }

    private static let dahuaWords = [
        "Events[0].", "UTC", "=", "GroupID", "CountInGroup", "IndexInGroup", "LocaleTime", "RealUTC", "-1", "1e999",
        "nan",
        "99999999999999999999", "\r\n", "\"Data\":", "\"params\":", "\"eventList\":[", "{", "}", "[", "]", "null",
        "2026-02-30 25:61:61",
    ]

    static let dahuaText = FuzzTarget(
        name: "dahua-text", seeds: dahuaSeeds.map(\.text), words: dahuaWords,
        run: { outcomeOfReading($0, as: .dahua, isJSON: false) })

    static let dahuaJSON = FuzzTarget(
        name: "dahua-json", seeds: dahuaSeeds.map(\.json), words: dahuaWords,
        run: { outcomeOfReading($0, as: .dahua, isJSON: true) })

    /// A small picture of colours that a codec can't make smaller by much.
    private static func picture(_ seed: UInt64) -> RGBImage {
        var mutator = Mutator(seed: seed, words: [])
        return RGBImage(width: 40, height: 24, bytes: (0..<40 * 24 * 3).map { _ in UInt8(mutator.choice(256)) })
    }

    /// As ingest, recognition and documents read pictures: structure first; what passes is decoded. What documents hold of a JPEG
    /// must show the same.
    private static let look: @Sendable ([UInt8]) -> String = { bytes in
        let limits = ImageLimits(maximumBytes: 1 << 20, maximumPixels: 1_000_000)
        do {
            let header = try verifyImageStructure(bytes, limits: limits)
            do {
                let picture = try decodeRGB(bytes, limits: limits)
                _ = try decodeYCbCr(bytes, limits: limits)
                if let embedded = try EmbeddableJPEG(bytes, limits: limits) {
                    let same = try decodeRGB(embedded.bytes, limits: limits)
                    precondition(same == picture, "an embedded JPEG shows another picture")
                }
                return "decoded \(header.format)"
            } catch let error as ImageError {
                return "not decoded: \(error.code)"
            }
        } catch let error as ImageError {
            return "refused: \(error.code) \(error.message.filter { !$0.isNumber })"
        } catch {
            return "\(error)"
        }
    }

    static func jpeg() throws -> FuzzTarget {
        FuzzTarget(
            name: "jpeg", seeds: try (1...3).map { try encodeJPEG(picture($0), quality: 30 * Int($0)) },
            words: ["\u{0}", "JFIF", "Exif\u{0}\u{0}", "Adobe"], run: look)
    }

    static func png() throws -> FuzzTarget {
        FuzzTarget(
            name: "png", seeds: try (1...2).map { try encodePNG(picture($0)) },
            words: ["IHDR", "IDAT", "IEND", "PLTE", "tRNS", "iCCP", "zTXt", "\u{0}\u{0}\u{0}\u{0}"], run: look)
    }
}
