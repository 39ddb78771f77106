import Domain

/// Draws a day's events and the register that they belong to.
public struct EventDraw: Sendable {
    public struct Options: Sendable {
        public var cameras: [SimulatedCamera] = [SimulatedCamera(id: "SDR-014", zone: .jakarta)]
        /// What the cameras may report.
        public var violations = ["red-light", "speed"]
        /// Share of pictures that are hard to read, 0...1.
        public var doubtful = 0.1
        /// Share of events by night, 0...1.
        public var night = 0.15
        public var scenes = SceneDraw.Options()

        public init() {
            scenes.neighbours = 0.1
        }
    }

    private var random: SeededRandom
    private var scenes: SceneDraw
    private let options: Options
    private var clock: Timestamp
    private var number = 0
    private var fleet: Fleet
    /// Every vehicle drawn so far.
    public private(set) var register: [RegisterRecord] = []

    /// The day of all simulated captures.
    public static let day = LocalDate(dayNumber: 20_655)

    public init(seed: UInt64, options: Options) {
        random = SeededRandom(seed: seed)
        scenes = SceneDraw(seed: random.next())
        fleet = Fleet(seed: random.next(), today: EventDraw.day)
        self.options = options
        clock = LocalTimeZone.jakarta.start(of: EventDraw.day).adding(seconds: 6 * 3600)
    }

    /// The next event, some seconds after the one before.
    public mutating func next() -> EventPlan {
        let kind = random.pick([VehicleKind.car, .car, .car, .motorcycle, .motorcycle, .bus, .goods])
        let (record, colour) = fleet.next(kind: kind)
        register.append(record)
        var sceneOptions = options.scenes
        sceneOptions.night = random.chance(options.night)
        let doubtful = random.chance(options.doubtful)
        if doubtful { spoil(&sceneOptions) }
        var neighbour: (record: RegisterRecord, colour: BodyColour)?
        if random.chance(sceneOptions.neighbours) {
            let beside = fleet.next(kind: .car)
            register.append(beside.record)
            neighbour = beside
        }
        let scene = scenes.scene(of: record, colour: colour, options: sceneOptions, neighbour: neighbour)
        number += 1
        clock = clock.adding(seconds: random.number(4...40))
        let code = random.pick(options.violations)
        let violation =
            code == "speed"
            ? ClaimedViolation(code: code, measuredKmh: Double(random.integer(72...118)), limitKmh: 60)
            : ClaimedViolation(code: code)
        return EventPlan(
            camera: random.pick(options.cameras), number: number, capturedAt: clock, violations: [violation],
            claimed: ClaimedVehicle(kind: kind, colour: colour.rawValue), scene: scene, record: record, colour: colour,
            expected: doubtful ? .issuedOrReview : .issued,
            note: doubtful ? "doubtful" : neighbour == nil ? "clear" : "neighbour")
    }

    /// Vehicles that no camera saw.
    public mutating func addToRegister(_ count: Int) {
        for _ in 0..<count {
            let kind = random.pick([VehicleKind.car, .car, .motorcycle, .motorcycle, .motorcycle, .bus, .goods])
            register.append(fleet.next(kind: kind).record)
        }
    }

    private mutating func spoil(_ options: inout SceneDraw.Options) {
        switch random.integer(0...4) {
        case 0: options.blur = random.number(2.0...4.5)
        case 1: options.dirt = random.number(0.45...0.7)
        case 2: options.haze = random.number(0.55...0.85)
        case 3: options.motion = random.number(8...22)
        default: options.glare = random.number(0.6...1)
        }
    }
}
