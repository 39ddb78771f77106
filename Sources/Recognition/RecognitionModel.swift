import Inference

/// A network that reads rectified plates.
struct ReaderModel: Sendable {
    let network: Network
    /// Size of the crop that it takes.
    let width: Int
    let height: Int
    /// Width of the crop in which the row of month and year is read; as ``width`` unless the network takes narrower ones.
    let expiryWidth: Int
    /// Added to the deviation when a crop is normalised, as a share of white.
    let floor: Float

    init(_ network: Network) throws {
        let input = network.description.input
        let width = try input.width ?? network.pixels("crop_width")
        guard let height = input.height, input.channels == 1, network.accepts(height: height, width: width) else {
            throw ModelError.invalid("network \(network.name) doesn't take grey pictures of the size that it says")
        }
        expiryWidth = network.description.numbers["expiry_width"] == nil ? width : try network.pixels("expiry_width")
        guard network.accepts(height: height, width: expiryWidth) else {
            throw ModelError.invalid("network \(network.name) doesn't take the width that it says for month and year")
        }
        self.network = network
        (self.width, self.height) = (width, height)
        floor = Float(try network.number("normalisation_floor"))
    }
}

/// The networks with the constants that they were trained for.
struct RecognitionModel: Sendable {
    let locator: Network
    /// Pixels of the locator's picture for each step of its answer.
    let locatorStride: Int
    /// Pixels of the locator's picture for 1 in its corner offsets.
    let locatorUnit: Double
    /// Added to the deviation when the locator's picture is normalised, as a share of white.
    let locatorFloor: Float

    /// Longer sides, in pixels, at which a picture is looked at first, largest first: for plates of 5 to 60 % of its width.
    let usualSides: [Int]
    /// Looked at too if the picture is larger and little was found: for smaller plates.
    let fineSide: Int
    /// The narrowest and widest plate that one look can see, in pixels of the picture it looks at.
    let plateWidths: ClosedRange<Double>
    /// Width to which a plate is brought for a closer look at its corners, in pixels.
    let closerWidth: Double

    /// One or two networks that read; of two, each sees one of a plate's first two crops and both see the others, so that what
    /// they agree on doesn't hang on one's habits.
    let readers: [ReaderModel]
    /// The one that reads the row of month and year: the first, or the one that takes it narrower.
    var expiryReader: ReaderModel { readers.min { $0.expiryWidth < $1.expiryWidth } ?? readers[0] }
    /// What each class of the readers' answers stands for; the class behind the last is CTC's blank.
    let alphabet: [Character]
    let calibration: Calibration

    /// The model that is built into the program.
    static func embedded() throws -> Model {
        try Model(bytes: EmbeddedModel.bytes)
    }

    /// - Throws: `ModelError` if a network is missing or isn't of the kind that is used here.
    init(_ model: Model) throws {
        locator = try model.network("locator")
        let reader = try model.network("reader")
        readers = try [reader, model.networks["reader-2"]].compactMap { try $0.map(ReaderModel.init) }
        guard readers.allSatisfy({ $0.network.description.texts["alphabet"] == reader.description.texts["alphabet"] })
        else {
            throw ModelError.invalid("the readers' alphabets differ")
        }
        let (stride, unit) = (try locator.number("stride"), try locator.number("corner_unit"))
        guard stride >= 1, stride <= 64, unit > 0 else { throw ModelError.invalid("the locator's stride or unit") }
        locatorStride = Int(stride)
        locatorUnit = unit
        locatorFloor = Float(try locator.number("normalisation_floor"))
        let sides = locator.numbers("scales", standard: [416, 128])
        let widths = locator.numbers("plate_widths", standard: [14, 260])
        let closer = locator.numbers("closer_width", standard: [100])
        guard !sides.isEmpty, sides.allSatisfy({ (32...4096).contains($0) }), widths.count == 2, 0 < widths[0],
            widths[0] <= widths[1], closer.count == 1, (16...1024).contains(closer[0])
        else { throw ModelError.invalid("the locator's scales or widths") }
        usualSides = sides.map { Int($0) }.sorted(by: >)
        fineSide = 2 * usualSides[0]
        plateWidths = widths[0]...widths[1]
        closerWidth = closer[0]
        guard locator.description.input.channels == 1 else {
            throw ModelError.invalid("the locator doesn't take grey pictures")
        }
        alphabet = Array(reader.description.texts["alphabet"] ?? "")
        guard alphabet.count == 36, Set(alphabet).count == 36,
            alphabet.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber) })
        else { throw ModelError.invalid("the reader's alphabet isn't the ten digits and 26 capitals") }
        calibration = try Calibration(knots: reader.description.numbers["calibration"] ?? [])
    }
}

extension Network {
    /// Numbers that the network's user should know; models of before they were stated have the standard ones.
    fileprivate func numbers(_ name: String, standard: [Double]) -> [Double] { description.numbers[name] ?? standard }

    /// A size in pixels that the network's user must know.
    fileprivate func pixels(_ name: String) throws -> Int {
        let value = try number(name)
        guard (1...8192).contains(value), value == value.rounded() else {
            throw ModelError.invalid("network \(self.name): its \(name) is no number of pixels")
        }
        return Int(value)
    }

    /// A single number that the network's user must know.
    fileprivate func number(_ name: String) throws -> Double {
        guard let values = description.numbers[name], values.count == 1, values[0].isFinite else {
            throw ModelError.invalid("network \(self.name) doesn't say its \(name)")
        }
        return values[0]
    }
}
