import Domain
import Imaging
import Recognition
import Simulation
import Testing

/// Cameras send the plate alone, too, as a picture of its own.
@Test(arguments: [PlateColour.whiteOnBlack, .blackOnWhite, .blackOnYellow])
func `a plate that fills its picture is read, and a piece of the street of that shape is not`(
    _ colour: PlateColour
) throws {
    let reader = try PlateReader()
    for seed in 1...6 as ClosedRange<UInt64> {
        let specimen = PlateSpecimen(
            number: try #require(PlateNumber("B \(1200 + seed) KEQ")), format: .car, colour: colour, seed: seed)
        let view = VehicleView(kind: .car, end: .rear, colour: .black, plate: specimen, seed: seed)
        let scene = StreetScene(
            vehicle: view, width: 1280, height: 720, plateShare: 0.3, lateral: 0, night: false, seed: seed)
        let rendered = scene.render()
        let picture = YCbCrImage(rendered.image).luminance
        let plate = try #require(rendered.plates.first).corners.bounds
        func cut(x: Double, y: Double) -> YCbCrImage {
            let rect = PixelRect(
                x: Int(x - 0.04 * plate.width), y: Int(y - 0.06 * plate.height), width: Int(1.08 * plate.width),
                height: Int(1.12 * plate.height))
            return YCbCrImage(luminance: picture.cut(rect, filling: 0), chroma: nil)
        }
        let read = try reader.read(cut(x: plate.left, y: plate.top)).plates
        #expect(read.map(\.text) == ["B\(1200 + seed)KEQ"], "\(colour), seed \(seed)")
        #expect(try reader.read(cut(x: 60, y: 60)).plates.isEmpty, "\(colour), seed \(seed)")
    }
}
