import Foundation

enum ProcessorCount {
    /// Cores that this process may use; 1 or more.
    static var available: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
