import Typesetting

/// The sizes of type, in points before scaling. Body text stays at 8 points or more at the smallest scale, everything else at 7.
enum DocumentStyles {
    static let body = TextStyle(size: 9.4)
    static let small = TextStyle(size: 7.8)
    static let tiny = TextStyle(size: 7)
    static let heading = TextStyle(size: 10, isBold: true)
    static let title = TextStyle(size: 14, isBold: true, tracking: 0.4)
    static let code = TextStyle(size: 12.5, isBold: true, tracking: 0.8)
    static let digest = TextStyle(size: 7, tracking: 0.2)

    /// Tried one after the other until the letter's text fits on one page; if none does, it goes on on the next page in
    /// ``flowing``.
    static let scales = [1.06, 1, 0.95, 0.9, 0.85]
    /// Comfortable to read.
    static let flowing = 0.95
}

/// Where things stand on the page, in points.
enum PageGrid {
    static let left = mm(20)
    static let right = mm(190)
    static var width: Double { right - left }
    /// Beside the window: number, date, subject.
    static let subject = Area(x: mm(112.5), y: mm(45), width: mm(77.5), height: mm(45))
    /// Nothing of the text is seen through the envelope's window.
    static let bodyTop = EnvelopeWindow.lowest + mm(0.5)
    /// Where pages after the first begin.
    static let followingTop = mm(20)
    static let bodyBottom = mm(284.5)
    static let footer = mm(288.5)
}
