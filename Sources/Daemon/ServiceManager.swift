import Glibc

/// Talks to systemd's service manager (sd_notify protocol). Without `NOTIFY_SOCKET` every call does nothing.
public struct ServiceManager: Sendable {
    private let socketPath: String?
    /// Seconds between two signs of life that systemd asks for, halved for safety; nil if it asks for none.
    public let watchdogInterval: Double?

    public init(environment: [String: String]) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        watchdogInterval = environment["WATCHDOG_USEC"].flatMap(Double.init).map { $0 / 2_000_000 }
    }

    public func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    public func reloading(uptimeMicroseconds: UInt64) { send("RELOADING=1\nMONOTONIC_USEC=\(uptimeMicroseconds)") }
    public func stopping() { send("STOPPING=1\nSTATUS=finishing what is in hand") }
    public func alive() { send("WATCHDOG=1") }
    public func status(_ text: String) { send("STATUS=\(text.split(separator: "\n").joined(separator: " "))") }

    private func send(_ message: String) {
        guard let socketPath else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socketPath.utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        // An abstract socket is written with @, and begins with a zero byte.
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        // Nothing to do about a failure: systemd then sees no sign of life and acts.
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, message, message.utf8.count, Int32(MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
