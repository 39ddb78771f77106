import Imaging
import Testing

@Test func `a rectangle over the border is cut to the picture`() {
    let rect = PixelRect(x: -4, y: 90, width: 10, height: 20)
    #expect(rect.clamped(toWidth: 50, height: 100) == PixelRect(x: 0, y: 90, width: 6, height: 10))
}

@Test func `a rectangle beside the picture is empty`() {
    #expect(PixelRect(x: 60, y: 0, width: 5, height: 5).clamped(toWidth: 50, height: 100).area == 0)
}
