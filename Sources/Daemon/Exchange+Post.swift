import Domain
import Ingest
import Issuance
import Journal

extension Exchange {
    private static let remedies: [Rejection.Code: String] = [
        .unknownDocument: "take the name of the document from the print batch's manifest",
        .superseded: "nothing needs to be done: the later letter or ticket counts",
        .processingFailed:
            "run etle verify: the case's row was altered or lost; then put the lines back into the folder",
        .implausibleDate: "ask the post for the right day; lines that are corrected and put back into the folder count",
    ]

    static func take(post arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        guard let (bytes, file) = try await readTable(arrival, from: "post", engine) else { return }
        let lines = try PostFile.parse(bytes)
        _ = try engine.evidence.put(bytes)
        let now = engine.clock.now()
        let work = try engine.caseWork(at: now)
        var refused: [Rejection.Code: [PostLine]] = [:]
        for line in lines {
            do {
                guard let name = try await documentName(line.document, engine) else {
                    refused[.unknownDocument, default: []].append(line)
                    continue
                }
                try await engine.journal.advance(name, source: .file(file.sha256), work: work, at: now) { today in
                    switch line.status {
                    case .dispatched: .dispatched(name, on: line.on, today: today)
                    case .delivered: .delivered(name, on: line.on, today: today)
                    case .returned: .returned(name, on: line.on, today: today)
                    }
                }
            } catch let refusal as CaseRefusal {
                switch refusal.code {
                // What the post tells of a closed case changes nothing, and nobody needs to look at it.
                case .closed: break
                case .implausibleDay: refused[.implausibleDate, default: []].append(line)
                default: refused[.superseded, default: []].append(line)
                }
            } catch let error where !(error is CancellationError) && !Journal.isHindered(by: error) {
                // One case that cannot go on holds up no other line.
                refused[.processingFailed, default: []].append(line)
            }
        }
        let kept = refused.sorted { $0.key.rawValue < $1.key.rawValue }.map { code, lines in
            Kept(
                code: code, count: lines.count, bytes: PostFile.kept(lines),
                remedy: remedies[code] ?? "")
        }
        try await finish(file, named: arrival.name, from: "post", of: lines.count, keeping: kept, engine)
    }

    /// A letter's reference or a ticket's number, from what the post wrote: that name, in any usual writing, or a barcode number.
    private static func documentName(_ text: String, _ engine: Engine) async throws -> String? {
        if let id = Barcode(typed: text)?.document { return try await engine.journal.documentName(id) }
        let name = (try? ReferenceCode(typed: text).text) ?? text
        return try await engine.journal.legalCase(named: name).map { _ in name }
    }
}
