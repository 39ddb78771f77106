import Domain

extension SimulatedEvent {
    /// How a simulated camera uploads.
    public enum Format: String, Sendable, CaseIterable {
        case manifest
        case hikvisionXML = "hikvision-xml"
        case hikvisionFTP = "hikvision-ftp"
        case dahua
        case dahuaFTP = "dahua-ftp"
    }
}

extension EventPlan {
    /// The same event in another format; labels and truth name the files as they are called then.
    public func make(_ format: SimulatedEvent.Format) throws -> SimulatedEvent {
        var event = try make()
        guard format != .manifest else { return event }
        let pictures = Array(event.files.dropLast())
        let local = LocalDateTime(capturedAt, in: camera.zone)
        let digits = capturedAt.rfc3339(in: camera.zone).prefix(23).filter(\.isNumber)
        let speed = violations.first { $0.code == "speed" }
        var names: [String] = []
        var data: [UploadFile] = []
        for (index, picture) in pictures.enumerated() {
            let suffix = picture.name.split(separator: ".").last ?? "jpg"
            switch format {
            case .manifest: break
            case .hikvisionXML:
                names.append("\(eventID)_\(index == 0 ? "detectionPicture" : "licensePlatePicture").\(suffix)")
            case .hikvisionFTP:
                names.append("\(digits)_unknown_\(index == 0 ? "VEHICLE_DETECTION" : "PLATE").\(suffix)")
            case .dahua:
                names.append("\(eventID)-\(index + 1).\(suffix)")
                var payload = DahuaPayload(utc: Int(capturedAt.milliseconds / 1000))
                payload.realUTC = payload.utc
                payload.milliseconds = Int(capturedAt.milliseconds % 1000)
                (payload.group, payload.count, payload.index) = (number, pictures.count, index + 1)
                payload.speed = Int(speed?.measuredKmh ?? 0)
                payload.limit = Int(speed?.limitKmh ?? 60)
                data.append(UploadFile(name: "\(eventID)-\(index + 1).json", bytes: payload.json))
            case .dahuaFTP:
                let time = [local.hour, local.minute, local.second].map { padded($0, 2) }
                names.append(
                    "SIM\(camera.id)/\(local.date.iso8601)/001/jpg/\(time[0])/\(time[1])/\(time[2])[M][0@0][\(index)].\(suffix)"
                )
            }
        }
        if format == .hikvisionXML {
            var payload = HikvisionPayload(dateTime: capturedAt.rfc3339(in: camera.zone))
            payload.absTime = String(digits)
            payload.pictures = zip(names, ["detectionPicture", "licensePlatePicture"]).map { ($0, $1, []) }
            payload.speed = speed?.measuredKmh ?? 0
            payload.limit = speed?.limitKmh ?? 0
            payload.colour = colour.rawValue
            payload.vehicleType =
                switch claimed.kind {
                case .motorcycle: "twoWheelVehicle"
                case .bus: "bus"
                case .goods: "truck"
                case .car, .special, nil: "SUVMPV"
                }
            data = [UploadFile(name: "\(eventID).xml", bytes: payload.bytes)]
        }
        let renamed = Dictionary(uniqueKeysWithValues: zip(pictures.map(\.name), names))
        event.files = zip(names, pictures).map { UploadFile(name: $0, bytes: $1.bytes) } + data
        event.labels = event.labels.map { label in
            var label = label
            label.file = renamed[label.file] ?? label.file
            return label
        }
        return event
    }
}
