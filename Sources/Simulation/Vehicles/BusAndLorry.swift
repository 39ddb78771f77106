extension VehicleView {
    func paintBus(at pose: Pose, random: inout SeededRandom, on painter: inout StreetPainter) {
        let rows: [(Double, Double, Double)] = [
            (0.10, 0.28, 0.94), (0.02, 0.36, 0.99), (0.0, 0.8, 1.0), (0.03, 1.15, 1.0), (0.14, 2.2, 0.99),
            (0.26, 2.75, 0.98), (0.45, 3.0, 0.94), (0.9, 3.08, 0.90), (8.5, 3.10, 0.88),
        ]
        let shell = BodyShell(
            halfWidth: halfWidth, length: 9, bulge: 0.14,
            stations: rows.map { BodyShell.Station(z: $0.0, y: $0.1, width: $0.2) })
        let details = VehicleDetails(shell: shell, pose: pose)
        details.tyres(z: 0.9, x: 1.16, width: 0.3, radius: 0.45, on: &painter)
        shell.paint(colour.paint, pose: pose, on: &painter)
        details.flanks(
            wheels: [1.8, 6.6], radius: 0.45, windows: [(0.8, 2.6), (2.8, 4.6), (4.8, 6.6)], sill: 1.5, top: 2.5,
            on: &painter)
        let stripe: SIMD4<Float> = colour == .white ? SIMD4(0.10, 0.30, 0.65, 1) : SIMD4(0.92, 0.92, 0.92, 1)
        details.field([(-1.2, 1.02), (1.2, 1.02), (1.2, 0.90), (-1.2, 0.90)], stripe, on: &painter)
        details.field([(-1.15, 0.40), (1.15, 0.40), (1.10, 0.33), (-1.10, 0.33)], VehicleDetails.plastic, on: &painter)
        if end == .front {
            details.window([(-1.10, 1.22), (-1.08, 2.38), (1.08, 2.38), (1.10, 1.22)], on: &painter)
            details.field(
                [(-0.012, 1.22), (0.012, 1.22), (0.012, 2.38), (-0.012, 2.38)], VehicleDetails.plastic, on: &painter)
            details.field(
                [(-0.75, 2.72), (0.75, 2.72), (0.75, 2.50), (-0.75, 2.50)], SIMD4(0.06, 0.06, 0.05, 1), on: &painter)
            details.pair(
                [(0.72, 0.80), (1.12, 0.84), (1.14, 0.66), (0.76, 0.62)], SIMD4(0.80, 0.82, 0.84, 1), gloss: 1,
                on: &painter)
            details.pair([(0.95, 0.60), (1.12, 0.60), (1.12, 0.54), (0.95, 0.54)], VehicleDetails.amber, on: &painter)
        } else {
            details.window([(-0.95, 1.55), (-0.92, 2.40), (0.92, 2.40), (0.95, 1.55)], on: &painter)
            details.pair(
                [(1.0, 1.30), (1.15, 1.30), (1.15, 0.72), (1.0, 0.72)], VehicleDetails.tailRed, gloss: 0.8, on: &painter
            )
            details.field(
                [(-0.6, 0.86), (0.6, 0.86), (0.6, 0.64), (-0.6, 0.64)], SIMD4(0.1, 0.1, 0.1, 1), on: &painter)
        }
        if painter.lighting.night {
            let light: SIMD4<Float> = end == .front ? SIMD4(1, 0.97, 0.88, 0) : SIMD4(1, 0.1, 0.06, 0)
            details.shine(0.95, 0.74, size: 0.16, colour: light, strength: 0.8, on: &painter)
        }
    }

    func paintLorry(at pose: Pose, random: inout SeededRandom, on painter: inout StreetPainter) {
        if end == .front {
            paintCargo(at: pose, from: 1.7, on: &painter)
            paintCab(at: pose, random: &random, on: &painter)
        } else {
            paintLorryRear(at: pose, random: &random, on: &painter)
        }
    }

    private func paintCargo(at pose: Pose, from z: Double, on painter: inout StreetPainter) {
        let stations = [(z, 0.8, 1.0), (z, 1.6, 1.0), (z, 2.55, 1.0), (z + 3.4, 2.56, 1.0)]
        let shell = BodyShell(
            halfWidth: 1.02, length: z + 3.5, bulge: 0,
            stations: stations.map { BodyShell.Station(z: $0.0, y: $0.1, width: $0.2) })
        shell.paint(SIMD4(0.62, 0.63, 0.62, 1), pose: pose, on: &painter)
    }

    private func paintCab(at pose: Pose, random: inout SeededRandom, on painter: inout StreetPainter) {
        let rows: [(Double, Double, Double)] = [
            (0.06, 0.36, 0.92), (0.0, 0.42, 0.97), (0.0, 0.60, 0.97), (0.03, 0.64, 0.95), (0.05, 1.15, 0.94),
            (0.12, 1.25, 0.93), (0.34, 1.86, 0.88), (0.42, 1.98, 0.86), (0.8, 2.04, 0.84), (1.6, 2.04, 0.84),
        ]
        let shell = BodyShell(
            halfWidth: halfWidth, length: 1.7, bulge: 0.10,
            stations: rows.map { BodyShell.Station(z: $0.0, y: $0.1, width: $0.2) })
        let details = VehicleDetails(shell: shell, pose: pose)
        details.tyres(z: 0.5, x: 0.88, width: 0.24, radius: 0.38, on: &painter)
        shell.paint(colour.paint, pose: pose, on: &painter)
        details.flanks(wheels: [0.7], radius: 0.38, windows: [(0.55, 1.4)], sill: 1.2, top: 1.8, on: &painter)
        details.window([(-0.83, 1.24), (-0.76, 1.86), (0.76, 1.86), (0.83, 1.24)], on: &painter)
        for x in [-0.45, 0.15] {
            details.field(
                [(x, 1.26), (x + 0.45, 1.36), (x + 0.45, 1.34), (x, 1.24)], VehicleDetails.plastic, on: &painter)
        }
        details.field(
            [(-0.62, 0.92), (0.62, 0.92), (0.58, 0.72), (-0.58, 0.72)], SIMD4(0.16, 0.16, 0.17, 1), on: &painter)
        for bar in 0..<4 {
            let y = 0.74 + 0.045 * Double(bar)
            details.field(
                [(-0.58, y), (0.58, y), (0.58, y + 0.015), (-0.58, y + 0.015)], SIMD4(0.45, 0.46, 0.47, 1), on: &painter
            )
        }
        details.pair(
            [(0.66, 0.92), (0.88, 0.92), (0.88, 0.72), (0.66, 0.72)], SIMD4(0.80, 0.82, 0.84, 1), gloss: 1, on: &painter
        )
        details.field(
            [(-0.93, 0.60), (0.93, 0.60), (0.93, 0.40), (-0.93, 0.40)], SIMD4(0.13, 0.13, 0.14, 1), gloss: 0.4,
            on: &painter)
        details.pair([(0.70, 0.56), (0.86, 0.56), (0.86, 0.48), (0.70, 0.48)], VehicleDetails.amber, on: &painter)
        for side in [-1.0, 1.0] {
            let mirror = [(side * 1.02, 1.25), (side * 1.17, 1.25), (side * 1.17, 1.62), (side * 1.02, 1.62)]
            painter.surface(mirror.map { pose.place(Position($0.0, $0.1, 0.25)) }, VehicleDetails.plastic, gloss: 0.2)
        }
        if painter.lighting.night {
            details.shine(0.77, 0.82, size: 0.14, colour: SIMD4(1, 0.97, 0.88, 0), strength: 0.8, on: &painter)
        }
    }

    private func paintLorryRear(at pose: Pose, random: inout SeededRandom, on painter: inout StreetPainter) {
        let box = BodyShell(
            halfWidth: 1.02, length: 5.2, bulge: 0.01,
            stations: [(0.0, 0.82, 1.0), (0.0, 1.4, 1.0), (0.0, 2.5, 1.0), (4.0, 2.52, 1.0)]
                .map { BodyShell.Station(z: $0.0, y: $0.1, width: $0.2) })
        let details = VehicleDetails(shell: box, pose: pose)
        details.tyres(z: 0.9, x: 0.92, width: 0.42, radius: 0.38, on: &painter)
        painter.surface(
            [(-0.95, 0.42), (0.95, 0.42), (0.95, 0.82), (-0.95, 0.82)].map { pose.place(Position($0.0, $0.1, 0.06)) },
            SIMD4(0.06, 0.06, 0.065, 1))
        box.paint(colour.paint, pose: pose, on: &painter)
        for x in [-1.0, -0.5, -0.012, 0.5, 0.97] {
            details.field(
                [(x, 0.86), (x + 0.025, 0.86), (x + 0.025, 2.46), (x, 2.46)], SIMD4(0.2, 0.2, 0.2, 0.6), on: &painter)
        }
        for y in [0.88, 1.65, 2.42] {
            details.field(
                [(-1.0, y), (1.0, y), (1.0, y + 0.04), (-1.0, y + 0.04)], SIMD4(0.25, 0.25, 0.25, 0.5), on: &painter)
        }
        let bar = VehicleDetails(
            shell: BodyShell(
                halfWidth: 1.0, length: 0.2, bulge: 0,
                stations: [(0.0, 0.44, 1.0), (0.0, 0.80, 1.0)].map { BodyShell.Station(z: $0.0, y: $0.1, width: $0.2) }),
            pose: pose)
        bar.field([(-0.98, 0.58), (0.98, 0.58), (0.98, 0.48), (-0.98, 0.48)], SIMD4(0.2, 0.2, 0.21, 1), on: &painter)
        bar.pair(
            [(0.66, 0.76), (0.96, 0.76), (0.96, 0.64), (0.66, 0.64)], VehicleDetails.tailRed, gloss: 0.8, on: &painter)
        bar.pair(
            [(0.56, 0.76), (0.66, 0.76), (0.66, 0.64), (0.56, 0.64)], VehicleDetails.amber, gloss: 0.8, on: &painter)
        if painter.lighting.night {
            bar.shine(0.82, 0.70, size: 0.12, colour: SIMD4(1, 0.1, 0.06, 0), strength: 0.7, on: &painter)
        }
    }
}
