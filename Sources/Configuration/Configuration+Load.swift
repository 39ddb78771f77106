import Domain
import FoundationEssentials

extension Configuration {
    /// Every key that `etle.yaml` may hold, in the order of the sample.
    public static let keys: [KeyDescription] = Setting.all.map(\.key) + UnitList.keys + CameraList.keys

    /// Reads a configuration and the data files it names, and checks all of it.
    ///
    /// - Parameter path: `etle.yaml`; paths in it are relative to its folder.
    /// - Returns: The configuration, or all its mistakes at once. Nothing is created or changed on disk, and folders need
    ///   not exist.
    public static func load(from path: String) -> Result<Configuration, Mistakes> {
        let file = PathText.absolute(path, from: FileManager.default.currentDirectoryPath)
        let mistakes = MistakeList(file: file)
        guard let text = TextFile.read(file, mistakes), let root = YAMLFile.parse(text, mistakes) else {
            return .failure(Mistakes(mistakes.sorted))
        }
        var configuration = Configuration()
        let loaded = configuration.read(root, mistakes)
        let all = mistakes.sorted + loaded
        return all.isEmpty ? .success(configuration) : .failure(Mistakes(all))
    }

    /// Fills in what the file says. Returns the mistakes of the data files; its own are in `mistakes`.
    private mutating func read(_ root: Value, _ mistakes: MistakeList) -> [Mistake] {
        let keys = Configuration.keys
        guard let sections = root.members(known: names(of: keys, after: "")) else { return [] }
        var lines = sections.mapValues(\.line)
        var values: [String: Value] = [:]
        for (name, section) in sections where name != "units" && name != "cameras" {
            for (key, value) in section.members(known: names(of: keys, after: "\(name).")) ?? [:] {
                values["\(name).\(key)"] = value
                lines["\(name).\(key)"] = value.line
            }
        }
        for setting in Setting.all {
            if let value = values[setting.key.path] { setting.read(value, &self) }
        }
        let unitValue = root.required("units", of: sections)
        units = unitValue.map(UnitList.read) ?? []
        let unitIDs = unitValue?.node.sequence?.compactMap { $0.mapping?["id"]?.scalar?.string } ?? []

        var data = DataFiles(owner: mistakes, named: values.mapValues(\.line), unitIDs: unitIDs)
        data.read(into: &self)
        PathRules.check(paths, lines: lines, mistakes)
        checkDeadlines(values, mistakes)

        if let cameraValue = root.required("cameras", of: sections) {
            let codes = data.hasCatalogue ? catalogue.codes : nil
            cameras = CameraList.read(cameraValue, units: units, unitIDs: unitIDs, codes: codes)
        }
        return data.mistakes
    }

    private func checkDeadlines(_ values: [String: Value], _ mistakes: MistakeList) {
        func demand(_ holds: Bool, _ earlier: String, _ later: String, _ message: String) {
            guard !holds else { return }
            let line = values["deadlines.\(later)"]?.line ?? values["deadlines.\(earlier)"]?.line
            mistakes.add(
                .contradiction, line: line, "deadlines.\(later)", message,
                remedy: "make \(later) more than \(earlier)")
        }
        demand(
            deadlines.letterDays < deadlines.answerDays, "letter_days", "answer_days",
            "nobody could answer: the answer is due with the letter or before")
        demand(
            deadlines.answerDays < deadlines.settleDays, "answer_days", "settle_days",
            "nobody could pay: all must be settled when the answer is due or before")
        demand(
            deadlines.paymentDays < deadlines.hearingDays, "payment_days", "hearing_days",
            "the hearing would be when the payment is due or before")
    }
}
