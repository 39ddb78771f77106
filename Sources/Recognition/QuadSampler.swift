import Imaging

/// Takes samples of a picture on a grid that is laid out by a plate: 0...1 across its width and down its height, and on
/// beyond it.
struct QuadSampler {
    let picture: YCbCrImage
    private let map: Homography?

    /// One pixel. Luminance 0...255, a whole number; blue and red are the chroma differences, 0 for grey.
    struct Sample {
        var luminance: Double
        var blue: Double
        var red: Double
    }

    init(picture: YCbCrImage, quad: Quad) {
        self.picture = picture
        map = Homography(fromWidth: 1, height: 1, to: quad)
    }

    /// Samples over a rectangle given in shares of the plate's width and height; those outside of the picture are left out.
    func samples(across: ClosedRange<Double>, down: ClosedRange<Double>, columns: Int, rows: Int) -> [Sample] {
        guard let map else { return [] }
        var samples: [Sample] = []
        samples.reserveCapacity(columns * rows)
        for row in 0..<rows {
            let v = down.lowerBound + (down.upperBound - down.lowerBound) * (Double(row) + 0.5) / Double(rows)
            for column in 0..<columns {
                let u =
                    across.lowerBound + (across.upperBound - across.lowerBound) * (Double(column) + 0.5)
                    / Double(columns)
                if let sample = sample(at: map.apply(Point(x: u, y: v))) { samples.append(sample) }
            }
        }
        return samples
    }

    private func sample(at point: Point) -> Sample? {
        guard point.x >= 0, point.y >= 0, point.x < Double(picture.width), point.y < Double(picture.height) else {
            return nil
        }
        let (x, y) = (Int(point.x), Int(point.y))
        let luminance = Double(picture.luminance[x, y])
        guard let chroma = picture.chroma else { return Sample(luminance: luminance, blue: 0, red: 0) }
        let (column, row) = (x * chroma.blue.width / picture.width, y * chroma.blue.height / picture.height)
        return Sample(
            luminance: luminance, blue: Double(chroma.blue[column, row]) - 128,
            red: Double(chroma.red[column, row]) - 128)
    }
}

extension [QuadSampler.Sample] {
    /// Nil if there is none.
    var mean: QuadSampler.Sample? {
        guard !isEmpty else { return nil }
        let number = Double(count)
        return .init(
            luminance: reduce(0) { $0 + $1.luminance } / number, blue: reduce(0) { $0 + $1.blue } / number,
            red: reduce(0) { $0 + $1.red } / number)
    }

    /// How many samples have each luminance.
    var histogram: [Int] {
        var histogram = [Int](repeating: 0, count: 256)
        for sample in self { histogram[Int(sample.luminance)] += 1 }
        return histogram
    }

    /// The luminance that a share (0...1) of the samples stays below.
    /// - Precondition: not empty.
    func luminance(at share: Double) -> Double {
        var left = Int(Double(count - 1) * share)
        for (level, number) in histogram.enumerated() {
            left -= number
            if left < 0 { return Double(level) }
        }
        return 255
    }
}
