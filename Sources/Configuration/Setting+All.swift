extension Setting {
    /// Every key outside the lists, in the order of reading: the two roots of the paths come first, since they move the rest.
    static let all: [Setting] = folders + files + rest

    private static let folders: [Setting] = [
        .folder("paths.spool", \.paths.spool, standard: "/var/spool/etle") { $0.paths.move(spool: $1) },
        .folder("paths.state", \.paths.state, standard: "/var/lib/etle") { $0.paths.move(state: $1) },
        .folder("paths.incoming", \.paths.incoming, standard: "<spool>/incoming"),
        .folder("paths.registry", \.paths.registry, standard: "<spool>/registry"),
        .folder("paths.answers", \.paths.answers, standard: "<spool>/answers"),
        .folder("paths.payments", \.paths.payments, standard: "<spool>/payments"),
        .folder("paths.post", \.paths.post, standard: "<spool>/post"),
        .folder("paths.acknowledgements", \.paths.acknowledgements, standard: "<spool>/acknowledgements"),
        .folder("paths.rejected", \.paths.rejected, standard: "<spool>/rejected"),
        .folder("paths.evidence", \.paths.evidence, standard: "<state>/evidence"),
        .folder("paths.annexes", \.paths.annexes, standard: "<state>/annexes"),
        .folder("paths.ledger", \.paths.ledger, standard: "<state>/ledger"),
        .folder("paths.out", \.paths.out, standard: "<state>/out"),
    ]

    private static let files: [Setting] = [
        .file("paths.violations", \.paths.violations, standard: "violations.yaml"),
        .file("paths.regions", \.paths.regions, standard: "regions.csv"),
        .file("paths.texts", \.paths.texts, standard: "texts.yaml"),
        .file("paths.holidays", \.paths.holidays, standard: "holidays.csv"),
        .file("paths.exempt", \.paths.exempt, standard: "exempt.csv"),
        .file("paths.watch", \.paths.watch, standard: "watch.csv"),
    ]

    private static let rest: [Setting] = [
        .decimal("recognition.minimum_confidence", \.recognition.minimumConfidence, in: 0.5...1),
        .make(
            "recognition.workers", \.recognition.workers,
            form: "auto, or a whole number from \(Workers.bounds.lowerBound) to \(Workers.bounds.upperBound)",
            standard: "auto", reloads: false
        ) { $0.workers() },

        .decimal("ingest.settle_seconds", \.ingest.settleSeconds, in: 0.05...600, unit: "seconds"),
        .decimal("ingest.retry_seconds", \.ingest.retrySeconds, in: 0...3600, unit: "seconds"),
        .decimal("ingest.frame_wait_seconds", \.ingest.frameWaitSeconds, in: 0.1...86_400, unit: "seconds"),
        .decimal("ingest.rescan_seconds", \.ingest.rescanSeconds, in: 0.1...3600, unit: "seconds"),
        .integer("ingest.max_manifest_bytes", \.ingest.maxManifestBytes, in: 1024...(16 << 20), unit: "bytes"),
        .integer("ingest.max_frame_bytes", \.ingest.maxFrameBytes, in: 65_536...(256 << 20), unit: "bytes"),
        .integer("ingest.max_frame_pixels", \.ingest.maxFramePixels, in: 100_000...200_000_000, unit: "pixels"),
        .integer("ingest.max_frames", \.ingest.maxFrames, in: 1...64, unit: "frames"),
        .decimal("ingest.clock_ahead_seconds", \.ingest.clockAheadSeconds, in: 0...86_400, unit: "seconds"),
        .integer("ingest.clock_behind_days", \.ingest.clockBehindDays, in: 1...3650, unit: "days"),

        .decimal("matching.speed_tolerance_kmh", \.matching.speedToleranceKmh, in: 0...20, unit: "km/h"),
        .decimal("matching.speed_tolerance_percent", \.matching.speedTolerancePercent, in: 0...20, unit: "percent"),
        .integer("matching.repeat_minutes", \.matching.repeatMinutes, in: 0...1440, unit: "minutes"),
        .decimal("matching.red_light_grace_seconds", \.matching.redLightGraceSeconds, in: 0...10, unit: "seconds"),
        .decimal("matching.section_clock_seconds", \.matching.sectionClockSeconds, in: 0...60, unit: "seconds"),

        .integer("deadlines.letter_days", \.deadlines.letterDays, in: 1...90, unit: "days"),
        .integer("deadlines.answer_days", \.deadlines.answerDays, in: 1...180, unit: "days"),
        .integer("deadlines.payment_days", \.deadlines.paymentDays, in: 1...180, unit: "days"),
        .integer("deadlines.settle_days", \.deadlines.settleDays, in: 1...365, unit: "days"),
        .integer("deadlines.hearing_days", \.deadlines.hearingDays, in: 1...365, unit: "days"),
        .integer("deadlines.delivery_days", \.deadlines.deliveryDays, in: 0...60, unit: "days"),
        .integer("deadlines.clearing_days", \.deadlines.clearingDays, in: 0...30, unit: "days"),
        .integer("deadlines.acknowledge_days", \.deadlines.acknowledgeDays, in: 0...60, unit: "days"),

        .choice("post.dispatch", \.post.dispatch),
        .integer("post.batch_hour", \.post.batchHour, in: 1...24, unit: "hours"),

        .integer("retention.dismissed_days", \.retention.dismissedDays, in: 0...3650, unit: "days"),
        .integer("retention.closed_days", \.retention.closedDays, in: 0...3650, unit: "days"),

        .make(
            "payment.prefix", \.payment.prefix, form: "1 to 6 digits", standard: "\"\(Payment().prefix)\""
        ) { $0.paymentPrefix() },
        .choice("payment.check_digit", \.payment.checkDigit),

        .integer("queues.recognition", \.queues.recognition, in: 1...10_000, unit: "events", reloads: false),
        .integer("queues.issuance", \.queues.issuance, in: 1...10_000, unit: "events"),

        .choice("log.level", \.log.level, reloads: false),
        .choice("log.format", \.log.format, reloads: false),
    ]
}
