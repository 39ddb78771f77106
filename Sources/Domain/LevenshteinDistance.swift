/// Levenshtein's distance: insertions, deletions and replacements to make one of the other. Small inputs only: takes time in the product of
/// the lengths.
package func levenshteinDistance(_ one: some Collection<Character>, _ other: some Collection<Character>) -> Int {
    var row = Array(0...other.count)
    for (i, a) in one.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in other.enumerated() {
            let above = row[j + 1]
            row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
            diagonal = above
        }
    }
    return row[other.count]
}
