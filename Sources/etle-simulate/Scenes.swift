import ArgumentParser
import Domain
import Foundation
import ImageCodecs
import Simulation

/// Pictures with labels, for training and `etle evaluate`.
struct Scenes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Renders pictures and labels.csv (file,plate,x,y,w,h).",
        discussion: "A picture with a neighbour has two lines in labels.csv, the vehicle that is meant first.")

    @Option(help: "Where the randomness starts.") var seed: UInt64 = 1
    @Option(help: "How many pictures.") var count = 10
    @Option(help: "Folder to write to.") var out: String
    @Option(help: "Only this kind: car, motorcycle, bus, goods, special.") var kind: String?
    @Flag(help: "By night.") var night = false
    @Flag(help: "Close-ups of the plate instead of overviews.") var closeUps = false
    @Flag(help: "PNG instead of JPEG.") var png = false
    @OptionGroup var options: SceneOptions

    func validate() throws {
        guard kind == nil || VehicleKind(rawValue: kind ?? "") != nil else {
            throw ValidationError("--kind is car, motorcycle, bus, goods or special.")
        }
    }

    func run() throws {
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        let drop = try DropFolder(folder)
        var random = SeededRandom(seed: seed)
        var draw = SceneDraw(seed: random.next())
        var fleet = Fleet(seed: random.next(), today: EventDraw.day)
        var rows = [PlateLabel.columns]
        for index in 0..<max(count, 0) {
            let drawn = random.pick([VehicleKind.car, .car, .car, .motorcycle, .motorcycle, .bus, .goods])
            let (record, colour) = fleet.next(kind: kind.flatMap(VehicleKind.init) ?? drawn)
            var sceneOptions = options.drawn
            sceneOptions.night = night
            let neighbour = random.chance(options.neighbours) ? fleet.next(kind: .car) : nil
            var scene = draw.scene(of: record, colour: colour, options: sceneOptions, neighbour: neighbour)
            if closeUps { scene = scene.closeUp() }
            let picture = scene.render()
            let name =
                "s" + String(repeating: "0", count: max(0, 5 - String(index).count)) + "\(index)."
                + (png ? "png" : "jpg")
            let bytes =
                try png ? encodePNG(picture.image) : encodeJPEG(picture.image, quality: scene.sensor.jpegQuality)
            try drop.deliver([UploadFile(name: name, bytes: bytes)])
            for seen in picture.plates {
                let label = PlateLabel(file: name, seen: seen, in: scene)
                if label.width > 0, label.height > 0 { rows.append(label.values) }
            }
        }
        try drop.deliver([UploadFile(name: "labels.csv", bytes: Array(CSVText.encode(rows).utf8))])
    }
}
