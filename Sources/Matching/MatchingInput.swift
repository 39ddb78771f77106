import Domain

/// Everything that a decision may look at, as one value: the same input always gives the same decision.
public struct MatchingInput: Hashable, Sendable {
    /// An event of the same plate at the same camera shortly before.
    public struct EarlierEvent: Hashable, Codable, Sendable {
        public var eventID: String
        public var capturedAt: Timestamp
        /// Codes of the violations that its decision kept.
        public var violations: Set<String>
        /// What became of it. Dismissed events don't count as earlier ones.
        public var outcome: Outcome

        public init(eventID: String, capturedAt: Timestamp, violations: Set<String>, outcome: Outcome) {
            self.eventID = eventID
            self.capturedAt = capturedAt
            self.violations = violations
            self.outcome = outcome
        }
    }

    /// The same plate seen elsewhere at about the same time.
    public struct OtherSighting: Hashable, Codable, Sendable {
        public var cameraID: String
        public var capturedAt: Timestamp
        /// As the crow flies.
        public var kilometres: Double

        public init(cameraID: String, capturedAt: Timestamp, kilometres: Double) {
            self.cameraID = cameraID
            self.capturedAt = capturedAt
            self.kilometres = kilometres
        }
    }

    /// Faster than this as the crow flies, in km/h, one vehicle wasn't at both places.
    public static let fastestKmh = 200.0

    /// Whether one vehicle can't have been at both places: too far apart for the time between. Within a kilometre anything is
    /// possible, since clocks and places are rough.
    public func isImpossible(_ sighting: OtherSighting) -> Bool {
        let hours = abs(capture.capturedAt.seconds(since: sighting.capturedAt)) / 3600
        // Written so that not-a-number counts as impossible.
        return !(sighting.kilometres <= Self.fastestKmh * hours + 1)
    }

    public var capture: Capture
    public var reading: EventReading
    /// The plate as an officer corrected it; counts as certain. Nil, or empty, for the reader's own text.
    public var officerPlate: String? {
        didSet { if officerPlate == "" { officerPlate = nil } }
    }
    /// The least calibrated confidence for a letter unseen, 0...1.
    public var minimumConfidence: Double
    /// The day of the violation at the camera's place.
    public var localDate: LocalDate
    /// What the register says of ``plate`` on ``localDate``.
    public var answer: RegistryAnswer
    /// Registered plates like the one read; only told to officers.
    public var near: [NearMatch]
    /// What the register says on ``localDate`` of the reading's other candidates, the likeliest first; those that it has.
    public var otherReadings: [Registration]
    /// Entries of the exempt list that hold for the plate, or the registered kind, on the day.
    public var exempt: [VehicleListEntry]
    /// Entries of the watch list, likewise.
    public var watched: [VehicleListEntry]
    /// Codes of the violations that the camera may report.
    public var permittedViolations: Set<String>
    public var catalogue: ViolationCatalogue
    public var tolerance: SpeedTolerance
    /// Within the configured repeat window; nil if there is none.
    public var earlier: EarlierEvent?
    public var elsewhere: [OtherSighting]
    /// What ingest couldn't be sure of.
    public var doubts: Set<Capture.Doubt>
    /// Seconds that a light must have been red.
    public var redLightGrace: Double
    /// The wall clock's reading at the camera's place.
    public var localTime: LocalDateTime
    /// When the odd-even rule is in force there.
    public var oddEven: [OddEvenHours]
    /// Whether ``localDate`` is a public holiday there; nil where the year's holidays aren't known.
    public var isHoliday: Bool?
    /// Region letters in use.
    public var regions: Set<String>

    public init(
        capture: Capture, reading: EventReading, officerPlate: String? = nil, minimumConfidence: Double,
        localDate: LocalDate, answer: RegistryAnswer, near: [NearMatch] = [], otherReadings: [Registration] = [],
        exempt: [VehicleListEntry] = [],
        watched: [VehicleListEntry] = [], permittedViolations: Set<String>, catalogue: ViolationCatalogue,
        tolerance: SpeedTolerance = SpeedTolerance(), earlier: EarlierEvent? = nil,
        elsewhere: [OtherSighting] = [], doubts: Set<Capture.Doubt> = [], redLightGrace: Double = 0.5,
        zone: LocalTimeZone = .jakarta, oddEven: [OddEvenHours] = OddEvenHours.standard, isHoliday: Bool? = nil,
        regions: Set<String> = RegionCodes.standard
    ) {
        self.capture = capture
        self.reading = reading
        self.officerPlate = officerPlate.flatMap { $0.isEmpty ? nil : $0 }
        self.minimumConfidence = minimumConfidence
        self.localDate = localDate
        self.answer = answer
        self.near = near
        self.otherReadings = otherReadings
        self.exempt = exempt
        self.watched = watched
        self.permittedViolations = permittedViolations
        self.catalogue = catalogue
        self.tolerance = tolerance
        self.earlier = earlier
        self.elsewhere = elsewhere
        self.doubts = doubts
        self.redLightGrace = redLightGrace
        localTime = LocalDateTime(capture.capturedAt, in: zone)
        self.oddEven = oddEven
        self.isHoliday = isHoliday
        self.regions = regions
    }

    /// The plate that the decision is about, and that the register must be asked for.
    public var plate: String? { Self.plate(reading: reading, officerPlate: officerPlate) }

    /// The officer's text, or else the reading's first candidate; in compact form where it has the form of a plate. Nil if
    /// there is none.
    public static func plate(reading: EventReading, officerPlate: String?) -> String? {
        let named = officerPlate.flatMap { $0.isEmpty ? nil : $0 }
        guard let text = named ?? reading.candidates.first?.text, !text.isEmpty else { return nil }
        return PlateNumber(text)?.compact ?? text
    }
}
