import Configuration
import Domain
import ImageCodecs
import Ingest
import Issuance

// The configuration in the words of the stages: they know nothing of it, so that each can be tested alone.

extension Configuration {
    var imageLimits: ImageLimits {
        ImageLimits(maximumBytes: ingest.maxFrameBytes, maximumPixels: ingest.maxFramePixels)
    }

    /// - Parameter once: a run that works off what is there and ends: nobody will come back for a damaged upload.
    func ingestSettings(once: Bool) -> IngestSettings {
        IngestSettings(
            settle: ingest.settleSeconds, retry: once ? 0 : ingest.retrySeconds, frameWait: ingest.frameWaitSeconds,
            maximumManifestBytes: ingest.maxManifestBytes, maximumFrames: ingest.maxFrames,
            imageLimits: imageLimits, clockAhead: ingest.clockAheadSeconds,
            clockBehind: Double(ingest.clockBehindDays) * 86400)
    }

    var cameraAccounts: [CameraAccount] {
        cameras.filter(\.enabled).compactMap { camera in
            camera.format.map { CameraAccount(id: camera.id, unitID: camera.unit, format: $0) }
        }
    }

    var deadlineSettings: DeadlineSettings {
        DeadlineSettings(
            letterDays: deadlines.letterDays, answerDays: deadlines.answerDays, paymentDays: deadlines.paymentDays,
            settleDays: deadlines.settleDays)
    }

    /// The terms of cases that begin now; they hold for the whole case.
    var caseTerms: CaseTerms {
        CaseTerms(
            deliveryDays: deadlines.deliveryDays, graceDays: max(1, deadlines.answerDays - deadlines.letterDays),
            days: caseDays)
    }

    private var caseDays: CaseTerms.Days {
        CaseTerms.Days(
            letter: deadlines.letterDays, answer: deadlines.answerDays, payment: deadlines.paymentDays,
            settle: deadlines.settleDays, hearing: deadlines.hearingDays)
    }

    /// The days of a case: those that it began under.
    func days(of terms: CaseTerms) -> CaseTerms.Days { terms.days ?? caseDays }

    /// The unit that an event belongs to, with the zone of the camera's place: what is printed and every term is local there.
    func unit(of capture: Capture, unitID: String) throws -> Unit {
        guard var unit = unit(unitID) else {
            throw DaemonError("the configuration no longer has the unit \(unitID) of this event: put it back")
        }
        if let camera = camera(capture.cameraID) { unit.timeZone = camera.timeZone }
        return unit
    }
}

extension DeadlineSettings {
    init(_ days: CaseTerms.Days) {
        self.init(letterDays: days.letter, answerDays: days.answer, paymentDays: days.payment, settleDays: days.settle)
    }
}

/// Something that only an operator or officer can put right, said in their words.
public struct DaemonError: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}
