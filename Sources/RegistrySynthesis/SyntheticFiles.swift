#if canImport(Glibc)
    import Glibc
#endif

extension SyntheticRegister {
    /// Writes the whole register as an extract; returns the number of rows. Stops the program if the disk is full, since
    /// it serves tests and measurements only.
    @discardableResult
    public func writeExtract(to path: String) -> Int {
        var rows = 0
        write(path) { flush in
            var text = Array(Self.header.utf8)
            for index in 0..<vehicles {
                rows += appendRows(of: index, to: &text)
                if text.count > 1 << 20 { flush(&text) }
            }
            flush(&text)
        }
        return rows
    }

    /// Writes `count` changes: transfers, blocks, unblocks, sale reports, on plates all over the register.
    public func writeChanges(_ count: Int, on day: String, to path: String) {
        write(path) { flush in
            var random = SeededGenerator(seed: seed ^ 0xC4A4_6E5)
            var text = Array("change,date,plate,new_plate,owner_name,nik,address,city,status\n".utf8)
            for index in 0..<count {
                let plate = plate(index * (vehicles / max(1, min(count, vehicles))) % vehicles)
                let nik = 3_100_000_000_000_000 + random.below(1_000_000_000)
                let line =
                    switch random.below(10) {
                    case 0...5:
                        "transfer,\(day),\(plate),,MADE UP BUYER \(index),\(nik),JL. BARU NO. \(index % 100),KOTA BARU,"
                    case 6...7: "block,\(day),\(plate),,,,,,etle"
                    case 8: "unblock,\(day),\(plate),,,,,,etle"
                    default: "sale-report,\(day),\(plate),,,,,,"
                    }
                text.append(contentsOf: line.utf8)
                text.append(UInt8(ascii: "\n"))
                if text.count > 1 << 20 { flush(&text) }
            }
            flush(&text)
        }
    }

    private func write(_ path: String, _ body: ((inout [UInt8]) -> Void) -> Void) {
        guard let file = fopen(path, "w") else { fatalError("The made-up register can't be written.") }
        body { text in
            let written = text.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
            precondition(written == text.count, "The disk is full.")
            text.removeAll(keepingCapacity: true)
        }
        fclose(file)
    }
}
