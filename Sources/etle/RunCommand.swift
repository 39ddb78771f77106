import ArgumentParser
import Configuration
import Daemon
import Domain
import Foundation
import Logging
import ServiceLifecycle
import Storage

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "The daemon: takes uploads in, reads, matches, writes letters and tickets.",
        discussion: "SIGTERM finishes what is in hand; SIGHUP reloads the configuration.")

    @OptionGroup var config: ConfigOption

    @Flag(help: "Work off everything that is waiting, write all outputs, and end.")
    var once = false

    func run() async throws {
        let configuration = try config.load()
        let logger = makeLogger(configuration.log)
        let engine = try config.engine(configuration, logger: logger)
        guard let lock = try lock(in: RawPath(configuration.paths.state)) else {
            printError("another etle run works on \(configuration.paths.state): stop it first (systemctl stop etle)")
            throw ExitCode.failure
        }
        defer { withExtendedLifetime(lock) {} }
        try await reportingErrors {
            let pipeline = Pipeline(engine, once: once)
            try await pipeline.recover()
            if once {
                try await pipeline.runOnce()
            } else {
                let service = DaemonService(
                    pipeline, configurationPath: config.path,
                    manager: ServiceManager(environment: ProcessInfo.processInfo.environment))
                try await ServiceGroup(
                    services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
                ).run()
            }
        }
    }

    /// A command that appends to the ledger's files has the lock for a moment, and the other one as long.
    private func lock(in state: RawPath) throws -> FolderLock? {
        let path = state.appending("etle.lock")
        if let lock = try FolderLock(path) { return lock }
        return try withExtendedLifetime(FolderLock(waitingFor: state.appending("open.lock"))) { try FolderLock(path) }
    }

    private func makeLogger(_ log: Log) -> Logger {
        var logger = Logger(label: "etle") { label -> any LogHandler in
            log.format == .json ? JSONLogHandler() : StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = Logger.Level(rawValue: log.level.rawValue) ?? .info
        return logger
    }
}
