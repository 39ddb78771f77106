/// All networks of one model file.
public struct Model: Sendable {
    public let networks: [String: Network]

    /// Reads, checks and prepares a model file (``ModelFile``).
    ///
    /// - Throws: ``ModelError``.
    public init(bytes: UnsafeRawBufferPointer) throws {
        let (description, weights) = try ModelFile.read(bytes)
        try self.init(description, weights: weights)
    }

    /// - Throws: ``ModelError``.
    public init(bytes: [UInt8]) throws {
        self = try bytes.withUnsafeBytes { try Model(bytes: $0) }
    }

    public init(_ description: ModelDescription, weights: [Float]) throws {
        var networks: [String: Network] = [:]
        for network in description.networks {
            guard networks[network.name] == nil else { throw ModelError.invalid("two networks named \(network.name)") }
            networks[network.name] = try Network(network, weights: weights)
        }
        self.networks = networks
    }

    /// - Throws: ``ModelError`` (`missing-network`).
    public func network(_ name: String) throws -> Network {
        guard let network = networks[name] else {
            throw ModelError(
                "missing-network", "The model holds no network \(name): use the model that came with this program.")
        }
        return network
    }
}
