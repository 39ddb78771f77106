import Domain
import Imaging
import Simulation
import Testing

private func scene(kind: VehicleKind, end: VehicleView.End, seed: UInt64) throws -> StreetScene {
    let plate = PlateSpecimen(
        number: try #require(PlateNumber("B 1203 KOQ")), format: kind == .motorcycle ? .motorcycle : .car,
        colour: .blackOnWhite)
    let view = VehicleView(kind: kind, end: end, colour: .red, plate: plate, seed: seed)
    return StreetScene(vehicle: view, width: 640, height: 360, plateShare: 0.1, seed: seed)
}

@Test(arguments: VehicleKind.allCases, VehicleView.End.allCases)
func `a scene renders the same twice and shows its plate where it says`(kind: VehicleKind, end: VehicleView.End) throws
{
    let scene = try scene(kind: kind, end: end, seed: 5)
    let first = scene.render()
    #expect(first.image == scene.render().image)
    let box = try #require(first.plates.first).box
    #expect(box.clamped(toWidth: 640, height: 360) == box)
    #expect((54...74).contains(box.width))
    // White plate with black letters: both must be there.
    var (darkest, brightest) = (255, 0)
    for y in box.y + 2..<box.y + box.height - 2 {
        for x in box.x + 4..<box.x + box.width - 4 {
            let value = Int(first.image.bytes[3 * (y * 640 + x) + 1])
            darkest = min(darkest, value)
            brightest = max(brightest, value)
        }
    }
    #expect(brightest - darkest > 90)
}

@Test func `another seed gives another picture`() throws {
    #expect(
        try scene(kind: .car, end: .front, seed: 1).render().image
            != scene(kind: .car, end: .front, seed: 2).render().image)
}

@Test func `a picture's bytes stay what they were`() throws {
    // FNV-1a over the pixels: changes only when the drawing does.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in try scene(kind: .car, end: .rear, seed: 9).render().image.bytes {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    #expect(hash == 0x4747_504D_B934_C9FF)
}

@Test func `a plate out of the picture and odd settings do no harm`() throws {
    var scene = try scene(kind: .bus, end: .front, seed: 3)
    scene.aim = Point(x: 1.8, y: -1.2)
    scene.lateral = 40
    scene.roll = 1.2
    scene.sensor.motion = 900
    scene.sensor.blur = 40
    scene.sensor.haze = 1
    let rendered = scene.render()
    #expect(rendered.image.bytes.count == 3 * 640 * 360)
}
