import Foundation
import TestSupport
import Testing

@Test(.enabled(if: SchemaValidator.python != nil, "no Python with jsonschema here: apt-get install python3-jsonschema"))
func `each schema takes the good examples and no bad one`() throws {
    let all = SchemaExamples.event + SchemaExamples.reading + SchemaExamples.answers + SchemaExamples.others
    let wrong = try SchemaValidator.disagreements(all)
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(repository)/config/schemas")
    let own = ["event", "reading", "event-line", "answer", "reason", "status", "evaluation"]
    #expect(Set(own).isSubset(of: files.map { $0.replacing(".schema.json", with: "") }))
    for schema in own {
        #expect(all.contains { $0.schema == schema && $0.isValid }, "\(schema) has no good example")
        #expect(all.contains { $0.schema == schema && !$0.isValid }, "\(schema) has no bad example")
    }
}

enum SchemaExamples {
    typealias Case = SchemaValidator.Case

    /// A good example, and bad ones made from it by replacing a text.
    static func cases(_ schema: String, _ good: String, bad: [(String, String)] = []) -> [Case] {
        [Case(schema: schema, json: good, isValid: true)]
            + bad.map { old, new in
                precondition(good.contains(old), "\(old) isn't in the example")
                return Case(schema: schema, json: good.replacing(old, with: new, maxReplacements: 1), isValid: false)
            }
    }

    static let event =
        cases(
            "event",
            #"""
            {"schema":"etle.event/1","event_id":"SDR-014-20260721-0042","camera_id":"SDR-014",
             "captured_at":"2026-07-21T08:30:15.250+07:00","lane":2,
             "violations":[{"code":"speed","measured_kmh":87.0,"limit_kmh":60}],
             "vehicle":{"kind":"car","colour":"white"},
             "frames":[{"file":"0042-1.jpg","role":"overview","captured_at":"2026-07-21T08:30:15.250+07:00"},
                       {"file":"0042-2.png","role":"plate"}]}
            """#,
            bad: [
                ("etle.event/1", "etle.event/2"), (#""event_id":"SDR-014-20260721-0042","#, ""),
                ("+07:00", ""), ("SDR-014\"", "../x\""), ("0042-1.jpg", "../0042-1.jpg"), ("0042-1.jpg", ".hidden"),
                ("87.0", "-1"), (#""overview""#, #""front""#), ("\"lane\":2", "\"lane\":\"2\""),
                (#"[{"code":"speed","measured_kmh":87.0,"limit_kmh":60}]"#, "[]"),
            ])
        + cases(
            "event",
            #"""
            {"schema":"etle.event/1","event_id":"1","camera_id":"a","captured_at":"2026-07-21T01:30:15Z","firmware":"x",
             "violations":[{"code":"sign"}],"vehicle":null,"frames":[{"file":"a.jpg","sha256":null}]}
            """#)

    static let reading =
        cases(
            "reading",
            #"""
            {"file":"a.jpg","width":1920,"height":1080,"ms":{"decode":7.1,"locate":3.9,"read":1.2},
             "plates":[{"text":"AB1708HY","confidence":0.9991,"box":[412,630,166,44],
              "corners":[[412,633],[577,630],[578,671],[413,674]],"colour":"black-on-white",
              "expiry":"11.27","alternatives":[{"text":"AB1708HV","confidence":0.0004}]}]}
            """#,
            bad: [
                ("0.9991", "1.2"), ("[412,630,166,44]", "[412,630,166]"), ("black-on-white", "white"),
                ("11.27", "13.27"),
                (#","ms":{"decode":7.1,"locate":3.9,"read":1.2}"#, ""), (",[413,674]", ""),
                (#""width":1920"#, #""error":{"code":"x","message":"y"}"#),
            ])
        + cases("reading", #"{"file":"a.jpg","width":1,"height":1,"ms":{"decode":1,"locate":1,"read":0},"plates":[]}"#)
        + cases(
            "reading", #"{"file":"a.jpg","error":{"code":"truncated-jpeg","message":"The picture ends early."}}"#,
            bad: [("truncated-jpeg", "Truncated JPEG"), (#","message":"The picture ends early.""#, "")])

    static let answers =
        cases(
            "answer", #"{"schema":"etle.answer/1","reference":"ETLE-7K3M","code":"7K3M-Q9XV","answer":"driver"}"#,
            bad: [
                (#""driver""#, #""other-driver""#), (#""driver""#, #""sold""#), (#""driver""#, #""not-mine""#),
                (#""driver""#, #""moved""#), (#""driver""#, #""maybe""#), (#""code":"7K3M-Q9XV","#, ""),
                ("answer/1", "answer/2"),
            ])
        + cases(
            "answer",
            #"""
            {"schema":"etle.answer/1","reference":"r","code":"c","answer":"other-driver",
             "driver":{"name":"Budi","nik":"3171234567890001","address":"Jl. Melati 1"}}
            """#, bad: [("3171234567890001", "31"), (#","address":"Jl. Melati 1""#, "")])
        + cases(
            "answer",
            #"""
            {"schema":"etle.answer/1","reference":"r","code":"c","answer":"sold","sold_on":"2026-01-31",
             "buyer":{"name":"Sari","address":"Jl. Mawar 2"}}
            """#, bad: [("2026-01-31", "31-01-2026")])
        + cases(
            "answer",
            #"{"schema":"etle.answer/1","reference":"r","code":"c","answer":"not-mine","differences":"warna"}"#)
        + cases(
            "answer",
            #"""
            {"schema":"etle.answer/1","reference":"r","code":"c","answer":"moved",
             "new_address":{"address":"Jl. Anggrek 3","city":"Depok","postal_code":"16411"}}
            """#, bad: [("16411", "1641"), (#""city":"Depok","#, "")])

    static let others =
        cases(
            "event-line",
            #"""
            {"event_id":"0042","camera_id":"SDR-014","captured_at":"2026-07-21T01:30:15.250Z",
             "received_at":"2026-07-21T01:30:20.000Z","stage":"done","outcome":"issued","reasons":[],"plate":"AB1708HY",
             "references":["ETLE-7K3M"]}
            """#,
            bad: [
                (#"["ETLE-7K3M"]"#, "[]"), (#""issued""#, #""review""#), ("AB1708HY", "AB 1708 HY"),
                (#""done""#, #""lost""#),
                ("T01:30:15.250Z", " 01:30"),
            ])
        + cases(
            "event-line",
            #"""
            {"event_id":"0042","camera_id":"SDR-014","captured_at":"2026-07-21T01:30:15.250Z",
             "received_at":"2026-07-21T01:30:20.000Z","stage":"recognition","outcome":null,"reasons":[],"plate":null,
             "references":[]}
            """#)
        + cases(
            "reason",
            #"""
            {"schema":"etle.reason/1","code":"hash-mismatch","message":"0042-1.jpg is not what the manifest says",
             "remedy":"send it again","source":"SDR-014","name":"0042-1.jpg","upload":"0042.json",
             "rejected_at":"2026-07-21T01:35:00.000Z"}
            """#, bad: [("hash-mismatch", "bad-luck"), (#""source":"SDR-014","#, ""), ("send it again", "")])
        + cases(
            "status",
            #"""
            {"schema":"etle.status/1","at":"2026-07-21T01:35:00.000Z","daemon":"running",
             "stages":[{"stage":"recognition","waiting":3,"oldest_seconds":1.5,"last_error":null},
                       {"stage":"issuance","waiting":0,"oldest_seconds":null}],
             "outcomes":{"issued":1,"review":2,"dismissed":3},"rejected":0,
             "disk":[{"path":"/var/lib/etle","free_bytes":1,"total_bytes":2}],
             "failing_documents":0,"cases":{"noticed":2},"blocks":1,
             "block_changes":{"unacknowledged":1,"refused":0,"oldest_days":4},
             "answers":{"held_letters":0,"kept_answers":0,"wrong_references":2}}
            """#, bad: [("\"waiting\":3", "\"waiting\":-3"), ("\"review\":2,", ""), ("recognition", "reading")])
        + cases(
            "evaluation",
            #"""
            {"pictures":60,"plates":61,"located":0.98,"exact":0.9,"character_error_rate":0.01,"false_plates_per_picture":0.1,
             "coverage_at_zero_errors":0.7,"expected_calibration_error":0.02,"ms":{"decode":7,"locate":4,"read":1}}
            """#, bad: [("0.98", "98"), (",\"read\":1", "")])
}
