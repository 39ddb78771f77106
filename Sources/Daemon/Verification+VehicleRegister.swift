import Journal
import Registry
import Storage

extension Verification {
    private static let advice = "docs/operations.md, \"When something is wrong\""

    /// The vehicle register's file, and its own list of the files that it took in against the ledger's. What its rows say isn't checked.
    func checkVehicleRegister(_ report: inout Report) async throws {
        let path = state.configuration.paths.registryDatabase
        guard try state.files.inspect(RawPath(path)) != nil else {
            if try await !state.journal.registerFiles().isEmpty {
                report.add(
                    "registry", path,
                    "the vehicle register is gone: restore it from a backup, or import the newest extract and what came since again"
                )
            }
            return
        }
        let registry: Registry
        do {
            registry = try Registry(reading: path)
        } catch {
            let isEmpty = try state.files.inspect(RawPath(path))?.size == 0
            let hadFiles = try await !state.journal.registerFiles().isEmpty
            report.add(
                "registry", path,
                isEmpty && hadFiles
                    ? "the file is empty, and the ledger says that the register took files in: restore it from a backup, or begin a new one (\(Verification.advice))"
                    : JournalError.withoutValues(error))
            return
        }
        defer { try? registry.close() }
        for damage in try registry.damages() {
            report.add(
                "registry", path,
                "\(damage): restore it from a backup, or begin a new one with the newest extract (\(Verification.advice))"
            )
        }
        var problems = try await self.problems(of: registry)
        if !problems.isEmpty {
            // A file's row and entry are written one after the other, while the import has its lock.
            if registry.isImporting {
                report.note("registry", path, "a file is being taken in just now: check again when that is done")
                return
            }
            problems = try await self.problems(of: registry)
        }
        for (file, message) in problems { report.add("registry", file, message) }
    }

    private func problems(of registry: Registry) async throws -> [(file: String, message: String)] {
        let there = try registry.sources().map(RegisterFile.init)
        let wanted = try await state.journal.registerFiles()
        guard let first = wanted.first else { return [] }
        let missing = Set(wanted).subtracting(there).map { file in
            there.contains { $0.number == file.number && $0.sha256 == file.sha256 }
                ? (file, "what the register says of the file's import is not what the ledger has: it was altered")
                : (
                    file,
                    "the ledger says that the register took this file in, and it hasn't got it: an older register was put back, or rows were removed. Restore the newest backup, or import the file again"
                )
        }
        let strange = there.filter { file in
            file.number >= first.number
                && !wanted.contains { $0.number == file.number && $0.sha256 == file.sha256 }
        }.map { file in
            (
                file,
                "the register has this file, and the ledger has no word of it: its import was cut short, or somebody put it in. Import the same file again if you have it; otherwise find out who"
            )
        }
        return (missing + strange).sorted { $0.0.number < $1.0.number }.map { ($0.sha256, $1) }
    }
}
