import Domain

/// The odd-even rule, computed: what the camera says of it counts for nothing.
enum OddEvenCheck: Hashable {
    /// The rule is not in force at that time; with the reason in English.
    case notInForce(String)
    /// The vehicle may drive there on that day.
    case allowed(String)
    case violated(String)
    /// Nobody has entered the year's holidays.
    case holidaysUnknown
    /// There is no plate that has digits.
    case unknown

    init(_ input: MatchingInput) {
        let time = input.localTime
        guard input.oddEven.contains(where: { $0.contain(time) }) else {
            self = .notInForce("\(time.date.weekday) \(time.clock) is outside of the hours")
            return
        }
        guard let isHoliday = input.isHoliday else {
            self = .holidaysUnknown
            return
        }
        guard !isHoliday else {
            self = .notInForce("\(time.date.iso8601) is a public holiday")
            return
        }
        guard let plate = input.plate.flatMap({ PlateNumber($0) }) else {
            self = .unknown
            return
        }
        if let vehicle = input.answer.registration?.vehicle, let reason = OddEvenCheck.exemption(vehicle) {
            self = .allowed(reason)
            return
        }
        let isOddDay = !time.date.day.isMultiple(of: 2)
        let isOddPlate = !plate.lastDigit.isMultiple(of: 2)
        let comparison = "digit \(plate.lastDigit) on day \(time.date.day)"
        self = isOddDay == isOddPlate ? .allowed(comparison) : .violated(comparison)
    }

    /// Pergub DKI 88/2019: not for motorcycles, public transport (yellow plates), official vehicles (red plates), electric ones.
    private static func exemption(_ vehicle: Vehicle) -> String? {
        if vehicle.kind == .motorcycle { return "motorcycles are free of it" }
        if vehicle.plateColour == .blackOnYellow { return "public transport is free of it" }
        if vehicle.plateColour == .whiteOnRed { return "official vehicles are free of it" }
        return vehicle.fuel.uppercased().contains("LISTRIK") ? "electric vehicles are free of it" : nil
    }
}
