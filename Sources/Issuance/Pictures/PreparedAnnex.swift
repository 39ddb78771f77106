import Domain
import Foundation
import ImageCodecs
import Imaging
import Typesetting

/// The figures of one event's documents, made while its pictures are decoded anyway: to decode them is most of what a letter would cost
/// otherwise, and a case has up to four documents to show them (letter and ticket, signed and in the post's batch).
///
/// They are the figures that are made from the originals, byte for byte, so they may get lost. They know what they were made of and by
/// which version of the maker, and serve for nothing else.
public struct PreparedAnnex: Sendable {
    /// A line of JSON (``Listing``), then the JPEGs one after the other. What stands in documents as the camera encoded it is named only.
    public let bytes: [UInt8]

    /// - Parameters:
    ///   - picture: the evidence's bytes for a SHA-256.
    ///   - decoded: the same picture decoded, if it is at hand.
    ///   - limits: up to which pictures are decoded.
    /// - Returns: nil if a picture cannot be shown: the document that finds out says so.
    public init?(
        _ pictures: [NoticePicture], limits: ImageLimits = .standard, picture: (String) throws -> [UInt8],
        decoded: (String) -> YCbCrImage?
    ) {
        var maker = FigureMaker(pictures, limits: limits)
        guard let figures = try? maker.make(bytes: picture, decoded: decoded), maker.problems.isEmpty else {
            return nil
        }
        var listing = Listing(sources: pictures)
        var prints: [PrintPicture] = []
        for figure in figures {
            guard case .picture(var print, let mark) = figure.content else { return nil }
            let shown = print.shown
            print.shown = Area(x: 0, y: 0, width: Double(print.width), height: Double(print.height))
            let place = prints.firstIndex(of: print) ?? prints.count
            if place == prints.count {
                prints.append(print)
                listing.pictures.append(
                    .init(
                        original: figure.original, bytes: figure.original == nil ? print.jpeg.count : 0,
                        width: print.width, height: print.height))
            }
            listing.figures.append(
                .init(kind: figure.kind, file: figure.file, picture: place, shown: PixelRect(shown), mark: mark))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(listing) else { return nil }
        bytes = zip(listing.pictures, prints).reduce(into: Array(line) + [UInt8(ascii: "\n")]) { bytes, picture in
            if picture.0.original == nil { bytes += picture.1.jpeg }
        }
    }

    /// - Parameter bytes: of one made before.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Returns: nil if the bytes are of another version of the maker or of other pictures (files, corners, masks, roles), or any of the evidence is
    ///   gone: then the figures are to be made from the originals, and the document says what is missing.
    /// - Throws: what the source throws and says may pass.
    func figures(of pictures: [NoticePicture], from source: PictureSource, limits: ImageLimits) throws -> [Figure]? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let listing = try? JSONDecoder().decode(Listing.self, from: Data(bytes[..<end])),
            listing.version == Listing.version, listing.maker == FigureMaker.version, listing.sources == pictures
        else { return nil }
        var originals: [String: [UInt8]] = [:]
        do {
            for picture in pictures where picture.withheld == nil {
                originals[picture.sha256] = try source.picture(picture.sha256)
            }
        } catch {
            if source.mayPass(error) { throw error }
            return nil
        }
        var rest = bytes[(end + 1)...]
        var prints: [PrintPicture] = []
        for entry in listing.pictures {
            var jpeg: [UInt8]?
            if let sha256 = entry.original {
                jpeg = originals[sha256].flatMap { try? EmbeddableJPEG($0, limits: limits)?.bytes }
            } else if (0...rest.count).contains(entry.bytes) {
                jpeg = Array(rest.prefix(entry.bytes))
                rest = rest.dropFirst(entry.bytes)
            }
            guard let jpeg else { return nil }
            prints.append(PrintPicture(jpeg: jpeg, width: entry.width, height: entry.height))
        }
        var figures: [Figure] = []
        for entry in listing.figures {
            guard prints.indices.contains(entry.picture) else { return nil }
            var print = prints[entry.picture]
            print.shown = Area(entry.shown)
            figures.append(
                Figure(
                    kind: entry.kind, file: entry.file, content: .picture(print, mark: entry.mark),
                    original: listing.pictures[entry.picture].original))
        }
        return figures
    }
}

private struct Listing: Codable {
    static let version = 2

    var version = Listing.version
    var maker = FigureMaker.version
    /// What they were made of.
    var sources: [NoticePicture]
    var pictures: [Picture] = []
    /// In the order of printing.
    var figures: [Entry] = []

    struct Picture: Codable {
        /// SHA-256 of the evidence that is shown as the camera encoded it; without, the JPEG follows.
        var original: String?
        /// Of the JPEG that follows.
        var bytes: Int
        /// Pixels.
        var width: Int
        var height: Int
    }

    struct Entry: Codable {
        var kind: Figure.Kind
        var file: String
        /// Place among the pictures.
        var picture: Int
        /// What of it is seen.
        var shown: PixelRect
        /// The box around the offender's plate.
        var mark: PixelRect?
    }
}

extension PixelRect {
    fileprivate init(_ area: Area) {
        self.init(x: Int(area.x), y: Int(area.y), width: Int(area.width), height: Int(area.height))
    }
}
