import FoundationEssentials

extension Value {
    /// A text that isn't blank, without control characters, of at most `longest` bytes.
    func text(longest: Int = 200) -> String? {
        guard let text = string() else { return nil }
        guard text.utf8.count <= longest else {
            fail(.outOfBounds, "the text has \(text.utf8.count) bytes", remedy: "shorten it to \(longest)")
            return nil
        }
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            fail(.wrongForm, "the text is blank", remedy: "write something")
            return nil
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" }) else {
            fail(.wrongForm, "the text holds a control character", remedy: "remove it")
            return nil
        }
        return text
    }

    /// A name that is safe as the name of a folder: 1 to 64 of `A-Z a-z 0-9 . _ -`, first a letter or digit.
    func identifier() -> String? {
        guard let text = string() else { return nil }
        let isSafe = text.utf8.allSatisfy { byte in
            isLetterOrDigit(byte) || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains(byte)
        }
        guard (1...64).contains(text.utf8.count), isSafe, text.utf8.first.map(isLetterOrDigit) == true else {
            fail(
                .wrongForm, "this cannot be the name of a folder",
                remedy: "write 1 to 64 of the characters A-Z a-z 0-9 . _ - and begin with a letter or digit")
            return nil
        }
        return text
    }

    /// A path, made absolute from the folder of the file it stands in.
    func absolutePath() -> String? {
        guard let text = text(longest: 1024) else { return nil }
        guard !text.contains("\n") else {
            fail(.wrongForm, "a path has one line", remedy: "remove the line feed")
            return nil
        }
        return PathText.absolute(text, from: PathText.folder(of: mistakes.file))
    }

    func workers() -> Workers? {
        if node.scalar?.string == "auto" { return .automatic }
        return integer(in: Workers.bounds, alternative: "auto").map(Workers.count)
    }

    func paymentPrefix() -> String? {
        guard let text = string() else { return nil }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (1...6).contains(text.utf8.count), text.utf8.allSatisfy(digits.contains) else {
            fail(
                .wrongForm, "a prefix has 1 to 6 digits", remedy: "write the digits that the bank has given, in quotes")
            return nil
        }
        return text
    }

    /// An address that a citizen can open: `https`, a host, no user, password, query or fragment, ASCII, at most 120 bytes
    /// (it goes into a QR code together with a reference).
    func secureURL() -> String? {
        guard let text = text(longest: 120) else { return nil }
        let components = URLComponents(string: text)
        let problem: String? =
            if !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
                "an address has no blanks and no letters outside ASCII"
            } else if components?.scheme != "https" {
                "only https is safe for citizens"
            } else if components?.host?.contains(".") != true || components?.host?.hasPrefix(".") == true {
                "the host is missing"
            } else if components?.user != nil || components?.password != nil {
                "an address for everybody holds no user or password"
            } else if components?.query != nil || components?.fragment != nil {
                "a query or fragment would collide with the reference that is added"
            } else {
                nil
            }
        if let problem {
            fail(.badURL, problem, remedy: "write it like https://konfirmasi.example.id")
            return nil
        }
        return text
    }
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: false
    }
}
