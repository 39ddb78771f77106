import Glibc
import Journal
import Storage

/// Compares the ledger's files with the journal's rows, in order.
struct LedgerFileReader {
    private let ledger: LedgerFile
    private let files: FileLayer
    private var path: RawPath?
    private var bytes: [UInt8] = []
    private var offset = 0
    /// Whether something was told of the present file: behind a line too many or too few no other stands where it belongs.
    private var isTold = false
    /// The first of the entries that the files lack so far.
    private(set) var missing: Int64?

    init(_ ledger: LedgerFile, files: FileLayer) {
        self.ledger = ledger
        self.files = files
    }

    enum Outcome: Equatable {
        case same
        /// Nothing stands there. Entries that are only missing at the end are not written yet: the daemon appends them, and a
        /// command beside it doesn't.
        case missing
        case problem(String)
        /// Not the same either, in a file of which a problem was told.
        case told
    }

    /// Compares the files with the next entry.
    mutating func check(_ entry: LedgerEntry) -> Outcome {
        let wanted = ledger.path(of: entry.sequence)
        if wanted != path {
            let surplus = rest
            path = wanted
            (bytes, offset, isTold) = ([], 0, false)
            do {
                bytes = try files.read(wanted, limit: 1 << 30)
            } catch  where error.isMissing {
                // Not begun yet, or lost: what comes after it tells.
            } catch {
                return .problem("\(error)")
            }
            if let surplus { return .problem(surplus) }
        }
        guard offset < bytes.count else {
            missing = missing ?? entry.sequence
            return .missing
        }
        let expected = entry.line
        let end = offset + expected.count
        let isSame = end <= bytes.count && holds(expected, at: offset)
        offset =
            isSame ? end : bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
        if let first = missing {
            missing = nil
            isTold = !isSame
            return .problem("the ledger's files lack the entries from \(first) on; \(LedgerFileReader.remedy)")
        }
        if isSame { return .same }
        if isTold { return .told }
        isTold = true
        return .problem(
            "\(wanted.display) has something else than the journal here, and perhaps further on; \(LedgerFileReader.remedy)"
        )
    }

    private static let remedy =
        "with etle stopped, etle verify --restore keeps the file aside and writes it again, if the journal's chain holds"

    private func holds(_ expected: [UInt8], at offset: Int) -> Bool {
        let count = expected.count
        return bytes.withUnsafeBytes { bytes in
            expected.withUnsafeBytes { expected in
                guard let bytes = bytes.baseAddress, let expected = expected.baseAddress else { return false }
                return memcmp(bytes + offset, expected, count) == 0
            }
        }
    }

    /// What stands behind the last entry; nil if nothing does.
    var rest: String? {
        guard offset < bytes.count else { return nil }
        return "the ledger's file has \(bytes.count - offset) bytes that the journal has not"
    }
}
