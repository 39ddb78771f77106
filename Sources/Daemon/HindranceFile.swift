import Storage

/// Where the daemon writes what hinders it, so that `etle status` can tell: `<state>/hindrances`, a line each.
///
/// Of a fixed size and written over in place, since the usual hindrance is a full disk: a file system that has no room for a new
/// file still has the room of this one. Not synced: after a power cut nothing hinders the daemon that isn't running.
struct HindranceFile: Sendable {
    static let size = 4096

    private let path: RawPath
    private let files: FileLayer

    init(state: String, files: FileLayer) {
        path = RawPath(state).appending("hindrances")
        self.files = files
    }

    /// Takes the room. Call at start.
    func recover() throws(StorageError) { try files.overwrite(path, bytes: HindranceFile.padded([])) }

    /// What can't be written is left: log and systemd's status line say it too.
    func write(_ hindrances: [String]) { try? files.overwrite(path, bytes: HindranceFile.padded(hindrances)) }

    /// What was written last; empty where there is no file.
    func read() -> [String] {
        guard let bytes = try? files.read(path, limit: HindranceFile.size) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
    }

    /// Lines, then line feeds up to the size; what doesn't fit is cut off.
    private static func padded(_ hindrances: [String]) -> [UInt8] {
        let lines = hindrances.map { $0.replacing("\n", with: " ") }.joined(separator: "\n")
        let bytes = Array(lines.utf8.prefix(size))
        return bytes + Array(repeating: UInt8(ascii: "\n"), count: size - bytes.count)
    }
}
