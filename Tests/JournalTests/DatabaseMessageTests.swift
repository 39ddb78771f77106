import GRDB
import Journal
import Testing

struct DatabaseMessageTests {
    @Test(arguments: [
        (ResultCode.SQLITE_FULL, "No space left on device (free some space; work goes on by itself; SQLite error 13)"),
        (.SQLITE_IOERR, "system's log"), (.SQLITE_READONLY, "let the user etle"), (.SQLITE_BUSY, "goes on by itself"),
        (.SQLITE_CORRUPT, "restore the backup"), (.SQLITE_CONSTRAINT, "(SQLite error 19)"),
    ])
    func `an error of the database says what to do and nothing of what rows hold`(code: ResultCode, words: String) {
        let error = DatabaseError(
            resultCode: code, message: "said by SQLite", sql: "SELECT ?", arguments: ["BUDI SANTOSO"])
        let message = JournalError.withoutValues(error)
        #expect(message.hasPrefix("the database in the state folder: ") && message.contains(words))
        #expect(!message.contains("BUDI"))
    }
}
