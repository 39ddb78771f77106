/// The layouts used last, at most ``size`` to twice as many: what wasn't asked for while so many new ones came is forgotten.
struct LayoutCache {
    struct Key: Hashable {
        let text: StyledText
        let width: Double
        let alignment: TextLayout.Alignment
        let lineSpacing: Double
    }

    private static let size = 500

    private var young: [Key: TextLayout] = [:]
    private var old: [Key: TextLayout] = [:]

    mutating func layout(_ key: Key, make: () throws -> TextLayout) rethrows -> TextLayout {
        if let layout = young[key] { return layout }
        let layout = try old[key] ?? make()
        if young.count >= LayoutCache.size { (old, young) = (young, [:]) }
        young[key] = layout
        return layout
    }
}
