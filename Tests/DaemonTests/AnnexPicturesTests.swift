import Daemon
import Domain
import Imaging
import Testing

/// What of an event's frames a document shows, and what it masks.
struct AnnexPicturesTests {
    private func capture(_ roles: [CaptureFrame.Role]) -> Capture {
        Capture(
            eventID: "E", cameraID: "C", capturedAt: Timestamp(milliseconds: 0), lane: nil, violations: [],
            vehicle: nil,
            frames: roles.enumerated().map { index, role in
                CaptureFrame(
                    file: "\(index).jpg", sha256: "\(index)", bytes: 1, width: 100, height: 100, role: role,
                    capturedAt: nil)
            })
    }

    private func sighting(
        _ frame: Int, _ text: String, _ confidence: Double, _ box: [Int], isTarget: Bool = false
    ) -> EventReading.Sighting {
        let (x, y, right, bottom) = (box[0], box[1], box[0] + box[2], box[1] + box[3])
        return .init(
            frame: frame, text: text, confidence: confidence, box: box,
            corners: [[x, y], [right, y], [right, bottom], [x, bottom]], isTarget: isTarget)
    }

    private func reading(
        _ confidence: Double, _ sightings: [EventReading.Sighting], unread: [Int]? = nil
    ) -> EventReading {
        EventReading(
            candidates: sightings.first(where: \.isTarget).map { [.init(text: $0.text, confidence: confidence)] } ?? [],
            colour: .unknown, expiry: nil, sightings: sightings, doubts: unread == nil ? [] : [.frameUnreadable],
            unread: unread, model: "", annex: "a")
    }

    @Test func `what nobody read isn't shown`() {
        let roles: [CaptureFrame.Role] = [.overview, .vehicle, .plate]
        #expect(capture(roles).pictures(as: nil).map(\.withheld) == [.unread, .unread, .unread])
        #expect(capture(roles).pictures(as: nil, about: "B1234ABC").allSatisfy { $0.withheld == .unread })
        let some = reading(0.9, [sighting(0, "B1234ABC", 0.9, [10, 10, 20, 5], isTarget: true)], unread: [1])
        for plate in ["B1234ABC", "D9999ZZ", nil] {
            let pictures = capture(roles).pictures(as: some, about: plate)
            #expect(pictures.map(\.withheld) == [nil, .unread, nil])
            #expect(pictures[1].targetCorners.isEmpty && pictures[1].masked.isEmpty)
        }
    }

    @Test func `what was taken for the offender's plate and isn't is masked, however badly it was read`() {
        let read = reading(
            0.9,
            [
                sighting(0, "B1234ABC", 0.9, [10, 10, 20, 5], isTarget: true),
                sighting(0, "I", 0.005, [50, 50, 20, 5]),
                sighting(1, "B12", 0.001, [30, 30, 20, 5], isTarget: true),
            ])
        let pictures = capture([.overview, .vehicle]).pictures(as: read, about: "D9999ZZ")
        #expect(pictures.map(\.masked) == [[[10, 10, 20, 5]], [[30, 30, 20, 5]]])
        #expect(pictures.allSatisfy { $0.targetCorners.isEmpty && $0.withheld == nil })
        #expect(capture([.overview, .vehicle]).pictures(as: read).allSatisfy { $0.masked.isEmpty })
    }

    @Test func `the one plate that only a person can read stays readable and is marked`() {
        let read = reading(
            0, [sighting(0, "I1", 0.03, [10, 10, 20, 5]), sighting(1, "F567DE", 0.9, [50, 50, 20, 5])])
        let pictures = capture([.overview, .vehicle]).pictures(as: read, about: "B1234ABC")
        #expect(pictures[0].targetCorners.first == [10, 10] && pictures[0].masked.isEmpty)
        // Another plate was read there.
        #expect(pictures[1].targetCorners.isEmpty && pictures[1].withheld == .otherVehicle)
    }

    /// The target is [100, 100, 40, 10].
    @Test(arguments: [
        ([139, 109, 40, 10], true), ([130, 100, 40, 10], true), ([121, 100, 40, 10], true),
        ([118, 100, 40, 10], false),
        ([102, 101, 40, 10], false), ([90, 90, 80, 40], false), ([110, 102, 10, 6], false), ([140, 100, 40, 10], true),
    ])
    func `a neighbour's plate that touches the offender's is masked, the same one seen twice isn't`(
        box: [Int], isMasked: Bool
    ) {
        let read = reading(
            0.9,
            [sighting(0, "B1234ABC", 0.9, [100, 100, 40, 10], isTarget: true), sighting(0, "F567DE", 0.5, box)])
        #expect(capture([.overview]).pictures(as: read)[0].masked == (isMasked ? [box] : []))
    }

    @Test func `pictures of another vehicle than the document's aren't shown`() {
        let roles: [CaptureFrame.Role] = [.overview, .vehicle, .plate]
        let first = [
            sighting(0, "B1234ABC", 0.9, [10, 10, 20, 5], isTarget: true), sighting(0, "F567DE", 0.9, [50, 50, 20, 5]),
            sighting(2, "B1234ABC", 0.9, [30, 30, 20, 5], isTarget: true),
        ]
        let read = reading(0.9, first)
        // The vehicle's picture shows no plate: it is the camera's of the first vehicle.
        #expect(capture(roles).pictures(as: read).map(\.withheld) == [nil, nil, nil])
        let other = capture(roles).pictures(as: read, about: "F567DE")
        #expect(other.map(\.withheld) == [nil, .otherVehicle, .otherVehicle])
        #expect(other[0].targetCorners.first == [50, 50] && other[0].masked == [[10, 10, 20, 5]])
        // Where the named one is nowhere, nothing is better evidence than what there is; all is masked.
        #expect(capture(roles).pictures(as: read, about: "D9999ZZ").allSatisfy { $0.withheld == nil })
        // A vehicle's picture in which another plate alone was read is of another vehicle, too.
        let strange = reading(0.9, first + [sighting(1, "F567DE", 0.2, [40, 40, 20, 5])])
        #expect(capture(roles).pictures(as: strange).map(\.withheld) == [nil, .otherVehicle, nil])
    }

    @Test func `decoded pictures are kept up to 16 megapixels an event`() {
        func picture(_ height: Int) -> YCbCrImage {
            YCbCrImage(
                luminance: Plane(
                    width: 1000, height: height, pixels: [UInt8](repeating: 0, count: 1000 * height)), chroma: nil)
        }
        var kept = DecodedPictures()
        kept.keep(picture(10_000), "a")
        kept.keep(picture(6001), "b")
        #expect(kept.pictures.keys.sorted() == ["a"])
        // The same again takes no more room.
        kept.keep(picture(10_000), "a")
        kept.keep(picture(6000), "c")
        kept.keep(picture(1), "d")
        #expect(kept.pictures.keys.sorted() == ["a", "c"])
    }
}
