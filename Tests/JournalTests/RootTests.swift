import Domain
import Foundation
import Journal
import Storage
import TestSupport
import Testing

struct RootTests {
    @Test func `the tree is that of RFC 6962`() {
        var tree = MerkleTree()
        #expect(tree.root == Digest.sha256([]))
        // Seven leaves, computed from the definition: MTH(D[n]) splits at the largest power of two below n.
        let leaves = (0..<7).map { [UInt8($0)] }
        func head(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
            guard leaves.count > 1, let first = leaves.first else {
                return Digest.rawSHA256([0] + (leaves.first ?? []))
            }
            _ = first
            var split = 1
            while split * 2 < leaves.count { split *= 2 }
            let middle = leaves.startIndex + split
            return Digest.rawSHA256([1] + head(leaves[..<middle]) + head(leaves[middle...]))
        }
        for count in 1...7 {
            tree.add(leaves[count - 1])
            #expect(tree.root == Digest.hexadecimal(head(leaves[..<count])))
        }
    }

    @Test func `a day's root is made once, after its end`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1"), bench.upload("E2")], at: bench.now)
        #expect(try await bench.journal.closeDay(at: bench.now) == nil)
        let tomorrow = bench.now.adding(seconds: 86_400)
        let root = try #require(try await bench.journal.closeDay(at: tomorrow))
        #expect(root.first == 1 && root.last == 2)
        #expect(try await bench.journal.closeDay(at: tomorrow.adding(seconds: 86_400)) == nil)
        _ = try await bench.journal.accept([bench.upload("E3")], at: tomorrow)
        let second = try #require(try await bench.journal.closeDay(at: tomorrow.adding(seconds: 86_400)))
        #expect(second.first == 3 && second.last == 4)
        #expect(try await bench.problems() == [])
        #expect(try await bench.journal.dayRoots() == [root, second])
    }

    @Test func `a root that doesn't fit is found, though it is signed`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1"), bench.upload("E2")], at: bench.now)
        let tomorrow = bench.now.adding(seconds: 86_400)
        let root = try #require(try await bench.journal.closeDay(at: tomorrow))
        let entries = try await bench.journal.ledger(after: 0, limit: 10)
        let key = try LedgerKey.load(from: bench.keys, files: bench.files)
        func problems(_ first: Int64, _ last: Int64, _ root: String) async throws -> [String] {
            let payload = "{\"day\":\"2026-07-21\",\"first\":\(first),\"last\":\(last),\"root\":\"\(root)\"}"
            let entry = try LedgerEntry(
                .root, subject: "2026-07-21", payload: payload, at: tomorrow, after: entries[1], signedWith: key)
            var checker = try LedgerChecker(keysIn: bench.keys, files: bench.files)
            return await checker.check(Array(entries.prefix(2)) + [entry]).map(\.message)
        }
        #expect(try await problems(1, 2, root.root) == [])
        let message = "entry 3 has a root that the entries 1 to 2 don't give"
        #expect(try await problems(1, 2, String(root.root.reversed())) == [message])
        #expect(try await problems(2, 2, root.root) == [message])
        #expect(try await problems(1, 1, root.root) == [message])
        #expect(try await problems(1, 3, root.root) == [message])
    }

    @Test func `a busy midnight has a root, in the transaction of the first entry after it`() async throws {
        let bench = try await JournalBench()
        _ = try await bench.journal.accept([bench.upload("E1"), bench.upload("E2")], at: bench.now)
        let midnight = bench.now.adding(seconds: 86_400)
        _ = try await bench.journal.accept([bench.upload("E3"), bench.upload("E4")], at: midnight)
        #expect(try await bench.journal.closeDay(at: midnight) == nil)
        let roots = try await bench.journal.dayRoots()
        #expect(roots.map(\.first) == [1] && roots.map(\.last) == [2])
        #expect(
            try await bench.journal.ledger(after: 0, limit: 10).map(\.kind)
                == [.eventAccepted, .eventAccepted, .root, .eventAccepted, .eventAccepted])
        _ = try await bench.journal.accept([bench.upload("E5")], at: midnight.adding(seconds: 86_400))
        #expect(try await bench.journal.dayRoots().map(\.first) == [1, 3])
        #expect(try await bench.problems() == [])
    }

    @Test func `an entry's line by hand is the line that the encoder writes`() throws {
        for payload in [#"{"a":"b"}"#, "\"\\/\u{8}\u{9}\u{A}\u{C}\u{D}\u{1}\u{1F}\u{7F} é 😀", ""] {
            let fields: [String: Any] = [
                "sequence": 7, "at": "2026-07-21T01:30:15.250Z", "kind": "reading", "subject": payload,
                "payload": payload, "hash": "00", "key_id": "11", "signature": "22",
            ]
            let entry = try JSONDecoder().decode(
                LedgerEntry.self, from: JSONSerialization.data(withJSONObject: fields))
            #expect(entry.line == Array(try CanonicalJSON.encode(entry).utf8) + [10], "\(payload)")
        }
    }
}
