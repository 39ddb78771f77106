import Domain
import Foundation
import Registry
import RegistrySynthesis

/// Writes the region as register files: an extract as of the first day, the lists, and the changes in two files out of order.
extension ProofRegion {
    /// Takes all of it into a register; returns what each file's report said.
    func fill(_ registry: Registry, folder: URL) throws -> [RegistryReport] {
        let extract = folder.appending(path: "extract.csv")
        try writeExtract(to: extract)
        let lists = folder.appending(path: "lists.csv")
        let (early, late, listed) = changes()
        try write(["list,plate,kind,reason,valid_from,valid_until"] + listed, to: lists)
        let header = "change,date,plate,new_plate,owner_name,nik,address,city,status"
        let now = Timestamp(milliseconds: 1_784_600_000_000)
        var reports = [try registry.take(extract.path, options: .init(asOf: first.adding(days: -1)), now: now)]
        let last = ImportOptions(asOf: first.adding(days: days))
        reports.append(try registry.take(lists.path, options: last, now: now))
        // The late ones come twice, and those of later days first.
        for (number, lines) in [late, early, late + [""]].enumerated() {
            let file = folder.appending(path: "changes-\(number).csv")
            try write([header] + lines, to: file)
            reports.append(try registry.take(file.path, options: last, now: now))
        }
        return reports
    }

    private func writeExtract(to file: URL) throws {
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        var text = SyntheticRegister.header
        for index in 0..<vehicles {
            text += rows(of: vehicle(index))
            if text.utf8.count > 1 << 20 || index == vehicles - 1 {
                try handle.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try handle.close()
    }

    private func rows(of vehicle: ProofVehicle) -> String {
        func row(_ turn: Int) -> String {
            let nik = vehicle.nik(turn)
            return
                "\(vehicle.plate),OWNER \(nik),\(nik),\(ProofVehicle.address(nik)),KEL \(vehicle.index % 4000),KEC,KOTA,55000,,,"
                + "MAKE,TYPE,\(vehicle.kind.rawValue),MODEL,2020,\(vehicle.colour),C\(vehicle.index),E\(vehicle.index),BENSIN,"
                + "\(vehicle.plateColour.rawValue),\(vehicle.ownedFrom.iso8601),\(vehicle.validUntil.iso8601),,active\n"
        }
        switch vehicle.fate {
        case .missing: return ""
        case .duplicated: return row(0) + row(0)
        case .contradicted: return row(0) + row(1)
        default: return row(0)
        }
    }

    private func changes() -> (early: [String], late: [String], lists: [String]) {
        var (early, late, lists): ([String], [String], [String]) = ([], [], [])
        for index in 0..<vehicles {
            let vehicle = vehicle(index)
            let on = "\(vehicle.day.iso8601),\(vehicle.plate)"
            let buyer = vehicle.nik(1)
            let person = "OWNER \(buyer),\(buyer),\(ProofVehicle.address(buyer)),KOTA,"
            switch vehicle.fate {
            case .transferred: early.append("transfer,\(on),,\(person)")
            case .transferredLate: late.append("transfer,\(on),,\(person)")
            case .moved: early.append("mutation,\(on),\(vehicle.newPlate),,,,,")
            case .soldToKnown: early.append("sale-report,\(on),,\(person)")
            case .soldToUnknown: late.append("sale-report,\(on),,,,,,")
            case .corrected:
                late.append("correction,\(on),,,,\(ProofVehicle.address(vehicle.nik(0))) BARU,KOTA,")
            case .ended: early.append("end,\(on),,,,,,")
            case .stolen: early.append("block,\(on),,,,,,crime")
            case .exempt: lists.append("exempt,\(vehicle.plate),,ambulance,,")
            case .watched: lists.append("watch,\(vehicle.plate),,known clone,,")
            case .plain, .duplicated, .contradicted, .lapsed, .missing: break
            }
        }
        return (early.reversed(), late, lists)
    }

    private func write(_ lines: [String], to file: URL) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    }
}
