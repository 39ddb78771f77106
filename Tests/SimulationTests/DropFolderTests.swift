import Foundation
import Simulation
import Testing

@Test func `uploads arrive under their names and leave no temporary files`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("etle-drop-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let drop = try DropFolder(folder.appendingPathComponent("incoming/SDR-014"))
    try drop.deliver([UploadFile(name: "1.jpg", bytes: [1, 2]), UploadFile(name: "1.json", bytes: [3])])
    try drop.deliver([UploadFile(name: "1.jpg", bytes: [4])])
    #expect(try FileManager.default.contentsOfDirectory(atPath: drop.folder.path).sorted() == ["1.jpg", "1.json"])
    #expect(try [UInt8](Data(contentsOf: drop.folder.appendingPathComponent("1.jpg"))) == [4])
}
