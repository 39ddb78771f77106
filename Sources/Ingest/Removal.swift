import Domain
import Journal
import Storage

extension Journal {
    /// Removes files whose content is committed, makes that durable, and forgets them.
    ///
    /// A file that meanwhile holds something else is a new upload: it stays.
    public func remove(_ taken: [UploadedFile], files: FileLayer) async throws {
        guard !taken.isEmpty else { return }
        for file in taken {
            try files.remove(file.path) { path throws(StorageError) in try isStill(file, at: path, files) }
        }
        try files.syncFolders(of: taken.map(\.path))
        try await noteRemoved(taken)
    }

    /// The recovery step of ingest: finishes removals that a crash interrupted. Call before the first scan.
    public func finishRemovals(files: FileLayer) async throws {
        try await remove(plannedRemovals(), files: files)
    }

    private func isStill(
        _ file: UploadedFile, at path: RawPath, _ files: FileLayer
    ) throws(StorageError) -> Bool {
        if let seen = file.seen, let entry = try files.inspect(path), entry.isUnchanged(in: seen) { return true }
        do {
            return Digest.sha256(try files.read(path, limit: IngestSettings.maximumUploadBytes)) == file.sha256
        } catch  where !error.mayPass {
            return false
        }
    }
}
