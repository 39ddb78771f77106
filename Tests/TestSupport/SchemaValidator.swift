import Foundation

/// JSON Schema by python3-jsonschema (Debian) or pip's, whichever a Python on this machine has.
public enum SchemaValidator {
    public struct Case: Codable, Sendable {
        /// The schema's file in `config/schemas`, without `.schema.json`.
        public var schema: String
        public var json: String
        public var isValid: Bool

        public init(schema: String, json: String, isValid: Bool) {
            self.schema = schema
            self.json = json
            self.isValid = isValid
        }
    }

    /// The Python to use; nil if none has jsonschema with draft 2020-12.
    public static let python: String? = ["/usr/bin/python3", "python3"].first { python in
        (try? run(python, ["-c", "from jsonschema import Draft202012Validator"]))?.status == 0
    }

    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator
        folder, cases = sys.argv[1], json.load(sys.stdin)
        for number, case in enumerate(cases):
            schema = json.load(open(folder + "/" + case["schema"] + ".schema.json"))
            Draft202012Validator.check_schema(schema)
            errors = [e.json_path + ": " + e.message for e in Draft202012Validator(schema).iter_errors(json.loads(case["json"]))]
            if case["isValid"] != (not errors):
                print(number, case["schema"], "; ".join(errors) or "accepted", case["json"][:200])
        """

    /// One line for each case that came out the other way; throws if Python fails.
    public static func disagreements(_ cases: [Case]) throws -> [String] {
        guard let python else { return [] }
        let input = try JSONEncoder().encode(cases)
        let result = try run(python, ["-c", script, "\(repository)/config/schemas"], input: input)
        struct PythonFailed: Error { let output: String }
        guard result.status == 0 else { throw PythonFailed(output: result.output) }
        return result.output.split(separator: "\n").map(String.init)
    }
}

/// Runs a program found in PATH and waits for it. Standard error is part of the output.
public func run(_ program: String, _ arguments: [String], input: Data = Data()) throws -> (
    status: Int32, output: String
) {
    let folder = try TemporaryFolder()
    let inputFile = "\(folder.path.display)/input"
    try input.write(to: URL(filePath: inputFile))
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: inputFile))
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
