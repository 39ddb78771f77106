import Configuration
import Glibc
import Storage

/// Keeps commands from leaving things in the state folder that the service can't use.
public enum StateGuard {
    /// For commands that write: what root makes in the folder of the user etle, the service may not touch.
    /// - Throws: ``DaemonError`` if the state folder is there and belongs to somebody else than who runs this.
    public static func checkOwner(_ paths: Paths, files: FileLayer = FileLayer(), user: UInt32 = geteuid()) throws {
        guard let owner = try files.owner(of: RawPath(paths.state)), owner.id != user else { return }
        throw DaemonError(
            "the state folder \(paths.state) belongs to \(owner.name), and the service could not use what another user makes there: run this as \(owner.name) (sudo -u '\(owner.name)' etle ...)"
        )
    }

    /// For commands that only look, as whoever may read: they make no state.
    /// - Throws: ``DaemonError`` if there is none, or if something is missing that opening it would make for another user than the service's.
    public static func checkLooking(_ paths: Paths, files: FileLayer = FileLayer()) throws {
        try checkPresence(of: paths.journalDatabase, paths, files: files)
        try checkPresence(of: paths.registryDatabase, paths, files: files)
        let made = [paths.ledger, paths.out, paths.rejected, paths.incoming, "\(paths.state)/open.lock"]
        if try made.contains(where: { try files.inspect(RawPath($0)) == nil }) { try checkOwner(paths, files: files) }
    }

    /// For commands that look into one database alone.
    /// - Throws: ``DaemonError`` if it isn't there.
    public static func checkPresence(of database: String, _ paths: Paths, files: FileLayer = FileLayer()) throws {
        guard try files.inspect(RawPath(database)) == nil else { return }
        throw DaemonError(
            "there is no \(database) yet, so there is nothing to show: start etle first (systemctl start etle), or check paths.state"
        )
    }
}
