import Imaging

extension StreetPainter {
    /// Sky, houses, trees, road and kerbs; nothing stands in the lane at `clear` metres to the right. Far vehicles show the same end as the near one.
    mutating func paintStreet(clear lane: Double, traffic end: VehicleView.End, random: inout SeededRandom) {
        paintSky(random: &random)
        let roadLeft = lane - 1.75 - 3.5 * Double(random.integer(0...1))
        let roadRight = roadLeft + 10.5
        paintGround(random: &random)
        paintBackdrop(left: roadLeft, right: roadRight, random: &random)
        paintRoad(left: roadLeft, right: roadRight, random: &random)
        paintTraffic(end, lane: lane, left: roadLeft, right: roadRight, random: &random)
    }

    private mutating func paintSky(random: inout SeededRandom) {
        let horizon = camera.project(Position(0, 0, 5000)).y
        let w = Double(canvas.width)
        let h = Double(canvas.height)
        guard horizon > 0 else { return }
        canvas.fill(
            [
                Point(x: 0, y: 0), Point(x: w, y: 0), Point(x: w, y: min(h, horizon + 40)),
                Point(x: 0, y: min(h, horizon + 40)),
            ],
            .vertical(top: min(0, horizon - h), lighting.sky, bottom: horizon, lighting.horizon))
        guard !lighting.night else { return }
        let scale = camera.focalLength
        for _ in 0..<6 {
            let (x, y) = (random.number(0...w), horizon - random.number(0.02...0.25) * scale)
            for _ in 0..<7 {
                let (dx, dy) = (random.number(-0.06...0.06) * scale, random.number(-0.008...0.008) * scale)
                let (rx, ry) = (random.number(0.02...0.05) * scale, random.number(0.006...0.016) * scale)
                let puff = (0..<16).map { index in
                    let (sine, cosine) = Arithmetic.sineCosine(Double(index) * Double.pi / 8)
                    return Point(x: x + dx + rx * cosine, y: y + dy + ry * sine)
                }
                canvas.fill(puff, .solid(SIMD4(0.95, 0.95, 0.96, 0.12)))
            }
        }
    }

    private mutating func paintGround(random: inout SeededRandom) {
        let w = Double(canvas.width)
        let h = Double(canvas.height)
        let horizon = camera.project(Position(0, 0, 3000)).y
        guard horizon < h else { return }
        let near = lighting.ground(SIMD4(0.42, 0.40, 0.34, 1), distance: 10)
        let far = lighting.ground(SIMD4(0.40, 0.42, 0.33, 1), distance: 200)
        canvas.fill(
            [Point(x: 0, y: horizon), Point(x: w, y: horizon), Point(x: w, y: h), Point(x: 0, y: h)],
            .vertical(top: max(0, horizon), far, bottom: h, near))
    }

    private mutating func paintBackdrop(left: Double, right: Double, random: inout SeededRandom) {
        // A far line of trees closes the road's end.
        for index in 0..<36 {
            let x = -90 + 5 * Double(index) + random.number(-2...2)
            crown(x: x, y: random.number(2...6), z: 170, radius: random.number(4...8), random: &random, leaves: 4)
        }
        var z = 150.0
        while z > 24 {
            for side in [-1.0, 1.0] {
                let edge = side < 0 ? left - 3.5 : right + 3.5
                if random.chance(0.55) { house(edge: edge, side: side, z: z, random: &random) }
                if random.chance(0.75) {
                    tree(x: edge + side * random.number(-1.5...3), z: z - random.number(2...8), random: &random)
                }
            }
            z -= random.number(9...16)
        }
        for step in (1...4).reversed() {
            pole(x: right + 1.6, z: 14 + 22 * Double(step))
            if step < 4, random.chance(0.4) { sign(x: left - 1.4, z: 20 + 24 * Double(step), random: &random) }
        }
    }

    private mutating func house(edge: Double, side: Double, z: Double, random: inout SeededRandom) {
        let depth = random.number(8...13)
        let height = random.number(4...11)
        let front = edge + side * random.number(2...5)
        let back = front + side * random.number(8...14)
        let walls: [SIMD4<Float>] = [
            SIMD4(0.78, 0.74, 0.66, 1), SIMD4(0.70, 0.71, 0.70, 1), SIMD4(0.62, 0.50, 0.42, 1),
            SIMD4(0.55, 0.62, 0.64, 1), SIMD4(0.80, 0.77, 0.72, 1),
        ]
        let wall = random.pick(walls)
        let roof = random.pick([
            SIMD4<Float>(0.50, 0.24, 0.17, 1), SIMD4(0.36, 0.33, 0.31, 1), SIMD4(0.42, 0.20, 0.16, 1),
        ])
        scenery(
            [Position(front, 0, z), Position(back, 0, z), Position(back, height, z), Position(front, height, z)],
            wall * 0.92)
        scenery(
            [
                Position(front, 0, z), Position(front, 0, z + depth), Position(front, height, z + depth),
                Position(front, height, z),
            ],
            wall * 0.75)
        scenery(
            [
                Position(front - side * 0.6, height, z - 0.5), Position(back, height, z - 0.5),
                Position(back, height + 1.6, z + 3), Position(front, height + 1.6, z + 3),
            ],
            roof)
        let floors = max(1, Int(height / 3.2))
        for floor in 0..<floors {
            let y = 1.2 + 3.1 * Double(floor)
            for column in 0..<3 {
                let x = front + side * (1.2 + 2.6 * Double(column))
                let lit = lighting.night && random.chance(0.35)
                let window = [
                    Position(x, y, z - 0.02), Position(x + side * 1.3, y, z - 0.02),
                    Position(x + side * 1.3, y + 1.3, z - 0.02), Position(x, y + 1.3, z - 0.02),
                ]
                if lit { flat(window, SIMD4(0.75, 0.62, 0.38, 1)) } else { scenery(window, SIMD4(0.18, 0.22, 0.26, 1)) }
            }
        }
        if random.chance(0.6) {
            let awning = random.pick([
                SIMD4<Float>(0.15, 0.35, 0.62, 1), SIMD4(0.72, 0.16, 0.13, 1), SIMD4(0.85, 0.62, 0.15, 1),
                SIMD4(0.2, 0.45, 0.28, 1),
            ])
            scenery(
                [
                    Position(front, 2.6, z - 1.2), Position(back - side, 2.6, z - 1.2), Position(back - side, 3.2, z),
                    Position(front, 3.2, z),
                ], awning)
        }
    }

    private mutating func tree(x: Double, z: Double, random: inout SeededRandom) {
        let height = random.number(3...5.5)
        scenery(
            [
                Position(x - 0.18, 0, z), Position(x + 0.18, 0, z), Position(x + 0.12, height, z),
                Position(x - 0.12, height, z),
            ],
            SIMD4(0.27, 0.21, 0.15, 1))
        crown(x: x, y: height + 0.8, z: z, radius: random.number(1.5...2.8), random: &random, leaves: 16)
    }

    /// Leaves: dark ones first, then brighter ones higher up.
    private mutating func crown(
        x: Double, y: Double, z: Double, radius: Double, random: inout SeededRandom, leaves: Int
    ) {
        for leaf in 0..<leaves {
            let height = Double(leaf) / Double(leaves)
            let cx = x + random.number(-0.8...0.8) * radius
            let cy = y + (height - 0.5) * radius * 1.2 + random.number(-0.2...0.2) * radius
            let size = radius * random.number(0.35...0.62)
            let light = Float(0.6 + 0.6 * height + random.number(-0.12...0.12))
            let green = SIMD4<Float>(0.17, 0.27, 0.11, 1) * light
            let bumps = random.number(0.12...0.3)
            let corners = (0..<14).map { index in
                let (sine, cosine) = Arithmetic.sineCosine(Double(index) * 2 * Double.pi / 14)
                let r = size * (index % 2 == 0 ? 1 : 1 - bumps)
                return Position(cx + r * cosine, cy + r * 0.85 * sine, z)
            }
            scenery(corners, SIMD4(green.x, green.y, green.z, 1))
        }
    }

    private mutating func pole(x: Double, z: Double) {
        scenery(
            [Position(x - 0.07, 0, z), Position(x + 0.07, 0, z), Position(x + 0.05, 8, z), Position(x - 0.05, 8, z)],
            SIMD4(0.45, 0.46, 0.47, 1))
        scenery(
            [Position(x, 7.9, z), Position(x - 2, 8.3, z), Position(x - 2, 8.4, z), Position(x, 8.05, z)],
            SIMD4(0.45, 0.46, 0.47, 1))
        if lighting.night {
            let place = Position(x - 2, 8.2, z)
            let radius = 0.5 * camera.focalLength / camera.depth(place)
            canvas.glow(at: camera.project(place), radius: radius, colour: SIMD4(1.2, 1.0, 0.7, 0))
            canvas.glow(at: camera.project(place), radius: radius * 5, colour: SIMD4(0.3, 0.24, 0.14, 0))
        }
    }

    private mutating func sign(x: Double, z: Double, random: inout SeededRandom) {
        scenery(
            [
                Position(x - 0.04, 0, z), Position(x + 0.04, 0, z), Position(x + 0.04, 2.4, z),
                Position(x - 0.04, 2.4, z),
            ], SIMD4(0.5, 0.5, 0.5, 1))
        let disc = random.chance(0.5)
        let outline = Outline.ellipse(x, 2.6, 0.36, 0.36, corners: disc ? 20 : 4) { Position($0, $1, z - 0.02) }
        scenery(outline, disc ? SIMD4(0.75, 0.08, 0.08, 1) : SIMD4(0.88, 0.70, 0.08, 1))
        scenery(
            Outline.ellipse(x, 2.6, 0.25, 0.25, corners: disc ? 20 : 4) { Position($0, $1, z - 0.03) },
            disc ? SIMD4(0.92, 0.92, 0.92, 1) : SIMD4(0.80, 0.62, 0.06, 1))
    }

    private mutating func paintRoad(left: Double, right: Double, random: inout SeededRandom) {
        let asphalt = SIMD4<Float>(0.37, 0.37, 0.38, 1) * Float(random.number(0.85...1.15))
        // Footpaths, then the road in strips that get hazier with distance.
        for (from, to) in [(left - 3.2, left - 0.25), (right + 0.25, right + 3.2)] {
            band(from, to, 2, 200, SIMD4(0.58, 0.55, 0.50, 1))
        }
        var z = 240.0
        while z > 1 {
            let next = max(1, z * 0.8 - 0.5)
            band(left - 0.25, right + 0.25, next, z + 0.3, SIMD4(asphalt.x, asphalt.y, asphalt.z, 1))
            z = next
        }
        grain(left: left, right: right, seed: random.next())
        // Worn wheel tracks and patches.
        for lane in 0..<3 {
            for track in [0.95, 2.55] {
                let x = left + 3.5 * Double(lane) + track
                band(x - 0.28, x + 0.28, 1, 120, SIMD4(0.24, 0.24, 0.25, 0.16))
            }
        }
        for _ in 0..<10 {
            let (x, z) = (random.number(left...right - 1.5), random.number(4...60))
            let (w, l) = (random.number(0.4...2), random.number(0.8...5))
            let dark = random.chance(0.6)
            band(x, x + w, z, z + l, dark ? SIMD4(0.2, 0.2, 0.21, 0.28) : SIMD4(0.55, 0.54, 0.52, 0.2))
        }
        let white = SIMD4<Float>(0.86, 0.86, 0.83, 0.85)
        for line in 1...2 {
            let x = left + 3.5 * Double(line)
            var z = 2.0 + random.number(0...3)
            while z < 130 {
                band(x - 0.06, x + 0.06, z, z + 3, white)
                z += 8
            }
        }
        band(left + 0.22, left + 0.36, 1, 160, white)
        band(right - 0.36, right - 0.22, 1, 160, white)
        // Kerbstones, black and white in turn.
        for side in [-1.0, 1.0] {
            let x = side < 0 ? left - 0.12 : right + 0.12
            for block in (0..<70).reversed() {
                let z = 3.0 + 1.2 * Double(block)
                let stone: SIMD4<Float> = block % 2 == 0 ? SIMD4(0.86, 0.86, 0.84, 1) : SIMD4(0.12, 0.12, 0.12, 1)
                let top = x + side * 0.22
                scenery(
                    [
                        Position(x, 0.18, z), Position(x, 0.18, z + 1.2), Position(top, 0.18, z + 1.2),
                        Position(top, 0.18, z),
                    ], stone)
                scenery(
                    [Position(x, 0, z), Position(x, 0, z + 1.2), Position(x, 0.18, z + 1.2), Position(x, 0.18, z)],
                    stone * 0.8 + SIMD4(0, 0, 0, 0.2))
            }
        }
    }

    /// A strip of road surface between two distances.
    private mutating func band(_ left: Double, _ right: Double, _ near: Double, _ far: Double, _ colour: SIMD4<Float>) {
        let shaded = lighting.ground(colour, distance: (near + far) / 2)
        canvas.fill(
            camera.outline([
                Position(left, 0, near), Position(right, 0, near), Position(right, 0, far), Position(left, 0, far),
            ]),
            .solid(shaded))
    }

    /// Other vehicles far off, too small to read.
    private mutating func paintTraffic(
        _ end: VehicleView.End, lane: Double, left: Double, right: Double, random: inout SeededRandom
    ) {
        for z in [85.0, 55.0] {
            for number in 0..<3 where random.chance(0.5) {
                let x = left + 1.75 + 3.5 * Double(number)
                guard abs(x - lane) > 1 || z > 60 else { continue }
                let view = VehicleView(
                    kind: random.pick([.car, .car, .goods]), end: end, colour: random.pick(BodyColour.allCases),
                    plate: nil, seed: random.next())
                view.paint(at: Pose(x: x, z: z + random.number(0...14), yaw: 0), on: &self)
            }
        }
    }
}
