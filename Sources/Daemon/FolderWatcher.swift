import Dispatch
import Glibc
import Storage
import Synchronization

/// Says when something happens in watched folders (inotify). It only wakes: what happened is found by looking, so lost, merged or
/// overflowing events cost a little time and nothing else.
final class FolderWatcher: Sendable {
    private let descriptor: Int32
    // Dispatch sources may be used from any thread; the type doesn't say so.
    nonisolated(unsafe) private let source: any DispatchSourceRead
    private let watched = Mutex<[RawPath: Int32]>([:])

    /// Nil where the kernel gives no inotify instance (limit reached): the caller then lives from its rescans.
    init?(onChange: @escaping @Sendable () -> Void) {
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        let descriptor = descriptor
        source = DispatchSource.makeReadSource(
            fileDescriptor: descriptor, queue: DispatchQueue(label: "etle.inotify"))
        source.setEventHandler {
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while buffer.withUnsafeMutableBytes({ read(descriptor, $0.baseAddress, $0.count) }) > 0 {}
            onChange()
        }
        source.setCancelHandler { close(descriptor) }
        source.resume()
    }

    deinit { source.cancel() }

    /// Watches these folders and no others. Folders that cannot be watched are left to the rescans.
    /// - Returns: whether any of them was not watched before: what came into it until now was not noticed.
    func watch(_ folders: [RawPath]) -> Bool {
        let wanted = Set(folders)
        return watched.withLock { watched in
            var hasNew = false
            for (path, watch) in watched where !wanted.contains(path) {
                inotify_rm_watch(descriptor, watch)
                watched[path] = nil
            }
            // Adding again is harmless and finds folders that were removed and made anew under the same name.
            for path in wanted {
                let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR)
                let watch = inotify_add_watch(descriptor, path.display, mask)
                if watch >= 0, watched[path] == nil { hasNew = true }
                watched[path] = watch >= 0 ? watch : nil
            }
            return hasNew
        }
    }
}
