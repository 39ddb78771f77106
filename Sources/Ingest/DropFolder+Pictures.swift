import ImageCodecs
import Storage

extension DropFolder {
    /// Reads the pictures of an upload and checks hash, size and structure.
    func check(_ found: [(picture: Report.Picture, file: FoundFile)]) throws -> [CompleteUpload.Frame] {
        guard found.count <= settings.maximumFrames else {
            throw Rejection(
                .tooManyFrames, "the upload has \(found.count) pictures, the limit is \(settings.maximumFrames)",
                remedy: "send fewer pictures an event, or raise ingest.max_frames")
        }
        var total = 0
        return try found.map { picture, file in
            let frame = try check(picture, file)
            total += frame.bytes.count
            guard total <= IngestSettings.maximumUploadBytes else {
                throw Rejection(
                    .pictureTooLarge, "the pictures have more than \(IngestSettings.maximumUploadBytes) bytes together",
                    remedy: "send fewer or smaller pictures")
            }
            return frame
        }
    }

    private func check(_ picture: Report.Picture, _ found: FoundFile) throws -> CompleteUpload.Frame {
        let name = RawPath(bytes: found.entry.name).display
        guard found.entry.size <= settings.imageLimits.maximumBytes else {
            throw Rejection(
                .pictureTooLarge,
                "\(name) has \(found.entry.size) bytes, the limit is \(settings.imageLimits.maximumBytes)",
                remedy: "lower the camera's quality, or raise ingest.max_frame_bytes")
        }
        let bytes = try files.read(found.path, limit: settings.imageLimits.maximumBytes)
        let sha256 = Digest.sha256(bytes)
        if let claimed = picture.sha256, claimed != sha256 {
            throw Rejection(
                .hashMismatch, "\(name) has another SHA-256 than the manifest says",
                remedy: "send the picture again; if it happens often, check the link")
        }
        do {
            let header = try verifyImageStructure(bytes, limits: settings.imageLimits)
            return CompleteUpload.Frame(file: found, picture: picture, bytes: bytes, sha256: sha256, header: header)
        } catch let error as ImageError {
            let tooLarge = [ImageError.tooManyPixels, ImageError.tooManyBytes, ImageError.tooManyScans].contains(
                error.code)
            throw Rejection(
                tooLarge ? .pictureTooLarge : .brokenPicture, "\(name): \(error.message) [\(error.code)]",
                remedy: "send the picture again; if it happens often, check the camera")
        }
    }
}
