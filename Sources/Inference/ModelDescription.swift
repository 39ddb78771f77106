/// The text part of a model file: its networks as layer graphs. Plain values; ``Network`` checks and prepares them.
public struct ModelDescription: Hashable, Sendable, Codable {
    public var networks: [NetworkDescription]

    public init(networks: [NetworkDescription]) {
        self.networks = networks
    }
}

/// One network: a directed graph of layers, in the order in which they run.
public struct NetworkDescription: Hashable, Sendable, Codable {
    public var name: String
    /// What the first layers read, under the name `input`.
    public var input: Input
    public var layers: [LayerDescription]
    /// Names of the layers whose values are the network's answer.
    public var outputs: [String]
    /// What the network's user must know, by name, for example the reader's `alphabet`.
    public var texts: [String: String]
    /// Likewise, as numbers, for example `normalisation_epsilon` or the knots of a calibration curve.
    public var numbers: [String: [Double]]

    public struct Input: Hashable, Sendable, Codable {
        /// 1 for luminance.
        public var channels: Int
        /// Pixels; nil if the network takes any size.
        public var height: Int?
        public var width: Int?
        /// Height and width must be multiples of this.
        public var multiple: Int

        public init(channels: Int, height: Int?, width: Int?, multiple: Int) {
            self.channels = channels
            self.height = height
            self.width = width
            self.multiple = multiple
        }
    }

    public init(
        name: String, input: Input, layers: [LayerDescription], outputs: [String], texts: [String: String] = [:],
        numbers: [String: [Double]] = [:]
    ) {
        self.name = name
        self.input = input
        self.layers = layers
        self.outputs = outputs
        self.texts = texts
        self.numbers = numbers
    }
}

/// One layer. Which fields count depends on the operation; pairs are height, then width.
public struct LayerDescription: Hashable, Sendable, Codable {
    public enum Operation: String, Hashable, Sendable, Codable {
        /// `kernel`, `stride`, `padding`, `dilation`, `groups`, `channels` (out), `relu`, `weights`, `bias`.
        /// Weights are ordered `[out channel][in channel of the group][row][column]`; batch norm is folded in.
        case conv
        /// `kernel`, `stride`, `padding`; positions outside the picture don't take part.
        case maxPool = "max-pool"
        /// `kernel`, `stride`, no padding: the mean of each window.
        case averagePool = "average-pool"
        /// Two inputs: the first is brought to the second's size, each value from the nearest (`floor(y * h / H)`).
        case upsample
        /// Two or more inputs of equal shape; `relu`.
        case add
        /// Two or more inputs of equal height and width: channels one after the other.
        case concat
    }

    public var op: Operation
    /// Unique in the network; other layers name it as their input.
    public var name: String
    public var inputs: [String]
    public var channels: Int?
    public var kernel: [Int]?
    public var stride: [Int]?
    public var padding: [Int]?
    public var dilation: [Int]?
    public var groups: Int?
    /// Whether negative results become 0.
    public var relu: Bool?
    /// Where the layer's numbers start in the model's table of weights.
    public var weights: Int?
    public var bias: Int?

    public init(
        op: Operation, name: String, inputs: [String], channels: Int? = nil, kernel: [Int]? = nil,
        stride: [Int]? = nil, padding: [Int]? = nil, dilation: [Int]? = nil, groups: Int? = nil, relu: Bool? = nil,
        weights: Int? = nil, bias: Int? = nil
    ) {
        self.op = op
        self.name = name
        self.inputs = inputs
        self.channels = channels
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
        self.relu = relu
        self.weights = weights
        self.bias = bias
    }
}
