/// What a PDF says of itself in its document information.
public struct PDFMetadata: Hashable, Sendable {
    public var title: String
    public var author: String
    public var subject: String
    public var keywords: String
    public var creator: String
    /// ISO 8601 with zone, whole seconds (`2026-04-23T10:00:00+07:00`); creation and modification alike, so that writing it again gives the same bytes.
    public var created: String
    /// BCP 47, for screen readers.
    public var language: String

    public init(
        title: String, author: String, subject: String, keywords: String, creator: String, created: String,
        language: String
    ) {
        self.title = title
        self.author = author
        self.subject = subject
        self.keywords = keywords
        self.creator = creator
        self.created = created
        self.language = language
    }
}
