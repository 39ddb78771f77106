import Configuration
import Domain
import Journal
import Storage

// Average speed over a section: an event of its own, made from two sightings of one plate, with the pictures of both.

extension Engine {
    /// Makes the events of sections that a read event completes. Call before its decision is stored: making one again changes
    /// nothing, so a crash in between is harmless.
    func measureSections(with event: EventRecord) async throws {
        let settings = settings
        let configuration = settings.configuration
        let camera = event.capture.cameraID
        for section in configuration.cameras where section.enabled {
            guard let stretch = section.section, camera == stretch.from || camera == stretch.to else { continue }
            guard let plate = certainPlate(event) else { return }
            let isEntry = camera == stretch.from
            let at = event.capture.capturedAt
            let range =
                isEntry
                ? at...at.adding(seconds: stretch.longestSeconds) : at.adding(seconds: -stretch.longestSeconds)...at
            let others = try await journal.sightings(
                of: plate, at: isEntry ? stretch.to : stretch.from, in: range)
            // Of several passages the nearest in time belongs to this one.
            let partner = others.filter { certainPlate($0) == plate }.min { one, other in
                abs(one.capture.capturedAt.seconds(since: at)) < abs(other.capture.capturedAt.seconds(since: at))
            }
            guard let partner else { continue }
            let (entry, exit) = isEntry ? (event, partner) : (partner, event)
            guard
                let average = stretch.averageKmh(
                    entered: entry.capture.capturedAt, left: exit.capture.capturedAt,
                    clockError: configuration.matching.sectionClockSeconds),
                average > Double(stretch.limitKmh)
            else { continue }
            let made = sectionEvent(section, stretch, average, entry: entry, exit: exit)
            _ = try await journal.accept([made], at: clock.now())
        }
    }

    /// The plate of an event that was read with certainty and without doubts.
    private func certainPlate(_ event: EventRecord) -> String? {
        guard let reading = event.reading, reading.doubts.isEmpty, let best = reading.candidates.first,
            best.confidence >= configuration.recognition.minimumConfidence
        else { return nil }
        return best.text
    }

    private func sectionEvent(
        _ camera: Camera, _ section: SpeedSection, _ average: Double, entry: EventRecord, exit: EventRecord
    ) -> AcceptableUpload {
        let subjects = "\(entry.subject)\n\(exit.subject)"
        let hash = Digest.sha256(subjects.utf8)
        var claims = CameraClaims(format: "section")
        claims.note("entered", entry.capture.capturedAt.rfc3339(in: camera.timeZone))
        claims.note("left", exit.capture.capturedAt.rfc3339(in: camera.timeZone))
        claims.note("metres", "\(section.metres)")
        claims.note("entry", entry.subject)
        claims.note("exit", exit.subject)
        let doubts = Set((entry.capture.doubts ?? []) + (exit.capture.doubts ?? []))
        let capture = Capture(
            eventID: "SECTION-\(hash.prefix(16))", cameraID: camera.id, capturedAt: exit.capture.capturedAt, lane: nil,
            violations: [
                ClaimedViolation(code: "speed", measuredKmh: average, limitKmh: Double(section.limitKmh))
            ],
            vehicle: exit.capture.vehicle,
            frames: [entry, exit].flatMap { event in
                event.capture.frames.map { frame in
                    var frame = frame
                    frame.file = "\(event.capture.cameraID)-\(frame.file)"
                    frame.capturedAt = frame.capturedAt ?? event.capture.capturedAt
                    return frame
                }
            }, claims: claims, doubts: doubts.isEmpty ? nil : doubts.sorted { $0.rawValue < $1.rawValue })
        return AcceptableUpload(capture: capture, unitID: camera.unit, uploadSHA256: hash, files: [])
    }
}
