import Foundation
import TestSupport
import Testing

/// Highest exposure, in tenths, that `systemd-analyze security` may find; it was 0.2 when this was written.
private let threshold = 3

private func hasSystemdAnalyze() -> Bool {
    (try? run("systemd-analyze", ["--version"]))?.status == 0
}

@Test(.enabled(if: hasSystemdAnalyze(), "no systemd-analyze here: apt-get install systemd"))
func `systemd finds no mistake in the unit and little exposure`() throws {
    let folder = try TemporaryFolder()
    // The program isn't installed where tests run, and verify looks for it.
    let unit = try repositoryText("systemd/etle.service").replacing("/usr/bin/etle", with: "/bin/true")
    let path = try folder.write(unit, to: "etle.service")
    let verified = try run("systemd-analyze", ["verify", "--man=no", path])
    #expect(verified.status == 0 && verified.output.isEmpty, "\(verified.output)")
    let security = try run("systemd-analyze", ["security", "--offline=true", "--threshold=\(threshold)", path])
    let level = security.output.split(separator: "\n").last.map(String.init) ?? ""
    print(level)
    #expect(security.status == 0, "\(level)")
}

@Test func `the unit may write where the folders are made, and reloads by SIGHUP`() throws {
    let unit = try repositoryText("systemd/etle.service")
    let folders = try repositoryText("systemd/etle.tmpfiles.conf")
    for folder in ["/var/spool/etle", "/var/lib/etle"] {
        #expect(folders.contains("d     \(folder) "))
        #expect(unit.contains("ReadWritePaths=/var/spool/etle /var/lib/etle"))
    }
    #expect(unit.contains("ExecReload=/bin/kill -HUP $MAINPID"))
    #expect(unit.contains("ExecStartPre=/usr/bin/etle config check --config /etc/etle/etle.yaml"))
}
