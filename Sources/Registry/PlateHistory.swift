import Domain

/// What the register knows of a plate over time.
public struct PlateHistory: Hashable, Codable, Sendable {
    public struct Period: Hashable, Codable, Sendable {
        /// The first day; nil where the register doesn't say.
        public var from: LocalDate?
        /// The last day; nil while it lasts.
        public var until: LocalDate?
        public var answer: RegistryAnswer

        public init(from: LocalDate?, until: LocalDate?, answer: RegistryAnswer) {
            self.from = from
            self.until = until
            self.answer = answer
        }
    }

    /// Normalised, without spaces.
    public var plate: String
    /// In the order of time, without gaps.
    public var periods: [Period]

    public init(plate: String, periods: [Period]) {
        self.plate = plate
        self.periods = periods
    }
}
