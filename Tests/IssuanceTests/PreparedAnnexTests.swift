import Domain
import ImageCodecs
import Imaging
import Issuance
import Testing

/// Letters from figures that were prepared are those that are made from the originals.
@Suite struct PreparedAnnexTests {
    private let renderer = try? Samples.renderer()

    /// Overview and vehicle as the camera sent them; the overview alone with a large and with a small plate; nothing that can be shown as it is.
    static let notices: [NoticeContent] = {
        var notices = [NoticeContent](repeating: Samples.notice, count: 5)
        notices[1].pictures.removeLast()
        notices[2].pictures.removeLast()
        notices[2].pictures[0].targetCorners = [[900, 800], [990, 800], [990, 856], [900, 856]]
        notices[3].pictures[1].masked = [[20, 20, 90, 40]]
        notices[4].pictures[1].role = .plate
        return notices
    }()

    private func prepared(_ notice: NoticeContent, decoded: (String) -> YCbCrImage? = { _ in nil }) throws -> [UInt8] {
        let annex = PreparedAnnex(notice.pictures, picture: Samples.picture, decoded: decoded)
        return try #require(annex).bytes
    }

    @Test(arguments: notices.indices)
    func `letter, ticket and batch are the same, byte for byte, and decode no overview`(index: Int) throws {
        let notice = PreparedAnnexTests.notices[index]
        let renderer = try #require(renderer)
        let annex = try prepared(notice)
        // An overview that cannot be decoded: it is never shown as the camera encoded it.
        let source = PictureSource(
            picture: { $0 == Samples.overviewHash ? [] : try Samples.picture($0) },
            annex: { $0 == String(repeating: "d", count: 64) ? annex : nil })
        var with = notice
        with.annex = String(repeating: "d", count: 64)
        #expect(try renderer.letter(with, from: source) == renderer.letter(notice, from: Samples.source))
        var ticket = Samples.ticket
        ticket.pictures = notice.pictures
        var withAnnex = ticket
        withAnnex.annex = with.annex
        #expect(try renderer.ticket(withAnnex, from: source) == renderer.ticket(ticket, from: Samples.source))
        func batch(_ parts: [BatchPart], _ source: PictureSource) throws -> [UInt8] {
            try renderer.batch(
                parts, title: "x", author: "x", created: "2026-04-23T00:00:00+07:00",
                from: source
            ).pdf
        }
        let barcode = Barcode(document: 7)
        #expect(
            try batch([.letter(with, barcode), .ticket(withAnnex, nil)], source)
                == batch([.letter(notice, barcode), .ticket(ticket, nil)], Samples.source))
    }

    /// One overview shows two offenders; each letter of a batch must show its own.
    @Test(.enabled(if: Tool.has("pdfimages"), "needs poppler-utils"))
    func `letters of one picture share nothing but what is the same`() throws {
        let renderer = try #require(renderer)
        var notices = [PreparedAnnexTests.notices[1], PreparedAnnexTests.notices[1]]
        notices[1].pictures[0].targetCorners = [[300, 700], [480, 700], [480, 756], [300, 756]]
        notices[1].pictures[0].masked = [[900, 800, 180, 56]]
        /// The numbers of the objects that hold the pictures, in the order of drawing.
        func objects(_ parts: [BatchPart]) throws -> [Substring] {
            let pdf = try renderer.batch(
                parts, title: "x", author: "x", created: "2026-04-23T00:00:00+07:00",
                from: Samples.source
            ).pdf
            return try Tool.withFile(pdf) { folder in
                try Tool.run("pdfimages", ["-list", "document.pdf"], in: folder).split(separator: "\n").dropFirst(2)
                    .map { $0.split(separator: " ") }.filter { $0.contains("jpeg") }.map { $0[10] }
            }
        }
        let barcode = Barcode(document: 7)
        let two = try objects(notices.map { .letter($0, barcode) })
        #expect(two.count == 6 && Set(two.prefix(3)).isDisjoint(with: two.suffix(3)))
        // The ticket to a letter shows the same.
        var ticket = Samples.ticket
        ticket.pictures = notices[0].pictures
        let both = try objects([.letter(notices[0], barcode), .ticket(ticket, nil)])
        #expect(both.count == 6 && Array(both.prefix(3)) == Array(both.suffix(3)))
    }

    @Test func `pictures that are decoded already give the same`() throws {
        var asked: [String] = []
        let annex = try prepared(PreparedAnnexTests.notices[3]) { sha256 in
            asked.append(sha256)
            return (try? Samples.picture(sha256)).flatMap { try? decodeYCbCr($0) }
        }
        #expect(Set(asked) == [Samples.overviewHash, Samples.vehicleHash])
        #expect(try annex == prepared(PreparedAnnexTests.notices[3]))
    }

    @Test func `without it, or with one that cannot be used, the letter is made from the originals`() throws {
        let renderer = try #require(renderer)
        let annex = try prepared(Samples.notice)
        let newline = try #require(annex.firstIndex(of: UInt8(ascii: "\n")))
        var other = annex
        other.replaceSubrange(0..<newline, with: Array(#"{"figures":[],"sizes":[-1],"version":2}"#.utf8))
        let expected = try renderer.letter(Samples.notice, from: Samples.source)
        var notice = Samples.notice
        notice.annex = "x"
        for bytes in [nil, [], annex.dropLast(), other, Array(annex[newline...])] as [[UInt8]?] {
            let source = PictureSource(picture: Samples.picture, annex: { _ in bytes })
            #expect(try renderer.letter(notice, from: source) == expected)
        }
        // Evidence that is gone proves nothing: the letter says so, whatever was prepared.
        for missing in [Samples.overviewHash, Samples.vehicleHash] {
            let broken = PictureSource(
                picture: { if $0 == missing { throw Samples.Missing() } else { try Samples.picture($0) } },
                annex: { _ in annex })
            #expect(try renderer.letter(notice, from: broken).pictureProblems.map(\.sha256) == [missing])
        }
    }

    @Test func `with a picture that cannot be shown nothing is prepared`() throws {
        var notice = Samples.notice
        notice.pictures[1].sha256 = Samples.missingHash
        #expect(PreparedAnnex(notice.pictures, picture: Samples.picture) { _ in nil } == nil)
    }
}
