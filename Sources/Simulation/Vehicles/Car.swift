extension VehicleView {
    func paintCar(at pose: Pose, random: inout SeededRandom, on painter: inout StreetPainter) {
        let tall = random.number(0.96...1.1)
        let shell = end == .front ? carFront(tall) : carRear(tall)
        let details = VehicleDetails(shell: shell, pose: pose)
        details.tyres(z: 0.55, x: 0.82, width: 0.2, radius: 0.31, on: &painter)
        if end == .rear { mirrors(details, tall, z: 2.6, on: &painter) }
        shell.paint(colour.paint, pose: pose, on: &painter)
        details.flanks(
            wheels: [0.75, 3.3], radius: 0.31,
            windows: end == .front ? [(1.55, 2.5), (2.55, 3.5)] : [(0.7, 1.7), (1.8, 2.7)],
            sill: 1.04 * tall, top: 1.48 * tall, on: &painter)
        if end == .front {
            carFace(details, tall, random: &random, on: &painter)
        } else {
            carTail(details, tall, random: &random, on: &painter)
        }
        if kind == .special { beacon(details, tall, on: &painter) }
    }

    private func carFront(_ tall: Double) -> BodyShell {
        let rows: [(Double, Double, Double)] = [
            (0.10, 0.20, 0.84), (0.02, 0.27, 0.94), (0.0, 0.36, 0.98), (0.0, 0.52, 1.0), (0.03, 0.62, 1.0),
            (0.08, 0.74, 1.0), (0.20, 0.84, 0.98), (0.60, 0.94, 0.96), (1.10, 1.02, 0.94), (1.30, 1.14, 0.90),
            (1.62, 1.34, 0.82), (1.92, 1.53, 0.74), (2.15, 1.59, 0.70), (3.5, 1.60, 0.68),
        ]
        return BodyShell(
            halfWidth: halfWidth, length: 4.1, bulge: 0.30, rake: 0.9,
            stations: rows.map { BodyShell.Station(z: $0.0, y: $0.1 > 0.6 ? $0.1 * tall : $0.1, width: $0.2) })
    }

    private func carRear(_ tall: Double) -> BodyShell {
        let rows: [(Double, Double, Double)] = [
            (0.12, 0.24, 0.86), (0.03, 0.30, 0.96), (0.0, 0.40, 1.0), (0.0, 0.56, 1.0), (0.05, 0.64, 0.99),
            (0.07, 0.80, 0.98), (0.10, 0.98, 0.96), (0.16, 1.10, 0.93), (0.30, 1.34, 0.83), (0.42, 1.50, 0.75),
            (0.46, 1.57, 0.71), (1.3, 1.63, 0.69), (3.45, 1.64, 0.69),
        ]
        return BodyShell(
            halfWidth: halfWidth, length: 4.1, bulge: 0.16, rake: 0.9,
            stations: rows.map { BodyShell.Station(z: $0.0, y: $0.1 > 0.6 ? $0.1 * tall : $0.1, width: $0.2) })
    }

    private func carFace(
        _ details: VehicleDetails, _ tall: Double, random: inout SeededRandom, on painter: inout StreetPainter
    ) {
        details.window(
            [(-0.69, 1.06 * tall), (-0.60, 1.50 * tall), (0.60, 1.50 * tall), (0.69, 1.06 * tall)], on: &painter)
        interior(details, sill: 1.06 * tall, top: 1.50 * tall, random: &random, on: &painter)
        for x in [-0.55, -0.02] {
            details.field(
                [(x, 1.075 * tall), (x + 0.5, 1.15 * tall), (x + 0.5, 1.138 * tall), (x, 1.06 * tall)],
                VehicleDetails.plastic, on: &painter)
        }
        // Grille with bars and badge.
        let width = random.number(0.30...0.46)
        details.field(
            [(-width, 0.735 * tall), (width, 0.735 * tall), (width * 0.86, 0.61), (-width * 0.86, 0.61)],
            VehicleDetails.plastic, on: &painter)
        for bar in 0..<random.integer(2...4) {
            let y = 0.635 + 0.028 * Double(bar)
            details.field(
                [(-width * 0.9, y), (width * 0.9, y), (width * 0.9, y + 0.009), (-width * 0.9, y + 0.009)],
                VehicleDetails.chrome, gloss: 0.8, on: &painter)
        }
        details.ellipse(0, 0.685 * tall, 0.055, 0.036, VehicleDetails.chrome, gloss: 0.9, on: &painter)
        // Lamps.
        let inner = width + 0.03
        let lamp = [
            (inner, 0.66 * tall), (inner + 0.06, 0.735 * tall), (0.80, 0.80 * tall), (0.81, 0.70 * tall),
            (inner + 0.1, 0.635 * tall),
        ]
        details.pair(lamp, SIMD4(0.78, 0.81, 0.84, 1), gloss: 1, on: &painter)
        for side in [-1.0, 1.0] {
            details.ellipse(
                side * (inner + 0.13), 0.70 * tall, 0.05, 0.042, SIMD4(0.25, 0.27, 0.3, 1), gloss: 1, on: &painter)
            details.ellipse(
                side * (inner + 0.13), 0.70 * tall, 0.03, 0.026, SIMD4(0.95, 0.95, 0.92, 1), gloss: 1, on: &painter)
            details.ellipse(side * 0.64, 0.36, 0.055, 0.04, SIMD4(0.55, 0.56, 0.58, 1), gloss: 1, on: &painter)
        }
        // Lower intake and lip.
        details.field(
            [(-0.52, 0.355), (0.52, 0.355), (0.42, 0.235), (-0.42, 0.235)], VehicleDetails.plastic, on: &painter)
        details.field([(-0.80, 0.60), (0.80, 0.60), (0.80, 0.592), (-0.80, 0.592)], SIMD4(0, 0, 0, 0.35), on: &painter)
        mirrors(details, tall, z: 1.35, on: &painter)
        if painter.lighting.night {
            details.shine(
                inner + 0.13, 0.70 * tall, size: 0.13, colour: SIMD4(1, 0.97, 0.88, 0), strength: 0.9, on: &painter)
        }
    }

    private func carTail(
        _ details: VehicleDetails, _ tall: Double, random: inout SeededRandom, on painter: inout StreetPainter
    ) {
        details.window(
            [(-0.66, 1.11 * tall), (-0.58, 1.46 * tall), (0.58, 1.46 * tall), (0.66, 1.11 * tall)], on: &painter)
        details.field(
            [(-0.02, 1.16 * tall), (0.40, 1.22 * tall), (0.40, 1.20 * tall), (-0.02, 1.14 * tall)],
            VehicleDetails.plastic, on: &painter)
        let inner = random.number(0.52...0.62)
        details.pair(
            [
                (inner, 1.0 * tall), (0.80, 1.06 * tall), (0.835, 0.80 * tall), (0.80, 0.72 * tall),
                (inner + 0.08, 0.86 * tall),
            ],
            VehicleDetails.tailRed, gloss: 0.9, on: &painter)
        details.pair(
            [(inner + 0.10, 0.91 * tall), (0.80, 0.91 * tall), (0.80, 0.86 * tall), (inner + 0.12, 0.86 * tall)],
            SIMD4(0.85, 0.82, 0.80, 1), gloss: 0.9, on: &painter)
        // Recess for the plate, chrome strip, badge.
        details.field(
            [(-0.36, 0.90), (0.36, 0.90), (0.33, 0.70), (-0.33, 0.70)], SIMD4(0.05, 0.05, 0.055, 0.55), on: &painter)
        details.field(
            [(-0.36, 0.935), (0.36, 0.935), (0.36, 0.905), (-0.36, 0.905)], VehicleDetails.chrome, gloss: 0.9,
            on: &painter)
        details.ellipse(0, 1.0 * tall, 0.05, 0.04, VehicleDetails.chrome, gloss: 0.9, on: &painter)
        // Bumper: joint, reflectors, dark lower part.
        details.field([(-0.84, 0.64), (0.84, 0.64), (0.84, 0.63), (-0.84, 0.63)], SIMD4(0, 0, 0, 0.5), on: &painter)
        details.field([(-0.62, 0.37), (0.62, 0.37), (0.56, 0.25), (-0.56, 0.25)], VehicleDetails.plastic, on: &painter)
        details.pair(
            [(0.60, 0.46), (0.78, 0.46), (0.78, 0.42), (0.60, 0.42)], VehicleDetails.tailRed, gloss: 0.9, on: &painter)
        if painter.lighting.night {
            details.shine(0.70, 0.93 * tall, size: 0.12, colour: SIMD4(1, 0.10, 0.06, 0), strength: 0.75, on: &painter)
        }
    }

    /// What is seen through the windscreen: seats, the driver, a mirror, and light lying on the glass.
    private func interior(
        _ details: VehicleDetails, sill: Double, top: Double, random: inout SeededRandom,
        on painter: inout StreetPainter
    ) {
        let height = top - sill
        let dim = SIMD4<Float>(0.06, 0.065, 0.07, 0.7)
        for x in [-0.32, 0.32] {
            details.field(
                [
                    (x - 0.17, sill + 0.1 * height), (x + 0.17, sill + 0.1 * height), (x + 0.15, sill + 0.55 * height),
                    (x - 0.15, sill + 0.55 * height),
                ],
                dim, on: &painter)
            details.ellipse(x, sill + 0.62 * height, 0.085, 0.07, dim, on: &painter)
        }
        // The wheel is on the vehicle's right: at the left as seen from ahead.
        details.ellipse(-0.32, sill + 0.56 * height, 0.07, 0.085, SIMD4(0.42, 0.30, 0.24, 0.75), on: &painter)
        details.field(
            [
                (-0.46, sill + 0.12 * height), (-0.18, sill + 0.12 * height), (-0.22, sill + 0.40 * height),
                (-0.42, sill + 0.40 * height),
            ],
            SIMD4(0.30, 0.32, 0.38, 0.7), on: &painter)
        details.field(
            [(-0.09, top - 0.07), (0.09, top - 0.07), (0.09, top - 0.03), (-0.09, top - 0.03)],
            SIMD4(0.04, 0.04, 0.04, 1), on: &painter)
        guard !painter.lighting.night else { return }
        let x = random.number(-0.45...0.1)
        details.field(
            [
                (x, sill + 0.02), (x + random.number(0.12...0.35), sill + 0.02), (x + 0.42, top - 0.02),
                (x + 0.18, top - 0.02),
            ],
            SIMD4(0.95, 0.97, 1, 0.13), gloss: 0, on: &painter)
    }

    private func mirrors(_ details: VehicleDetails, _ tall: Double, z: Double, on painter: inout StreetPainter) {
        for side in [-1.0, 1.0] {
            let outline = Outline.ellipse(side * 0.90, 1.06 * tall, 0.085, 0.055) {
                details.pose.place(Position($0, $1, z))
            }
            painter.surface(outline, colour.paint, gloss: 0.6)
        }
    }

    /// A bar of blue and red lamps on the roof.
    private func beacon(_ details: VehicleDetails, _ tall: Double, on painter: inout StreetPainter) {
        let z = end == .front ? 2.2 : 1.2
        let base = 1.61 * tall
        let colours: [SIMD4<Float>] = [SIMD4(0.1, 0.2, 0.9, 1), SIMD4(0.9, 0.9, 0.9, 1), SIMD4(0.85, 0.08, 0.08, 1)]
        for (index, colour) in colours.enumerated() {
            let x = -0.48 + 0.32 * Double(index)
            painter.surface(
                [(x, base), (x + 0.32, base), (x + 0.32, base + 0.12), (x, base + 0.12)]
                    .map { details.pose.place(Position($0.0, $0.1, z)) }, colour, gloss: 0.5)
        }
        details.field([(-0.8, 0.56), (0.8, 0.56), (0.8, 0.53), (-0.8, 0.53)], SIMD4(0.8, 0.05, 0.06, 1), on: &painter)
    }
}
