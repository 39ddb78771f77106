/// Prints how fast recognition is on this machine. Run: `swift run -c release etle-benchmark`.
@main
enum Main {
    static func main() throws {
        try benchmarkNetworks()
    }
}
