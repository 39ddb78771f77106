import Domain

/// A Hikvision ANPR alert as cameras send it, with the spellings that they use.
public struct HikvisionPayload: Sendable {
    public enum Namespace: String, Sendable, CaseIterable {
        case isapi = "http://www.isapi.org/ver20/XMLSchema"
        case version10 = "http://www.hikvision.com/ver10/XMLSchema"
        case version20 = "http://www.hikvision.com/ver20/XMLSchema"
    }

    public var namespace = Namespace.isapi
    /// As written: `2026-07-21T08:30:15.250+07:00`.
    public var dateTime: String
    public var uuid = "a0fe72d4-3652-464a-aebd-3f9190010236"
    public var plate = "unknown"
    public var lane = 1
    public var speed = 0.0
    public var limit = 0.0
    /// The camera's own code; 0 is none.
    public var illegalCode = "0"
    public var vehicleType = "SUVMPV"
    public var colour = "unknown"
    /// Name, type, and the plate's box.
    public var pictures: [(name: String, type: String, plate: [Int])] = []
    /// Local, `yyyyMMddHHmmssSSS`; nil leaves it out.
    public var absTime: String?
    /// Nil leaves the list of pictures out.
    public var listsPictures = true

    public init(dateTime: String) { self.dateTime = dateTime }

    public var bytes: [UInt8] {
        var list = ""
        for picture in pictures {
            let box = picture.plate.count == 4 ? picture.plate : [0, 0, 0, 0]
            list += """
                <pictureInfo><fileName>\(picture.name)</fileName><type>\(picture.type)</type><dataType>0</dataType>
                \(absTime.map { "<absTime>\($0)</absTime>" } ?? "")<plateRect><X>\(box[0])</X><Y>\(box[1])</Y><width>\(box[2])</width><height>\(box[3])</height></plateRect>
                <vehicelRect><X>0</X><Y>0</Y><width>0</width><height>0</height></vehicelRect></pictureInfo>

                """
        }
        let text = """
            <?xml version="1.0" encoding="utf-8"?>
            <EventNotificationAlert version="2.0" xmlns="\(namespace.rawValue)">
            <ipAddress>192.0.2.40</ipAddress><protocol>HTTP</protocol><channelID>1</channelID>
            <dateTime>\(dateTime)</dateTime><activePostCount>80</activePostCount>
            <eventType>ANPR</eventType><eventState>active</eventState><eventDescription>ANPR</eventDescription>
            <channelName>IP CAPTURE CAMERA</channelName>
            <ANPR><country>64</country><licensePlate>\(plate)</licensePlate><line>\(lane)</line><direction>forward</direction>
            <confidenceLevel>98</confidenceLevel><plateType>unknown</plateType><pilotsafebelt>unknown</pilotsafebelt>
            <helmet>unknown</helmet><speedLimit>\(limit)</speedLimit>
            <illegalInfo><illegalCode>\(illegalCode)</illegalCode><illegalName>Normal</illegalName><illegalDescription></illegalDescription></illegalInfo>
            <vehicleType>\(vehicleType)</vehicleType>
            <vehicleInfo><index>0</index><color>\(colour)</color><speed>\(speed)</speed><vehileModel>0</vehileModel></vehicleInfo>
            \(listsPictures ? "<pictureInfoList>\(list)</pictureInfoList>" : "")</ANPR>
            <UUID>\(uuid)</UUID><picNum>\(pictures.count)</picNum><deviceUUID>SIMULATED</deviceUUID>
            </EventNotificationAlert>

            """
        return Array(text.utf8)
    }

    /// What cameras send when nothing happens.
    public static func heartbeat(at dateTime: String) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <EventNotificationAlert version="1.0" xmlns="\(Namespace.version10.rawValue)">
            <ipAddress>192.0.2.40</ipAddress><dateTime>\(dateTime)</dateTime><activePostCount>0</activePostCount>
            <eventType>videoloss</eventType><eventState>inactive</eventState><eventDescription>videoloss alarm</eventDescription>
            </EventNotificationAlert>

            """.utf8)
    }
}
