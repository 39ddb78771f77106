import Domain
import ImageCodecs
import Imaging
import Typesetting

/// Makes the annex's figures: overview, vehicle and plate. A camera's vehicle picture in which nothing is to be masked stands in the document as
/// the camera encoded it; the rest is masked, cut, reduced to print size and encoded anew.
///
/// Each evidence picture is decoded once at most and let go before the next one.
struct FigureMaker {
    /// Raise it with every change of what is made of the same pictures: figures that an older one prepared are then made anew, so that no document
    /// has some of each.
    static let version = 1

    private let pictures: [NoticePicture]
    private let limits: ImageLimits
    private(set) var problems: [PictureProblem] = []
    private var figures: [(order: Int, figure: Figure)] = []
    private var needsVehicleCut: Bool
    private var hasPlateCut = false

    /// - Parameter limits: up to which pictures are decoded.
    init(_ pictures: [NoticePicture], limits: ImageLimits) {
        self.pictures = pictures
        self.limits = limits
        needsVehicleCut = !pictures.contains { $0.role == .vehicle && $0.withheld == nil }
    }

    /// The figures in the order of printing: overviews, vehicles, plates.
    ///
    /// - Parameters:
    ///   - decoded: a picture that is decoded already.
    ///   - mayPass: whether an error of `bytes` may be none later.
    /// - Throws: the first such error.
    mutating func make(
        bytes: (String) throws -> [UInt8], decoded: (String) -> YCbCrImage? = { _ in nil },
        mayPass: (any Error) -> Bool = { _ in false }
    ) throws -> [Figure] {
        // The largest view of the plate first: it gives the close-up, or the next one if it cannot be read.
        let byPlate = pictures.indices.sorted {
            let (a, b) = (pictures[$0].targetBox?.area ?? 0, pictures[$1].targetBox?.area ?? 0)
            return a != b ? a > b : $0 < $1
        }
        let share = FigureBudget(pictures.filter { $0.withheld == nil }.map(\.role))
        for index in byPlate {
            let picture = pictures[index]
            if let reason = picture.withheld {
                withhold(picture, reason, at: index)
                continue
            }
            do {
                let file = try bytes(picture.sha256)
                // The first to be shown gives the close-up too, and with a vehicle picture there is no cut from the overview.
                let figures = hasPlateCut ? 1 : needsVehicleCut ? 2 : 3
                if let original = try share.original(picture, file, limits, for: figures) {
                    add(original, of: picture, at: index)
                } else {
                    let image = try decoded(picture.sha256) ?? decodeYCbCr(file, limits: limits)
                    try add(masked(picture, image), of: picture, at: index, share)
                }
            } catch {
                if mayPass(error) { throw error }
                problems.append(
                    PictureProblem(sha256: picture.sha256, reason: (error as? ImageError)?.code ?? "unavailable"))
                add(FigureMaker.kind(picture.role), picture, .unavailable, at: index)
            }
        }
        return figures.sorted { $0.order < $1.order }.map(\.figure)
    }

    private mutating func withhold(_ picture: NoticePicture, _ reason: NoticePicture.Withheld, at index: Int) {
        switch reason {
        case .unread:
            problems.append(PictureProblem(sha256: picture.sha256, reason: reason.rawValue))
            add(FigureMaker.kind(picture.role), picture, .withheld, at: index)
        case .otherVehicle: break
        }
    }

    private func masked(_ picture: NoticePicture, _ image: consuming YCbCrImage) -> YCbCrImage {
        for box in picture.maskedBoxes { image.mask(box, keeping: picture.targetBox) }
        return image
    }

    /// The camera's own file as figure, and the plate as a part of it.
    private mutating func add(_ original: PrintPicture, of picture: NoticePicture, at index: Int) {
        let plate = picture.targetBox
        var isShown = picture.role != .plate
        if !hasPlateCut, let part = plate.flatMap({ original.part(PlateFrame.closeUp($0)) }) {
            hasPlateCut = true
            add(.plateCut, picture, .picture(part, mark: nil), original: picture.sha256, at: index)
        } else {
            isShown = true
        }
        guard isShown else { return }
        add(
            FigureMaker.kind(picture.role), picture, .picture(original, mark: plate), original: picture.sha256,
            at: index)
    }

    private mutating func add(
        _ image: YCbCrImage, of picture: NoticePicture, at index: Int, _ share: FigureBudget
    ) throws {
        var isShown = picture.role != .plate
        if let plate = picture.targetBox {
            if needsVehicleCut, picture.role == .overview { try addVehicleCut(image, picture, plate, at: index, share) }
            if !hasPlateCut, let cut = image.cropped(to: PlateFrame.closeUp(plate)) {
                hasPlateCut = true
                add(.plateCut, picture, .picture(try share.encode(cut, .plateCut), mark: nil), at: index)
            } else {
                isShown = true
            }
        } else {
            isShown = true
        }
        if isShown {
            let kind = FigureMaker.kind(picture.role)
            let print = try share.encode(image, kind)
            let mark = picture.targetBox?.scaled(by: Double(print.width) / Double(image.width))
            add(kind, picture, .picture(print, mark: mark), at: index)
        }
    }

    /// The vehicle cut out of an overview, if it isn't nearly all of it. The close-up is a part of it if it has pixels enough.
    private mutating func addVehicleCut(
        _ image: YCbCrImage, _ picture: NoticePicture, _ plate: PixelRect, at index: Int, _ share: FigureBudget
    ) throws {
        let frame = image.whole(PlateFrame.vehicle(plate))
        guard frame.area < image.width * image.height * 3 / 4, let cut = image.cropped(to: frame) else { return }
        needsVehicleCut = false
        let print = try share.encode(cut, .vehicleCut)
        add(.vehicleCut, picture, .picture(print, mark: nil), at: index)
        var closeUp = PlateFrame.closeUp(plate)
        closeUp.x -= frame.x
        closeUp.y -= frame.y
        if !hasPlateCut, print.width == cut.width, closeUp.width >= FigureBudget.closeUpWidth,
            let part = print.part(closeUp)
        {
            hasPlateCut = true
            add(.plateCut, picture, .picture(part, mark: nil), at: index)
        }
    }

    private mutating func add(
        _ kind: Figure.Kind, _ picture: NoticePicture, _ content: Figure.Content, original: String? = nil, at index: Int
    ) {
        let rank =
            switch kind {
            case .overview: 0
            case .vehicle: 1
            case .vehicleCut: 2
            case .plate: 3
            case .plateCut: 4
            }
        let figure = Figure(kind: kind, file: picture.file, content: content, original: original)
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

    /// - Parameter roles: of the document's evidence pictures; two more figures may be cut from them.
    init(_ roles: [CaptureFrame.Role]) {
        bytes = 300_000 / (roles.reduce(2) { $0 + ($1 == .overview ? 2 : 1) })
    }

    /// The camera's file itself, if it can stand in the document: nothing in it needs to be masked, the offender's plate was read in
    /// it (so it is whole), and it isn't too large. The overview is always reduced, and so is what is wider than 1,280 pixels: plates
    /// under a twentieth of the width aren't looked for, so they aren't masked, and in a wider picture they could be read.
    ///
    /// - Parameter figures: how many small ones it stands for, itself included.
    /// - Throws: ``ImageCodecs/ImageError``.
    func original(
        _ picture: NoticePicture, _ file: [UInt8], _ limits: ImageLimits, for figures: Int
    ) throws -> PrintPicture? {
        guard picture.role != .overview, picture.masked.isEmpty, picture.targetBox != nil,
            let jpeg = try EmbeddableJPEG(file, limits: limits), jpeg.width <= 1280, jpeg.bytes.count <= figures * bytes
        else { return nil }
        return PrintPicture(jpeg: jpeg.bytes, width: jpeg.width, height: jpeg.height)
    }

    /// Pixels of a figure: a picture with a side of `enough`, 135 dots an inch in print, needn't have more; none has more than `most`, for an
    /// overview 150 dots an inch. Where details count it is twice what is enough, to which halving alone brings nearly all.
    static func size(_ kind: Figure.Kind) -> (enough: PixelSize, most: PixelSize) {
        let isLarge = kind == .overview
        return (
            isLarge ? PixelSize(width: 900, height: 520) : PixelSize(width: 600, height: 430),
            isLarge ? PixelSize(width: 1004, height: 590) : PixelSize(width: 1200, height: 860)
        )
    }

    /// Pixels across, from which on a close-up prints well as it is.
    static let closeUpWidth = 240

    /// The picture in print size; smaller close-ups are brought to 480 pixels, so that viewers don't show them as coarse squares.
    func encode(_ image: YCbCrImage, _ kind: Figure.Kind) throws -> PrintPicture {
        let size = FigureBudget.size(kind)
        var print = image.reduced(toFit: size.most, enough: size.enough)
        if kind == .plateCut, print.width < FigureBudget.closeUpWidth {
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
            print = print.resized(toWidth: print.width * 2 / 3, height: max(1, print.height * 2 / 3))
            jpeg = try encodeJPEG(print, quality: 30)
        }
        return PrintPicture(jpeg: jpeg, width: print.width, height: print.height)
    }
}

extension PixelRect {
    /// Not smaller than a pixel.
    fileprivate func scaled(by factor: Double) -> PixelRect {
        PixelRect(
            x: Int(Double(x) * factor), y: Int(Double(y) * factor), width: max(1, Int(Double(width) * factor)),
            height: max(1, Int(Double(height) * factor)))
    }
}

extension PrintPicture {
    /// This picture with only `rect` shown, pixels; nil if no pixel lies in it.
    fileprivate func part(_ rect: PixelRect) -> PrintPicture? {
        let part = rect.clamped(toWidth: width, height: height)
        guard part.area > 0 else { return nil }
        var picture = self
        picture.shown = Area(part)
        return picture
    }
}

extension Area {
    /// In pixels.
    init(_ rect: PixelRect) {
        self.init(x: Double(rect.x), y: Double(rect.y), width: Double(rect.width), height: Double(rect.height))
    }
}
