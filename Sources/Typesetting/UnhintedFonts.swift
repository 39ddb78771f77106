import CFileSystem
import CPangoCairo
import Glibc
import Synchronization

/// Fonts without their hints, programs that fit characters to the pixels of coarse screens. They are half of a font, and cairo would embed
/// and compress them in every document.
enum UnhintedFonts {
    /// The files that were made, by the font's own path. They stay as long as the process: cairo knows fonts by path and keeps them open.
    private static let files = Mutex<[String: String]>([:])

    /// A file in memory with the font's characters, metrics and kerning, readable under this path by this process. Made once. Never the
    /// font's own path in its place: documents made with that would have other bytes.
    ///
    /// - Throws: ``TypesettingError`` (`font`, `out-of-memory`).
    static func path(for file: String) throws -> String {
        try files.withLock { files in
            if let path = files[file] { return path }
            guard let bytes = unhinted(file) else {
                throw TypesettingError(code: .font, message: "\(file) is no font that can be read.")
            }
            guard let path = inMemory(bytes) else { throw FontSet.outOfMemory }
            files[file] = path
            return path
        }
    }

    private static func unhinted(_ file: String) -> [UInt8]? {
        guard let blob = hb_blob_create_from_file_or_fail(file) else { return nil }
        defer { hb_blob_destroy(blob) }
        let face = hb_face_create(blob, 0)
        defer { hb_face_destroy(face) }
        guard let input = hb_subset_input_create_or_fail() else { return nil }
        defer { hb_subset_input_destroy(input) }
        hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING.rawValue)
        let characters = hb_subset_input_unicode_set(input)
        hb_set_clear(characters)
        hb_set_invert(characters)
        guard let subset = hb_subset_or_fail(face, input) else { return nil }
        defer { hb_face_destroy(subset) }
        let result = hb_face_reference_blob(subset)
        defer { hb_blob_destroy(result) }
        var length: UInt32 = 0
        guard let data = hb_blob_get_data(result, &length), length > 0 else { return nil }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(length)))
    }

    /// The descriptor stays open: the path leads through it.
    private static func inMemory(_ bytes: [UInt8]) -> String? {
        let descriptor = etle_open_memory_file("etle-font")
        guard descriptor >= 0 else { return nil }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                close(descriptor)
                return nil
            }
            written += count
        }
        return "/proc/self/fd/\(descriptor)"
    }
}
