import Imaging
import TestSupport
import Testing

private func randomPlane(_ width: Int, _ height: Int, using generator: inout SeededGenerator) -> Plane<UInt8> {
    Plane(
        width: width, height: height,
        pixels: (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &generator) })
}

/// The mean over the area that each new pixel covers, and linear interpolation along enlarged directions, number by number.
private func naive(_ plane: Plane<UInt8>, _ width: Int, _ height: Int) -> [Double] {
    func shares(_ index: Int, _ count: Int, _ newCount: Int) -> [(Int, Double)] {
        let scale = Double(count) / Double(newCount)
        if scale > 1 {
            return (0..<count).compactMap { position in
                let share =
                    min(Double(index + 1) * scale, Double(position + 1)) - max(Double(index) * scale, Double(position))
                return share > 0 ? (position, share / scale) : nil
            }
        }
        let centre = min(max((Double(index) + 0.5) * scale - 0.5, 0), Double(count - 1))
        let first = min(Int(centre), count - 1)
        return [(first, 1 - centre + Double(first)), (min(first + 1, count - 1), centre - Double(first))]
    }
    return (0..<height).flatMap { y in
        (0..<width).map { x in
            shares(y, plane.height, height).reduce(0) { sum, row in
                sum + shares(x, plane.width, width).reduce(0) { $0 + row.1 * $1.1 * Double(plane[$1.0, row.0]) }
            }
        }
    }
}

@Test(arguments: 1...33)
func `resampling equals its naive twin at every size`(size: Int) {
    var generator = SeededGenerator(seed: UInt64(size))
    for (width, height) in [(1, 1), (7, 5), (16, 33), (33, 16), (29, 31)] {
        let plane = randomPlane(width, height, using: &generator)
        for (newWidth, newHeight) in [(size, 9), (9, size), (size, size)] {
            let result = plane.resampled(width: newWidth, height: newHeight)
            let expected = naive(plane, newWidth, newHeight)
            let difference = zip(result.pixels, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
            #expect(
                result.pixels.count == expected.count && difference < 1e-3,
                "\(width)x\(height) to \(newWidth)x\(newHeight)")
        }
    }
}

@Test func `halving takes the mean of four`() {
    let plane = Plane<UInt8>(width: 4, height: 2, pixels: [0, 4, 10, 10, 8, 8, 20, 40])
    #expect(plane.resampled(width: 2, height: 1).pixels == [5, 20])
}

@Test func `the same size changes nothing`() {
    var generator = SeededGenerator(seed: 1)
    let plane = randomPlane(13, 7, using: &generator)
    #expect(plane.resampled(width: 13, height: 7).bytes == plane)
}

@Test func `a constant picture stays constant at any size`() {
    let plane = Plane<UInt8>(width: 31, height: 17, filledWith: 99)
    for size in [1, 2, 15, 16, 30, 64] {
        #expect(plane.resampled(width: size, height: size).pixels.allSatisfy { abs($0 - 99) < 1e-3 }, "size \(size)")
    }
}

@Test func `cutting fills what lies beyond the picture`() {
    let plane = Plane<UInt8>(width: 2, height: 2, pixels: [1, 2, 3, 4])
    #expect(plane.cut(PixelRect(x: 1, y: 1, width: 2, height: 2), filling: 9).pixels == [4, 9, 9, 9])
    #expect(plane.cut(PixelRect(x: -1, y: -1, width: 2, height: 2), filling: 9).pixels == [9, 9, 9, 1])
    #expect(plane.cut(PixelRect(x: 50, y: 0, width: 1, height: 1), filling: 9).pixels == [9])
}

@Test(arguments: 2...70)
func `a half is the rounded mean of four pixels at every width`(width: Int) {
    var generator = SeededGenerator(seed: UInt64(width))
    let height = Int.random(in: 2...5, using: &generator)
    let pixels = (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let picture = Plane(width: width, height: height, pixels: pixels)
    let half = picture.halved()
    #expect(half.width == width / 2 && half.height == height / 2)
    for y in 0..<half.height {
        for x in 0..<half.width {
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map { Int(picture[2 * x + $0.0, 2 * y + $0.1]) }
            #expect(Int(half[x, y]) == (four.reduce(0, +) + 2) / 4)
        }
    }
}
