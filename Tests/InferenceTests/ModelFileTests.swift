import Inference
import Testing

private func sampleFile() throws -> [UInt8] {
    var generator = SeededGenerator(seed: 9)
    let (description, weights) = mixedNetwork(using: &generator)
    return try ModelFile.write(ModelDescription(networks: [description]), weights: weights)
}

private func code(_ bytes: [UInt8]) -> String? {
    do {
        _ = try Model(bytes: bytes)
        return nil
    } catch let error as ModelError {
        #expect(!error.message.isEmpty)
        return error.code
    } catch {
        return "\(error)"
    }
}

@Test func `what is written is read`() throws {
    var generator = SeededGenerator(seed: 9)
    let (description, weights) = mixedNetwork(using: &generator)
    let model = try Model(bytes: try sampleFile())
    #expect(try model.network("test").description == description)
    let input = generator.floats(24 * 24)
    let direct = try output(
        of: try Network(description, weights: weights), input, height: 24, width: 24, kernels: .simd)
    #expect(try output(of: try model.network("test"), input, height: 24, width: 24, kernels: .simd) == direct)
    #expect(throws: ModelError.self) { try model.network("other") }
}

@Test func `a file cut anywhere is refused`() throws {
    let bytes = try sampleFile()
    for length in 0..<bytes.count {
        let expected = length == 0 ? "not-a-model" : "truncated-model"
        #expect(code(Array(bytes.prefix(length))) == expected, "\(length) of \(bytes.count) bytes")
    }
}

@Test func `a file with any byte altered is refused`() throws {
    let bytes = try sampleFile()
    for index in bytes.indices {
        var altered = bytes
        altered[index] ^= 1 << UInt8(index % 8)
        #expect(code(altered) != nil, "byte \(index)")
    }
    var longer = bytes
    longer.append(0)
    #expect(code(longer) == "altered-model")
    var weight = bytes
    weight[bytes.count - 20] ^= 1
    #expect(code(weight) == "altered-model")
}

@Test func `a file of another version, and what isn't a model, are refused by name`() throws {
    var bytes = try sampleFile()
    bytes[8] = 2
    #expect(code(bytes) == "other-version")
    #expect(code(Array("not a model at all, but longer than a header would be".utf8)) == "not-a-model")
}
