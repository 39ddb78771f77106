import Configuration
import Domain
import Journal
import Matching

/// The same plate at another camera at about the same time: one of the two may be a copy.
extension Engine {
    /// Another capture of the plate, and the event that it belongs to.
    struct Elsewhere {
        var event: Int64
        var sighting: MatchingInput.OtherSighting
    }

    /// Captures of the plate at other cameras, as far back and forth as the farthest camera makes any sense of.
    func otherSightings(
        of plate: String?, _ capture: Capture, _ configuration: Configuration
    ) async throws -> [Elsewhere] {
        guard let plate, let here = configuration.camera(capture.cameraID)?.location else { return [] }
        let distances = configuration.cameras.reduce(into: [String: Double]()) { distances, camera in
            distances[camera.id] = camera.location.map { here.kilometres(to: $0) }
        }
        guard let farthest = distances.values.max(), farthest > 0 else { return [] }
        let captures = try await journal.otherCaptures(
            plate: plate, near: capture.capturedAt, seconds: farthest / MatchingInput.fastestKmh * 3600,
            confidence: configuration.recognition.minimumConfidence, exceptCamera: capture.cameraID)
        return captures.compactMap { other in
            distances[other.cameraID].map { kilometres in
                Elsewhere(
                    event: other.id,
                    sighting: .init(cameraID: other.cameraID, capturedAt: other.capturedAt, kilometres: kilometres))
            }
        }
    }

    /// What the events that were at impossible places learn from this one.
    func marks(on others: [Elsewhere], _ input: MatchingInput) -> [CloneMark] {
        others.map { other in
            let back = MatchingInput.OtherSighting(
                cameraID: input.capture.cameraID, capturedAt: input.capture.capturedAt,
                kilometres: other.sighting.kilometres)
            return CloneMark(event: other.event, result: .init(elsewhere: back))
        }
    }
}
