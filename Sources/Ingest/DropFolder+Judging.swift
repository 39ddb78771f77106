import Domain
import Storage

extension DropFolder {
    /// What to do with one candidate.
    enum Verdict: Sendable {
        case ready(CompleteUpload)
        /// Not whole yet; to be looked at again after so many seconds.
        case wait(Double)
        case reject([FoundFile], Rejection)
        /// Tells of nothing that happened: to be removed.
        case ignore([FoundFile])
    }

    /// Parts of one event under names that every event uses are written within so many seconds, or may belong to two events.
    static let sharedNameSpread = 10.0

    /// Reads one candidate's data and, if all is there, its pictures.
    mutating func judge(
        _ candidate: UploadCandidate, now: Timestamp, uptime: Double
    ) throws(StorageError) -> Verdict {
        awaited.formUnion(candidate.members.map(\.path))
        let unchanged = candidate.members.map { settling.unchangedFor($0.path, uptime: uptime) }
        let youngest = unchanged.min() ?? 0
        guard youngest >= settings.settle else { return .wait(settings.settle - youngest) }
        var claimed: [FoundFile] = []
        do {
            return try inspect(candidate, now: now, uptime: uptime, claimed: &claimed)
        } catch let error as Rejection {
            return rejection(of: candidate, with: claimed, because: error, uptime: uptime)
        } catch let error as StorageError {
            // Gone or replaced between listing and reading: the next scan sees what is there now.
            if error.isMissing || !error.mayPass { return .wait(settings.settle) }
            throw error
        } catch {
            preconditionFailure("unexpected error \(error)")
        }
    }

    /// What may still be mended is given the retry time, from the last change of any of its files.
    private func rejection(
        of candidate: UploadCandidate, with claimed: [FoundFile], because reason: Rejection, uptime: Double
    ) -> Verdict {
        let taken = Set(claimed.map(\.path))
        let all = claimed + candidate.members.filter { !taken.contains($0.path) }
        let youngest = all.map { settling.unchangedFor($0.path, uptime: uptime) }.min() ?? 0
        if reason.mayBeMended, youngest < settings.retry { return .wait(settings.retry - youngest) }
        return .reject(all, reason)
    }

    /// - Parameter claimed: gets the pictures that belong to the candidate, as soon as they are known.
    private mutating func inspect(
        _ candidate: UploadCandidate, now: Timestamp, uptime: Double, claimed: inout [FoundFile]
    ) throws -> Verdict {
        let (reported, data) = try read(candidate)
        guard case .event(var report) = reported else { return .ignore(candidate.members) }
        guard let folder = candidate.lead.path.parent else { return .wait(settings.settle) }
        var found: [(picture: Report.Picture, file: FoundFile)] = []
        for picture in report.pictures {
            for name in picture.names {
                // Where names say everything, the pictures may lie in several folders.
                let path = data.isEmpty ? candidate.members.first { $0.display == name }?.path : folder.appending(name)
                guard let path, let file = byPath[path], !found.contains(where: { $0.file.path == path }) else {
                    continue
                }
                awaited.insert(path)
                found.append((picture, file))
                break
            }
        }
        claimed = found.map(\.file)
        try checkClock(report, now: now)
        if found.count < report.neededPictures {
            let oldest = candidate.members.map { settling.unchangedFor($0.path, uptime: uptime) }.max() ?? 0
            let left = settings.frameWait - oldest
            guard left <= 0 else { return .wait(left) }
            guard !report.isStrict, !found.isEmpty else { throw missing(report, found.map(\.picture)) }
            report.doubts.append(.incomplete)
        } else if isMixed(candidate.lead, found) {
            report.doubts.append(.incomplete)
        }
        let wait = found.map { settings.settle - settling.unchangedFor($0.file.path, uptime: uptime) }.max() ?? 0
        if wait > 0 { return .wait(wait) }
        let frames = try check(found)
        return .ready(CompleteUpload(report: report, lead: candidate.lead, data: data, frames: frames))
    }

    // MARK: Data

    private func read(_ candidate: UploadCandidate) throws -> (Reported, [CompleteUpload.Data]) {
        let format = camera.format
        if let names = candidate.names {
            let pictures = zip(names.matches, candidate.members).map { ($0, $1.display) }
            guard let report = NamedPictures.report(pictures, key: names.key, format: format) else {
                return (.nothing, [])
            }
            if let claimed = names.matches.lazy.compactMap({ $0.fields[.camera] }).first, claimed != camera.id {
                throw wrongCamera
            }
            return (.event(report), [])
        }
        var data: [CompleteUpload.Data] = []
        var events: [(event: DahuaEvent, file: String)] = []
        for file in candidate.members {
            guard file.entry.size <= settings.maximumManifestBytes else {
                throw Rejection(
                    .manifestTooLarge,
                    "the manifest has \(file.entry.size) bytes, the limit is \(settings.maximumManifestBytes)",
                    remedy: "check the camera, or raise ingest.max_manifest_bytes")
            }
            let bytes = try files.read(file.path, limit: settings.maximumManifestBytes)
            data.append(CompleteUpload.Data(file: file, sha256: Digest.sha256(bytes)))
            let name = String(decoding: file.entry.name, as: UTF8.self)
            switch format.kind {
            case .manifest:
                let manifest = try Manifest(bytes, maximumFrames: settings.maximumFrames)
                guard manifest.cameraID == camera.id else { throw wrongCamera }
                return (.event(Report(manifest)), data)
            case .hikvisionXML:
                return (try HikvisionAlert.read(bytes, file: name, format: format), data)
            case .dahua:
                guard let event = try DahuaEvent(bytes, isJSON: file.isJSON, format: format) else {
                    return (.nothing, data)
                }
                events.append((event, name))
            case .hikvisionFTP, .dahuaFTP, .names: break
            }
        }
        guard let report = DahuaEvent.report(events, format: format) else { return (.nothing, data) }
        return (.event(report), data)
    }

    private var wrongCamera: Rejection {
        Rejection(
            .wrongCamera, "the upload is of another camera than the folder",
            remedy: "let each camera upload into the folder of its own id")
    }

    // MARK: Checks

    private func checkClock(_ report: Report, now: Timestamp) throws(Rejection) {
        let age = now.seconds(since: report.capturedAt)
        guard age >= -settings.clockAhead, age <= settings.clockBehind else {
            throw Rejection(
                .clockImplausible,
                age < 0
                    ? "the capture lies \(Int(-age)) s in the future" : "the capture is \(Int(age / 86400)) days old",
                remedy: "set the camera's clock and zone; see ingest.clock_ahead_seconds and clock_behind_days")
        }
    }

    private func missing(_ report: Report, _ found: [Report.Picture]) -> Rejection {
        let names = report.pictures.filter { wanted in !found.contains { $0.names == wanted.names } }
            .compactMap(\.names.first).prefix(8).joined(separator: ", ")
        return Rejection(
            .missingFrame,
            "\(report.neededPictures - found.count) of \(report.neededPictures) pictures did not come: \(names)",
            remedy: "send pictures before the data, or raise ingest.frame_wait_seconds")
    }

    /// Whether a picture under a name that every event uses was written at another time than the data: it may be another event's.
    private func isMixed(_ lead: FoundFile, _ found: [(picture: Report.Picture, file: FoundFile)]) -> Bool {
        guard camera.format.kind == .hikvisionXML else { return false }
        let stem = lead.entry.name.dropLast(4)
        return found.contains { _, file in
            !file.entry.name.starts(with: stem)
                && abs(file.entry.modified.seconds(since: lead.entry.modified)) > DropFolder.sharedNameSpread
        }
    }
}
