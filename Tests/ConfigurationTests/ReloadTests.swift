import Configuration
import TestSupport
import Testing

@Test func `a reload takes all but the folders, and says which`() throws {
    let folder = try TemporaryFolder()
    let old = try load(Minimal.text(), in: folder).get()
    try folder.write("plate,reason,valid_from,valid_until\nB 1 A,r,,\n", to: "watch.csv")
    let path = try folder.write(
        Minimal.text(
            paths: "{spool: spool, state: elsewhere}", rest: "log: {level: debug}\nqueues: {issuance: 9}",
            cameras: Minimal.camera.replacing("Jl. A", with: "Jl. B") + "\n"
                + Minimal.camera.replacing("014", with: "015")),
        to: "etle.yaml")
    let reload = try old.reload(from: path).get()
    #expect(
        reload.changed == [
            "paths.watch", "queues.issuance", "cameras[SDR-014]", "cameras[SDR-015]", "watch",
        ])
    #expect(
        reload.needRestart == [
            "paths.state", "paths.evidence", "paths.annexes", "paths.ledger", "paths.out", "log.level",
        ])
    #expect(reload.configuration.paths.out == old.paths.out)
    #expect(reload.configuration.watch.count == 1)
    #expect(reload.configuration.queues.issuance == 9)
}

@Test func `a reload with a mistake changes nothing`() throws {
    let folder = try TemporaryFolder()
    let old = try load(Minimal.text(), in: folder).get()
    let path = try folder.write(Minimal.text(rest: "log: {level: loud}"), to: "etle.yaml")
    #expect(throws: Mistakes.self) { try old.reload(from: path).get() }
}

@Test func `the same file again changes nothing`() throws {
    let folder = try TemporaryFolder()
    let old = try load(Minimal.text(), in: folder).get()
    let reload = try old.reload(from: "\(folder.path.display)/etle.yaml").get()
    #expect(reload.changed.isEmpty && reload.needRestart.isEmpty && reload.configuration == old)
}
