/// The name that somebody probably meant.
///
/// Nil if none is near: at most a third of the letters may be wrong, and always two in words of four letters and more.
/// Among equally near names the first wins. Small inputs only: takes time and memory in the product of the lengths.
func nearestName(to word: String, among names: [String]) -> String? {
    let allowed = word.utf8.count < 4 ? 1 : max(2, word.utf8.count / 3)
    guard word.utf8.count <= 64 else { return nil }
    return names.map { (name: $0, distance: editDistance(word, $0)) }
        .filter { $0.distance <= allowed }
        .min { $0.distance < $1.distance }?
        .name
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other, byte by byte
/// (optimal string alignment).
func editDistance(_ one: String, _ other: String) -> Int {
    let a = Array(one.utf8)
    let b = Array(other.utf8)
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    for i in 1...a.count {
        for j in 1...b.count {
            let replaced = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
            }
        }
    }
    return rows[a.count][b.count]
}
