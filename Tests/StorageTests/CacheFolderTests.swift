import Storage
import TestSupport
import Testing

struct CacheFolderTests {
    @Test func `gives back what was put, and nothing that isn't that`() throws {
        let folder = try TemporaryFolder()
        let cache = CacheFolder(root: folder.path.appending("cache"), files: FileLayer())
        let bytes = Array("figures".utf8)
        let sha256 = Digest.sha256(bytes)
        #expect(cache.get(sha256) == nil)
        try cache.put(bytes, sha256: sha256)
        #expect(cache.get(sha256) == bytes)
        // Half written by a crash.
        try FileLayer().create(cache.path(of: sha256), bytes: bytes.dropLast())
        #expect(cache.get(sha256) == nil)
        try cache.put(bytes, sha256: sha256)
        #expect(cache.get(sha256) == bytes)
        // Changed by somebody.
        try FileLayer().create(cache.path(of: sha256), bytes: Array("figurez".utf8))
        #expect(cache.get(sha256) == nil)
        try cache.remove(sha256)
        try cache.remove(sha256)
        #expect(cache.get(sha256) == nil)
    }
}
