import FoundationEssentials

/// The data files of a configuration. One that the configuration names must be there; one that it doesn't name is taken from
/// beside it, and if it isn't there either, what comes with the program is used.
struct DataFiles {
    /// The configuration's own list, for files that it names and that can't be read.
    let owner: MistakeList
    /// Lines of the keys that the configuration sets.
    let named: [String: Int]
    /// Units of the configuration, also those that are wrong in other ways.
    let unitIDs: [String]
    /// Mistakes inside the data files.
    private(set) var mistakes: [Mistake] = []
    /// Whether the catalogue could be read, so that codes can be looked up in it.
    private(set) var hasCatalogue = false

    init(owner: MistakeList, named: [String: Int], unitIDs: [String]) {
        self.owner = owner
        self.named = named
        self.unitIDs = unitIDs
    }

    mutating func read(into configuration: inout Configuration) {
        let rules = content(
            "violations", \.violations, &configuration, standard: PackageResources.violations_yaml, ViolationsFile.parse
        )
        hasCatalogue = rules != nil
        configuration.violationRules = rules ?? []
        configuration.regions =
            content("regions", \.regions, &configuration, standard: PackageResources.regions_csv, RegionsFile.parse)
            ?? []
        configuration.texts =
            content(
                "texts", \.texts, &configuration, standard: PackageResources.texts_yaml, TextsFile.parse) ?? [:]
        let unitIDs = unitIDs
        configuration.holidays =
            content("holidays", \.holidays, &configuration, standard: PackageResources.holidays_csv) {
                HolidaysFile.parse($0, unitIDs: unitIDs, $1)
            } ?? []
        configuration.exempt = content("exempt", \.exempt, &configuration, VehicleListFile.parse) ?? []
        configuration.watch = content("watch", \.watch, &configuration, VehicleListFile.parse) ?? []
    }

    private mutating func content<Content>(
        _ key: String, _ path: WritableKeyPath<Paths, String?>, _ configuration: inout Configuration,
        standard: [UInt8]? = nil, _ parse: (String, MistakeList) -> Content?
    ) -> Content? {
        let line = named["paths.\(key)"]
        if line == nil { configuration.paths[keyPath: path] = beside(key) }
        guard let file = configuration.paths[keyPath: path] else {
            return standard.flatMap { parse(String(decoding: $0, as: UTF8.self), MistakeList(file: key)) }
        }
        let list = MistakeList(file: file)
        let text =
            line == nil ? TextFile.read(file, list) : TextFile.read(file, owner, line: line, key: "paths.\(key)")
        let content = text.flatMap { parse($0, list) }
        mistakes += list.sorted
        return content
    }

    private func beside(_ key: String) -> String? {
        guard let name = Configuration.keys.first(where: { $0.path == "paths.\(key)" })?.standard else { return nil }
        let path = "\(PathText.folder(of: owner.file))/\(name)"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
