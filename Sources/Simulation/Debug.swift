import Domain
import Foundation
import Imaging
public enum SimulationDebug {
    public static func run() -> [Data] {
        var out: [Data] = []
        var i = 0
        for (k, e, c) in [(VehicleKind.car, VehicleView.End.front, BodyColour.white), (.car, .rear, .red), (.motorcycle, .rear, .black), (.motorcycle, .front, .red), (.bus, .front, .white), (.goods, .front, .yellow), (.goods, .rear, .green), (.special, .front, .white)] {
            let v = VehicleView(kind: k, end: e, colour: c, plate: PlateSpecimen(number: PlateNumber("B 1\(i)34 KJR")!, format: k == .motorcycle ? .motorcycle : .car, colour: i % 2 == 0 ? .blackOnWhite : .whiteOnBlack), seed: UInt64(i))
            var s = StreetScene(vehicle: v, width: 1920, height: 1080, plateShare: [0.09, 0.08, 0.06, 0.06, 0.06, 0.08, 0.07, 0.12][i], lateral: Double(i % 3) - 1, yaw: Double(i % 3 - 1) * 0.12, night: i == 7 || i == 1, caption: "SDR-014 2026-07-21 08:30:15", seed: UInt64(i))
            s.roll = 0.01
            let t = ContinuousClock.now
            let r = s.render()
            print(k, e, ContinuousClock.now - t, r.plates[0].box)
            out.append(Data("P6 1920 1080 255\n".utf8) + Data(r.image.bytes))
            i += 1
        }
        return out
    }
}
