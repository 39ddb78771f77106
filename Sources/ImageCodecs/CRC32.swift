/// The checksum of PNG chunks: CRC-32 with the reflected polynomial 0xEDB88320 (ISO/IEC 15948, annex D).
enum CRC32 {
    /// Four tables, so that four bytes are taken at a time ("slicing by four").
    private static let tables: [[UInt32]] = {
        var first = [UInt32](repeating: 0, count: 256)
        for index in 0..<256 {
            var value = UInt32(index)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
            first[index] = value
        }
        var tables = [first]
        for _ in 1..<4 {
            let last = tables[tables.count - 1]
            tables.append(last.map { ($0 >> 8) ^ first[Int($0 & 0xFF)] })
        }
        return tables
    }()

    static func checksum(_ data: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let (t0, t1, t2, t3) = (tables[0], tables[1], tables[2], tables[3])
        var value: UInt32 = 0xFFFF_FFFF
        var position = 0
        while position + 4 <= data.count {
            value ^=
                UInt32(data[position]) | UInt32(data[position + 1]) << 8 | UInt32(data[position + 2]) << 16
                | UInt32(data[position + 3]) << 24
            value =
                t3[Int(value & 0xFF)] ^ t2[Int(value >> 8 & 0xFF)] ^ t1[Int(value >> 16 & 0xFF)] ^ t0[Int(value >> 24)]
            position += 4
        }
        while position < data.count {
            value = t0[Int((value ^ UInt32(data[position])) & 0xFF)] ^ (value >> 8)
            position += 1
        }
        return ~value
    }
}
