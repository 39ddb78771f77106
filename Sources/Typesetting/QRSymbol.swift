import CQREncode

/// A QR code (ISO/IEC 18004) as modules. Error correction level M: about 15 % of it may be lost, as happens to letters in the post.
public struct QRSymbol: Hashable, Sendable {
    /// Modules a side, without the quiet zone.
    public let size: Int
    /// Row-major, `size * size`; true is dark.
    public let modules: [Bool]

    /// The light border that the standard asks for, in modules.
    public static let quietZone = 4

    /// - Parameter payload: at most 2331 bytes.
    /// - Throws: ``TypesettingError`` (`qr`, `out-of-memory`).
    public init(_ payload: String) throws {
        let bytes = Array(payload.utf8)
        let code = bytes.withUnsafeBufferPointer {
            QRcode_encodeData(Int32($0.count), $0.baseAddress, 0, QR_ECLEVEL_M)
        }
        guard let code else {
            throw TypesettingError(
                code: .qr, message: "No QR code can hold \(bytes.count) bytes: shorten the address that it leads to.")
        }
        defer { QRcode_free(code) }
        let size = Int(code.pointee.width)
        let cells = UnsafeBufferPointer(start: code.pointee.data, count: size * size)
        self.size = size
        modules = cells.map { $0 & 1 == 1 }
    }
}
