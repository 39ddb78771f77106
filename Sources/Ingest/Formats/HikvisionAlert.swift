import Domain

/// A Hikvision ANPR alert (ISAPI `EventNotificationAlert`), any of its namespaces and spellings.
enum HikvisionAlert {
    /// - Parameter file: the data file's name; pictures may be named after it.
    /// - Throws: the first ``Rejection``.
    static func read(_ bytes: [UInt8], file: String, format: CameraFormat) throws(Rejection) -> Reported {
        let alert: XMLElement
        do {
            alert = try XMLReader.parse(bytes)
        } catch {
            throw Rejection(
                .notXML, "the file is no XML that a camera sends, or only a part of it arrived: \(error.message)",
                remedy: "send the file again; if it comes again, check what the camera writes")
        }
        guard alert.name == "EventNotificationAlert" else {
            throw Rejection(
                .wrongSchema, "the root element is not EventNotificationAlert",
                remedy: "let the camera upload ANPR alerts only, or correct cameras[].format")
        }
        // Heartbeats are alerts of type videoloss that are inactive; other types (motion, tampering) are nobody's violation.
        guard let anpr = alert["ANPR"], alert.text("eventType")?.lowercased() ?? "anpr" == "anpr" else {
            return .nothing
        }
        return .event(try report(alert, anpr, file: file, format: format))
    }

    private static func report(
        _ alert: XMLElement, _ anpr: XMLElement, file: String, format: CameraFormat
    ) throws(Rejection) -> Report {
        let infos = (anpr["pictureInfoList"] ?? alert["pictureInfoList"])?.all("pictureInfo") ?? []
        let written = alert.text("dateTime").flatMap { time($0, zone: format.timeZone) }
        let pictured = infos.lazy.compactMap { $0.text("absTime").flatMap { compactTime($0, zone: format.timeZone) } }
            .first
        guard let capturedAt = written ?? pictured else {
            throw Rejection(
                .missingField, "neither dateTime nor absTime says when it was",
                remedy: "let the camera send the time; see docs/formats-hikvision.md")
        }
        var doubts: [Capture.Doubt] = []
        if let pictured, abs(pictured.seconds(since: capturedAt)) > 60 { doubts.append(.clock) }
        let pictures = pictures(infos, file: file)
        let announced = alert.text("picNum").flatMap { cameraInteger($0, in: 1...64) }
        return Report(
            eventID: eventID(alert, capturedAt, format), capturedAt: capturedAt,
            lane: cameraInteger(anpr.text("line", "laneNo", "lane"), in: 0...99),
            violations: violations(anpr, format), vehicle: vehicle(anpr), pictures: pictures,
            claims: claims(alert, anpr, format), doubts: doubts,
            neededPictures: min(pictures.count, infos.isEmpty ? announced ?? 2 : infos.count))
    }

    // MARK: When and which

    private static func time(_ text: String, zone: LocalTimeZone) -> Timestamp? {
        if let time = Timestamp(rfc3339: text) { return time }
        // Some firmware leaves the zone out.
        let offset = zone.offsetMinutes
        return Timestamp(rfc3339: "\(text)+\(twoDigits(offset / 60)):\(twoDigits(offset % 60))")
    }

    /// `yyyyMMddHHmmssSSS`, local.
    private static func compactTime(_ text: String, zone: LocalTimeZone) -> Timestamp? {
        try? NameTemplate("{time:yyyyMMddHHmmssSSS}").match(text, zone: zone)?.capturedAt
    }

    /// Time and the camera's UUID: some cameras never change the one, and two vehicles may pass in the same millisecond.
    private static func eventID(_ alert: XMLElement, _ time: Timestamp, _ format: CameraFormat) -> String {
        let uuid = (alert.text("UUID", "uuid") ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return "\(compact(time, format.timeZone))-\(uuid.isEmpty ? "0" : String(uuid.prefix(64)))"
    }

    // MARK: What

    private static func violations(_ anpr: XMLElement, _ format: CameraFormat) -> [ClaimedViolation] {
        let measured = cameraNumber(anpr["vehicleInfo"]?.text("speed") ?? anpr.text("speed"))
        let limit = cameraNumber(anpr.text("speedLimit"))
        func claim(_ code: String) -> ClaimedViolation {
            guard code == "speed" else { return ClaimedViolation(code: code) }
            return ClaimedViolation(
                code: code, measuredKmh: measured.flatMap { (0...500).contains($0) ? $0 : nil },
                limitKmh: limit.flatMap { (1...300).contains($0) ? $0 : nil })
        }
        var claimed: [ClaimedViolation] = []
        if let code = anpr["illegalInfo"]?.text("illegalCode"), code != "0", cameraWord(code) != nil {
            claimed.append(claim(format.codes[code] ?? "hikvision-\(code.prefix(32))"))
        }
        if let measured, let limit, limit >= 1, measured > limit, measured <= 500 { claimed.append(claim("speed")) }
        if claimed.isEmpty { claimed = format.defaultViolations.map(claim) }
        return Report.merged(claimed)
    }

    private static func vehicle(_ anpr: XMLElement) -> ClaimedVehicle {
        // "vehicle" is any of them.
        let kinds: [String: VehicleKind] = [
            "suvmpv": .car, "smallcar": .car, "saloon": .car, "mpv": .car, "suv": .car, "pickuptruck": .car,
            "bus": .bus, "largebus": .bus, "coach": .bus, "mediumbus": .bus, "truck": .goods, "largetruck": .goods,
            "motorcycle": .motorcycle, "twowheelvehicle": .motorcycle,
        ]
        return ClaimedVehicle(
            kind: anpr.text("vehicleType").flatMap { kinds[$0.lowercased()] },
            colour: cameraWord(anpr["vehicleInfo"]?.text("color", "colour")),
            plate: cameraWord(anpr.text("licensePlate", "originalLicensePlate")))
    }

    private static func claims(_ alert: XMLElement, _ anpr: XMLElement, _ format: CameraFormat) -> CameraClaims {
        var claims = CameraClaims(format: format.kind.rawValue)
        for name in [
            "confidenceLevel", "plateCharBelieve", "plateType", "plateColor", "direction", "vehicleType", "speedLimit",
            "pilotsafebelt", "vicepilotsafebelt", "uphone", "smoking", "helmet", "country", "dwIllegalTime",
            "originalLicensePlate",
        ] { claims.note(name, anpr.text(name)) }
        for name in ["speed", "color", "length", "vehicleLogoRecog"] {
            claims.note("vehicleInfo.\(name)", anpr["vehicleInfo"]?.text(name))
        }
        for name in ["illegalCode", "illegalName", "illegalDescription"] {
            claims.note("illegalInfo.\(name)", anpr["illegalInfo"]?.text(name))
        }
        claims.note("picNum", alert.text("picNum"))
        claims.note("channelName", alert.text("channelName"))
        return claims
    }

    // MARK: Pictures

    private static func pictures(_ infos: [XMLElement], file: String) -> [Report.Picture] {
        let stem = String(file.dropLast(4))
        guard !infos.isEmpty else {
            // What the parts are called by default; the first two are the same picture in different firmware.
            return [
                (["detectionPicture", "vehiclePicture", "backgroundPicture"], CaptureFrame.Role.overview),
                (["licensePlatePicture", "platePicture", "plate"], .plate),
            ].enumerated().map { index, part in
                let own = index == 0 ? ["\(stem).jpg", "\(stem).jpeg", "\(stem).JPG"] : []
                return Report.Picture(names: own + part.0.flatMap { names($0 + ".jpg", stem: stem) }, role: part.1)
            }
        }
        return infos.prefix(64).enumerated().map { index, info in
            let type = info.text("type") ?? info.text("fileName") ?? ""
            let isPlate = type.lowercased().contains("plate")
            let name = info.text("fileName") ?? (isPlate ? "licensePlatePicture.jpg" : "detectionPicture.jpg")
            let own = infos.count == 1 ? ["\(stem).jpg", "\(stem).jpeg", "\(stem).JPG"] : []
            let boxes = [("plate", ["plateRect"]), ("vehicle", ["vehicelRect", "vehicleRect"])].compactMap {
                what, tags in
                box(what, tags.lazy.compactMap { info[$0] }.first)
            }
            return Report.Picture(
                names: names(name, stem: stem) + own,
                role: isPlate ? .plate : type.contains("vehicle") ? .vehicle : .overview,
                boxes: boxes)
        }
    }

    /// A part's name alone, behind the data file's, with either extension, and without its own extension.
    private static func names(_ name: String, stem: String) -> [String] {
        let base = name.lowercased().hasSuffix(".jpg") ? String(name.dropLast(4)) : name
        let variants = [name, base + ".jpg", base + ".jpeg", base + ".JPG"]
        let all = ["\(stem)_", "\(stem)-", "\(stem)."].flatMap { prefix in variants.map { prefix + $0 } } + variants
        return all.filter { isPlainName(Array($0.utf8)) }
    }

    /// Nil for what isn't there or has no extent: cameras send 0 x 0 for "not found".
    private static func box(_ what: String, _ rect: XMLElement?) -> Report.SeenBox? {
        let numbers = [["X", "x"], ["Y", "y"], ["width"], ["height"]].map { names in
            names.lazy.compactMap { cameraNumber(rect?.text($0)) }.first
        }
        let box = numbers.compactMap { $0 }
        guard box.count == 4, box[2] > 0, box[3] > 0, box.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
        return Report.SeenBox(what: what, box: box, scale: nil)
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// `20240507T174803847` at the place.
func compact(_ time: Timestamp, _ zone: LocalTimeZone) -> String {
    String(time.rfc3339(in: zone).prefix(23).filter { $0.isNumber || $0 == "T" })
}
