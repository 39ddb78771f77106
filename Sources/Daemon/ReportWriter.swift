import Domain
import Issuance
import Journal
import Storage

/// Each day's letters, tickets and dismissals of a unit as one CSV file, for analysts: `<out>/reports/<day>/<unit>.csv`.
/// Made from committed rows, so it can be made again at any time.
struct ReportWriter: Sendable {
    static let columns = [
        "kind", "decided_at", "reference", "number", "event_id", "camera_id", "captured_at", "place", "plate",
        "violations", "amount_rupiah", "reasons",
    ]

    let engine: Engine

    /// Writes the reports of all units for one local day. Returns the files.
    @discardableResult
    func write(_ day: LocalDate) async throws -> [RawPath] {
        var paths: [RawPath] = []
        for unit in engine.configuration.units {
            let text = try await content(day, unit)
            let path = RawPath(engine.configuration.paths.reports).appending(day.iso8601).appending("\(unit.id).csv")
            // A day without anything has no file, but one that had something is brought up to date.
            if text.isEmpty, try engine.files.inspect(path) == nil { continue }
            try engine.files.writeDurably(path, bytes: (csvLine(ReportWriter.columns) + text).utf8)
            paths.append(path)
        }
        return paths
    }

    private func content(_ day: LocalDate, _ unit: Unit) async throws -> String {
        var lines: [(at: Timestamp, id: Int64, line: String)] = []
        for document in try await engine.journal.documents(issuedOn: day, unit: unit.id) {
            switch document.kind {
            case .notice:
                let notice = try CanonicalJSON.decode(NoticeContent.self, from: document.content)
                lines.append((notice.issuedAt, document.id, line(notice, unit)))
            case .ticket:
                let ticket = try CanonicalJSON.decode(TicketContent.self, from: document.content)
                lines.append((ticket.issuedAt, document.id, line(ticket, unit)))
            }
        }
        let range = unit.timeZone.start(of: day)..<unit.timeZone.end(of: day)
        for event in try await engine.journal.decided(in: range, unit: unit.id) where event.outcome == .dismissed {
            guard let decidedAt = event.decidedAt else { continue }
            lines.append((decidedAt, event.id, line(dismissed: event, decidedAt, unit)))
        }
        return lines.sorted { ($0.at, $0.id) < ($1.at, $1.id) }.map(\.line).joined()
    }

    private func line(_ notice: NoticeContent, _ unit: Unit) -> String {
        csvLine([
            "notice", notice.issuedAt.rfc3339(in: unit.timeZone), notice.reference, notice.number,
            spreadsheetText(notice.eventID),
            notice.cameraID, notice.capturedAt.rfc3339(in: notice.unit.timeZone), notice.place, notice.vehicle.plate,
            notice.violations.map(\.code).joined(separator: " "),
            "\(notice.violations.reduce(0) { $0 + $1.fineRupiah })", "",
        ])
    }

    private func line(_ ticket: TicketContent, _ unit: Unit) -> String {
        csvLine([
            "ticket", ticket.issuedAt.rfc3339(in: unit.timeZone), ticket.reference, ticket.number,
            spreadsheetText(ticket.eventID),
            ticket.cameraID, ticket.capturedAt.rfc3339(in: ticket.unit.timeZone), ticket.place, ticket.vehicle.plate,
            ticket.violations.map(\.code).joined(separator: " "), "\(ticket.dueRupiah)", "",
        ])
    }

    /// No plate: a dismissed event accuses nobody.
    private func line(dismissed event: EventRecord, _ decidedAt: Timestamp, _ unit: Unit) -> String {
        let camera = engine.configuration.camera(event.capture.cameraID)
        return csvLine([
            "dismissal", decidedAt.rfc3339(in: unit.timeZone), "", "", spreadsheetText(event.capture.eventID),
            event.capture.cameraID,
            event.capture.capturedAt.rfc3339(in: camera?.timeZone ?? unit.timeZone), camera?.place ?? "", "",
            event.capture.violations.map(\.code).joined(separator: " "), "",
            event.decision?.reasons.joined(separator: " ") ?? "",
        ])
    }
}

extension Engine {
    /// Writes the reports and block lists of all units for one local day, and restores its print batches. Returns the files.
    public func writeReports(for day: LocalDate) async throws -> [RawPath] {
        try await ReportWriter(engine: self).write(day) + BlockLists(engine: self).write(day) + restoreBatches(of: day)
    }
}
