import Foundation
import ImageCodecs

/// Prints how fast recognition is on this machine, in processor time of one thread.
///
/// Run: `ETLE_BENCHMARKS=1 swift run -c release recognition-benchmark`. Whole pictures need the labelled scenes beside the
/// repository; `recognition-benchmark pictures FOLDER` takes the JPEGs of a folder, for example what
/// `etle-simulate scenes --seed 3 --count 50 --out FOLDER` drew. `recognition-benchmark layers` prints the time of each layer.
@main
enum Main {
    static func main() throws {
        keepPictureMemory()
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "peak-memory" {
            try printPeakMemory(CommandLine.arguments[2])
            return
        }
        if CommandLine.arguments.dropFirst() == ["layers"] {
            try benchmarkLayers()
            return
        }
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "pictures" {
            try benchmarkFolder(URL(fileURLWithPath: CommandLine.arguments[2]))
            return
        }
        try benchmarkNetworks()
        guard let folder = sceneFolder() else {
            print("skipped: whole pictures, crop and memory; ../shared/data/id-scenes-val isn't there")
            return
        }
        let pictures = try BenchmarkPictures(folder: folder, count: 50)
        try benchmarkCrop(pictures)
        try benchmarkMemory(pictures)
        try benchmarkPictures(pictures)
    }
}
