import CModel
import Inference

/// The two networks with the constants that they were trained for.
struct RecognitionModel: Sendable {
    let locator: Network
    /// Pixels of the locator's picture for each step of its answer.
    let locatorStride: Int
    /// Pixels of the locator's picture for 1 in its corner offsets.
    let locatorUnit: Double
    /// Added to the deviation when the locator's picture is normalised, as a share of white.
    let locatorFloor: Float

    let reader: Network
    let readerWidth: Int
    let readerHeight: Int
    let readerFloor: Float
    /// What each class of the reader's answer stands for; the class behind the last is CTC's blank.
    let alphabet: [Character]
    let calibration: Calibration

    /// The model that is built into the program.
    static func embedded() throws -> Model {
        try Model(bytes: UnsafeRawBufferPointer(start: etle_model_bytes(), count: etle_model_size()))
    }

    /// - Throws: `ModelError` if a network is missing or isn't of the kind that is used here.
    init(_ model: Model) throws {
        locator = try model.network("locator")
        reader = try model.network("reader")
        let (stride, unit) = (try locator.number("stride"), try locator.number("corner_unit"))
        guard stride >= 1, stride <= 64, unit > 0 else { throw ModelError.invalid("the locator's stride or unit") }
        locatorStride = Int(stride)
        locatorUnit = unit
        locatorFloor = Float(try locator.number("normalisation_floor"))
        readerFloor = Float(try reader.number("normalisation_floor"))
        let input = reader.description.input
        guard let width = input.width, let height = input.height, input.channels == 1,
            locator.description.input.channels == 1
        else { throw ModelError.invalid("the networks don't take grey pictures of the right kind") }
        (readerWidth, readerHeight) = (width, height)
        alphabet = Array(reader.description.texts["alphabet"] ?? "")
        guard alphabet.count == 36, Set(alphabet).count == 36,
            alphabet.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber) })
        else { throw ModelError.invalid("the reader's alphabet isn't the ten digits and 26 capitals") }
        calibration = try Calibration(knots: reader.description.numbers["calibration"] ?? [])
    }
}

extension Network {
    /// A single number that the network's user must know.
    fileprivate func number(_ name: String) throws -> Double {
        guard let values = description.numbers[name], values.count == 1, values[0].isFinite else {
            throw ModelError.invalid("network \(self.name) doesn't say its \(name)")
        }
        return values[0]
    }
}
