import ArgumentParser
import Configuration
import Daemon
import Domain
import Foundation
import Ingest
import Journal
import Logging

extension ConfigOption {
    /// The configuration, or all its mistakes on standard error and exit code 78.
    func load() throws -> Configuration {
        switch Configuration.load(from: path) {
        case .success(let configuration): return configuration
        case .failure(let mistakes):
            printError("\(mistakes)")
            throw ExitCode(78)
        }
    }

    /// Everything opened, for a command beside the daemon; warnings and errors go to standard error.
    /// - Parameter isReading: whether the command only looks: then nothing is made where there is no state, and root may look, too.
    func engine(isReading: Bool = false) throws -> Engine {
        var logger = Logger(label: "etle") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return try engine(load(), isReading: isReading, logger: logger)
    }

    func engine(_ configuration: Configuration, isReading: Bool = false, logger: Logger) throws -> Engine {
        let paths = configuration.paths
        do {
            if isReading {
                try StateGuard.checkLooking(paths)
            } else {
                try StateGuard.checkOwner(paths)
            }
            return try Engine(configuration: configuration, clock: .system, logger: logger)
        } catch let error as DaemonError {
            printError("\(error)")
            throw ExitCode.failure
        } catch {
            printError(
                "etle cannot open its state in \(configuration.paths.state): \(JournalError.withoutValues(error))")
            throw ExitCode.failure
        }
    }
}

/// Runs the body of a command; what it throws becomes a message on standard error and exit code 1.
func reportingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as ExitCode {
        throw error
    } catch {
        printError(JournalError.withoutValues(error))
        throw ExitCode.failure
    }
}
