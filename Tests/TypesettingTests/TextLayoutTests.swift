import Testing
import Typesetting

@Suite struct TextLayoutTests {
    @Test func `nothing is scaled to a size that cannot be read`() {
        #expect(TextStyle(size: 7.8).scaled(0.85).size == 7 && TextStyle(size: 10).scaled(0.85).size == 8.5)
        #expect(TextStyle(size: 6).scaled(0.5).size == 6 && TextStyle(size: 6).scaled(2).size == 12)
    }

    private let fonts: FontSet
    private let style = TextStyle(size: 10)

    init() throws { fonts = try FontSet(.liberation()) }

    @Test func `a word longer than the line is broken, not cut`() throws {
        let layout = try TextLayout(
            StyledText(String(repeating: "M", count: 200), style), width: 100, fonts: fonts)
        #expect(layout.lineCount > 10)
        #expect(layout.usedWidth <= 100)
    }

    @Test func `pieces hold the whole text and keep to their height`() throws {
        let words = (1...300).map { "kata\($0)" }.joined(separator: " ")
        let text = StyledText([.init(words, style), .init(" " + words, style.bold)])
        let pieces = try TextLayout(text, width: 200, fonts: fonts).pieces(noHigherThan: 60)
        #expect(pieces.allSatisfy { $0.height <= 60 })
        #expect(pieces.map(\.text.plain).joined(separator: " ") == text.plain)
    }

    @Test func `markup is text`() throws {
        let plain = try TextLayout(StyledText("<b>&amp;", style), width: 500, fonts: fonts)
        let shorter = try TextLayout(StyledText("&", style), width: 500, fonts: fonts)
        #expect(plain.usedWidth > 4 * shorter.usedWidth)
    }

    @Test func `characters that the fonts lack are counted`() throws {
        #expect(try TextLayout(StyledText("ꦗꦮ", style), width: 100, fonts: fonts).unknownCharacters > 0)
        #expect(try TextLayout(StyledText("José Ñ", style), width: 100, fonts: fonts).unknownCharacters == 0)
    }
}
