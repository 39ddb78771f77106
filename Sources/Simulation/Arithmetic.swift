/// Functions that give the same bits on every machine: only +, -, *, / and square root, which IEEE 754 fixes. The C
/// library's sine differs from version to version, and with it the bytes of a picture would.
enum Arithmetic {
    /// Sine and cosine of an angle in radians, |angle| <= 100. Error below 1e-9.
    static func sineCosine(_ angle: Double) -> (sine: Double, cosine: Double) {
        let halfTurns = (angle / Double.pi).rounded()
        let x = (angle - halfTurns * Double.pi) / 4
        let x2 = x * x
        var sine = x * (1 - x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42 * (1 - x2 / 72))))
        var cosine = 1 - x2 / 2 * (1 - x2 / 12 * (1 - x2 / 30 * (1 - x2 / 56 * (1 - x2 / 90))))
        for _ in 0..<2 { (sine, cosine) = (2 * sine * cosine, cosine * cosine - sine * sine) }
        let sign: Double = halfTurns.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
        return (sine * sign, cosine * sign)
    }

    /// e to the power of `x`, -40 <= x <= 40. Relative error below 1e-9.
    static func exponential(_ x: Double) -> Double {
        let y = x / 4096
        var value = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4)))
        for _ in 0..<12 { value *= value }
        return value
    }
}

extension Arithmetic {
    /// The angle in radians whose tangent is `x`, |x| <= 1. Error below 1e-5.
    static func arcTangent(_ x: Double) -> Double {
        let y = x / (1 + (1 + x * x).squareRoot())
        let y2 = y * y
        return 2 * y * (1 - y2 * (1 / 3.0 - y2 * (1 / 5.0 - y2 * (1 / 7.0 - y2 * (1 / 9.0 - y2 / 11)))))
    }
}
