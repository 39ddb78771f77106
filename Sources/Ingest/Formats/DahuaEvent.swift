import Domain

/// One Dahua traffic event: one of the pictures of a group.
struct DahuaEvent: Sendable {
    let capturedAt: Timestamp
    /// Ties the pictures of one event together; nil where the camera sends none.
    let group: String?
    /// How many there are in the group.
    let count: Int
    /// From 1.
    let index: Int
    let fields: DahuaFields
    private let isClockDoubtful: Bool
    private let format: CameraFormat

    /// Seconds by which the camera's two ways of saying the time may differ.
    static let clockTolerance = 60.0

    /// Nil for heartbeats and what is no traffic event.
    /// - Throws: the first ``Rejection``.
    init?(_ bytes: [UInt8], isJSON: Bool, format: CameraFormat) throws(Rejection) {
        fields = isJSON ? try DahuaFields(json: bytes) : try DahuaFields(text: bytes)
        if let code = fields.code, !code.hasPrefix("Traffic") { return nil }
        self.format = format
        let milliseconds = Int64(cameraInteger(fields["UTCMS"], in: 0...999) ?? 0)
        let offset = Int64(format.timeZone.offsetMinutes) * 60
        let written = fields["UTC"].flatMap { cameraInteger($0, in: 1...253_402_300_799) }.map {
            Int64($0) - (format.clock == .localAsUTC ? offset : 0)
        }
        let real = fields["RealUTC"].flatMap { cameraInteger($0, in: 1...253_402_300_799) }.map { Int64($0) }
        let wall = fields["LocaleTime"].flatMap { DahuaEvent.wallClock($0, format.timeZone) }
        guard let seconds = real ?? written ?? wall else {
            throw Rejection(
                .missingField, "neither RealUTC, UTC nor LocaleTime says when it was",
                remedy: "let the camera send the time; see docs/formats-dahua.md")
        }
        capturedAt = Timestamp(milliseconds: seconds * 1000 + milliseconds)
        isClockDoubtful = wall.map { abs(Double($0 - seconds)) > DahuaEvent.clockTolerance } ?? false
        group = fields["GroupID"].flatMap { $0 == "0" || $0.utf8.count > 32 ? nil : $0 }
        count = group == nil ? 1 : cameraInteger(fields["CountInGroup"], in: 1...64) ?? 1
        index = cameraInteger(fields["IndexInGroup"], in: 1...64) ?? 1
    }

    /// Seconds since 1970 of `2024-01-30 14:34:55` at the place.
    private static func wallClock(_ text: String, _ zone: LocalTimeZone) -> Int64? {
        let template = try? NameTemplate("{time:yyyy-MM-dd HH:mm:ss}")
        return template?.match(text, zone: zone).map { $0.capturedAt.milliseconds / 1000 }
    }

    /// The event that a group's data files tell of together; the first of them leads, and each has its own picture.
    ///
    /// - Parameter files: the data files, one for each of `events`, for the pictures' names.
    static func report(_ events: [(event: DahuaEvent, file: String)], format: CameraFormat) -> Report? {
        let ordered = events.sorted { ($0.event.index, $0.file) < ($1.event.index, $1.file) }
        guard let first = ordered.first?.event else { return nil }
        var claims = CameraClaims(format: format.kind.rawValue, signal: first.signal)
        for (key, value) in first.fields.all where noted.contains(where: { key.hasPrefix($0) }) {
            claims.note(key, value)
        }
        let doubts = ordered.contains { $0.event.isClockDoubtful } ? [Capture.Doubt.clock] : []
        let name = [first.fields["GroupID"], first.fields["EventID"]].compactMap { $0 }
            .map { $0.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(24) }.joined(separator: "-")
        return Report(
            eventID: "\(compact(first.capturedAt, format.timeZone))-\(name.isEmpty ? "0" : name)",
            capturedAt: first.capturedAt, lane: cameraInteger(first.fields["Lane"], in: 0...99),
            violations: Report.merged(ordered.flatMap { $0.event.violations }.nonEmpty(else: format.defaultViolations)),
            vehicle: first.vehicle,
            pictures: ordered.map { $0.event.picture($0.file) }, claims: claims, doubts: doubts,
            neededPictures: max(first.count, ordered.count))
    }

    private static let noted = [
        "EventID", "GroupID", "CountInGroup", "Object.Text", "Object.Confidence", "TrafficCar.Plate",
        "TrafficCar.Speed",
        "TrafficCar.UpperSpeedLimit", "TrafficCar.LowerSpeedLimit", "TrafficCar.Violation", "TrafficCar.VehicleColor",
        "MainSeat", "SubSeat", "Object.MainSeat", "Object.SubSeat", "CommInfo.Seat", "NonMotor.NumOfCycling",
        "NonMotor.RiderList", "LightState", "RedLightUTC", "CarWeightInfo", "Vehicle.Category", "UTC", "RealUTC",
        "LocaleTime", "TimeZone",
    ]

    // MARK: What

    private var violations: [ClaimedViolation] {
        var claimed: [ClaimedViolation] = []
        func claim(_ code: String) -> ClaimedViolation {
            guard code == "speed" else { return ClaimedViolation(code: code) }
            return ClaimedViolation(
                code: code,
                measuredKmh: cameraNumber(fields["TrafficCar.Speed"]).flatMap { (0...500).contains($0) ? $0 : nil },
                limitKmh: cameraNumber(fields["TrafficCar.UpperSpeedLimit"]).flatMap {
                    (1...300).contains($0) ? $0 : nil
                })
        }
        // The camera's own code, or else what kind of event it is, as the configuration translates it.
        for word in [fields["TrafficCar.ViolationCode"], fields.code].compactMap({ $0 }) {
            if let code = format.codes[word] { claimed.append(claim(code)) }
        }
        if claimed.isEmpty, let word = fields["TrafficCar.ViolationCode"], cameraWord(word) != nil, word != "0" {
            claimed.append(claim("dahua-\(word.prefix(32))"))
        }
        if let speed = cameraNumber(fields["TrafficCar.Speed"]), speed <= 500,
            let limit = cameraNumber(fields["TrafficCar.UpperSpeedLimit"]), limit >= 1, speed > limit
        {
            claimed.append(claim("speed"))
        }
        return claimed
    }

    private var vehicle: ClaimedVehicle {
        // Words for several kinds at once ("Motor", "PassengerCar") are left out: they would contradict the register.
        let kinds: [String: VehicleKind] = [
            "car": .car, "saloon": .car, "suv": .car, "mpv": .car, "microbus": .car, "pickup": .car, "bus": .bus,
            "largebus": .bus, "truck": .goods, "largetruck": .goods, "midtruck": .goods, "motorcycle": .motorcycle,
            "nonmotor": .motorcycle,
        ]
        let kind = fields["Vehicle.Category", "CommInfo.SnapCategory"].flatMap { kinds[$0.lowercased()] }
        return ClaimedVehicle(
            kind: kind, colour: cameraWord(fields["TrafficCar.VehicleColor"]),
            plate: cameraWord(fields["TrafficCar.PlateNumber", "Object.Text"]))
    }

    private var signal: CameraClaims.Signal? {
        let states: [String: CameraClaims.Signal.State] = ["1": .green, "2": .red, "3": .yellow]
        let state = fields["LightState"].flatMap { states[$0] }
        let offset = format.clock == .localAsUTC && fields["RealUTC"] == nil ? format.timeZone.offsetMinutes * 60 : 0
        let since = fields["RedLightUTC"].flatMap { cameraInteger($0, in: 1...253_402_300_799) }
            .map { Timestamp(milliseconds: Int64($0 - offset) * 1000) }
        return state == nil && since == nil ? nil : CameraClaims.Signal(state: state, redSince: since)
    }

    // MARK: Picture

    private func picture(_ file: String) -> Report.Picture {
        let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        let names = [".jpg", ".jpeg", ".JPG", ".png"].map { stem + $0 }.filter { isPlainName(Array($0.utf8)) }
        let boxes = [("plate", "Object"), ("vehicle", "Vehicle"), ("vehicle", "NonMotor")].compactMap { what, key in
            box(what, "\(key).BoundingBox")
        }
        return Report.Picture(names: names, role: .overview, capturedAt: capturedAt, boxes: boxes)
    }

    /// Left, top, right, bottom in a space of 8192 x 8192; nil for what isn't there or has no extent.
    private func box(_ what: String, _ key: String) -> Report.SeenBox? {
        let edges = (0..<4).compactMap { cameraNumber(fields["\(key)[\($0)]"]) }
        guard edges.count == 4, edges.allSatisfy({ (0...8192).contains($0) }), edges[2] > edges[0], edges[3] > edges[1]
        else { return nil }
        return Report.SeenBox(
            what: what, box: [edges[0], edges[1], edges[2] - edges[0], edges[3] - edges[1]], scale: 8192)
    }
}

extension [ClaimedViolation] {
    fileprivate func nonEmpty(else codes: [String]) -> [ClaimedViolation] {
        isEmpty ? codes.map { ClaimedViolation(code: $0) } : self
    }
}
