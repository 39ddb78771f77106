import Domain
import Journal
import Storage

extension Journal {
    /// Removes files whose content is committed, makes that durable, and forgets them.
    ///
    /// A file that meanwhile holds something else is a new upload: it stays.
    public func remove(_ taken: [UploadedFile], files: FileLayer, verifying: Bool) async throws {
        guard !taken.isEmpty else { return }
        for file in taken {
            if verifying, try !isStill(file, files) { continue }
            try files.remove(file.path)
        }
        try files.syncFolders(of: taken.map(\.path))
        try await noteRemoved(taken)
    }

    /// The recovery step of ingest: finishes removals that a crash interrupted. Call before the first scan.
    public func finishRemovals(files: FileLayer) async throws {
        try await remove(plannedRemovals(), files: files, verifying: true)
    }

    private func isStill(_ file: UploadedFile, _ files: FileLayer) throws(StorageError) -> Bool {
        do {
            return Digest.sha256(try files.read(file.path, limit: IngestSettings.maximumUploadBytes)) == file.sha256
        } catch  where !error.mayPass {
            return false
        }
    }
}
