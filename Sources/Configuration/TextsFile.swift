/// Reads `texts.yaml`: one mapping from keys to texts. Which keys there are is the documents' matter.
enum TextsFile {
    static func parse(_ text: String, _ mistakes: MistakeList) -> [String: String]? {
        guard let root = YAMLFile.parse(text, mistakes) else { return nil }
        guard let mapping = root.node.mapping else {
            root.fail(.wrongType, "keys with texts are needed here", remedy: "write lines like \"key: text\"")
            return nil
        }
        var texts: [String: String] = [:]
        for (key, member) in mapping {
            guard let name = key.scalar?.string else { continue }
            let line = key.mark?.line ?? 1
            if let repeated = YAMLFile.repeatedName(name) {
                root.fail(repeated: repeated, line: line)
                continue
            }
            let value = Value(member, path: name, line: line, mistakes: mistakes)
            guard let scalar = member.scalar else {
                value.fail(.wrongType, "a text is needed here", remedy: "write one text, not a list or more keys")
                continue
            }
            texts[name] = scalar.string
        }
        return texts
    }
}
