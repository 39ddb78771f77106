import Domain
import ImageCodecs
import Imaging
import Typesetting

/// Makes the annex's figures: overview, vehicle and plate, masked, cut, reduced to print size and encoded.
///
/// Each evidence picture is decoded once and let go before the next one.
struct FigureMaker {
    private let pictures: [NoticePicture]
    private(set) var problems: [PictureProblem] = []
    private var figures: [(order: Int, figure: Figure)] = []
    private var needsVehicleCut: Bool
    private var hasPlateCut = false

    init(_ pictures: [NoticePicture]) {
        self.pictures = pictures
        needsVehicleCut = !pictures.contains { $0.role == .vehicle }
    }

    /// The figures in the order of printing: overviews, vehicles, plates.
    mutating func make(bytes: (String) throws -> [UInt8]) -> [Figure] {
        // The largest view of the plate first: it gives the close-up, or the next one if it cannot be read.
        let byPlate = pictures.indices.sorted {
            let (a, b) = (pictures[$0].targetBox?.area ?? 0, pictures[$1].targetBox?.area ?? 0)
            return a != b ? a > b : $0 < $1
        }
        let share = FigureBudget(pictures.map(\.role))
        for index in byPlate {
            let picture = pictures[index]
            do {
                let (image, shown) = try decoded(picture, bytes(picture.sha256))
                try add(masked(shown, image), of: shown, at: index, share)
            } catch {
                problems.append(
                    PictureProblem(sha256: picture.sha256, reason: (error as? ImageError)?.code ?? "unavailable"))
                add(FigureMaker.kind(picture.role), picture, .unavailable, at: index)
            }
        }
        return figures.sorted { $0.order < $1.order }.map(\.figure)
    }

    /// The picture in as many pixels as its figures need: all where something is cut out of it, else as few as print well. Boxes come
    /// back in its pixels.
    private func decoded(_ picture: NoticePicture, _ bytes: [UInt8]) throws -> (RGBImage, NoticePicture) {
        let isCut = picture.targetBox != nil && (!hasPlateCut || (needsVehicleCut && picture.role == .overview))
        if isCut { return (try decodeRGB(bytes), picture) }
        let least = FigureBudget.least(FigureMaker.kind(picture.role))
        let (image, factor) = try decodeRGB(bytes, atLeast: least.width, orHeight: least.height)
        return (image, picture.reduced(by: factor))
    }

    private func masked(_ picture: NoticePicture, _ image: RGBImage) -> RGBImage {
        var image = image
        for box in picture.maskedBoxes { image.mask(box, keeping: picture.targetBox) }
        return image
    }

    private mutating func add(
        _ image: RGBImage, of picture: NoticePicture, at index: Int, _ share: FigureBudget
    ) throws {
        var isShown = picture.role != .plate
        if let plate = picture.targetBox {
            if needsVehicleCut, picture.role == .overview,
                let cut = image.cropped(to: PlateFrame.vehicle(plate)),
                cut.width * cut.height < image.width * image.height * 3 / 4
            {
                needsVehicleCut = false
                add(.vehicleCut, picture, try share.encode(cut, .vehicleCut, mark: nil), at: index)
            }
            if !hasPlateCut, let cut = image.cropped(to: PlateFrame.closeUp(plate)) {
                hasPlateCut = true
                add(.plateCut, picture, try share.encode(cut, .plateCut, mark: nil), at: index)
            } else {
                isShown = true
            }
        } else {
            isShown = true
        }
        if isShown {
            let kind = FigureMaker.kind(picture.role)
            add(kind, picture, try share.encode(image, kind, mark: picture.targetBox), at: index)
        }
    }

    private mutating func add(_ kind: Figure.Kind, _ picture: NoticePicture, _ content: Figure.Content, at index: Int) {
        let rank =
            switch kind {
            case .overview: 0
            case .vehicle: 1
            case .vehicleCut: 2
            case .plate: 3
            case .plateCut: 4
            }
        let figure = Figure(kind: kind, file: picture.file, content: content)
        figures.append((order: rank * pictures.count + index, figure: figure))
    }

    private static func kind(_ role: CaptureFrame.Role) -> Figure.Kind {
        switch role {
        case .overview: .overview
        case .vehicle: .vehicle
        case .plate: .plate
        }
    }
}

/// How large the figures of one document may be, in pixels and bytes, so that it stays under 400 KB.
struct FigureBudget {
    /// For a small figure; overviews get twice as much. About 300 KB for all pictures; fonts and text need 60.
    private let bytes: Int

    /// What is printed in fewer pixels looks coarse: 135 dots an inch. A picture of either of these sides is enough.
    static func least(_ kind: Figure.Kind) -> (width: Int, height: Int) {
        kind == .overview ? (900, 520) : (600, 430)
    }

    /// - Parameter roles: of the document's evidence pictures; two more figures may be cut from them.
    init(_ roles: [CaptureFrame.Role]) {
        bytes = 300_000 / (roles.reduce(2) { $0 + ($1 == .overview ? 2 : 1) })
    }

    /// 150 dots an inch at the size that the figure is printed in, 200 where details count; close-ups are brought to at
    /// least 480 pixels, so that viewers don't show them as coarse squares.
    ///
    /// - Parameter mark: in pixels of `image`; comes back in pixels of the printed picture.
    func encode(_ image: RGBImage, _ kind: Figure.Kind, mark: PixelRect?) throws -> Figure.Content {
        var print =
            switch kind {
            case .overview: image.reduced(toFit: 1004, 590)
            default: image.reduced(toFit: 660, 480)
            }
        if kind == .plateCut, print.width < 480 {
            print = print.resized(toWidth: 480, height: max(1, print.height * 480 / print.width))
        }
        let limit = kind == .overview ? 2 * bytes : bytes
        var jpeg: [UInt8] = []
        for quality in [78, 62, 45, 30, 15] {
            jpeg = try encodeJPEG(print, quality: quality)
            if jpeg.count <= limit { break }
        }
        // Very many pictures, or nothing but noise.
        while jpeg.count > limit, print.width > 120 {
            print = print.reduced(toFit: print.width * 2 / 3, print.height)
            jpeg = try encodeJPEG(print, quality: 30)
        }
        let factor = Double(print.width) / Double(image.width)
        let scaled = mark.map { mark in
            PixelRect(
                x: Int(Double(mark.x) * factor), y: Int(Double(mark.y) * factor),
                width: max(1, Int(Double(mark.width) * factor)), height: max(1, Int(Double(mark.height) * factor)))
        }
        return .picture(PrintPicture(jpeg: jpeg, width: print.width, height: print.height), mark: scaled)
    }
}
