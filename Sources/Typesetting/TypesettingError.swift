/// Why a document could not be made.
///
/// Never holds text of the document: that is personal data.
public struct TypesettingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable, for logs and tests.
    public let code: Code
    /// Cause and remedy, for operators.
    public let message: String
    /// Whether the same call may succeed later without anything being changed.
    public var isTransient: Bool { code == .outOfMemory }

    public struct Code: Hashable, Sendable {
        public let name: String

        /// Cairo refused an operation.
        public static let cairo = Code(name: "cairo")
        public static let outOfMemory = Code(name: "out-of-memory")
        /// A font file is missing or cannot be read.
        public static let font = Code(name: "font")
        /// The content is too long for a QR code.
        public static let qr = Code(name: "qr")
        /// A part that cannot go on on the next page is higher than a page.
        public static let doesNotFit = Code(name: "does-not-fit")
        /// The written PDF does not have the structure that is completed after cairo.
        public static let structure = Code(name: "structure")
    }

    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { "\(code.name): \(message)" }
}
