/// How certain a reading must be and how much of the machine reading may use.
public struct Recognition: Hashable, Encodable, Sendable {
    /// A letter goes out unseen only from this calibrated probability on.
    public var minimumConfidence = 0.995
    public var workers = Workers.automatic

    public init() {}
}

/// What the drop folders accept.
public struct Ingest: Hashable, Encodable, Sendable {
    /// A file that hasn't changed for this many seconds is complete.
    public var settleSeconds = 2.0
    /// A damaged upload is given this many seconds to be sent again before it is rejected.
    public var retrySeconds = 30.0
    /// An event whose frames are still missing after this many seconds is rejected.
    public var frameWaitSeconds = 300.0
    /// The drop folders are walked this often, whatever the system's notifications say.
    public var rescanSeconds = 30.0
    /// Bytes.
    public var maxManifestBytes = 1 << 20
    /// Bytes.
    public var maxFrameBytes = 32 << 20
    /// Width times height.
    public var maxFramePixels = 50_000_000
    /// Frames of one event.
    public var maxFrames = 16
    /// A capture may be this many seconds in the future: clocks drift.
    public var clockAheadSeconds = 300.0
    /// A capture may be this many days old.
    public var clockBehindDays = 30

    public init() {}
}

/// What is forgiven and what counts as the same.
public struct Matching: Hashable, Encodable, Sendable {
    /// Taken off a measured speed, in km/h.
    public var speedToleranceKmh = 3.0
    /// Taken off a measured speed above 100 km/h, in percent.
    public var speedTolerancePercent = 3.0
    /// The same violation of the same vehicle within this many minutes counts once.
    public var repeatMinutes = 10
    /// A light must have been red for more than this many seconds.
    public var redLightGraceSeconds = 0.5
    /// The clocks of a section's two cameras may be apart by this many seconds; counted in the driver's favour.
    public var sectionClockSeconds = 1.0

    public init() {}
}

/// Terms in whole local days of the unit. A term ends at the end of its last day.
public struct Deadlines: Hashable, Encodable, Sendable {
    /// From the violation until the letter must have gone out.
    public var letterDays = 3
    /// From the violation until an answer counts.
    public var answerDays = 8
    /// From the ticket until it must be paid.
    public var paymentDays = 7
    /// From the violation until all must be settled; after it the vehicle is blocked.
    public var settleDays = 15
    /// From the ticket to the court hearing.
    public var hearingDays = 21
    /// From dispatch until a letter counts as delivered.
    public var deliveryDays = 3
    /// Working days after a term in which what was answered or paid in time may still be on its way; then the vehicle is blocked.
    public var clearingDays = 1
    /// After so many days without the Samsat's answer a block or its lifting is in its list again; 0: never.
    public var acknowledgeDays = 3

    public init() {}
}

/// How many days pictures are kept; 0 keeps them for ever.
public struct Retention: Hashable, Encodable, Sendable {
    /// Of dismissed events, from the decision.
    public var dismissedDays = 0
    /// Of closed cases, from their end.
    public var closedDays = 0

    public init() {}
}

/// What is known of the post.
public struct Post: Hashable, Encodable, Sendable {
    /// When letters and tickets count as handed to the post.
    public enum Dispatch: String, Codable, Sendable, CaseIterable {
        /// When a dispatch list says so.
        case listed
        /// On the day of issue: for offices whose post gives no lists.
        case onIssue = "on-issue"
    }

    public var dispatch = Dispatch.listed
    /// The local hour of each unit at which the day's print batch is closed and made, 1...24; 24 after the day.
    public var batchHour = 24

    public init() {}
}

public struct Payment: Hashable, Encodable, Sendable {
    /// How the last digits of a payment code follow from the others.
    public enum CheckDigit: String, Codable, Sendable, CaseIterable {
        case damm, luhn, mod97, none
    }

    /// The first digits of every payment code, given by the bank.
    public var prefix = "99999"
    public var checkDigit = CheckDigit.damm

    public init() {}
}

/// How many events a stage may hold in memory. The rest waits on disk. Ingest takes 32 uploads of a camera at a time, matching
/// one event.
public struct Queues: Hashable, Encodable, Sendable {
    public var recognition = 64
    public var issuance = 256

    public init() {}
}

public struct Log: Hashable, Encodable, Sendable {
    public enum Level: String, Codable, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    public enum Format: String, Codable, Sendable, CaseIterable {
        case text, json
    }

    public var level = Level.info
    public var format = Format.text

    public init() {}
}
