import Domain
import Foundation
import Ingest
import Journal
import Storage

/// What must hold of a drop folder, its journal and its evidence, however often something failed in between.
struct UploadInvariants {
    let bench: IntakeBench

    /// One line for each thing that doesn't hold; empty if all is well.
    ///
    /// - Parameters:
    ///   - uploads: by event, every file that was ever sent, with its bytes; events that can be taken in.
    ///   - junk: files that can't be.
    ///   - isFinished: whether all work is done, so that nothing may be left in the drop folder.
    func violations(
        uploads: [String: [String: [UInt8]]], junk: [String: [UInt8]], isFinished: Bool
    ) async throws -> [String] {
        var problems: [String] = []
        let dropped = try files(bench.folder.path.appending("incoming"))
        let rejected = try files(bench.folder.path.appending("rejected"))
        let events = try await bench.journal.events(after: 0, outcome: nil, limit: 100_000)
        let byName = Dictionary(grouping: events, by: \.capture.eventID)
        let planned = Set(try await bench.journal.plannedRemovals().map(\.path.name))
        for (event, contents) in uploads {
            let count = byName[event]?.count ?? 0
            if count > 1 { problems.append("\(event) is \(count) times in the journal") }
            if count == 0, contents.keys.contains(where: { dropped[$0] == nil }) {
                problems.append("\(event) is neither in the journal nor whole in the drop folder")
            }
            if count == 1, !isFinished { continue }
            for name in contents.keys where count == 1 && dropped[name] != nil && !planned.contains(Array(name.utf8)) {
                problems.append("\(name) is in the journal and still in the drop folder")
            }
        }
        for event in events {
            for frame in event.capture.frames {
                guard let bytes = try? bench.evidence.get(frame.sha256) else {
                    problems.append("evidence of \(event.capture.eventID) is missing or altered")
                    continue
                }
                if let sent = uploads[event.capture.eventID]?[frame.file], sent != bytes {
                    problems.append("evidence of \(event.capture.eventID) is not what was sent")
                }
            }
        }
        for (name, bytes) in junk {
            let places = [dropped[name], rejected[name]].compactMap { $0 }
            if places != [bytes] { problems.append("\(name) is at \(places.count) places, or changed") }
            if rejected[name] != nil, rejected["\(name).reason.json"] == nil {
                problems.append("\(name) has no reason")
            }
        }
        if isFinished {
            problems += dropped.keys.map { "\($0) is left in the drop folder" }
            for name in rejected.keys where name.hasPrefix(".etle-") { problems.append("\(name) is left in rejected") }
            let temporary = try files(bench.folder.path.appending("evidence").appending("tmp"))
            problems += temporary.keys.map { "\($0) is left in the evidence store" }
        }
        return problems
    }

    /// Every file below a folder by its name.
    private func files(_ folder: RawPath) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for entry in try FileLayer().list(folder) {
            let path = folder.appending(entry.name)
            if entry.kind == .folder {
                found.merge(try files(path)) { first, _ in first }
            } else {
                found[String(decoding: entry.name, as: UTF8.self)] = try FileLayer().read(path, limit: 1 << 24)
            }
        }
        return found
    }
}
