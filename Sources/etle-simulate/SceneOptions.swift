import ArgumentParser
import Simulation

/// How pictures are taken; shared by the commands that render.
struct SceneOptions: ParsableArguments {
    @Option(help: "Width of the picture in pixels.") var width = 1920
    @Option(help: "Height of the picture in pixels.") var height = 1080
    @Option(help: "Least width of the plate as a share of the picture's width.") var plateShareFrom = 0.06
    @Option(help: "Greatest width of the plate as a share of the picture's width.") var plateShareTo = 0.13
    @Option(help: "The most by which vehicle and camera are turned, in degrees.") var turn = 9.0
    @Option(help: "Blur: standard deviation in pixels.") var blur = 0.0
    @Option(help: "Movement across the picture in pixels.") var motion = 0.0
    @Option(help: "Noise: standard deviation, 0...0.2 of full scale; 0 takes that of a good camera.") var noise = 0.0
    @Option(help: "Loss of contrast, 0...1.") var haze = 0.0
    @Option(help: "Dirt on the plate, 0...1.") var dirt = 0.0
    @Option(help: "A light that blinds the lens near the plate, 0...1.") var glare = 0.0
    @Option(help: "Exposure: factor on all light; dark below 1, overexposed above.") var exposure = 1.0
    @Option(help: "JPEG quality, 1...100; 0 varies from 70 to 92.") var quality = 0
    @Option(help: "Share of pictures with a second vehicle and plate, 0...1.") var neighbours = 0.0

    func validate() throws {
        guard (64...8192).contains(width), (64...8192).contains(height) else {
            throw ValidationError("A picture is 64 to 8192 pixels wide and high.")
        }
        guard plateShareFrom > 0.005, plateShareFrom <= plateShareTo, plateShareTo < 0.95 else {
            throw ValidationError("Plate shares lie between 0.005 and 0.95, the least first.")
        }
        for (name, value, limit) in [
            ("turn", turn, 30), ("blur", blur, 20), ("motion", motion, 200), ("noise", noise, 0.5), ("haze", haze, 1),
            ("dirt", dirt, 1), ("glare", glare, 1), ("neighbours", neighbours, 1),
        ] where !(0...limit).contains(value) {
            throw ValidationError("--\(name) lies between 0 and \(limit).")
        }
        guard (0.01...20).contains(exposure) else { throw ValidationError("--exposure lies between 0.01 and 20.") }
        guard (0...100).contains(quality) else { throw ValidationError("--quality lies between 0 and 100.") }
    }

    /// As the library takes them.
    var drawn: SceneDraw.Options {
        var options = SceneDraw.Options()
        (options.width, options.height) = (width, height)
        options.plateShare = plateShareFrom...plateShareTo
        options.turn = turn * Double.pi / 180
        options.blur = blur
        options.motion = motion
        options.noise = noise
        options.haze = haze
        options.dirt = dirt
        options.glare = glare
        options.exposure = exposure
        options.jpegQuality = quality
        options.neighbours = neighbours
        return options
    }
}
