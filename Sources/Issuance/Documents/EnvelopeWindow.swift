import Typesetting

/// Where a letter lies in its envelope, and what of it the window shows, wherever it has slid to. DIN 5008, form B.
///
/// A4 is folded at 105 and 210 mm, so it is 105 mm high and 210 mm wide. The envelope is DL, 110 x 220 mm (ISO 269), with a window 90 mm wide and
/// 45 mm (DIN 680) or 35 mm high, 20 mm from the left and 15 mm from the lower edge. The sheet can slide by 220 - 210 = 10 mm and 110 - 105 = 5 mm:
///
/// | millimetres of the page | 45 mm high | 35 mm high |
/// |---|---|---|
/// | sheet below and left: the window shows | x 20...110, y 45...90 | x 20...110, y 55...90 |
/// | sheet above and right | x 10...100, y 50...95 | x 10...100, y 60...95 |
/// | always seen | x 20...100, y 50...90 | x 20...100, y 60...90 |
/// | never seen | x over 110, y over 95 | the same |
///
/// Envelopes are 1 to 2 mm smaller inside than outside, which leaves as much for a fold beside its mark.
enum EnvelopeWindow {
    /// Where the sheet is folded, from its top.
    static let folds = [mm(105), mm(210)]
    /// The largest window, over a sheet that lies below and left.
    static let widest = Area(x: mm(20), y: mm(45), width: mm(90), height: mm(45))
    /// Within what every such window always shows, with a margin of 2 mm at the sides and half a millimetre above and below: what the post reads.
    static let address = Area(x: mm(22), y: mm(60.5), width: mm(76), height: mm(29))
    /// At the right of the address's first line: the courier's number, alone.
    static let numberWidth = mm(24)
    /// Where the sender's line ends. A window of 35 mm may hide it.
    static let senderBottom = mm(59.5)
    /// How much room it has up to what every window of 45 mm shows.
    static let senderHeight = senderBottom - mm(50) - 2
    /// No window shows what stands lower.
    static let lowest = mm(95)
}
