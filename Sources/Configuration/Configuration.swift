import Domain

/// Everything that an operator decides, checked: loaded from `etle.yaml` and the data files beside it.
///
/// A value always keeps the bounds of ``keys``; make one with ``load(from:)``.
public struct Configuration: Hashable, Encodable, Sendable {
    public var paths = Paths()
    public var recognition = Recognition()
    public var ingest = Ingest()
    public var matching = Matching()
    public var deadlines = Deadlines()
    public var payment = Payment()
    public var post = Post()
    public var retention = Retention()
    public var queues = Queues()
    public var log = Log()
    /// At least one; ids are unique.
    public var units: [Unit] = []
    /// May be empty. Ids are unique; each unit exists; each violation is in the catalogue.
    public var cameras: [Camera] = []

    /// The rules of `violations.yaml`, in its order.
    public var violationRules: [ViolationRule] = []
    /// The rows of `regions.csv`, in its order; codes are unique.
    public var regions: [Region] = []
    /// The texts of letters and tickets, by key (`letter_heading`). Whether all are there is checked by who uses them.
    public var texts: [String: String] = [:]
    /// The rows of `holidays.csv`, in its order. A scope that names a unit names one of ``units``.
    public var holidays: [Holiday] = []
    /// Vehicles that get no letters. Personal data: never in logs.
    public var exempt: [VehicleListEntry] = []
    /// Vehicles that always go to a person. Personal data: never in logs.
    public var watch: [VehicleListEntry] = []

    /// The defaults, for folders under `/var`; without units, cameras and data.
    public init() {}

    public var catalogue: ViolationCatalogue { ViolationCatalogue(violationRules) }
    public var holidayCalendar: HolidayCalendar { HolidayCalendar(holidays) }
    public var regionCodes: Set<String> { Set(regions.map(\.code)) }

    public func unit(_ id: String) -> Unit? { units.first { $0.id == id } }
    public func camera(_ id: String) -> Camera? { cameras.first { $0.id == id } }

    /// The lists of plates are left out: they are personal data and change by the day.
    enum CodingKeys: String, CodingKey {
        case paths, recognition, ingest, matching, deadlines, payment, post, retention, queues, log, units, cameras
        case violationRules, regions, texts, holidays
    }
}
