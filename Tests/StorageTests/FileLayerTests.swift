import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

struct FileLayerTests {
    let folder: TemporaryFolder
    let files = FileLayer()

    init() throws { folder = try TemporaryFolder() }

    @Test func `a durable write can be read again and leaves nothing else`() throws {
        let path = folder.path.appending("a").appending("b.json")
        try files.writeDurably(path, bytes: [1, 2, 3])
        try files.writeDurably(path, bytes: [4])
        #expect(try files.read(path, limit: 10) == [4])
        #expect(try files.list(folder.path.appending("a")).map(\.name) == [Array("b.json".utf8)])
    }

    @Test func `a file that comes under a name while the one before is removed stays`() throws {
        let path = folder.path.appending("bank.csv")
        for replacedAt in 1...2 {
            try files.writeDurably(path, bytes: [1])
            let taken = try #require(try files.inspect(path))
            var looks = 0
            try files.remove(path) { place throws(StorageError) in
                looks += 1
                let isRight = try files.inspect(place)?.isUnchanged(in: taken) == true
                if looks == replacedAt { try files.writeDurably(path, bytes: [2]) }
                return isRight
            }
            #expect(looks == 2)
            #expect(try files.read(path, limit: 10) == [2], "replaced at look \(replacedAt)")
            #expect(try files.list(folder.path).count == 1)
            try files.remove(path)
        }
    }

    @Test func `what a crash left aside is removed by the next call, or gets a name again`() throws {
        let path = folder.path.appending("bank.csv")
        let aside = folder.path.appending("\(FileLayer.removalPrefix)bank.csv")
        try files.writeDurably(aside, bytes: [1])
        try files.writeDurably(path, bytes: [2])
        try files.remove(path) { place throws(StorageError) in try files.read(place, limit: 10) == [1] }
        #expect(try files.inspect(aside) == nil)
        #expect(try files.read(path, limit: 10) == [2])
        try files.writeDurably(aside, bytes: [3])
        try files.remove(path) { place throws(StorageError) in try files.read(place, limit: 10) == [2] }
        #expect(try files.list(folder.path).map(\.name) == [Array("bank.csv~2".utf8)])
        #expect(throws: StorageError.self) { try files.putBack(folder.path.appending("bank.csv~2")) }
    }

    @Test func `a file above the limit is refused before it is read`() throws {
        let path = folder.path.appending("big")
        try files.writeDurably(path, bytes: Array(repeating: 0, count: 11))
        #expect(throws: StorageError.self) { try files.read(path, limit: 10) }
    }

    @Test func `links and FIFOs are not read`() throws {
        let target = folder.path.appending("target")
        try files.writeDurably(target, bytes: [1])
        let link = folder.path.appending("link").display
        #expect(symlink(target.display, link) == 0)
        let fifo = folder.path.appending("fifo").display
        #expect(mkfifo(fifo, 0o600) == 0)
        #expect(throws: StorageError.self) { try files.read(RawPath(link), limit: 10) }
        #expect(throws: StorageError.self) { try files.read(RawPath(fifo), limit: 10) }
        let kinds = try files.list(folder.path).map { "\($0.kind)" }.sorted()
        #expect(kinds == ["file", "link", "other"])
    }

    @Test func `names that are no UTF-8 are kept as they are`() throws {
        let name: [UInt8] = [0x66, 0xFF, 0x0A]
        try files.create(folder.path.appending(name), bytes: [7])
        #expect(try files.list(folder.path).map(\.name) == [name])
        #expect(try files.read(folder.path.appending(name), limit: 1) == [7])
        #expect(RawPath(bytes: name).display == "f\u{FFFD}\\u{a}")
    }

    @Test func `whichever call of a durable write fails, the old content stays or the new one is whole`() throws {
        let path = folder.path.appending("file")
        try files.writeDurably(path, bytes: [1])
        for failing in 0..<8 {
            let calls = Mutex(0)
            let faulty = FileLayer { operation, path throws(StorageError) in
                let call = calls.withLock { count in
                    defer { count += 1 }
                    return count
                }
                if call == failing { throw StorageError(operation, path, code: ENOSPC) }
            }
            let before = try files.read(path, limit: 10)
            let new = [UInt8(failing + 2)]
            do {
                try faulty.writeDurably(path, bytes: new)
                #expect(try files.read(path, limit: 10) == new)
            } catch {
                let after = try files.read(path, limit: 10)
                #expect(after == before || after == new)
            }
            #expect(try files.list(folder.path).count == 1)
        }
    }

    @Test func `an append that fails leaves the file as long as it was`() throws {
        let path = folder.path.appending("ledger")
        try files.append(path, bytes: [1, 2])
        for failing in [StorageError.Operation.create, .write, .sync] {
            let faulty = FileLayer { operation, path throws(StorageError) in
                if operation == failing { throw StorageError(operation, path, code: ENOSPC) }
            }
            #expect(throws: StorageError.self) { try faulty.append(path, bytes: [3, 4]) }
            #expect(try files.read(path, limit: 10) == [1, 2], "\(failing)")
        }
        try files.append(path, bytes: [3])
        #expect(try files.read(path, limit: 10) == [1, 2, 3])
    }

    @Test func `a second lock on the same file is refused while the first lives`() throws {
        let path = folder.path.appending("lock")
        let first = try FolderLock(path)
        #expect(first != nil)
        #expect(try FolderLock(path) == nil)
        withExtendedLifetime(first) {}
    }
}

struct EvidenceStoreTests {
    let folder: TemporaryFolder
    let store: EvidenceStore
    let files = FileLayer()

    init() throws {
        folder = try TemporaryFolder()
        store = EvidenceStore(root: folder.path.appending("evidence"), files: files)
        try store.recover()
    }

    @Test func `bytes come back under their hash`() throws {
        let sha256 = try store.put(Array("abc".utf8))
        #expect(sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try store.put(Array("abc".utf8)) == sha256)
        #expect(try store.get(sha256) == Array("abc".utf8))
    }

    @Test func `altered and missing evidence is told apart`() throws {
        let sha256 = try store.put([1, 2, 3])
        try files.create(store.path(of: sha256), bytes: [1, 2, 4])
        #expect(throws: EvidenceError(sha256: sha256, problem: .altered)) { try store.get(sha256) }
        try files.remove(store.path(of: sha256))
        #expect(throws: EvidenceError(sha256: sha256, problem: .missing)) { try store.get(sha256) }
    }

    @Test func `a cut file is stored again whole`() throws {
        let sha256 = try store.put([1, 2, 3])
        try files.create(store.path(of: sha256), bytes: [1])
        _ = try store.put([1, 2, 3])
        #expect(try store.get(sha256) == [1, 2, 3])
    }

    @Test func `recovery removes what was half written`() throws {
        let temporary = folder.path.appending("evidence").appending("tmp").appending("half")
        try files.create(temporary, bytes: [1])
        try store.recover()
        #expect(try files.inspect(temporary) == nil)
    }
}

@Test func `a lock is held once, and asking for it takes nothing`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("lock")
    #expect(try !FolderLock.isHeld(path))
    do {
        let lock = try #require(try FolderLock(path))
        #expect(try FolderLock.isHeld(path))
        #expect(try FolderLock(path) == nil)
        #expect(try FolderLock.isHeld(path))
        withExtendedLifetime(lock) {}
    }
    #expect(try !FolderLock.isHeld(path))
    #expect(try FolderLock(path) != nil)
}
