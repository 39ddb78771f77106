import Configuration
import Domain
import Logging
import ServiceLifecycle
import Storage
import UnixSignals

/// The daemon as one service: the pipeline, signs of life for systemd, and reloads.
public struct DaemonService: Service {
    private let pipeline: Pipeline
    private let configurationPath: String
    private let manager: ServiceManager
    private let logger: Logger

    public init(_ pipeline: Pipeline, configurationPath: String, manager: ServiceManager) {
        self.pipeline = pipeline
        self.configurationPath = configurationPath
        self.manager = manager
        logger = pipeline.engine.logger
    }

    /// Works until the graceful shutdown (SIGTERM, SIGINT); then finishes what is in hand.
    public func run() async throws {
        manager.ready("working")
        logger.notice("ready")
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await signOfLife() }
                group.addTask { await reloads() }
                // It ends at the stop signal, with what is in hand done; the other two have nothing to finish.
                await pipeline.run()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            manager.stopping()
            pipeline.stop.set()
        }
        logger.notice("stopped")
    }

    /// Tells systemd that the process lives and what hinders it. Runs beside the stages: it says that the program is not
    /// stuck, while the status line says whether work goes on.
    private func signOfLife() async {
        let wakeup = Wakeup()
        pipeline.stop.wakes(wakeup)
        while !pipeline.stop.isSet, !Task.isCancelled {
            manager.alive()
            let hindrances = pipeline.hindrances
            manager.status(hindrances.isEmpty ? "working" : "waiting: \(hindrances.joined(separator: "; "))")
            await wakeup.wait(seconds: min(10, manager.watchdogInterval ?? 10))
        }
    }

    private func reloads() async {
        for await _ in await UnixSignalsSequence(trapping: .sighup) {
            manager.reloading(uptimeMicroseconds: UInt64(pipeline.engine.clock.uptime() * 1_000_000))
            await reload()
            manager.ready("working")
        }
    }

    private func reload() async {
        switch pipeline.engine.configuration.reload(from: configurationPath) {
        case .failure(let mistakes):
            logger.error("the configuration was not reloaded", metadata: ["mistakes": "\(mistakes)"])
        case .success(let reload):
            do {
                try await pipeline.adopt(reload.configuration)
                logger.notice(
                    "configuration reloaded",
                    metadata: [
                        "changed": "\(reload.changed.joined(separator: " "))",
                        "need_restart": "\(reload.needRestart.joined(separator: " "))",
                    ])
            } catch {
                logger.error("the configuration was not taken over", metadata: ["error": "\(error)"])
            }
        }
    }
}
