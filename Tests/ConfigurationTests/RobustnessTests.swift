import Configuration
import Foundation
import TestSupport
import Testing

@Test(.timeLimit(.minutes(20)), arguments: [1, 2, 3, 4] as [UInt64])
func `no damage to the text crashes the check, and every mistake has a place and a remedy`(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    let sample = Array(try Sample.uncommented().utf8)
    let pieces = [
        "&a ", "*a", "<<: ", "[", "]", "{", "}", ": ", "- ", "\"", "'", "\n", "\t", "|", ">", "!!int ", "---\n", "~",
        "#",
    ]
    var random = SeededGenerator(seed: seed)
    for round in 0..<60 {
        var text = sample
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<text.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: text[place] = UInt8.random(in: 0...127, using: &random)
            case 1: text.removeSubrange(place..<min(text.count, place + Int.random(in: 1...40, using: &random)))
            case 2: text.insert(contentsOf: text[place..<min(text.count, place + 60)], at: place)
            default: text.insert(contentsOf: Array(pieces.randomElement(using: &random)?.utf8 ?? "".utf8), at: place)
            }
        }
        for mistake in try mistakes(String(decoding: text, as: UTF8.self), in: folder) {
            #expect(!mistake.message.isEmpty && !mistake.remedy.isEmpty, "seed \(seed), round \(round)")
            #expect(mistake.file.hasPrefix("/"), "seed \(seed), round \(round)")
        }
    }
}

@Test(.timeLimit(.minutes(20))) func `the cameras of the whole country are read in moments`() throws {
    let cameras = (1...2000).map {
        "  - {id: C-\($0), unit: metro-jaya, place: Jl. \($0), violations: [red-light, speed]}"
    }
    // Processor time: other tests run beside this one.
    func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = seconds()
    #expect(try load(Minimal.text(cameras: cameras.joined(separator: "\n"))).get().cameras.count == 2000)
    let time = seconds() - start
    print("2000 cameras: \(time) s")
    #expect(time < 10)
}
