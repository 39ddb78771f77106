import GRDB

extension Journal {
    /// Whether an error says that the journal itself cannot work now (no space, another process, a broken disk), so that whatever was
    /// being worked on is not at fault and will do later.
    public static func isHindered(by error: any Error) -> Bool {
        if let error = error as? JournalError { return error.code == .stateChanged }
        guard let error = error as? DatabaseError else { return false }
        switch error.resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_TOOBIG, .SQLITE_RANGE, .SQLITE_MISUSE:
            return false
        default: return true
        }
    }
}
