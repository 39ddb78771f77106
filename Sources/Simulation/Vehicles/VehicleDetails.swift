/// Parts that most vehicles have, drawn onto their shell.
struct VehicleDetails {
    var shell: BodyShell
    var pose: Pose

    static let glass = SIMD4<Float>(0.10, 0.13, 0.15, 1)
    static let plastic = SIMD4<Float>(0.07, 0.07, 0.075, 1)
    static let chrome = SIMD4<Float>(0.72, 0.74, 0.76, 1)
    static let tailRed = SIMD4<Float>(0.62, 0.03, 0.04, 1)
    static let amber = SIMD4<Float>(0.90, 0.45, 0.05, 1)

    /// A painted or glazed field on the near side; corners are (x, y) in metres. Shaded as one surface.
    func field(
        _ corners: [(Double, Double)], _ colour: SIMD4<Float>, gloss: Float = 0.3, on painter: inout StreetPainter
    ) {
        let outline = Outline.subdivided(corners).map { pose.place(shell.onFace($0.0, $0.1)) }
        painter.surface(outline, colour, gloss: gloss)
    }

    /// The same field at the left and at the right.
    func pair(
        _ corners: [(Double, Double)], _ colour: SIMD4<Float>, gloss: Float = 0.3, on painter: inout StreetPainter
    ) {
        field(corners, colour, gloss: gloss, on: &painter)
        field(corners.map { (-$0.0, $0.1) }, colour, gloss: gloss, on: &painter)
    }

    func ellipse(
        _ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ colour: SIMD4<Float>, gloss: Float = 0.3,
        on painter: inout StreetPainter
    ) {
        painter.surface(Outline.ellipse(x, y, rx, ry) { pose.place(shell.onFace($0, $1)) }, colour, gloss: gloss)
    }

    /// A window: dark glass, brighter towards the top where the sky is mirrored.
    func window(_ corners: [(Double, Double)], on painter: inout StreetPainter) {
        let outline = Outline.subdivided(corners).map { painter.camera.project(pose.place(shell.onFace($0.0, $0.1))) }
        let ys = outline.map(\.y)
        let lighting = painter.lighting
        var mirrored = VehicleDetails.glass + (lighting.sky - VehicleDetails.glass) * 0.42
        var dark = VehicleDetails.glass * (lighting.night ? 0.35 : 0.8)
        mirrored.w = 1
        dark.w = 1
        if lighting.night { mirrored = dark * 1.5 }
        painter.canvas.fill(outline, .vertical(top: ys.min() ?? 0, mirrored, bottom: ys.max() ?? 0, dark))
    }

    /// Tyres under the body at both sides; `z` is how far back they stand.
    func tyres(z: Double, x: Double, width: Double, radius: Double, on painter: inout StreetPainter) {
        for side in [-1.0, 1.0] {
            let (inner, outer) = (side * (x - width), side * x)
            let tread = SIMD4<Float>(0.055, 0.055, 0.06, 1)
            painter.surface(
                [(inner, 0.0), (outer, 0.0), (outer, radius * 1.4), (inner, radius * 1.4)]
                    .map { pose.place(Position($0.0, $0.1, z)) }, tread)
        }
    }

    /// Wheels, windows and door lines on the flanks that are seen; `wheels` and `windows` in metres back from the near end.
    func flanks(
        wheels: [Double], radius: Double, windows: [(Double, Double)], sill: Double, top: Double,
        on painter: inout StreetPainter
    ) {
        for side in [-1.0, 1.0] where shell.seesFlank(side, pose: pose, painter) {
            for z in wheels {
                let arch = Outline.ellipse(z, radius * 1.05, radius * 1.18, radius * 1.18) { z, y in
                    pose.place(Position(side * (shell.halfWidth * 0.985), max(y, 0), z))
                }
                painter.surface(arch, VehicleDetails.plastic)
                for (scale, colour) in [(1.0, SIMD4<Float>(0.06, 0.06, 0.065, 1)), (0.62, SIMD4(0.5, 0.51, 0.53, 1))] {
                    let wheel = Outline.ellipse(z, radius, radius * scale, radius * scale) { z, y in
                        pose.place(Position(side * (shell.halfWidth * 0.99), max(y, 0), z))
                    }
                    painter.surface(wheel, colour, gloss: 0.2)
                }
            }
            for (from, to) in windows {
                let lean = (top - sill) * 0.25
                let corners = [(from, sill), (from + lean, top), (to - 0.06, top), (to, sill)]
                painter.surface(
                    corners.map { pose.place(shell.onFlank(side, $0.0, $0.1) + Position(side * 0.005, 0, 0)) },
                    VehicleDetails.glass, gloss: 0.7)
            }
        }
    }

    /// A lamp that is on: bright core and light around it.
    func shine(
        _ x: Double, _ y: Double, size: Double, colour: SIMD4<Float>, strength: Float, on painter: inout StreetPainter
    ) {
        for side in [-1.0, 1.0] {
            let place = pose.place(shell.onFace(side * x, y))
            let centre = painter.camera.project(place)
            let radius = size * painter.camera.focalLength / max(painter.camera.depth(place), 1)
            var light = colour * strength
            light.w = 0
            painter.canvas.glow(at: centre, radius: radius, colour: light * 1.6)
            painter.canvas.glow(at: centre, radius: radius * 4, colour: light * 0.30)
        }
    }
}
