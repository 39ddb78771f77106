import Ingest
import Journal

extension Exchange {
    static func take(acknowledgements arrival: ExchangeFolder.Arrival, _ engine: Engine) async throws {
        guard let (bytes, file) = try await readTable(arrival, from: "acknowledgements", engine) else {
            return
        }
        let lines = try BlockAnswerFile.parse(bytes)
        _ = try engine.evidence.put(bytes)
        let now = engine.clock.now()
        var refused: [BlockAnswerResult: [BlockAnswerLine]] = [:]
        for line in lines {
            let result = try await engine.journal.accept(
                line.answer, toBlock: line.block, plate: line.plate, isLift: line.isLift, file: file.sha256, at: now)
            refused[result, default: []].append(line)
        }
        let kept = [(BlockAnswerResult.unknownBlock, Rejection.Code.unknownBlock), (.contradiction, .blockMismatch)]
            .compactMap { result, code in
                refused[result].map { lines in
                    Kept(
                        code: code, count: lines.count, bytes: BlockAnswerFile.kept(lines),
                        remedy: "compare with the full list in out/blocks")
                }
            }
        try await finish(file, named: arrival.name, from: "acknowledgements", of: lines.count, keeping: kept, engine)
    }
}
