import Domain

/// A claimed red light against the signal times in the camera's own data.
enum SignalCheck: Hashable {
    /// The data say nothing that could be compared.
    case unknown
    /// Red when the picture was taken, for so many seconds.
    case red(seconds: Double?)
    /// Not red yet, or for less than the grace.
    case tooEarly(seconds: Double)
    /// The camera claims a red light and another state at once.
    case contradicts(CameraClaims.Signal.State)

    /// A light that has been red for longer is no signal time but a wrong one, in seconds.
    static let longestRed = 900.0

    init(_ capture: Capture, grace: Double) {
        guard let signal = capture.claims?.signal else {
            self = .unknown
            return
        }
        let seconds = signal.redSince.map { capture.capturedAt.seconds(since: $0) }
            .flatMap { abs($0) <= SignalCheck.longestRed ? $0 : nil }
        if let seconds, seconds <= grace {
            self = .tooEarly(seconds: seconds)
        } else if let state = signal.state, state != .red {
            self = .contradicts(state)
        } else {
            self = signal.state == nil && seconds == nil ? .unknown : .red(seconds: seconds)
        }
    }
}
