import Daemon
import Domain

/// An event's page as text for people.
struct EventText: CustomStringConvertible {
    private let page: EventPage

    init(_ page: EventPage) {
        self.page = page
    }

    var description: String {
        (head + claims + reading + decision + history + files).joined(separator: "\n")
    }

    private var head: [String] {
        let line = page.line
        var lines = [
            "Event \(line.eventID) of camera \(line.cameraID)", "  captured  \(line.capturedAt)",
            "  received  \(line.receivedAt)",
            "  state     \(line.outcome?.rawValue ?? "in work: \(line.stage)")",
        ]
        if !line.references.isEmpty { lines.append("  letters   \(line.references.joined(separator: ", "))") }
        if let error = page.lastError { lines.append("  last try  \(error)") }
        let claims = page.capture.violations.map { claim in
            claim.code + (claim.measuredKmh.map { measured in " \(measured) in \(claim.limitKmh ?? 0) km/h" } ?? "")
        }
        lines.append("  claimed   \(claims.joined(separator: ", "))")
        return lines
    }

    /// What the camera says, which proves nothing.
    private var claims: [String] {
        let capture = page.capture
        var lines: [String] = []
        if let vehicle = capture.vehicle {
            let words = [vehicle.kind?.rawValue, vehicle.colour, vehicle.plate].compactMap { $0 }
            if !words.isEmpty { lines.append("  vehicle: \(words.joined(separator: ", "))") }
        }
        if let claims = capture.claims {
            lines.append("  format: \(claims.format)")
            if let signal = claims.signal {
                lines.append(
                    "  signal: \(signal.state?.rawValue ?? "unknown")"
                        + (signal.redSince.map { ", red since \($0.rfc3339)" } ?? ""))
            }
            lines += claims.boxes.map { "  \($0.what) in picture \($0.frame + 1): \($0.box)" }
            lines += claims.details.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        }
        if let doubts = capture.doubts { lines.append("  in doubt: \(doubts.map(\.rawValue).joined(separator: ", "))") }
        return lines.isEmpty ? [] : ["", "Claimed by the camera, not relied on"] + lines
    }

    private var reading: [String] {
        guard let reading = page.reading else { return [] }
        var lines = ["", "Reading"]
        for candidate in reading.candidates { lines.append("  \(candidate.text)  \(candidate.confidence)") }
        if reading.candidates.isEmpty { lines.append("  no plate") }
        lines.append("  plate colour \(reading.colour.rawValue), expiry \(reading.expiry ?? "not read")")
        if !reading.doubts.isEmpty {
            lines.append("  doubts: \(reading.doubts.map(\.rawValue).joined(separator: ", "))")
        }
        return lines
    }

    private var decision: [String] {
        guard let decision = page.decision else { return [] }
        return ["", "Decision: \(decision.outcome.rawValue)"]
            + decision.rules.map { rule in
                "  \(rule.verdict.rawValue.padded(to: 8))\(rule.rule): \(rule.detail)\(rule.reason.map { " [\($0)]" } ?? "")"
            }
    }

    private var history: [String] {
        ["", "History"] + page.history.map { "  \($0.at)  \($0.kind)  ledger entry \($0.sequence)" }
    }

    private var files: [String] {
        ["", "Files"] + page.files.map { "  \($0.name)  \($0.path)" }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
