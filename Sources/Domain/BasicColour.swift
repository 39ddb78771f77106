/// The few colours that people, cameras and registers can agree on.
public enum BasicColour: String, Codable, Sendable, CaseIterable {
    case white, silver, grey, black, red, orange, yellow, gold, brown, beige, green, blue, purple, pink

    private static let synonyms: [String: BasicColour] = [
        "gray": .grey, "darkgrey": .grey, "darkgray": .grey, "maroon": .red, "darkred": .red, "cream": .beige,
        "ivory": .beige, "tan": .beige, "violet": .purple, "cyan": .blue, "darkblue": .blue, "lightblue": .blue,
        "navy": .blue, "darkgreen": .green, "golden": .gold, "bronze": .brown,
    ]

    /// What a camera calls a colour, in English; nil for `unknown`, `other` and words that aren't known.
    public init?(camera word: String) {
        let word = String(word.lowercased().filter { $0 != " " && $0 != "-" && $0 != "_" })
        guard let colour = Self(rawValue: word) ?? Self.synonyms[word] else { return nil }
        self = colour
    }

    /// The words of the Indonesian register, each with its colour. Shades (`TUA`, `METALIK`, `MUTIARA`) name none.
    private static let registerWords: [String: BasicColour] = [
        "PUTIH": .white, "WHITE": .white, "HITAM": .black, "BLACK": .black, "SILVER": .silver, "PERAK": .silver,
        "ABU": .grey, "ABUABU": .grey, "GREY": .grey, "GRAY": .grey, "KELABU": .grey, "MERAH": .red, "RED": .red,
        "MARUN": .red, "MAROON": .red, "MARON": .red, "ORANGE": .orange, "ORANYE": .orange, "JINGGA": .orange,
        "OREN": .orange,
        "KUNING": .yellow, "YELLOW": .yellow, "EMAS": .gold, "GOLD": .gold, "COKLAT": .brown, "COKELAT": .brown,
        "CHOCOLATE": .brown, "BROWN": .brown, "PERUNGGU": .brown, "BRONZE": .brown, "KREM": .beige, "CREAM": .beige,
        "BEIGE": .beige, "GADING": .beige, "HIJAU": .green, "GREEN": .green, "TOSCA": .green, "TOSKA": .green,
        "BIRU": .blue, "BLUE": .blue, "NAVY": .blue, "UNGU": .purple, "PURPLE": .purple, "VIOLET": .purple,
        "PINK": .pink, "MERAHMUDA": .pink,
    ]

    /// All colours that a register's description names (`MERAH MARUN`: red; `HITAM-PUTIH`: black and white). Empty if it
    /// names none that is known.
    public static func inRegister(_ description: String) -> Set<BasicColour> {
        let words = description.uppercased().split { !$0.isLetter }.map(String.init)
        var colours: Set<BasicColour> = []
        var index = 0
        while index < words.count {
            if index + 1 < words.count, let colour = registerWords[words[index] + words[index + 1]] {
                colours.insert(colour)
                index += 2
                continue
            }
            if let colour = registerWords[words[index]] { colours.insert(colour) }
            index += 1
        }
        return colours
    }

    /// Colours that one paint can be taken for in other light, at night, or by other eyes: neither agreement nor
    /// contradiction follows from such a pair.
    private static let alike: [Set<BasicColour>] = [
        [.white, .silver], [.white, .beige], [.silver, .grey], [.white, .grey], [.grey, .black], [.silver, .gold],
        [.silver, .beige], [.gold, .beige], [.gold, .yellow], [.gold, .brown], [.beige, .brown], [.beige, .yellow],
        [.yellow, .orange], [.orange, .red], [.orange, .brown], [.red, .brown], [.red, .pink], [.pink, .purple],
        [.red, .purple], [.purple, .blue], [.blue, .green], [.blue, .black], [.brown, .black], [.green, .black],
        [.blue, .grey], [.green, .grey], [.brown, .grey],
    ]

    public func isAlike(_ other: BasicColour) -> Bool { Self.alike.contains([self, other]) }
}
