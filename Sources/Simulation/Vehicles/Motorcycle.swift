extension VehicleView {
    /// A scooter with its rider, as upright layers one behind the other.
    func paintMotorcycle(at pose: Pose, random: inout SeededRandom, on painter: inout StreetPainter) {
        let jacket = random.pick([
            SIMD4<Float>(0.12, 0.16, 0.28, 1), SIMD4(0.10, 0.10, 0.11, 1), SIMD4(0.38, 0.10, 0.10, 1),
            SIMD4(0.18, 0.32, 0.22, 1), SIMD4(0.52, 0.50, 0.46, 1),
        ])
        let helmet = random.pick([
            SIMD4<Float>(0.08, 0.08, 0.09, 1), SIMD4(0.85, 0.85, 0.84, 1), SIMD4(0.60, 0.08, 0.08, 1),
            SIMD4(0.1, 0.2, 0.5, 1),
        ])
        let trousers = SIMD4<Float>(0.13, 0.15, 0.20, 1)
        let rubber = SIMD4<Float>(0.05, 0.05, 0.055, 1)
        let layers = MotorcycleLayers(pose: pose)
        let paint = colour.paint
        if end == .rear {
            layers.rounded(0, 0.30, 0.06, 0.30, z: 1.25, rubber, on: &painter)
            layers.handlebar(z: 0.95, on: &painter)
            layers.rider(z: 0.55, jacket: jacket, trousers: trousers, helmet: helmet, faces: false, on: &painter)
            layers.rounded(0, 0.30, 0.065, 0.30, z: 0.15, rubber, on: &painter)
            layers.shape(
                [(-0.17, 0.44), (-0.20, 0.80), (-0.13, 0.86), (0.13, 0.86), (0.20, 0.80), (0.17, 0.44)], z: 0.12,
                VehicleDetails.plastic, on: &painter)
            layers.shape(
                [(-0.20, 0.74), (-0.17, 0.90), (0.17, 0.90), (0.20, 0.74), (0.11, 0.70), (-0.11, 0.70)], z: 0.05, paint,
                gloss: 0.8, on: &painter)
            layers.shape(
                [(-0.12, 0.80), (-0.10, 0.86), (0.10, 0.86), (0.12, 0.80), (0.0, 0.74)], z: 0.0, VehicleDetails.tailRed,
                gloss: 0.8, on: &painter)
            for side in [-1.0, 1.0] {
                layers.rounded(side * 0.20, 0.76, 0.035, 0.025, z: 0.03, VehicleDetails.amber, on: &painter)
            }
            layers.shape(
                [(-0.10, 0.72), (0.10, 0.72), (0.09, 0.48), (-0.09, 0.48)], z: 0.0, VehicleDetails.plastic, on: &painter
            )
        } else {
            layers.rider(z: 0.75, jacket: jacket, trousers: trousers, helmet: helmet, faces: true, on: &painter)
            layers.shape(
                [(-0.22, 0.42), (-0.26, 0.85), (-0.20, 1.02), (0.20, 1.02), (0.26, 0.85), (0.22, 0.42)], z: 0.25,
                paint * 0.8, gloss: 0.5, on: &painter)
            layers.handlebar(z: 0.2, on: &painter)
            layers.shape(
                [(-0.15, 0.98), (-0.11, 1.12), (0.11, 1.12), (0.15, 0.98)], z: 0.16, paint, gloss: 0.8, on: &painter)
            layers.rounded(0, 0.30, 0.06, 0.30, z: 0.05, rubber, on: &painter)
            layers.shape(
                [(-0.08, 0.50), (-0.09, 0.62), (0.09, 0.62), (0.08, 0.50), (0.05, 0.44), (-0.05, 0.44)], z: 0.04, paint,
                gloss: 0.8, on: &painter)
            layers.shape(
                [(-0.20, 0.62), (-0.22, 0.80), (0.22, 0.80), (0.20, 0.62), (0, 0.56)], z: 0.06, paint, gloss: 0.8,
                on: &painter)
            layers.rounded(0, 0.70, 0.12, 0.055, z: 0.05, SIMD4(0.85, 0.87, 0.88, 1), on: &painter)
        }
        if painter.lighting.night {
            layers.lamp(end == .rear, on: &painter)
        }
    }
}

/// Upright shapes across a motorcycle; coordinates as in ``VehicleView/platePosition``.
private struct MotorcycleLayers {
    var pose: Pose

    func shape(
        _ corners: [(Double, Double)], z: Double, _ colour: SIMD4<Float>, gloss: Float = 0.1,
        on painter: inout StreetPainter
    ) {
        var opaque = colour
        opaque.w = 1
        painter.surface(corners.map { pose.place(Position($0.0, $0.1, z)) }, opaque, gloss: gloss)
    }

    func rounded(
        _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, z: Double, _ colour: SIMD4<Float>,
        on painter: inout StreetPainter
    ) {
        painter.surface(Outline.ellipse(x, y, rx, ry) { pose.place(Position($0, $1, z)) }, colour, gloss: 0.3)
    }

    func handlebar(z: Double, on painter: inout StreetPainter) {
        shape([(-0.36, 1.03), (0.36, 1.03), (0.36, 0.99), (-0.36, 0.99)], z: z, VehicleDetails.plastic, on: &painter)
        for side in [-1.0, 1.0] {
            shape(
                [(side * 0.27, 1.03), (side * 0.33, 1.20), (side * 0.34, 1.20), (side * 0.29, 1.03)], z: z,
                VehicleDetails.plastic, on: &painter)
            rounded(side * 0.35, 1.23, 0.07, 0.045, z: z, SIMD4(0.10, 0.11, 0.12, 1), on: &painter)
        }
    }

    func rider(
        z: Double, jacket: SIMD4<Float>, trousers: SIMD4<Float>, helmet: SIMD4<Float>, faces: Bool,
        on painter: inout StreetPainter
    ) {
        for side in [-1.0, 1.0] {
            // Leg and shoe, then the arm to the handlebar.
            shape(
                [
                    (side * 0.10, 0.82), (side * 0.25, 0.80), (side * 0.29, 0.45), (side * 0.26, 0.27),
                    (side * 0.17, 0.27), (side * 0.17, 0.45),
                ], z: z, trousers, on: &painter)
            rounded(side * 0.22, 0.25, 0.055, 0.045, z: z, SIMD4(0.07, 0.06, 0.06, 1), on: &painter)
            shape(
                [
                    (side * 0.19, 1.38), (side * 0.26, 1.34), (side * 0.36, 1.10), (side * 0.34, 1.00),
                    (side * 0.28, 1.04), (side * 0.18, 1.22),
                ], z: z, jacket * 0.85, on: &painter)
            rounded(side * 0.335, 1.02, 0.045, 0.04, z: z, SIMD4(0.10, 0.09, 0.09, 1), on: &painter)
        }
        shape(
            [
                (-0.19, 0.80), (-0.21, 1.10), (-0.23, 1.34), (-0.14, 1.43), (0.14, 1.43), (0.23, 1.34), (0.21, 1.10),
                (0.19, 0.80),
            ], z: z, jacket, on: &painter)
        shape([(-0.02, 0.82), (-0.02, 1.38), (0.02, 1.38), (0.02, 0.82)], z: z, jacket * 0.8, on: &painter)
        rounded(0, 1.58, 0.135, 0.155, z: z, helmet, on: &painter)
        rounded(-0.035, 1.64, 0.05, 0.04, z: z, helmet * 0.7 + SIMD4(0.3, 0.3, 0.3, 0.3), on: &painter)
        if faces {
            rounded(0, 1.555, 0.105, 0.075, z: z, SIMD4(0.12, 0.12, 0.13, 1), on: &painter)
        } else {
            shape([(-0.12, 1.50), (0.12, 1.50), (0.11, 1.47), (-0.11, 1.47)], z: z, helmet * 0.6, on: &painter)
        }
    }

    func lamp(_ rear: Bool, on painter: inout StreetPainter) {
        let place = pose.place(Position(0, rear ? 0.82 : 0.70, 0))
        let radius = 0.12 * painter.camera.focalLength / max(painter.camera.depth(place), 1)
        let light: SIMD4<Float> = rear ? SIMD4(1, 0.1, 0.06, 0) : SIMD4(1, 0.97, 0.88, 0)
        painter.canvas.glow(at: painter.camera.project(place), radius: radius, colour: light)
        painter.canvas.glow(at: painter.camera.project(place), radius: radius * 4, colour: light * 0.25)
    }
}
