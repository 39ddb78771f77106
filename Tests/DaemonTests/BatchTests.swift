import Daemon
import Domain
import Foundation
import Issuance
import Journal
import Storage
import Synchronization
import TestSupport
import Testing

struct BatchTests {
    @Test func `a day's letters lie ready for the post, by postal code, when the day is over`() async throws {
        let bench = try CaseBench()
        let day = bench.today
        var references: [String] = []
        for (index, fixture) in ["0001", "0002", "0004"].enumerated() {
            references.append(try await bench.letter(fixture, as: "E\(index)"))
        }
        #expect(bench.installation.files("state/out/batches").isEmpty)
        bench.pass(days: 1)
        try await bench.work()
        let folder = "state/out/batches/\(day.iso8601)"
        let names = bench.installation.files(folder).filter { $0.hasPrefix("metro-jaya") }
        #expect(
            names == ["metro-jaya-001.pdf", "metro-jaya-kelurahan.csv", "metro-jaya-messages.jsonl", "metro-jaya.csv"])

        let manifest = try CSVTable(
            parsing: String(contentsOfFile: bench.installation.path("\(folder)/metro-jaya.csv"), encoding: .utf8))
        func column(_ name: String) throws -> [String] {
            let index = try #require(manifest.columns.firstIndex(of: name))
            return manifest.rows.map { $0[index] }
        }
        #expect(try column("document").sorted() == references.sorted())
        #expect(try column("postal_code") == column("postal_code").sorted())
        let weights = try zip(column("sheets"), column("weight_grams"))
        for (sheets, grams) in weights { #expect(Int(grams) == 5 * (Int(sheets) ?? 0) + 4) }

        // Every letter's first page is on a new sheet and bears its courier number in the window.
        let pdf = bench.installation.path("\(folder)/metro-jaya-001.pdf")
        let text = try run("pdftotext", ["-layout", pdf, "-"]).output
        let pages = text.components(separatedBy: "\u{C}")
        var page = 0
        for (row, (barcode, sheets)) in try zip(column("barcode"), column("sheets")).enumerated() {
            #expect(pages[page].contains(barcode), "row \(row)")
            #expect(try pages[page].contains(column("document")[row]))
            page += 2 * (Int(sheets) ?? 0)
        }
        #expect(pages.count - 1 == page)

        // The list knows the document by its barcode.
        let barcode = try #require(try column("barcode").first)
        // As a spreadsheet writes it.
        try await bench.post(String(barcode.drop { $0 == "0" }), "dispatched")
        let document = try #require(try column("document").first)
        #expect(try await bench.state(document).letter.posting.dispatchedOn != nil)
        try messages(bench, folder)
        // The same again, byte for byte, and no second entry in the ledger; also without the figures that were made while reading.
        let before = try FileLayer().read(RawPath(pdf), limit: 1 << 26)
        let annexes = bench.installation.files("state/annexes")
        #expect(annexes.count == 3)
        for annex in annexes { try FileLayer().remove(RawPath(bench.installation.path("state/annexes/\(annex)"))) }
        let again = try bench.installation.run("report", "--from", day.iso8601)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try FileLayer().read(RawPath(pdf), limit: 1 << 26) == before)
        let exports = try await bench.engine.journal.ledger(about: "batch/metro-jaya/\(day.iso8601)")
        #expect(exports.count == 1)
        try await bench.verify()
    }

    @Test func `a batch that is cut short is neither lost nor handed out twice, whichever call fails`() async throws {
        let failing = Mutex<StorageError.Operation?>(nil)
        let files = FileLayer { operation, path throws(StorageError) in
            guard path.contains("/batches/"), path.hasSuffix("metro-jaya.csv"), failing.withLock({ $0 }) == operation
            else { return }
            throw StorageError(operation, path, code: EIO)
        }
        let bench = try CaseBench(files: files)
        for (index, operation) in [StorageError.Operation.create, .rename].enumerated() {
            let day = bench.today
            let reference = try await bench.letter(as: "E\(index)")
            bench.pass(days: 1)
            failing.withLock { $0 = operation }
            // The daemon ends here, and starts on another day.
            await #expect(throws: DaemonError.self) { try await bench.work() }
            failing.withLock { $0 = nil }
            bench.pass(days: 1)
            try await bench.work()
            let manifests = bench.installation.files("state/out/batches").filter { $0.hasSuffix("/metro-jaya.csv") }
            let holding = try manifests.filter {
                try String(contentsOfFile: bench.installation.path("state/out/batches/\($0)"), encoding: .utf8)
                    .contains(reference)
            }
            let made = operation == .create ? day.adding(days: 1) : day
            #expect(holding == ["\(made.iso8601)/metro-jaya.csv"], "\(operation)")
            #expect(!bench.installation.files("state/out/batches").contains { $0.contains(".etle-") })
            try await bench.verify("\(operation)")
        }
    }

    @Test func `an addressee of many letters gets one list of them before the first`() async throws {
        let bench = try CaseBench()
        let day = bench.today
        var references: [String] = []
        for index in 0..<4 {
            references.append(
                try await bench.letter(as: "E\(index)", secondsAgo: 3600 * Double(4 - index)))
        }
        _ = try await bench.letter("0002", as: "X")
        bench.pass(days: 1)
        try await bench.work()
        let pdf = bench.installation.path("state/out/batches/\(day.iso8601)/metro-jaya-001.pdf")
        let text = try run("pdftotext", ["-layout", pdf, "-"]).output
        let covers = text.components(separatedBy: "\u{C}").filter { $0.contains("DAFTAR SURAT") }
        #expect(covers.count == 1)
        for reference in references { #expect(covers.first?.contains(reference) == true) }
        // The list lies in the first letter's envelope.
        let manifest = try String(
            contentsOfFile: bench.installation.path("state/out/batches/\(day.iso8601)/metro-jaya.csv"), encoding: .utf8)
        let table = try CSVTable(parsing: manifest)
        let column = try #require(table.columns.firstIndex(of: "sheets"))
        #expect(table.rows.map { $0[column] }.sorted() == ["1", "1", "1", "1", "2"])
        // It lies on top: the window shows it, with the courier's number of the letter below.
        let envelope = try #require(table.rows.first { $0[column] == "2" })
        #expect(covers.first?.contains(envelope[1]) == true)
    }

    @Test func `a document that cannot be written waits for its time`() async throws {
        let bench = try CaseBench()
        let first = try await bench.letter("0001", as: "E1")
        let file = try #require(bench.installation.files("state/out/notices").first { $0.hasSuffix("\(first).pdf") })
        let day = file.split(separator: "/").dropLast().joined(separator: "/")
        // A file where the day's folder belongs; the second letter is of the same unit, so of the same day.
        let folder = bench.installation.path("state/out/notices/\(day)")
        let spare = bench.installation.path("spare")
        try FileManager.default.moveItem(atPath: folder, toPath: spare)
        try Data().write(to: URL(fileURLWithPath: folder))
        try FixtureUpload("0002").send(to: bench.installation, as: "E2", capturedAt: bench.now.adding(seconds: -3600))
        await #expect(throws: DaemonError.self) { try await bench.work() }
        let event = try #require(try await bench.engine.journal.events(named: "E2").first)
        let second = try #require(try await bench.engine.journal.references(of: event.id).first)
        #expect(try await bench.engine.journal.status().failingDocuments == 1)
        // After eight tries it waits four minutes: longer than a slow machine takes for the next lines.
        for _ in 1..<8 {
            bench.pass(seconds: 600)
            await #expect(throws: DaemonError.self) { try await bench.work() }
        }
        // The barrier is gone, and still nothing is written before its time.
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: spare, toPath: folder)
        await #expect(throws: DaemonError.self) { try await bench.work() }
        #expect(!bench.installation.files("state/out/notices").contains { $0.hasSuffix("\(second).pdf") })
        bench.pass(seconds: 600)
        try await bench.work()
        #expect(bench.installation.files("state/out/notices").contains { $0.hasSuffix("\(second).pdf") })
        #expect(try await bench.engine.journal.status().failingDocuments == 0)
        try await bench.verify()
    }

    private func messages(_ bench: CaseBench, _ folder: String) throws {
        let text = try String(
            contentsOfFile: bench.installation.path("\(folder)/metro-jaya-messages.jsonl"), encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(!lines.isEmpty)
        for line in lines {
            #expect(line.contains("konfirmasi.example.id") && !line.contains("http://"))
        }
        guard SchemaValidator.python != nil else { return }
        #expect(
            try SchemaValidator.disagreements(lines.map { .init(schema: "message", json: $0, isValid: true) }) == [])
    }
}
