import Domain
import Foundation
import Imaging
public enum SimulationDebug {
    public static func plateSheet() -> Data {
        var c = Canvas(width: 1800, height: 1100, filledWith: SIMD4(0.4, 0.4, 0.45, 1))
        var i = 0
        for (t, f, col) in [("B 1205 KJR", PlateTypeface.current, PlateColour.blackOnWhite), ("AB 3467 OQ", .current, .blackOnWhite), ("AD 8890 UVW", .current, .whiteOnBlack), ("DK 1234 MNX", .current, .blackOnYellow),
            ("L 7560 OU", .old, .whiteOnBlack), ("AA 1023 OPS", .old, .whiteOnBlack), ("F 31 GTY", .current, .whiteOnRed), ("H 9871 LCZ", .current, .blackOnGreen), ("E 45 IR", .old, .blackOnYellow), ("RI 1", .current, .blackOnWhite)] {
            let m = i % 5 == 4
            let s = PlateSpecimen(number: PlateNumber(t)!, format: m ? .motorcycle : .car, colour: col, typeface: f, border: i % 2 == 1, dirt: i > 6 ? 0.3 : 0)
            let tex = PlateArtwork.draw(s, scale: 2)
            let (x, y) = (Double(i % 2) * 900 + 15, Double(i / 2) * 215 + 5)
            let (w, h) = (s.format.width * 1.5, s.format.height * 1.5)
            c.draw(tex, in: Quad(topLeft: Point(x: x, y: y), topRight: Point(x: x + w, y: y), bottomRight: Point(x: x + w, y: y + h), bottomLeft: Point(x: x, y: y + h)), light: .one)
            i += 1
        }
        var d = Data("P6 1800 1100 255\n".utf8)
        for p in c.pixels { for k in 0..<3 { d.append(UInt8(min(max(p[k], 0), 1) * 255)) } }
        return d
    }
}
