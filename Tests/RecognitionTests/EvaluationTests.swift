import Domain
import Imaging
import Recognition
import Testing

private func plate(_ text: String, _ confidence: Double, _ box: PixelRect) -> PlateReading {
    PlateReading(
        text: text, confidence: confidence, box: box,
        corners: Quad(
            topLeft: Point(x: 0, y: 0), topRight: Point(x: 1, y: 0), bottomRight: Point(x: 1, y: 1),
            bottomLeft: Point(x: 0, y: 1)))
}

private let box = PixelRect(x: 100, y: 100, width: 100, height: 30)
private let elsewhere = PixelRect(x: 300, y: 10, width: 80, height: 30)

@Test func `the worked example of the documentation comes out as written`() throws {
    var evaluation = Evaluation()
    let labels = try Labels(
        parsing: "file,plate,x,y,w,h\na.jpg,B1234XYZ,100,100,100,30\nb.jpg,D 5678 ABC,100,100,100,30\n")
    evaluation.add(labels.pictures[0], PictureReading(width: 400, height: 300, plates: [plate("B1234XYZ", 0.9, box)]))
    evaluation.add(
        labels.pictures[1],
        PictureReading(width: 400, height: 300, plates: [plate("D5678ABO", 0.6, box), plate("A1", 0.1, elsewhere)]))
    let scores = evaluation.scores
    #expect(scores.located == 1 && scores.exact == 0.5 && scores.characterErrorRate == 1.0 / 16)
    #expect(scores.falsePlatesPerPicture == 0.5 && scores.coverageAtZeroErrors == 0.5)
    #expect(abs(scores.expectedCalibrationError - 0.35) < 1e-9)
    #expect(evaluation.missedFiles == ["b.jpg"])
}

@Test func `a wrong reading that is surest leaves no coverage`() throws {
    var evaluation = Evaluation()
    let labels = try Labels(parsing: "file,plate\na.jpg,B1A\nb.jpg,B2A\n")
    evaluation.add(labels.pictures[0], PictureReading(width: 9, height: 9, plates: [plate("B1A", 0.9, box)]))
    evaluation.add(labels.pictures[1], PictureReading(width: 9, height: 9, plates: [plate("B7A", 0.999, box)]))
    #expect(evaluation.scores.coverageAtZeroErrors == 0 && evaluation.scores.wrongAtCertain == 1)
    #expect(evaluation.scores.located == nil)
}

@Test func `a picture that can't be read counts its plates as missed, and one without plates what was seen there`()
    throws
{
    var evaluation = Evaluation()
    let labels = try Labels(parsing: "file,plate,x,y,w,h\na.jpg,B1A,1,1,9,9\nb.jpg,,,,,\n")
    evaluation.add(labels.pictures[0], nil)
    evaluation.add(labels.pictures[1], PictureReading(width: 9, height: 9, plates: [plate("B1A", 0.9, box)]))
    let scores = evaluation.scores
    #expect(scores.unreadable == 1 && scores.exact == 0 && scores.located == 0 && scores.characterErrorRate == 1)
    #expect(scores.falsePlatesPerPicture == 0.5 && scores.plates == 1)
}

@Test func `covering means overlap, or holding a tighter box`() {
    #expect(Evaluation.covers(box, box))
    #expect(Evaluation.covers(box, PixelRect(x: 110, y: 108, width: 80, height: 14)))
    #expect(!Evaluation.covers(box, PixelRect(x: 110, y: 108, width: 20, height: 8)))
    #expect(!Evaluation.covers(elsewhere, box))
}

@Test func `labels need their columns and whole boxes`() {
    #expect(throws: CSVTable.Failure.self) { try Labels(parsing: "file,text\na,b\n") }
    #expect(throws: CSVTable.Failure.self) { try Labels(parsing: "file,plate,x,y,w,h\na,b,1,2,3,x\n") }
}

@Test func `labels tell kinds apart and keep to a list`() throws {
    let csv = "file,plate,class\na.jpg,B1A,K1\nb.jpg,B2A,K2\n"
    #expect(try Labels(parsing: csv, kindColumn: "class").pictures.map(\.kind) == ["K1", "K2"])
    #expect(throws: CSVTable.Failure.self) { try Labels(parsing: csv, kindColumn: "kind") }
    let labels = try Labels(parsing: csv)
    #expect(
        try labels.only(listedIn: "file\nset/b.jpg\nother/a.jpg\n", folder: "set").pictures.map(\.file) == ["b.jpg"])
    #expect(throws: CSVTable.Failure.self) { try labels.only(listedIn: "name\nb.jpg\n", folder: "set") }
}
