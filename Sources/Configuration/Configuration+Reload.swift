/// What a reload (SIGHUP) makes of a changed file.
public struct Reload: Hashable, Sendable {
    /// What is in force from now on: the fresh configuration, with what needs a restart as it was.
    public let configuration: Configuration
    /// Keys, data files and entries that changed and are in force: `matching.repeat_minutes`, `cameras[SDR-014]`, `violations`.
    public let changed: [String]
    /// Keys that changed in the file but take effect only at the next start. Warn about them.
    public let needRestart: [String]
}

extension Configuration {
    /// Takes over a freshly loaded configuration while running. Everything may change but what is laid out at the start: the
    /// folders in `paths`, the threads and queue of recognition, the log.
    public func reloading(_ fresh: Configuration) -> Reload {
        var taken = fresh
        let files = taken.paths
        taken.paths = paths
        taken.paths.violations = files.violations
        taken.paths.regions = files.regions
        taken.paths.texts = files.texts
        taken.paths.holidays = files.holidays
        taken.paths.exempt = files.exempt
        taken.paths.watch = files.watch
        taken.recognition.workers = recognition.workers
        taken.queues.recognition = queues.recognition
        taken.log = log
        let changed = Setting.all.filter { $0.key.reloads && $0.differs(self, taken) }.map(\.key.path)
        let waiting = Setting.all.filter { !$0.key.reloads && $0.differs(self, fresh) }.map(\.key.path)
        return Reload(
            configuration: taken, changed: changed + entries(changedIn: taken) + data(changedIn: taken),
            needRestart: waiting)
    }

    /// Loads the file again and takes it over. With any mistake nothing changes.
    public func reload(from path: String) -> Result<Reload, Mistakes> {
        Configuration.load(from: path).map(reloading)
    }

    private func entries(changedIn other: Configuration) -> [String] {
        func changed<Entry: Equatable>(_ name: String, _ old: [Entry], _ new: [Entry], _ id: (Entry) -> String)
            -> [String]
        {
            let oldByID = Dictionary(old.map { (id($0), $0) }) { first, _ in first }
            let newByID = Dictionary(new.map { (id($0), $0) }) { first, _ in first }
            return Set(oldByID.keys).union(newByID.keys).sorted()
                .filter { oldByID[$0] != newByID[$0] }
                .map { "\(name)[\($0)]" }
        }
        return changed("units", units, other.units, \.id) + changed("cameras", cameras, other.cameras, \.id)
    }

    private func data(changedIn other: Configuration) -> [String] {
        var names: [String] = []
        if violationRules != other.violationRules { names.append("violations") }
        if regions != other.regions { names.append("regions") }
        if texts != other.texts { names.append("texts") }
        if holidays != other.holidays { names.append("holidays") }
        if exempt != other.exempt { names.append("exempt") }
        if watch != other.watch { names.append("watch") }
        return names
    }
}
