/// How a camera uploads, and how what it says is to be understood. A value that configuration and ingest share.
public struct CameraFormat: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// A JSON manifest (`etle.event/1`) and the frames that it names.
        case manifest
        /// ISAPI `EventNotificationAlert` XML with its pictures.
        case hikvisionXML = "hikvision-xml"
        /// Pictures whose names say what they are, as Hikvision cameras name them by default.
        case hikvisionFTP = "hikvision-ftp"
        /// Dahua traffic events, JSON or text, each with its picture.
        case dahua
        /// Pictures in Dahua's tree of folders: the time is in the path.
        case dahuaFTP = "dahua-ftp"
        /// Pictures whose paths follow the camera's own template.
        case names

        /// The template of pictures without data that is used where the configuration gives none.
        public var standardTemplate: String? {
            switch self {
            case .hikvisionFTP: "{time:yyyyMMddHHmmssSSS}_{plate}_{*}.jpg"
            case .dahuaFTP: "{*}/{time:yyyy-MM-dd}/{*}/jpg/{time:HH}/{time:mm}/{time:ss}[{*}][{*}][{index}].jpg"
            case .manifest, .hikvisionXML, .dahua, .names: nil
            }
        }

        /// Whether events come as pictures alone.
        public var isByName: Bool { [.hikvisionFTP, .dahuaFTP, .names].contains(self) }
    }

    /// What the field `UTC` of a Dahua event is.
    public enum Clock: String, Codable, Sendable, CaseIterable {
        /// Seconds since 1970 in UTC, as its name says.
        case utc
        /// The local time at the place, written as if it were UTC.
        case localAsUTC = "local-as-utc"
    }

    public var kind: Kind
    /// Of the place: for times without a zone.
    public var timeZone: LocalTimeZone
    /// Nil unless ``Kind/isByName``.
    public var template: NameTemplate?
    /// How many pictures make an event, where the format doesn't say so itself.
    public var pictures: Int
    /// Codes of the catalogue by the camera's own codes.
    public var codes: [String: String]
    /// What a capture stands for that names no violation: odd-even cameras report every vehicle.
    public var defaultViolations: [String]
    public var clock: Clock

    public init(
        kind: Kind = .manifest, timeZone: LocalTimeZone = .jakarta, template: NameTemplate? = nil, pictures: Int = 1,
        codes: [String: String] = [:], defaultViolations: [String] = [], clock: Clock = .utc
    ) {
        self.kind = kind
        self.timeZone = timeZone
        self.template = template
        self.pictures = pictures
        self.codes = codes
        self.defaultViolations = defaultViolations
        self.clock = clock
    }
}
