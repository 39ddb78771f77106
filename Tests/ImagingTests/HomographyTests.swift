import Imaging
import Testing

private let skewed = Quad(
    topLeft: Point(x: 10, y: 20), topRight: Point(x: 130, y: 35), bottomRight: Point(x: 120, y: 70),
    bottomLeft: Point(x: 14, y: 50))

private func isClose(_ one: Point, _ other: Point) -> Bool {
    abs(one.x - other.x) < 1e-6 && abs(one.y - other.y) < 1e-6
}

@Test func `a homography takes corners to corners, and its inverse takes them back`() throws {
    let map = try #require(Homography(fromWidth: 160, height: 40, to: skewed))
    #expect(isClose(map.apply(Point(x: 160, y: 40)), skewed.bottomRight))
    #expect(isClose(map.apply(Point(x: 0, y: 40)), skewed.bottomLeft))
    let inverse = try #require(map.inverse)
    #expect(isClose(inverse.apply(skewed.topRight), Point(x: 160, y: 0)))
    let point = Point(x: 33, y: 17)
    #expect(isClose(inverse.apply(map.apply(point)), point))
}

@Test func `an affine pair gives the exact affine map`() throws {
    let target = Quad(
        topLeft: Point(x: 5, y: 7), topRight: Point(x: 25, y: 7), bottomRight: Point(x: 25, y: 17),
        bottomLeft: Point(x: 5, y: 17))
    let map = try #require(Homography(fromWidth: 10, height: 5, to: target))
    #expect(isClose(map.apply(Point(x: 4, y: 1)), Point(x: 13, y: 9)))
}

@Test func `corners on one line have no homography`() {
    let flat = Quad(
        topLeft: Point(x: 0, y: 0), topRight: Point(x: 1, y: 1), bottomRight: Point(x: 2, y: 2),
        bottomLeft: Point(x: 3, y: 3))
    #expect(Homography(fromWidth: 10, height: 5, to: flat) == nil)
    #expect(Homography(from: flat, to: skewed) == nil)
    let broken = Quad(
        topLeft: Point(x: .nan, y: 0), topRight: Point(x: 1, y: 0), bottomRight: Point(x: 1, y: 1),
        bottomLeft: Point(x: 0, y: 1))
    #expect(Homography(fromWidth: 10, height: 5, to: broken) == nil)
}
