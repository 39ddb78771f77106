/// Region letters of Indonesian plates. The configuration's `regions.csv` leads; this is the default where there is none.
public enum RegionCodes {
    /// All civil region codes in use, by island group, and `DS` (Papua) which is on old plates still.
    public static let standard: Set<String> = {
        let sumatra = "BL BB BK BA BM BP BH BD BG BN BE"
        let java = "A B D E F T Z G H K R AA AB AD L M N P S W AE AG"
        let baliNusaTenggara = "DK DR EA DH EB ED"
        let kalimantan = "KB KH DA KT KU"
        let sulawesi = "DB DL DM DN DT DD DP DW DC"
        let maluku = "DE DG"
        let papua = "PA PB PY PS PT PG DS"
        let all = [sumatra, java, baliNusaTenggara, kalimantan, sulawesi, maluku, papua]
        return Set(all.flatMap { $0.split(separator: " ").map(String.init) })
    }()
}
