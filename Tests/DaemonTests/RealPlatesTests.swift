import Domain
import Foundation
import Storage
import TestSupport
import Testing

struct RealPlatesTests {
    /// The 60 street pictures as uploads, against a register that holds their vehicles and 10,000 others: no letter may go to
    /// anybody but the vehicle in the picture.
    @Test(.enabled(if: realPlates("id-scenes-val") != nil, "skipped: ../shared/data/id-scenes-val is not here"))
    func `no letter goes to a wrong person`() throws {
        let folder = try #require(realPlates("id-scenes-val"))
        let table = try CSVTable(
            parsing: String(contentsOf: folder.appendingPathComponent("labels.csv"), encoding: .utf8))
        let installation = try Installation()
        let labels = try table.rows.map { row in
            let fields = Dictionary(uniqueKeysWithValues: zip(table.columns, row))
            return (
                file: try #require(fields["file"]), plate: try #require(fields["plate"]),
                kind: ["K1", "K2"].contains(fields["class"]) ? "motorcycle" : "car",
                colour: ["K1", "K3"].contains(fields["class"]) ? "white-on-black" : "black-on-white"
            )
        }
        let register = installation.path("register.csv")
        try registerText(labels).write(toFile: register, atomically: true, encoding: .utf8)
        try installation.importRegister(URL(fileURLWithPath: register))
        for (index, label) in labels.enumerated() {
            let picture = try Data(contentsOf: folder.appendingPathComponent(label.file))
            try installation.drop(picture, as: "\(index).jpg", camera: "SDR-014")
            let manifest: [String: Any] = [
                "schema": "etle.event/1", "event_id": "\(index)", "camera_id": "SDR-014",
                "captured_at": now().adding(seconds: -3600 - Double(index) * 60).rfc3339,
                "violations": [["code": "red-light"]], "frames": [["file": "\(index).jpg", "role": "overview"]],
            ]
            try installation.drop(
                JSONSerialization.data(withJSONObject: manifest), as: "\(index).json", camera: "SDR-014")
        }
        try installation.runOnce()
        let events = try installation.events()
        func count(_ outcome: String) -> Int { events.filter { $0["outcome"] as? String == outcome }.count }
        let wrong = events.filter { event in
            guard event["outcome"] as? String == "issued", let id = (event["event_id"] as? String).flatMap({ Int($0) })
            else {
                return false
            }
            return event["plate"] as? String != labels[id].plate
        }
        print(
            "id-scenes-val: \(count("issued")) issued, \(count("review")) review, \(count("dismissed")) dismissed, "
                + "\(wrong.count) wrong letters")
        #expect(events.count == labels.count)
        #expect(wrong.isEmpty)
        #expect(count("review") + count("dismissed") <= labels.count / 2)
    }

    private func registerText(_ labels: [(file: String, plate: String, kind: String, colour: String)]) -> String {
        let columns = [
            "plate", "owner_name", "nik", "address", "kelurahan", "kecamatan", "city", "postal_code", "phone", "email",
            "make",
            "type", "kind", "model", "year", "colour", "chassis_number", "engine_number", "fuel", "plate_colour",
            "owned_from", "stnk_valid_until", "tax_paid_until", "status",
        ]
        func row(_ plate: String, _ kind: String, _ colour: String, _ number: Int) -> String {
            csvLine([
                plate, "Pemilik \(number)", "3171\(String(repeating: "0", count: 12 - "\(number)".count))\(number)",
                "Jl. Contoh \(number)", "Gambir", "Gambir", "Jakarta Pusat", "10110", "", "", "TOYOTA", "AVANZA", kind,
                "",
                "2020", "", "CH\(number)", "EN\(number)", "BENSIN", colour, "2020-01-01", "2030-01-01", "2027-01-01",
                "",
            ])
        }
        var generator = SeededGenerator(seed: 1)
        var plates = Set(labels.map(\.plate).filter { !$0.isEmpty })
        var text = csvLine(columns)
        var number = 0
        for label in labels where plates.contains(label.plate) {
            number += 1
            text += row(label.plate, label.kind, label.colour, number)
            plates.remove(label.plate)
        }
        plates = Set(labels.map(\.plate))
        let regions = ["AA", "AB", "AD", "B", "H", "K", "R"]
        while number < labels.count + 10_000 {
            let letters = (0..<2).map { _ in String(UnicodeScalar(UInt8.random(in: 65...90, using: &generator))) }
            let plate =
                (regions.randomElement(using: &generator) ?? "B") + "\(Int.random(in: 1000...9999, using: &generator))"
                + letters.joined()
            guard plates.insert(plate).inserted else { continue }
            number += 1
            text += row(plate, Bool.random(using: &generator) ? "car" : "motorcycle", "black-on-white", number)
        }
        return text
    }
}
