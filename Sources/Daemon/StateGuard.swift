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

    /// For commands that only look: they make no state.
    /// - Parameter database: the file that they look into.
    /// - Throws: ``DaemonError`` if it isn't there.
    public static func checkPresence(of database: String, _ paths: Paths, files: FileLayer = FileLayer()) throws {
        guard try files.inspect(RawPath(database)) == nil else { return }
        throw DaemonError(
            "there is no \(database) yet, so there is nothing to show: start etle first (systemctl start etle), or check paths.state"
        )
    }
}
