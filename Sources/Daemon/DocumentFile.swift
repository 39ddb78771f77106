/// The files of a signed document, side by side in the output folder.
enum DocumentFile: CaseIterable, Sendable {
    case pdf, json, proof

    var suffix: String {
        switch self {
        case .pdf: ".pdf"
        case .json: ".json"
        case .proof: ".proof"
        }
    }
}
