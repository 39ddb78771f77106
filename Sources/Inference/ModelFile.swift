import Foundation

/// The project's model file, version 1. All numbers are little endian.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | magic: 89 45 54 4C 45 0D 0A 1A (`\x89ETLE\r\n\x1a`, so that text conversion is noticed) |
/// | 8 | 4 | version, 1 |
/// | 12 | 4 | kind of the weights: 1 = IEEE 754 binary32, 2 = binary16 |
/// | 16 | 8 | `d`, bytes of the description |
/// | 24 | 8 | `n`, number of weights |
/// | 32 | d | the description: UTF-8 JSON, ``ModelDescription`` |
/// | 32 + d | n × 4 or n × 2 | the weights |
/// | end - 8 | 8 | checksum: FNV-1a, 64 bits, of all bytes before it |
///
/// A change of any one byte changes the checksum. It guards against accidents; what guards against malice is who may
/// write the program's files.
public enum ModelFile {
    public static let version: UInt32 = 1
    static let magic: [UInt8] = [0x89, 0x45, 0x54, 0x4C, 0x45, 0x0D, 0x0A, 0x1A]
    static let headerBytes = 32
    static let checksumBytes = 8
    /// No model of ours comes near; a damaged length is caught before anything is allocated for it.
    static let maximumBytes = 64 << 20

    /// Reads and checks a model file.
    ///
    /// - Throws: ``ModelError``: `not-a-model`, `other-version`, `truncated-model`, `altered-model`, `invalid-model`.
    public static func read(_ bytes: UnsafeRawBufferPointer) throws -> (description: ModelDescription, weights: [Float])
    {
        guard bytes.count >= magic.count, bytes.prefix(magic.count).elementsEqual(magic) else {
            let isStart = !bytes.isEmpty && bytes.elementsEqual(magic.prefix(bytes.count))
            throw isStart
                ? truncated(bytes.count)
                : ModelError("not-a-model", "The file isn't an etle model by its first bytes: name another file.")
        }
        guard bytes.count >= headerBytes + checksumBytes else { throw truncated(bytes.count) }
        let fileVersion = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        guard fileVersion == version else {
            throw ModelError(
                "other-version",
                "The model file has version \(fileVersion), this program reads version \(version): "
                    + "use the model that came with it, or export it again.")
        }
        let kind = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        let descriptionBytes = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        let weightCount = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
        guard kind == 1 || kind == 2, descriptionBytes <= maximumBytes, weightCount <= maximumBytes else {
            throw altered("its header holds impossible numbers")
        }
        let weightBytes = Int(weightCount) * (kind == 1 ? 4 : 2)
        let expected = headerBytes + Int(descriptionBytes) + weightBytes + checksumBytes
        guard bytes.count >= expected else { throw truncated(bytes.count, of: expected) }
        guard bytes.count == expected else { throw altered("\(bytes.count - expected) bytes too many") }
        let end = expected - checksumBytes
        let found = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt64.self))
        guard checksum(UnsafeRawBufferPointer(rebasing: bytes[..<end])) == found else {
            throw altered("its checksum doesn't match")
        }
        let textEnd = headerBytes + Int(descriptionBytes)
        let description: ModelDescription
        do {
            description = try JSONDecoder().decode(ModelDescription.self, from: Data(bytes[headerBytes..<textEnd]))
        } catch {
            throw ModelError.invalid("its description can't be parsed")
        }
        let weights = (0..<Int(weightCount)).map { index in
            kind == 1
                ? Float(
                    bitPattern: UInt32(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: textEnd + 4 * index, as: UInt32.self)))
                : float(
                    half: UInt16(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: textEnd + 2 * index, as: UInt16.self)))
        }
        guard weights.allSatisfy(\.isFinite) else { throw ModelError.invalid("a weight isn't a finite number") }
        return (description, weights)
    }

    /// The bytes of a model file with binary32 weights.
    ///
    /// - Throws: what `JSONEncoder` throws, for numbers that JSON can't hold.
    public static func write(_ description: ModelDescription, weights: [Float]) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = try encoder.encode(description)
        var bytes = magic
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(version)
        append(UInt32(1))
        append(UInt64(text.count))
        append(UInt64(weights.count))
        bytes.append(contentsOf: text)
        for weight in weights { append(weight.bitPattern) }
        append(bytes.withUnsafeBytes { checksum($0) })
        return bytes
    }

    /// FNV-1a with 64 bits (Fowler, Noll, Vo).
    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    /// IEEE 754 binary16 to binary32; exact.
    static func float(half: UInt16) -> Float {
        let sign = UInt32(half & 0x8000) << 16
        let exponent = UInt32(half >> 10) & 0x1F
        let fraction = UInt32(half) & 0x3FF
        switch exponent {
        case 0:
            let magnitude = Float(fraction) * 0x1p-24
            return sign == 0 ? magnitude : -magnitude
        case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }

    private static func truncated(_ count: Int, of expected: Int? = nil) -> ModelError {
        let size = expected.map { " of \($0)" } ?? ""
        return ModelError(
            "truncated-model", "The model file ends too early, after \(count)\(size) bytes: copy or install it again.")
    }

    private static func altered(_ what: String) -> ModelError {
        ModelError("altered-model", "The model file was altered or damaged (\(what)): copy or install it again.")
    }
}
