/// What the QR code holds: the unit's site with the reference, which spares its typing.
///
/// The answer code is not in it. A photographed or forwarded QR code alone must not let anybody answer in the owner's name, and the
/// secret stays out of browser histories and server logs.
enum AnswerLink {
    static func text(_ answerURL: String, reference: String) -> String {
        "\(answerURL)\(answerURL.contains("?") ? "&" : "?")r=\(reference)"
    }
}
