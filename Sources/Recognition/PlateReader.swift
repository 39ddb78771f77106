import CModel
import Domain
import ImageCodecs
import Imaging
import Inference
import Synchronization

/// Reads the plates in pictures: locate, rectify, normalise, read, check the syntax.
///
/// One reader serves any number of threads at once; each call borrows scratch memory from a pool that grows to the number
/// of calls that ever ran at the same time. The same picture gives the same answer on every thread and in every order.
public final class PlateReader: Sendable {
    public struct Options: Hashable, Sendable {
        /// Region codes that a plate may start with.
        public var regions: Set<String>
        /// Reads any letters and digits instead of Indonesian plates.
        public var anyRegion: Bool
        /// Readings less certain than this are reported only where the place is plainly a plate, 0...1.
        public var leastConfidence: Double
        /// The most plates reported for one picture.
        public var maximumPlates: Int
        public var limits: ImageLimits
        public var kernels: Kernels

        public init(
            regions: Set<String> = RegionCodes.standard, anyRegion: Bool = false, leastConfidence: Double = 0.05,
            maximumPlates: Int = 8, limits: ImageLimits = .standard, kernels: Kernels = .standard
        ) {
            self.regions = regions
            self.anyRegion = anyRegion
            self.leastConfidence = leastConfidence
            self.maximumPlates = maximumPlates
            self.limits = limits
            self.kernels = kernels
        }
    }

    public let options: Options
    let model: RecognitionModel
    let beamSearch: BeamSearch
    let expirySearch: BeamSearch
    private let idle = Mutex<[Scratch]>([])

    /// A workspace on its way from call to call; used by one at a time.
    private struct Scratch: @unchecked Sendable {
        let workspace: Workspace
    }

    /// With the model that is built into the program.
    ///
    /// - Throws: `ModelError` if the program was built around a broken model.
    public convenience init(options: Options = Options()) throws {
        try self.init(model: try RecognitionModel.embedded(), options: options)
    }

    /// The bytes of the model file that is built into the program (docs/model-format.md), for example to state its hash.
    public static var embeddedModel: [UInt8] {
        Array(UnsafeBufferPointer(start: etle_model_bytes(), count: etle_model_size()))
    }

    /// With another model file's bytes.
    ///
    /// - Throws: `ModelError`.
    public convenience init(modelFile bytes: [UInt8], options: Options = Options()) throws {
        try self.init(model: try Model(bytes: bytes), options: options)
    }

    init(model: Model, options: Options) throws {
        let model = try RecognitionModel(model)
        self.model = model
        self.options = options
        beamSearch = BeamSearch(
            syntax: options.anyRegion
                ? PlateSyntax(anyOf: model.alphabet)
                : PlateSyntax(regions: options.regions, alphabet: model.alphabet))
        expirySearch = BeamSearch(syntax: PlateSyntax(expiryOver: model.alphabet))
    }

    /// Decodes a JPEG or PNG and reads its plates.
    ///
    /// - Throws: `ImageError` if the bytes aren't a picture that can be decoded.
    public func read(encoded bytes: [UInt8]) throws -> PictureReading {
        let clock = ContinuousClock()
        let start = clock.now
        let picture = try decodeYCbCr(bytes, limits: options.limits)
        let decoded = clock.now
        var reading = try read(picture)
        reading.ms.decode = (decoded - start).milliseconds
        return reading
    }

    /// Reads the plates of a decoded picture.
    ///
    /// - Throws: `ModelError` only if the model contradicts itself; never for any picture.
    public func read(_ picture: YCbCrImage) throws -> PictureReading {
        try read(picture, explaining: nil)
    }

    /// - Parameter explanation: is told what each step saw.
    func read(_ picture: YCbCrImage, explaining explanation: Explanation?) throws -> PictureReading {
        try withWorkspace { workspace in
            try PictureRecognition(reader: self, picture: picture, workspace: workspace, explanation: explanation).run()
        }
    }

    /// Lends scratch memory that no other call uses meanwhile.
    private func withWorkspace<Result>(_ work: (Workspace) throws -> Result) rethrows -> Result {
        let scratch = idle.withLock { $0.popLast() } ?? Scratch(workspace: Workspace(kernels: options.kernels))
        defer { idle.withLock { $0.append(scratch) } }
        return try work(scratch.workspace)
    }
}

extension Duration {
    var milliseconds: Double { Double(components.seconds) * 1e3 + Double(components.attoseconds) * 1e-15 }
}

extension PlateReader {
    /// Reads one crop of a plate whose corners are known: rectify, normalise, read, search.
    ///
    /// - Returns: the most probable texts with the probability that this crop alone gives them, not calibrated; empty if
    ///   the corners span no area.
    public func readCrop(_ picture: YCbCrImage, corners: Quad) throws -> [PlateReading.Alternative] {
        try withWorkspace { workspace in
            let cropReader = CropReader(model: model.readers[0], workspace: workspace)
            guard let crop = cropReader.rectify(picture.luminance, corners.enlarged(across: 0.05, down: 0.08)) else {
                return []
            }
            return beamSearch.search(try cropReader.frames(crop)).map { candidate in
                .init(text: String(candidate.symbols.map { model.alphabet[$0] }), confidence: candidate.probability)
            }
        }
    }
}
