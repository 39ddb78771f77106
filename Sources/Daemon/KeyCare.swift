import Configuration
import Domain
import Journal
import Storage

/// Makes, shows and changes the key that signs the ledger: `etle keys`.
public struct KeyCare: Sendable {
    /// A key of the ledger's folder.
    public struct Line: Encodable, Sendable {
        public let id: String
        /// Whether new entries are signed with it.
        public let signs: Bool
        public let path: String

        enum CodingKeys: String, CodingKey {
            case id, signs, path
        }
    }

    private let paths: Paths
    private let folder: RawPath
    private let files: FileLayer

    public init(_ configuration: Configuration, files: FileLayer = FileLayer()) {
        paths = configuration.paths
        folder = Engine.keyFolder(configuration.paths)
        self.files = files
    }

    /// Makes the first key.
    /// - Throws: ``DaemonError`` if there is one; ``Journal/LedgerKeyError`` if the ledger has entries, which another key can't go on with.
    public func make() throws -> String {
        try files.makeFolders(RawPath(paths.state))
        // As who opens the state does: never two keys.
        let opening = try FolderLock(waitingFor: RawPath(paths.state).appending("open.lock"))
        defer { withExtendedLifetime(opening) {} }
        try files.makeFolders(folder)
        guard try files.inspect(folder.appending(LedgerKey.privateName)) == nil else {
            throw DaemonError("there is a signing key already: etle keys show; etle keys rotate makes another one")
        }
        return try LedgerKey.load(
            from: folder, wanted: Journal.wantedSigner(ofJournal: paths.journalDatabase, files: files), files: files
        ).id
    }

    /// All keys that entries may be signed with, the signing one marked.
    /// - Throws: ``Journal/LedgerKeyError`` if the private key's file is wrong or others may read it.
    public func show() throws -> [Line] {
        guard try files.inspect(folder.appending(LedgerKey.privateName)) != nil else {
            throw DaemonError(
                "there is no signing key in \(folder.display): put signing.pem back from a backup; where etle never worked, etle keys make makes one"
            )
        }
        let signing = try LedgerKey.signingID(in: folder, files: files)
        return try LedgerKey.publicKeyIDs(in: folder, files: files).sorted().map { id in
            Line(id: id, signs: id == signing, path: folder.appending("\(id).pub").display)
        }
    }
}

extension Engine {
    /// Puts a fresh key in the place of the signing one. Public keys stay, so what was signed can be checked for ever.
    ///
    /// The ledger names the new key before it signs: a crash in between is put right when the state is opened next.
    /// - Throws: ``DaemonError`` while a daemon runs, which holds the old key. None can start until it is done.
    public func rotateKey() async throws -> String {
        let state = RawPath(configuration.paths.state)
        // Who starts a daemon and doesn't get the second lock waits for the first.
        let opening = try FolderLock(waitingFor: state.appending("open.lock"))
        defer { withExtendedLifetime(opening) {} }
        guard let lock = try FolderLock(state.appending("etle.lock")) else {
            throw DaemonError("stop the daemon first (systemctl stop etle): it signs with the old key")
        }
        defer { withExtendedLifetime(lock) {} }
        let folder = Engine.keyFolder(configuration.paths)
        let next = try LedgerKey.makeNext(in: folder, files: files)
        try await journal.changeKey(to: next, at: clock.now())
        try LedgerKey.adoptNext(in: folder, files: files)
        try await exportLedger(after: recoverLedgerFile())
        return next.id
    }
}
