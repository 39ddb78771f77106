import Imaging
import Testing

private let identity = Homography(coefficients: [1, 0, 0, 0, 1, 0, 0, 0, 1])

private func randomPlane(_ width: Int, _ height: Int, using generator: inout SeededGenerator) -> Plane<UInt8> {
    Plane(
        width: width, height: height,
        pixels: (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &generator) })
}

/// One sample after the other, straight from the definition.
private func naive(_ plane: Plane<UInt8>, _ map: Homography, _ width: Int, _ height: Int, _ s: Int, _ border: Border)
    -> [Double]
{
    func pixel(_ x: Int, _ y: Int) -> Double {
        if case .constant(let value) = border, x < 0 || y < 0 || x >= plane.width || y >= plane.height {
            return Double(value)
        }
        return Double(plane[min(max(x, 0), plane.width - 1), min(max(y, 0), plane.height - 1)])
    }
    func sample(_ point: Point) -> Double {
        let (left, top) = (point.x.rounded(.down), point.y.rounded(.down))
        let (fx, fy) = (point.x - left, point.y - top)
        let (x, y) = (Int(left), Int(top))
        return (pixel(x, y) * (1 - fx) + pixel(x + 1, y) * fx) * (1 - fy)
            + (pixel(x, y + 1) * (1 - fx) + pixel(x + 1, y + 1) * fx) * fy
    }
    return (0..<height).flatMap { v in
        (0..<width).map { u in
            var sum = 0.0
            for j in 0..<s {
                for i in 0..<s {
                    sum += sample(map.apply(Point(x: Double(u * s + i) / Double(s), y: Double(v * s + j) / Double(s))))
                }
            }
            return sum / Double(s * s)
        }
    }
}

@Test(arguments: 1...33)
func `warps equal their naive twin at every size`(size: Int) throws {
    var generator = SeededGenerator(seed: UInt64(size))
    let plane = randomPlane(23, 19, using: &generator)
    for supersampling in 1...3 {
        for border in [Border.replicate, .constant(77)] {
            func corner(_ x: Double, _ y: Double) -> Point {
                Point(
                    x: x + Double.random(in: -4...4, using: &generator),
                    y: y + Double.random(in: -4...4, using: &generator))
            }
            let quad = Quad(
                topLeft: corner(2, 2), topRight: corner(20, 2), bottomRight: corner(20, 17), bottomLeft: corner(2, 17))
            let map = try #require(Homography(fromWidth: Double(size), height: 7, to: quad))
            let result = plane.warped(by: map, width: size, height: 7, supersampling: supersampling, border: border)
            let expected = naive(plane, map, size, 7, supersampling, border)
            let difference = zip(result.pixels, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
            #expect(difference < 0.01, "width \(size), supersampling \(supersampling), \(border)")
        }
    }
}

@Test func `the identity changes nothing`() {
    var generator = SeededGenerator(seed: 3)
    let plane = randomPlane(9, 5, using: &generator)
    #expect(plane.warped(by: identity, width: 9, height: 5).bytes == plane)
}

@Test func `a shift by half a pixel takes the mean of neighbours, and the border repeats or is fixed`() {
    let plane = Plane<UInt8>(width: 3, height: 1, pixels: [10, 20, 40])
    let shift = Homography(coefficients: [1, 0, 0.5, 0, 1, 0, 0, 0, 1])
    #expect(plane.warped(by: shift, width: 3, height: 1).pixels == [15, 30, 40])
    #expect(plane.warped(by: shift, width: 3, height: 1, border: .constant(0)).pixels == [15, 30, 20])
}

@Test func `a quarter turn puts each pixel where it belongs`() {
    let plane = Plane<UInt8>(width: 2, height: 2, pixels: [1, 2, 3, 4])
    let turn = Homography(coefficients: [0, 1, 0, -1, 0, 1, 0, 0, 1])
    #expect(plane.warped(by: turn, width: 2, height: 2).pixels == [3, 1, 4, 2])
}

@Test func `a map to nowhere gives the border`() {
    let plane = Plane<UInt8>(width: 2, height: 2, pixels: [1, 2, 3, 4])
    let nowhere = Homography(coefficients: [0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(plane.warped(by: nowhere, width: 1, height: 1, border: .constant(7)).pixels == [7])
}
