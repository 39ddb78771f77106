import Configuration
import Foundation
import TestSupport
import Testing

/// The least configuration, with lines added and replaced.
enum Minimal {
    static let unit = """
          - {id: metro-jaya, name: DITLANTAS, city: Jakarta, letter_code: YAN.1.2, time_zone: Asia/Jakarta,
             answer_url: "https://konfirmasi.example.id", signatory: {name: A, rank: B, nrp: "1"}}
        """
    static let camera =
        "  - {id: SDR-014, format: manifest, unit: metro-jaya, place: Jl. A, violations: [red-light, speed]}"

    static func text(
        paths: String = "{spool: spool, state: state}", rest: String = "", units: String = unit,
        cameras: String = camera
    ) -> String {
        "paths: \(paths)\n\(rest)\nunits:\n\(units)\ncameras:\n\(cameras)\n"
    }
}

func load(_ text: String, in folder: TemporaryFolder? = nil) throws -> Result<Configuration, Mistakes> {
    let folder = try folder ?? TemporaryFolder()
    return Configuration.load(from: try folder.write(text, to: "etle.yaml"))
}

/// The mistakes of a configuration; empty if it is well.
func mistakes(_ text: String, in folder: TemporaryFolder? = nil) throws -> [Mistake] {
    switch try load(text, in: folder) {
    case .success: []
    case .failure(let mistakes): mistakes.all
    }
}
