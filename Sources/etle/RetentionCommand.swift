import ArgumentParser
import Daemon

struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Shows or does what retention would remove: pictures past their time.",
        discussion:
            "How long pictures are kept stands in the configuration under retention. The daemon removes them every day."
    )

    @OptionGroup var config: ConfigOption

    @Flag(name: .customLong("do"), help: "Remove them; without it, they are only listed.")
    var isDone = false

    @Flag(help: "Write one JSON object a line.")
    var json = false

    private struct Line: Encodable {
        let event: String
        let cause: String
        let pictures: [String]
    }

    func run() async throws {
        try await reportingErrors {
            let engine = try config.engine(isReading: !isDone)
            let retention = Retention(engine)
            if isDone {
                printError("the pictures of \(try await retention.work()) events were removed")
                try await engine.exportLedgerIfAlone()
                return
            }
            for event in try await retention.expired() {
                if json {
                    try printJSON(Line(event: event.subject, cause: event.cause.rawValue, pictures: event.pictures))
                } else {
                    print("\(event.subject)  \(event.cause.rawValue)  \(event.pictures.count) pictures")
                }
            }
        }
    }
}
