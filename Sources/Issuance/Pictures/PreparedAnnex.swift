import Domain
import Foundation
import ImageCodecs
import Imaging
import Typesetting

/// The figures of one event's documents, made while its pictures are decoded anyway: to decode them is most of what a letter would cost
/// otherwise, and a case has up to four documents to show them (letter and ticket, signed and in the post's batch).
///
/// They are the figures that are made from the originals, byte for byte, so they may get lost.
public struct PreparedAnnex: Sendable {
    /// A line of JSON (``Listing``), then the JPEGs one after the other. What stands in documents as the camera encoded it is named only.
    public let bytes: [UInt8]

    /// - Parameters:
    ///   - picture: the evidence's bytes for a SHA-256.
    ///   - decoded: the same picture decoded, if it is at hand.
    /// - Returns: nil if a picture cannot be shown: the document that finds out says so.
    public init?(
        _ pictures: [NoticePicture], picture: (String) throws -> [UInt8], decoded: (String) -> YCbCrImage?
    ) {
        var maker = FigureMaker(pictures)
        let figures = maker.make(bytes: picture, decoded: decoded)
        guard maker.problems.isEmpty else { return nil }
        let originals = Set(pictures.map(\.sha256))
        var listing = Listing()
        var jpegs: [[UInt8]] = []
        for figure in figures {
            guard case .picture(let print, let mark) = figure.content else { return nil }
            var entry = Listing.Entry(
                kind: figure.kind, file: figure.file, width: print.width, height: print.height,
                shown: PixelRect(
                    x: Int(print.shown.x), y: Int(print.shown.y), width: Int(print.shown.width),
                    height: Int(print.shown.height)), mark: mark, identity: print.identity)
            if let identity = print.identity, originals.contains(identity) {
                entry.original = identity
            } else if let place = jpegs.firstIndex(of: print.jpeg) {
                entry.jpeg = place
            } else {
                entry.jpeg = jpegs.count
                jpegs.append(print.jpeg)
            }
            listing.figures.append(entry)
        }
        listing.sizes = jpegs.map(\.count)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(listing) else { return nil }
        bytes = Array(line) + [UInt8(ascii: "\n")] + jpegs.joined()
    }

    /// - Parameter bytes: of one made before.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Returns: nil if the bytes are of another version, or an original cannot be had: then the figures are to be made from the originals.
    func figures(picture: (String) throws -> [UInt8]) -> [Figure]? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let listing = try? JSONDecoder().decode(Listing.self, from: Data(bytes[..<end])),
            listing.version == Listing.version, listing.sizes.allSatisfy({ (0...bytes.count).contains($0) }),
            listing.sizes.reduce(end + 1, { $0 + $1 }) == bytes.count
        else { return nil }
        var start = end + 1
        let jpegs = listing.sizes.map { size in
            defer { start += size }
            return Array(bytes[start..<start + size])
        }
        var originals: [String: [UInt8]] = [:]
        var figures: [Figure] = []
        for entry in listing.figures {
            var jpeg = entry.jpeg.flatMap { jpegs.indices.contains($0) ? jpegs[$0] : nil }
            if let sha256 = entry.original {
                jpeg = originals[sha256] ?? (try? picture(sha256)).flatMap { try? EmbeddableJPEG($0)?.bytes }
                originals[sha256] = jpeg
            }
            guard let jpeg else { return nil }
            figures.append(entry.figure(jpeg))
        }
        return figures
    }
}

/// What the figures are, in the order of printing.
private struct Listing: Codable {
    static let version = 1

    var version = Listing.version
    var figures: [Entry] = []
    /// Bytes of each JPEG that follows.
    var sizes: [Int] = []

    struct Entry: Codable {
        var kind: Figure.Kind
        var file: String
        /// SHA-256 of the evidence that is shown as the camera encoded it; else `jpeg` is the place among the JPEGs that follow.
        var original: String?
        var jpeg: Int?
        /// Pixels of the JPEG.
        var width: Int
        var height: Int
        /// What of it is seen.
        var shown: PixelRect
        /// The box around the offender's plate.
        var mark: PixelRect?
        var identity: String?

        func figure(_ jpeg: [UInt8]) -> Figure {
            let shown = Area(
                x: Double(shown.x), y: Double(shown.y), width: Double(shown.width), height: Double(shown.height))
            let print = PrintPicture(jpeg: jpeg, width: width, height: height, shown: shown, identity: identity)
            return Figure(kind: kind, file: file, content: .picture(print, mark: mark))
        }
    }
}
