/// What a camera says of an event beyond its violations: kept and shown, never taken as the reading.
///
/// Only ``signal`` is compared with anything: a claimed red light must not contradict the camera's own signal times.
public struct CameraClaims: Hashable, Codable, Sendable {
    /// The traffic light as the camera saw it.
    public struct Signal: Hashable, Codable, Sendable {
        public enum State: String, Codable, Sendable, CaseIterable {
            case red, yellow, green
        }

        public var state: State?
        /// When it turned red, on the camera's clock.
        public var redSince: Timestamp?

        public init(state: State?, redSince: Timestamp?) {
            self.state = state
            self.redSince = redSince
        }

        enum CodingKeys: String, CodingKey {
            case state
            case redSince = "red_since"
        }
    }

    /// Where the camera saw something.
    public struct Box: Hashable, Codable, Sendable {
        /// `plate`, `vehicle`, `object`.
        public var what: String
        /// Index into the capture's frames.
        public var frame: Int
        /// x, y, width, height in pixels of the frame, origin top left.
        public var box: [Int]

        public init(what: String, frame: Int, box: [Int]) {
            self.what = what
            self.frame = frame
            self.box = box
        }
    }

    /// The configuration's name of the format that it came in (`hikvision-xml`).
    public var format: String
    public var signal: Signal?
    public var boxes: [Box]
    /// Everything else in the camera's words, by the camera's names (`confidenceLevel`: `98`, `MainSeat`: `WithSafeBelt`);
    /// at most 48 entries of at most 128 bytes.
    public var details: [String: String]

    public init(format: String, signal: Signal? = nil, boxes: [Box] = [], details: [String: String] = [:]) {
        self.format = format
        self.signal = signal
        self.boxes = boxes
        self.details = details
    }

    /// Adds a detail if it says anything and there is room; control characters are left out.
    public mutating func note(_ key: String, _ value: String?) {
        guard let value, details.count < 48, key.utf8.count <= 128 else { return }
        let text = String(
            String.UnicodeScalarView(
                value.unicodeScalars.filter { $0.properties.generalCategory != .control }.prefix(64)))
        guard !text.isEmpty, text.utf8.count <= 128 else { return }
        details[key] = text
    }
}
