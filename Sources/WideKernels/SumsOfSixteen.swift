// Compiled for x86-64-v4 (AVX-512), alone in the program. What other files may have too, above all types, whose hidden
// helpers the linker shares between files, has no place here: it would run on processors that don't know the instructions.
// `.ci/run` looks at the symbols.

/// What lies under a convolution's kernel, and the numbers to multiply it with.
///
/// - `row`: the first number under the kernel where it stands on the first pixel; `step` floats on, that of the next pixel.
/// - `kernelHeight`: lines of the kernel, `lineStep` floats apart. Each is `stretchCount` stretches of `stretchLength` numbers,
///   `stretchStep` floats apart.
/// - `block`: 16 biases, then 16 weights for each number under the kernel.
package typealias Taps = (
    row: UnsafePointer<Float>, step: Int, kernelHeight: Int, lineStep: Int, stretchCount: Int, stretchLength: Int,
    stretchStep: Int, block: UnsafePointer<Float>
)

/// Narrower rows aren't worth it.
package var leastWidthOfSixteen: Int { 4 }

/// Sums for one row of a convolution, 16 out channels at a time, on a processor with AVX-512. Each sum is taken in the order
/// of the narrower loops: the results are the same to the bit.
///
/// - Parameters:
///   - out: gets 16 floats for each pixel, `outStep` floats apart; negative ones become 0 with `relu`.
///   - width: pixels, ``leastWidthOfSixteen`` or more.
package func sumsOfSixteen(
    _ taps: Taps, out: UnsafeMutablePointer<Float>, outStep: Int, width: Int, relu: Bool
) {
    // As many pixels at a time as leave the fewest loads: one for each pixel, and one of the weights for all. The compiler
    // doesn't unroll the sums of more than 14, which would then lie in memory.
    let fewest = min(min(loads(width, 14), loads(width, 13)), min(loads(width, 12), loads(width, 8)))
    if width < 7 {
        sumRow(Group<4>.self, taps, out, outStep, width, relu)
    } else if width < 8 {
        sumRow(Group<7>.self, taps, out, outStep, width, relu)
    } else if loads(width, 14) == fewest {
        sumRow(Group<14>.self, taps, out, outStep, width, relu)
    } else if loads(width, 13) == fewest {
        sumRow(Group<13>.self, taps, out, outStep, width, relu)
    } else if loads(width, 12) == fewest {
        sumRow(Group<12>.self, taps, out, outStep, width, relu)
    } else {
        sumRow(Group<8>.self, taps, out, outStep, width, relu)
    }
}

private typealias Sixteen = SIMD16<Float>
private typealias Group<let count: Int> = InlineArray<count, Sixteen>

/// Loads for a row in groups of `count` pixels.
private func loads(_ width: Int, _ count: Int) -> Int {
    count > width ? .max : (width &+ count &- 1) / count &* (count &+ 1)
}

/// A row in groups of `count` pixels; the last overlaps the one before where the width isn't a multiple: what is written
/// twice is equal.
@inline(__always)
private func sumRow<let count: Int>(
    _ group: Group<count>.Type, _ taps: Taps, _ out: UnsafeMutablePointer<Float>, _ outStep: Int, _ width: Int,
    _ relu: Bool
) {
    var taps = taps
    let row = taps.row
    var x = 0
    while x < width {
        x = x < width &- count ? x : width &- count
        taps.row = row + x &* taps.step
        sumGroup(group, taps, out + x &* outStep, outStep, relu)
        x = x &+ count
    }
}

/// `count` pixels at once, their sums in as many registers.
@inline(__always)
private func sumGroup<let count: Int>(
    _: Group<count>.Type, _ taps: Taps, _ out: UnsafeMutablePointer<Float>, _ outStep: Int, _ relu: Bool
) {
    var sums = Group<count>(repeating: UnsafeRawPointer(taps.block).loadUnaligned(as: Sixteen.self))
    var weight = taps.block + 16
    var line = taps.row
    var linesLeft = taps.kernelHeight
    while linesLeft > 0 {
        var stretch = line
        var stretchesLeft = taps.stretchCount
        while stretchesLeft > 0 {
            var p = stretch
            let end = p + taps.stretchLength
            while p < end {
                let w = UnsafeRawPointer(weight).loadUnaligned(as: Sixteen.self)
                var k = 0
                while k < count {
                    sums[unchecked: k] = sums[unchecked: k].addingProduct(Sixteen(repeating: p[k &* taps.step]), w)
                    k = k &+ 1
                }
                p += 1
                weight += 16
            }
            stretch += taps.stretchStep
            stretchesLeft = stretchesLeft &- 1
        }
        line += taps.lineStep
        linesLeft = linesLeft &- 1
    }
    var k = 0
    while k < count {
        let sum = sums[unchecked: k]
        UnsafeMutableRawPointer(out + k &* outStep)
            .storeBytes(of: relu ? sum.replacing(with: 0, where: sum .< 0) : sum, as: Sixteen.self)
        k = k &+ 1
    }
}
