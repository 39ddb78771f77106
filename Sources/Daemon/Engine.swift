import Configuration
import Domain
import Ingest
import Issuance
import Journal
import Logging
import Recognition
import Registry
import Storage
import Synchronization

/// Everything that the stages and the commands work with, opened once.
public final class Engine: Sendable {
    /// What follows from one version of the configuration.
    struct Settings: Sendable {
        let configuration: Configuration
        let catalogue: ViolationCatalogue
        let regions: Set<String>
        let calendar: HolidayCalendar
        /// The configured lists, by plate and kind; those of the register come on top.
        let exempt: VehicleList
        let watch: VehicleList
        /// Hashes of the configuration, and of the configured lists, which that leaves out.
        let digest: String
        let lists: String
        let reader: PlateReader
        let renderer: DocumentRenderer
        let texts: TextVersions.Version

        init(_ configuration: Configuration) throws {
            self.configuration = configuration
            catalogue = configuration.catalogue
            regions = configuration.regionCodes
            calendar = configuration.holidayCalendar
            exempt = VehicleList(configuration.exempt)
            watch = VehicleList(configuration.watch)
            digest = Digest.sha256(configuration.canonicalBytes())
            lists = Digest.sha256(configuration.listBytes())
            // Every located plate is wanted, however badly read: other people's are masked in what is printed.
            reader = try PlateReader(
                options: .init(
                    regions: regions, leastConfidence: 0, maximumPlates: 16,
                    limits: configuration.imageLimits))
            renderer = try DocumentRenderer(
                texts: DocumentTexts(configuration.texts), limits: configuration.documentImageLimits)
            texts = try TextVersions.Version(renderer.texts)
        }
    }

    public let files: FileLayer
    let hindranceFile: HindranceFile
    public let evidence: EvidenceStore
    /// Each event's ``Issuance/PreparedAnnex``.
    public let annexes: CacheFolder
    let texts: TextVersions
    public let journal: Journal
    public let registry: Registry
    public let rejected: RejectedFolder
    public let ledgerFile: LedgerFile
    public let clock: Clock
    public let logger: Logger
    /// Cryptographic random bytes; a parameter, so that tests can repeat a run.
    let random: @Sendable (_ count: Int) -> [UInt8]
    private let current: Mutex<Settings>
    /// Threads for documents: rendering takes milliseconds, a batch seconds.
    let rendering = WorkerPool(threads: ProcessorCount.available, name: "issuance")
    /// Up to which days this process has closed the lists: `blocks/<day>`, `refunds/<day>`; and of which it has said that they were closed
    /// too early: `late/blocks/<day>`.
    let closedLists = Mutex<Set<String>>([])
    /// When retention is due again; nil before its first run in this process.
    let nextRetention = Mutex<Timestamp?>(nil)

    /// Opens journal, register, keys and stores; makes what is missing. Changes nothing else: see ``recover()``.
    /// - Throws: what could not be opened, as an error with a message for the operator.
    public init(
        configuration: Configuration, files: FileLayer = FileLayer(), clock: Clock, logger: Logger,
        random: @escaping @Sendable (_ count: Int) -> [UInt8] = Engine.systemRandom
    ) throws {
        let paths = configuration.paths
        self.files = files
        hindranceFile = HindranceFile(state: paths.state, files: files)
        self.clock = clock
        self.logger = logger
        self.random = random
        for folder in [paths.state, paths.ledger, paths.out, paths.rejected, paths.incoming] {
            try files.makeFolders(RawPath(folder))
        }
        evidence = EvidenceStore(root: RawPath(paths.evidence), files: files)
        texts = TextVersions(evidence)
        annexes = CacheFolder(root: RawPath(paths.annexes), files: files)
        rejected = RejectedFolder(root: RawPath(paths.rejected), files: files)
        ledgerFile = LedgerFile(folder: RawPath(paths.ledger), files: files)
        // Keys and databases are made where there are none: by one process at a time, or a command that looks in while the daemon
        // starts for the first time would make others.
        let opening = try FolderLock(waitingFor: RawPath(paths.state).appending("open.lock"))
        defer { withExtendedLifetime(opening) {} }
        let keys = Engine.keyFolder(paths)
        // Never another key for a ledger that has entries: it could sign nothing.
        let open = {
            try Journal(
                path: paths.journalDatabase,
                key: LedgerKey.load(
                    from: keys, wanted: Journal.wantedSigner(ofJournal: paths.journalDatabase, files: files),
                    files: files))
        }
        var journal = try open()
        if try LedgerKey.finishChange(in: keys, named: journal.newestKey(), files: files) { journal = try open() }
        self.journal = journal
        do {
            registry = try Registry(path: paths.registryDatabase)
        } catch let error where !(error is RegistryError) {
            throw DaemonError("the vehicle register \(paths.registryDatabase): \(JournalError.withoutValues(error))")
        }
        current = Mutex(try Settings(configuration))
    }

    var settings: Settings { current.withLock { $0 } }
    public var configuration: Configuration { settings.configuration }

    /// Puts another configuration in force, for what is begun from now on.
    func adopt(_ configuration: Configuration) throws {
        let settings = try Settings(configuration)
        current.withLock { $0 = settings }
    }

    /// Keeps an event's figures for its documents. Where that fails, documents make them anew.
    func keep(_ annex: PreparedAnnex, sha256: String) {
        do {
            try annexes.put(annex.bytes, sha256: sha256)
        } catch {
            logger.warning("figures for documents are not kept", metadata: ["problem": "\(error)"])
        }
    }

    /// Removes an event's figures where no document will show them. Where that fails, they go by age.
    func dropFigures(of event: EventRecord) {
        guard let sha256 = event.reading?.annex else { return }
        do {
            try annexes.remove(sha256)
        } catch {
            logger.warning(
                "figures that no document shows are not removed", metadata: ["problem": "\(error)"])
        }
    }

    private static let modelDigest = Digest.sha256(EmbeddedModel.bytes)

    /// Writes down which configuration and model are worked with, if the ledger's newest word is another. Before an officer's act, too:
    /// what follows from it follows from that version.
    func noteConfiguration() async throws {
        let settings = settings
        try await journal.note(
            configuration: settings.digest, lists: settings.lists, model: Engine.modelDigest, at: clock.now())
    }

    public static func keyFolder(_ paths: Paths) -> RawPath { RawPath(paths.ledger).appending("keys") }

    public static let systemRandom: @Sendable (Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
