/// One element of a small XML document. Names are without their namespace prefix: cameras use several namespaces for the same thing.
struct XMLElement: Sendable {
    let name: String
    /// Character data of the element itself, without that of its children, blanks around it removed.
    var text = ""
    var children: [XMLElement] = []

    /// The first child with this name.
    subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The text of the first child with one of these names that says anything.
    func text(_ names: String...) -> String? {
        for name in names {
            if let text = self[name]?.text, !text.isEmpty { return text }
        }
        return nil
    }
}
