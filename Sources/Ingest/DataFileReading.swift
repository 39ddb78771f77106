import Domain

/// Reads a camera's data file as ingest does, for those who feed it with nonsense (`make fuzz`).
///
/// - Returns: what came of it in a few words, without anything of the file: `event`, `nothing`, or the rejection's code and message.
package func outcomeOfReading(_ bytes: [UInt8], as kind: CameraFormat.Kind, isJSON: Bool = true) -> String {
    let format = CameraFormat(kind: kind, codes: ["1625": "red-light", "TrafficJunction": "red-light"])
    do {
        switch kind {
        case .manifest:
            _ = Report(try Manifest(bytes, maximumFrames: 16))
            return "event"
        case .hikvisionXML:
            guard case .event = try HikvisionAlert.read(bytes, file: "a.xml", format: format) else { return "nothing" }
            return "event"
        case .dahua:
            guard let event = try DahuaEvent(bytes, isJSON: isJSON, format: format) else { return "nothing" }
            return DahuaEvent.report([(event, "a.txt")], format: format) == nil ? "nothing" : "event"
        case .hikvisionFTP, .dahuaFTP, .names:
            return "nothing"
        }
    } catch {
        return "\(error.code.rawValue): \(error.message.filter { !$0.isNumber })"
    }
}
