import Imaging

/// Draws what an ``Explanation`` collected.
struct ExplanationPictures {
    let picture: YCbCrImage
    let explanation: Explanation

    /// The picture, at most 1280 pixels wide, with every place the locator saw (yellow, its score beneath) and every plate
    /// that was reported (green, its text and confidence above).
    func located() -> RGBImage {
        let shrink = max(1, (max(picture.width, picture.height) + 1279) / 1280)
        let (width, height) = (max(1, picture.width / shrink), max(1, picture.height / shrink))
        var drawing = Drawing(width: width, height: height, .black)
        for y in 0..<height {
            for x in 0..<width {
                let (red, green, blue) = picture.rgb(x: x * shrink, y: y * shrink)
                drawing.set(x, y, .init(red: red, green: green, blue: blue))
            }
        }
        func shrunk(_ quad: Quad) -> Quad { quad.map { Point(x: $0.x / Double(shrink), y: $0.y / Double(shrink)) } }
        for detection in explanation.detections {
            let quad = shrunk(detection.quad)
            drawing.quad(quad, .yellow)
            label(
                "\(Int(detection.score * 100))%", in: &drawing, x: Int(quad.bounds.left),
                y: Int(quad.bounds.bottom) + 3, .yellow)
        }
        for plate in explanation.plates {
            let quad = shrunk(plate.reading.corners)
            drawing.quad(quad, .green)
            label(
                "\(plate.reading.text) \(percent(plate.reading.confidence))", in: &drawing, x: Int(quad.bounds.left),
                y: Int(quad.bounds.top) - 20, .green)
        }
        return drawing.image
    }

    /// One plate: the rectified crop as the reader saw it, below it for each frame the probability of every character
    /// (bright is likely; the chosen way through is framed), each character's own probability and the other texts.
    func read(_ plate: Explanation.Plate, alphabet: [Character]) -> RGBImage {
        let cell = 16
        let frames = plate.frames.count
        let left = 24
        let width = left + max(frames * cell, 480) + 8
        let cropHeight = plate.crop.height * frames * cell / max(plate.crop.width, 1)
        let chartTop = cropHeight + 34
        let rowHeight = 18
        let height = chartTop + CharacterFrames.classes * rowHeight + 24 * (plate.reading.alternatives.count + 1) + 16
        var drawing = Drawing(width: width, height: height, .black)
        let crop = RGBImage(plate.crop.resampled(width: frames * cell, height: max(1, cropHeight)).bytes)
        drawing.draw(crop, x: left, y: 0)
        for symbol in 0..<CharacterFrames.classes {
            let top = chartTop + symbol * rowHeight
            let name = symbol == CharacterFrames.blank ? "-" : String(alphabet[symbol])
            drawing.write(name, x: 6, y: top, scale: 2, .grey)
            for frame in 0..<frames {
                let light = UInt8(min(255, plate.frames.probability(frame, symbol).squareRoot() * 255))
                drawing.fill(
                    x: left + frame * cell, y: top, width: cell - 1, height: rowHeight - 1,
                    .init(red: light, green: light, blue: max(light, 30)))
            }
        }
        if let ranges = plate.frames.alignment(of: plate.symbols) {
            for (index, range) in ranges.enumerated() {
                let symbol = plate.symbols[index]
                drawing.frame(
                    x: left + range.lowerBound * cell - 1, y: chartTop + symbol * rowHeight - 1,
                    width: range.count * cell + 1, height: rowHeight + 1, .green)
                let sure = index < plate.reading.characters.count ? plate.reading.characters[index] : 0
                let x = left + range.lowerBound * cell
                drawing.write(String(alphabet[symbol]), x: x, y: cropHeight + 2, scale: 2, .white)
                drawing.write("\(Int(sure * 100))", x: x, y: cropHeight + 20, scale: 1, sure < 0.9 ? .red : .green)
            }
        }
        var y = chartTop + CharacterFrames.classes * rowHeight + 8
        let texts =
            [(plate.reading.text, plate.reading.confidence)]
            + plate.reading.alternatives.map { ($0.text, $0.confidence) }
        for (index, (text, confidence)) in texts.enumerated() {
            drawing.write("\(text) \(percent(confidence))", x: left, y: y, scale: 2, index == 0 ? .green : .grey)
            y += 22
        }
        return drawing.image
    }

    private func label(_ text: String, in drawing: inout Drawing, x: Int, y: Int, _ colour: Drawing.Colour) {
        let (x, y) = (max(0, x), max(0, y))
        drawing.fill(x: x - 2, y: y - 2, width: text.count * 12 + 4, height: 18, .black)
        drawing.write(text, x: x, y: y, scale: 2, colour)
    }

    private func percent(_ share: Double) -> String { "\((share * 10000).rounded(.down) / 100)%" }
}
