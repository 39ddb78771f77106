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
        if let flag = page.cloneFlag {
            lines.append("  suspect   after the letter: \(flag.detail) See \(flag.other).")
            lines.append(
                "            " + (flag.seenBy.map { "seen by officer \($0)" } ?? "no officer has seen this yet"))
        }
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
        for candidate in reading.candidates {
            lines.append("  \(candidate.text.padded(to: 12))\(candidate.confidence)")
        }
        if reading.candidates.isEmpty { lines.append("  no plate") }
        for character in reading.characters ?? [] where !character.others.isEmpty {
            let others = character.others.map { "\($0.text) \($0.confidence)" }.joined(separator: ", ")
            lines.append("  \(character.text) \(character.confidence) may be \(others)")
        }
        lines.append(
            "  plate colour \(reading.colour.rawValue), expiry \(reading.expiry ?? "not read"), vehicle "
                + (reading.vehicleColour?.rawValue ?? "of unknown colour"))
        if !reading.doubts.isEmpty {
            lines.append("  doubts: \(reading.doubts.map(\.rawValue).joined(separator: ", "))")
        }
        return lines
    }

    /// What stands against a letter first, then what speaks for it, then what nobody knows.
    private var decision: [String] {
        guard let decision = page.decision else { return [] }
        var lines = ["", "Decision: \(decision.outcome.rawValue)"]
        for (title, verdicts) in [
            ("Against a letter", [Decision.RuleResult.Verdict.dismiss, .doubt]), ("For a letter", [.agree]),
            ("Not known", [.unknown]),
        ] {
            let rules = decision.rules.filter { verdicts.contains($0.verdict) }
            guard !rules.isEmpty else { continue }
            lines.append("  \(title)")
            lines += rules.map { rule in
                "    \((rule.reason ?? rule.rule).padded(to: 22))\(rule.detail)"
            }
        }
        return lines + near(decision)
    }

    private func near(_ decision: Decision) -> [String] {
        guard let near = decision.near else { return [] }
        return ["  Registered plates like it"]
            + near.map { candidate in
                let vehicle = candidate.vehicle
                let facts = [
                    vehicle.kind?.rawValue ?? "", vehicle.make, vehicle.type, vehicle.colour,
                    vehicle.plateColour.rawValue,
                ].filter { !$0.isEmpty }.joined(separator: ", ")
                return
                    "    \(vehicle.plate.padded(to: 12))\("\(Int((candidate.weight * 100).rounded())) %".padded(to: 7))\(facts)"
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
