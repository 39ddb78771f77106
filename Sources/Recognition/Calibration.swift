import Inference

/// Turns the pooled probability of a reading into the share of such readings that are right: linear between knots.
package struct Calibration: Sendable, Hashable {
    private let knots: [(raw: Double, calibrated: Double)]

    /// - Parameter knots: raw and calibrated values by turns, both rising, in 0...1. Empty: nothing is changed.
    package init(knots flat: [Double]) throws {
        guard flat.count % 2 == 0, flat.allSatisfy({ (0...1).contains($0) }) else {
            throw ModelError.invalid("the reader's calibration")
        }
        let pairs = stride(from: 0, to: flat.count, by: 2).map { (raw: flat[$0], calibrated: flat[$0 + 1]) }
        for (one, next) in zip(pairs, pairs.dropFirst()) {
            guard one.raw < next.raw, one.calibrated <= next.calibrated else {
                throw ModelError.invalid("the reader's calibration doesn't rise")
            }
        }
        knots = pairs
    }

    /// - Parameter raw: 0...1.
    package func callAsFunction(_ raw: Double) -> Double {
        guard let first = knots.first, let last = knots.last else { return raw }
        if raw <= first.raw { return first.raw > 0 ? first.calibrated * raw / first.raw : first.calibrated }
        for (one, next) in zip(knots, knots.dropFirst()) where raw <= next.raw {
            let share = (raw - one.raw) / (next.raw - one.raw)
            return one.calibrated + share * (next.calibrated - one.calibrated)
        }
        return last.calibrated
    }

    package static func == (one: Calibration, other: Calibration) -> Bool {
        one.knots.elementsEqual(other.knots) { $0.raw == $1.raw && $0.calibrated == $1.calibrated }
    }

    package func hash(into hasher: inout Hasher) {
        for knot in knots {
            hasher.combine(knot.raw)
            hasher.combine(knot.calibrated)
        }
    }
}
