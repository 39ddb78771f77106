import Configuration
import TestSupport
import Testing

@Test func `the canonical bytes don't depend on how the file is written`() throws {
    let folder = try TemporaryFolder()
    let short = try load(Minimal.text(), in: folder).get()
    let long = try load(
        "# a comment\n" + Minimal.text(rest: "log:\n  format: text\n  level: info\nrecognition: {workers: auto}"),
        in: folder
    ).get()
    #expect(short.canonicalBytes() == long.canonicalBytes())
    let other = try load(Minimal.text(rest: "matching: {repeat_minutes: 11}"), in: folder).get()
    #expect(short.canonicalBytes() != other.canonicalBytes())
}

@Test func `the canonical bytes are the keys of the file, and hold the data but no listed plates`() throws {
    let folder = try TemporaryFolder()
    try folder.write("plate,reason,valid_from,valid_until\nB 4711 QQ,r,,\n", to: "watch.csv")
    let text = String(decoding: try load(Minimal.text(), in: folder).get().canonicalBytes(), as: UTF8.self)
    for part in [
        #""max_frame_pixels":50000000"#, #""minimum_confidence":0.995"#, #""workers":"auto""#,
        #""letter_code":"YAN.1.2""#,
        #""violation_rules":[{"article":"#, #""code":"BL""#,
    ] { #expect(text.contains(part), "\(part)") }
    #expect(!text.contains("4711"))
}

@Test func `the lists' bytes tell one list from another`() throws {
    let folder = try TemporaryFolder()
    let paths = Minimal.text(paths: "{spool: spool, state: state, watch: watch.csv, exempt: exempt.csv}")
    var texts: Set<[UInt8]> = []
    for (watch, exempt) in [("", ""), ("B 4711 QQ,r,,\n", ""), ("B 4711 QR,r,,\n", ""), ("", "B 4711 QQ,r,,\n")] {
        for (name, lines) in [("watch.csv", watch), ("exempt.csv", exempt)] {
            try folder.write("plate,reason,valid_from,valid_until\n\(lines)", to: name)
        }
        texts.insert(try load(paths, in: folder).get().listBytes())
    }
    #expect(texts.count == 4)
}
