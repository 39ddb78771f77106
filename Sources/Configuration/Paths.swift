/// Where everything lies. All paths are absolute and without `.` and `..`.
public struct Paths: Hashable, Encodable, Sendable {
    /// What comes in lies under this folder.
    public private(set) var spool: String
    /// What the program keeps lies under this folder.
    public private(set) var state: String

    /// Cameras write to `incoming/<camera id>/...`.
    public var incoming: String
    /// Register extracts and changes.
    public var registry: String
    /// Owners' answers.
    public var answers: String
    /// Bank files.
    public var payments: String
    /// Dispatch and return lists of the post.
    public var post: String
    /// What the Samsat offices answer to the block lists.
    public var acknowledgements: String
    /// What was no event, with the reason beside it: `rejected/<camera id>/<name>` and `<name>.reason.json`.
    public var rejected: String
    /// Pictures and data of accepted events, by their hash.
    public var evidence: String
    /// Pictures made ready for documents; may be emptied at any time.
    public var annexes: String
    public var ledger: String
    /// Letters, tickets and reports.
    public var out: String

    /// Nil where the built-in catalogue is used.
    public var violations: String?
    /// Nil where the built-in regions are used.
    public var regions: String?
    /// Nil where the built-in texts are used.
    public var texts: String?
    /// Nil where the built-in holidays are used.
    public var holidays: String?
    /// Vehicles that get no letters; nil where there are none.
    public var exempt: String?
    /// Vehicles that always go to a person; nil where there are none.
    public var watch: String?

    /// All folders at their usual places under the two given ones, no data files.
    public init(spool: String = "/var/spool/etle", state: String = "/var/lib/etle") {
        self.spool = spool
        self.state = state
        incoming = "\(spool)/incoming"
        registry = "\(spool)/registry"
        answers = "\(spool)/answers"
        payments = "\(spool)/payments"
        post = "\(spool)/post"
        acknowledgements = "\(spool)/acknowledgements"
        rejected = "\(spool)/rejected"
        evidence = "\(state)/evidence"
        annexes = "\(state)/annexes"
        ledger = "\(state)/ledger"
        out = "\(state)/out"
    }

    /// Moves everything that comes in to its usual place under another folder.
    mutating func move(spool: String) {
        let moved = Paths(spool: spool, state: state)
        self.spool = spool
        incoming = moved.incoming
        registry = moved.registry
        answers = moved.answers
        payments = moved.payments
        post = moved.post
        acknowledgements = moved.acknowledgements
        rejected = moved.rejected
    }

    /// Moves everything that is kept to its usual place under another folder.
    mutating func move(state: String) {
        let moved = Paths(spool: spool, state: state)
        self.state = state
        evidence = moved.evidence
        annexes = moved.annexes
        ledger = moved.ledger
        out = moved.out
    }

    /// The journal's database.
    public var journalDatabase: String { "\(state)/etle.sqlite" }
    /// The vehicle register's database.
    public var registryDatabase: String { "\(state)/registry.sqlite" }
    public var notices: String { "\(out)/notices" }
    public var tickets: String { "\(out)/tickets" }
    public var reports: String { "\(out)/reports" }
    public var blocks: String { "\(out)/blocks" }
    public var refunds: String { "\(out)/refunds" }
    public var batches: String { "\(out)/batches" }

    /// Folders that others write into.
    var inboxes: [(key: String, path: String)] {
        [
            ("incoming", incoming), ("registry", registry), ("answers", answers), ("payments", payments),
            ("post", post), ("acknowledgements", acknowledgements),
        ]
    }

    /// Every folder that has one purpose only.
    var folders: [(key: String, path: String)] {
        inboxes + [
            ("rejected", rejected), ("evidence", evidence), ("annexes", annexes), ("ledger", ledger), ("out", out),
        ]
    }

    var dataFiles: [(key: String, path: String)] {
        let files = [
            ("violations", violations), ("regions", regions), ("texts", texts), ("holidays", holidays),
            ("exempt", exempt), ("watch", watch),
        ]
        return files.compactMap { key, path in path.map { (key, $0) } }
    }
}
