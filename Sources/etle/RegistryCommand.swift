import ArgumentParser
import Daemon
import Domain
import Ingest
import Registry
import Storage

/// Loads the vehicle register and shows what it holds.
struct RegistryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry", abstract: "Loads the vehicle register and shows what it holds.",
        subcommands: [Import.self, Apply.self, Show.self, Files.self])

    /// How strict an import is.
    struct ImportSettings: ParsableArguments {
        @Option(name: .customLong("allow-refused"), help: "Take the file in although this many rows are malformed.")
        var maximumRefused = 0

        @Flag(help: "Write the report as JSON.")
        var json = false

        @Argument(help: "A CSV file.", completion: .file(extensions: ["csv"]))
        var file: String

        /// Takes the file in, tells the ledger, and says what became of it.
        func take(_ config: ConfigOption, _ body: (Engine) throws -> RegistryReport) async throws {
            try await reportingErrors {
                let engine = try config.engine()
                let report = try sayingCode { try body(engine) }
                try await engine.exportLedgerIfAlone()
                if json { try printJSON(report) } else { print(report) }
                if report.result == .refused { throw ExitCode.failure }
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes in a full extract, or lists of exempt and watched vehicles; lookups go on meanwhile.")

        @OptionGroup var config: ConfigOption
        @OptionGroup var settings: ImportSettings

        @Option(name: .customLong("as-of"), help: "The day of which the extract speaks. (default: today in WIB)")
        var asOf: String?

        @Option(
            name: .customLong("allow-missing"),
            help: "Take the extract in although up to this share (0...1) of the known plates is missing from it.")
        var maximumMissingShare = 0.1

        func run() async throws {
            let day = try asOf.map(parsedDay) ?? today()
            let options = ImportOptions(
                asOf: day, maximumRefused: settings.maximumRefused, maximumMissingShare: maximumMissingShare)
            try await settings.take(config) {
                try $0.registry.importExtract(settings.file, options: options, now: now(), noting: $0.note)
            }
        }
    }

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Applies changes (transfers, blocks, corrections), all or nothing.")

        @OptionGroup var config: ConfigOption
        @OptionGroup var settings: ImportSettings

        func run() async throws {
            let options = ImportOptions(asOf: today(), maximumRefused: settings.maximumRefused)
            try await settings.take(config) {
                try $0.registry.apply(settings.file, options: options, now: now(), noting: $0.note)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a vehicle and its owners. Prints personal data.")

        @OptionGroup var config: ConfigOption

        @Option(help: "The day; without it, the whole history.")
        var on: String?

        @Flag(help: "Write JSON.")
        var json = false

        @Argument(help: "The plate, in any spelling.")
        var plate: String

        func run() throws {
            guard PlateNumber(plate) != nil else { throw ValidationError("This is not a plate like B 1234 XYZ.") }
            let page = try on.map(parsedDay)
            let shown = try withRegistry(config) { try RegistryShow($0, plate: plate, on: page) }
            if json { try printJSON(shown) } else { print(shown) }
            if shown.isEmpty { throw ExitCode.failure }
        }
    }

    struct Files: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the files that are in, oldest first.")

        @OptionGroup var config: ConfigOption

        @Flag(help: "Write one JSON object a line.")
        var json = false

        func run() throws {
            for source in try withRegistry(config, { try $0.sources() }) {
                if json { try printJSON(source) } else { print(source) }
            }
        }
    }
}

/// Opens the configured register to look into it, and turns its errors into a message and exit code 1. Nothing is made where there is none.
private func withRegistry<Value>(_ config: ConfigOption, _ body: (Registry) throws -> Value) throws -> Value {
    let paths = try config.load().paths
    do {
        return try sayingCode {
            try StateGuard.checkPresence(of: paths.registryDatabase, paths)
            let registry = try Registry(path: paths.registryDatabase)
            defer { try? registry.close() }
            return try body(registry)
        }
    } catch let error as DaemonError {
        printError("\(error)")
        throw ExitCode.failure
    } catch let error as StorageError {
        printError("\(error)")
        throw ExitCode.failure
    }
}

private func sayingCode<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as RegistryError {
        printError("\(error.code): \(error)")
        throw ExitCode.failure
    }
}

private func parsedDay(_ text: String) throws -> LocalDate {
    guard let day = LocalDate(iso8601: text) else { throw ValidationError("'\(text)' is not a day like 2026-07-21.") }
    return day
}

private func now() -> Timestamp { Clock.system.now() }

private func today() -> LocalDate { LocalTimeZone.jakarta.date(of: now()) }
