import Foundation
import Imaging
import Inference

extension Locator {
    /// The locator network's answer for one picture: for each cell the heat (0...1) and four corners.
    struct Field {
        let width: Int
        let height: Int
        private let stride: Double
        /// Nine numbers a cell, row by row: the logit of its heat, and offsets of the corners from its middle, in ``unit`` pixels.
        private let values: [Float]
        private let unit: Double

        private static let channels = 9

        /// Normalises the picture, laid on a canvas of its own mean, and runs the network over it.
        init(_ picture: Plane<Float>, height: Int, width: Int, model: RecognitionModel, workspace: Workspace) throws {
            let canvas = Canvas(picture, height: height, width: width)
            let floor = model.locatorFloor * 255
            stride = Double(model.locatorStride)
            unit = model.locatorUnit
            (self.width, self.height, values) = try workspace.run(
                model.locator, height: height, width: width,
                fill: { canvas.write(to: $0, rowStride: $1, floor: floor) },
                take: { outputs in
                    let answer = outputs[0]
                    guard answer.channels == Field.channels else {
                        throw ModelError.invalid("the locator doesn't give nine channels")
                    }
                    return (answer.width, answer.height, answer.values)
                })
        }

        private func logit(_ column: Int, _ row: Int) -> Float { values[(row * width + column) * Field.channels] }

        /// 0...1.
        func heat(_ column: Int, _ row: Int) -> Double { Double(1 / (1 + exp(-logit(column, row)))) }

        /// Cells that no neighbour exceeds.
        func peaks(above threshold: Double) -> [(column: Int, row: Int)] {
            let least = Float(log(threshold / (1 - threshold)))
            var peaks: [(column: Int, row: Int)] = []
            for row in 0..<height {
                for column in 0..<width {
                    let value = logit(column, row)
                    guard value > least else { continue }
                    let isPeak = neighbours(column, row).allSatisfy { logit($0.0, $0.1) <= value }
                    if isPeak { peaks.append((column, row)) }
                }
            }
            return peaks
        }

        /// The cell that is hottest when places far from the middle count less.
        func peakNearMiddle() -> (column: Int, row: Int)? {
            var best: (column: Int, row: Int)?
            var bestValue = 0.0
            for row in 0..<height {
                for column in 0..<width {
                    let x = (Double(column) + 0.5 - Double(width) / 2) * stride
                    let y = (Double(row) + 0.5 - Double(height) / 2) * stride
                    let value = heat(column, row) * exp(-(x * x + y * y) / (2 * 30 * 30))
                    if value > bestValue { (best, bestValue) = ((column, row), value) }
                }
            }
            return best
        }

        /// The corners that a cell and its neighbours give, weighted by the square of their heat; in pixels of the picture.
        func corners(column: Int, row: Int) -> Quad {
            var sums = [Double](repeating: 0, count: 8)
            var weights = 0.0
            for (x, y) in neighbours(column, row) {
                let weight = heat(x, y) * heat(x, y)
                weights += weight
                let first = (y * width + x) * Field.channels + 1
                let middle = [(Double(x) + 0.5) * stride, (Double(y) + 0.5) * stride]
                for k in 0..<8 { sums[k] += weight * (Double(values[first + k]) * unit + middle[k % 2]) }
            }
            let p = sums.map { $0 / weights }
            return Quad(
                topLeft: Point(x: p[0], y: p[1]), topRight: Point(x: p[2], y: p[3]),
                bottomRight: Point(x: p[4], y: p[5]), bottomLeft: Point(x: p[6], y: p[7]))
        }

        /// The cell itself and those around it.
        private func neighbours(_ column: Int, _ row: Int) -> [(Int, Int)] {
            (max(0, row - 1)...min(height - 1, row + 1)).flatMap { y in
                (max(0, column - 1)...min(width - 1, column + 1)).map { ($0, y) }
            }
        }
    }

    /// A picture in the top left of a larger one that is filled with its mean.
    struct Canvas {
        let picture: Plane<Float>
        let height: Int
        let width: Int
        private let mean: Float
        private let deviation: Float

        init(_ picture: Plane<Float>, height: Int, width: Int) {
            self.picture = picture
            self.height = height
            self.width = width
            let (mean, deviation) = picture.statistics
            let inside = Float(min(height, picture.height) * min(width, picture.width)) / Float(height * width)
            self.mean = mean
            // What the mean fills adds nothing to the sum of squares.
            self.deviation = deviation * inside.squareRoot()
        }

        func write(to base: UnsafeMutablePointer<Float>, rowStride: Int, floor: Float) {
            let scale = 1 / (deviation + floor)
            picture.pixels.withUnsafeBufferPointer { pixels in
                let (columns, rows) = (min(width, picture.width), min(height, picture.height))
                for y in 0..<rows {
                    let row = base + y * rowStride
                    let start = y * picture.width
                    for x in 0..<columns { row[x] = (pixels[start + x] - mean) * scale }
                    for x in columns..<width { row[x] = 0 }
                }
                for y in rows..<height { (base + y * rowStride).update(repeating: 0, count: width) }
            }
        }
    }
}
