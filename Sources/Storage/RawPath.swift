/// A path as the kernel sees it: bytes, not text. Names from cameras may be no UTF-8 at all, and a repaired name would be
/// another file's.
public struct RawPath: Hashable, Sendable, ExpressibleByStringLiteral {
    public let bytes: [UInt8]

    /// - Precondition: no zero byte.
    public init(bytes: [UInt8]) {
        precondition(!bytes.contains(0))
        var trimmed = bytes
        while trimmed.count > 1, trimmed.last == UInt8(ascii: "/") { trimmed.removeLast() }
        self.bytes = trimmed
    }

    public init(_ text: String) { self.init(bytes: Array(text.utf8)) }
    public init(stringLiteral text: String) { self.init(text) }

    /// The path as text, with replacement characters where it is no UTF-8, and control characters escaped: for messages only.
    public var display: String {
        var text = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    public var name: [UInt8] {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes }
        return Array(bytes[(slash + 1)...])
    }

    /// Nil for the root and for a name alone.
    public var parent: RawPath? {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), bytes.count > 1 else { return nil }
        return RawPath(bytes: slash == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<slash]))
    }

    public func appending(_ name: [UInt8]) -> RawPath {
        RawPath(bytes: bytes == [UInt8(ascii: "/")] ? bytes + name : bytes + [UInt8(ascii: "/")] + name)
    }

    public func appending(_ name: String) -> RawPath { appending(Array(name.utf8)) }

    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                // The buffer holds at least the closing zero, so it has an address.
                body(characters.baseAddress.unsafelyUnwrapped)
            }
        }
    }
}
