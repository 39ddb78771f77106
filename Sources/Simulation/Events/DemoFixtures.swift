import Domain
import Imaging

/// The uploads, register and lists that `make demo` runs on: every outcome once, the same bytes each time.
public struct DemoFixtures: Sendable {
    /// Paths below the folder of the fixtures and their bytes, in the order in which they are to be written.
    public private(set) var files: [(path: String, bytes: [UInt8])] = []

    private static let jakarta = SimulatedCamera(id: "SDR-014", zone: .jakarta)
    /// A camera of another unit, which writes tickets at once.
    private static let denpasar = SimulatedCamera(id: "DPS-003", zone: .makassar)

    private var fleet = Fleet(seed: 41, today: EventDraw.day)
    private var scenes = SceneDraw(seed: 42)
    private var register: [RegisterRecord] = []
    private var truth: [EventTruth] = []
    private var labels: [PlateLabel] = []
    private var number = 0

    /// Renders everything; takes a second or two.
    public init() throws {
        try addClearEvents()
        try addEventsForOfficers()
        try addDismissedEvents()
        try addRejectedUploads()
        addTables()
    }

    // MARK: Issued

    private mutating func addClearEvents() throws {
        let first = try add(plan("B 1487 SVR", .car, .silver, [red], note: "clear car", end: .front))
        try add(plan("B 3652 TKL", .motorcycle, .black, [red], note: "clear motorcycle", end: .rear))
        try add(plan("B 7316 PBA", .bus, .blue, [red, speed(81)], note: "two violations, one letter", end: .front))
        var lorry = plan("B 9248 UEN", .goods, .yellow, [speed(78)], note: "plate frame as PNG", end: .front)
        lorry.png = true
        lorry.scene.sensor.noise = 0
        try add(lorry)
        try add(
            plan("DK 1396 FAH", .car, .black, [speed(92)], camera: Self.denpasar, note: "ticket at once", end: .rear))
        var night = plan(
            "DK 1275 LE", .car, .white, [red], camera: Self.denpasar, note: "by night", end: .front, night: true)
        night.expected = .issuedOrReview
        try add(night)
        // The same event again, as after a lost connection: to be delivered when the first is in.
        for file in first.files { files.append(("again/\(Self.jakarta.id)/\(file.name)", file.bytes)) }
    }

    // MARK: Review

    private mutating func addEventsForOfficers() throws {
        var doubtful = plan("B 1874 WGM", .car, .grey, [red], note: "plate hardly legible", end: .rear)
        doubtful.scene.sensor.blur = 2.4
        doubtful.scene.sensor.haze = 0.45
        doubtful.scene.vehicle.plate?.dirt = 0.5
        doubtful.closeUp = false
        doubtful.expected = .review
        try add(doubtful)

        var mismatch = plan(
            "B 1358 SRE", .car, .white, [red], note: "register says black, picture and camera say white", end: .rear)
        mismatch.record.vehicle.colour = BodyColour.black.registerName
        mismatch.expected = .review
        try add(mismatch)

        let beside = fleet.next(kind: .car, colour: .red, plate: PlateNumber("F 1652 AEL"))
        register.append(beside.record)
        var crowded = plan(
            "B 2497 KNA", .car, .blue, [speed(84)], note: "another plate in the picture", end: .front, neighbour: beside
        )
        crowded.expected = .issuedOrReview
        try add(crowded)

        var watched = plan("B 2163 TEF", .car, .black, [red], note: "on the watch list", end: .front)
        watched.expected = .review
        watchedPlate = watched.record.vehicle.plate
        try add(watched)

        var unknown = plan("B 6479 NLA", .motorcycle, .black, [red], note: "not in the register", end: .rear)
        unknown.expected = .review
        try add(unknown, registered: false)
    }

    private var watchedPlate = ""
    private var exemptPlate = ""

    // MARK: Dismissed

    private mutating func addDismissedEvents() throws {
        var ambulance = plan("B 1739 SHX", .special, .white, [red], note: "exempt ambulance", end: .front)
        ambulance.expected = .dismissed
        exemptPlate = ambulance.record.vehicle.plate
        try add(ambulance)

        var slow = plan(
            "B 1426 PAF", .car, .white, [speed(62)], note: "62 km/h where 60 are allowed: within tolerance", end: .front
        )
        slow.expected = .dismissed
        try add(slow)

        var bare = plan("B 1582 UNL", .car, .silver, [red], note: "no plate", end: .rear)
        bare.scene.vehicle.plate = nil
        bare.closeUp = false
        bare.expected = .dismissed
        try add(bare)
    }

    // MARK: Rejected

    private mutating func addRejectedUploads() throws {
        var broken = plan("B 8174 ZKT", .car, .white, [red], note: "picture cut off", end: .rear)
        broken.expected = .rejected
        broken.closeUp = false
        try add(broken) { event in
            let whole = event.files[0]
            let cut = UploadFile(name: whole.name, bytes: Array(whole.bytes.prefix(whole.bytes.count * 6 / 10)))
            event.files[0] = cut
            let manifest = String(decoding: event.files[1].bytes, as: UTF8.self)
            event.files[1].bytes = Array(manifest.replacing(whole.sha256, with: cut.sha256).utf8)
        }
        var malformed = plan("B 1945 ERN", .car, .grey, [red], note: "manifest is no JSON", end: .front)
        malformed.expected = .rejected
        malformed.closeUp = false
        try add(malformed) { $0.files[1].bytes.removeLast(40) }

        var stranger = plan("B 2358 BLA", .car, .brown, [red], note: "manifest names an unknown camera", end: .front)
        stranger.expected = .rejected
        stranger.closeUp = false
        try add(stranger) { event in
            let manifest = String(decoding: event.files[1].bytes, as: UTF8.self)
            event.files[1].bytes = Array(manifest.replacing("\"SDR-014\"", with: "\"SDR-999\"").utf8)
        }
    }

    // MARK: Parts

    private let red = ClaimedViolation(code: "red-light")

    private func speed(_ measured: Double) -> ClaimedViolation {
        ClaimedViolation(code: "speed", measuredKmh: measured, limitKmh: 60)
    }

    private mutating func plan(
        _ plate: String, _ kind: VehicleKind, _ colour: BodyColour, _ violations: [ClaimedViolation],
        camera: SimulatedCamera = Self.jakarta, note: String, end: VehicleView.End, night: Bool = false,
        neighbour: (record: RegisterRecord, colour: BodyColour)? = nil
    ) -> EventPlan {
        let record = fleet.next(kind: kind, colour: colour, plate: PlateNumber(plate)).record
        var options = SceneDraw.Options()
        (options.width, options.height) = (1280, 720)
        options.plateShare = 0.10...0.12
        options.noise = 0.004
        options.jpegQuality = 74
        options.turn = 0.08
        options.night = night
        let scene = scenes.scene(of: record, colour: colour, options: options, end: end, neighbour: neighbour)
        number += 1
        let start = camera.zone.start(of: EventDraw.day).adding(seconds: (night ? 19.5 : 8.5) * 3600)
        return EventPlan(
            camera: camera, number: number, capturedAt: start.adding(seconds: Double(number) * 47.25),
            violations: violations,
            claimed: ClaimedVehicle(kind: kind, colour: colour.rawValue), scene: scene, record: record, colour: colour,
            expected: .issued, note: note)
    }

    @discardableResult
    private mutating func add(
        _ plan: EventPlan, registered: Bool = true, changing change: (inout SimulatedEvent) -> Void = { _ in }
    ) throws -> SimulatedEvent {
        var event = try plan.make()
        change(&event)
        if registered { register.append(plan.record) }
        truth.append(event.truth)
        let folder = "incoming/\(plan.camera.id)"
        for label in event.labels where plan.expected != .rejected {
            var placed = label
            placed.file = "\(folder)/\(label.file)"
            labels.append(placed)
        }
        for file in event.files { files.append(("\(folder)/\(file.name)", file.bytes)) }
        return event
    }

    private mutating func addTables() {
        for kind in [VehicleKind.car, .motorcycle, .goods] {
            for _ in 0..<12 { register.append(fleet.next(kind: kind).record) }
        }
        let list = ["plate", "reason", "valid_from", "valid_until"]
        let tables: [(String, [[String]])] = [
            ("registry/register.csv", [RegisterRecord.columns] + register.map(\.values)),
            ("exempt.csv", [list, [exemptPlate, "ambulance", "2026-01-01", "2026-12-31"]]),
            ("watch.csv", [list, [watchedPlate, "cloned plate reported by the owner", "2026-06-01", "2026-12-31"]]),
            ("truth.csv", [EventTruth.columns] + truth.map(\.values)),
            ("labels.csv", [PlateLabel.columns] + labels.map(\.values)),
        ]
        for (path, rows) in tables { files.append((path, Array(CSVText.encode(rows).utf8))) }
    }
}
