import Domain

/// Invents registered owners. Nobody in here exists; numbers only look like real ones.
public struct People: Sendable {
    public init() {}

    private static let given = """
        Adi Agus Ahmad Aji Ani Arif Asep Ayu Bagas Bambang Bayu Budi Cahya Citra Dedi Desi Dewi Dian Dwi Edi Eka Endang \
        Fajar Fitri Galih Gilang Hadi Hana Hendra Indah Intan Iwan Joko Kartika Komang Kurnia Lestari Lina Made Maya \
        Mega Nanda Nur Nyoman Putri Putu Rahma Ratna Retno Rini Rizki Sari Sigit Slamet Sri Surya Tri Tuti Umar Utami \
        Vina Wahyu Wati Wayan Widya Wulan Yanti Yoga Yudi Yuni Zainal
        """.split(separator: " ").map(String.init)
    private static let family = """
        Anggraini Ardiansyah Ariyanto Budiman Cahyono Darmawan Firmansyah Gunawan Halim Handayani Harahap Hartono \
        Hidayat Irawan Kusuma Kusnadi Lesmana Lubis Mahendra Maulana Nasution Nugroho Nurhayati Pangestu Permana \
        Prasetyo Pratama Purnomo Puspita Rahayu Rahmawati Ramadhan Saputra Santoso Setiawan Sihombing Simanjuntak \
        Siregar Suharto Sulistyo Susanto Suryadi Syahputra Tanjung Utomo Wibowo Widodo Wijaya Wulandari Yulianto
        """.split(separator: " ").map(String.init)
    private static let streets = """
        Anggrek Beringin Cemara Cendana Dahlia Delima Flamboyan Gajah Kamboja Kenanga Kenari Mawar Melati Merak Merpati \
        Nusa Palem Pinus Rajawali Sakura Teratai Wijaya
        """.split(separator: " ").map(String.init)
    private static let places: [(city: String, kecamatan: [String], kelurahan: [String], postal: Int, nik: Int)] = [
        (
            "Jakarta Selatan", ["Tebet", "Cilandak", "Pancoran"], ["Menteng Dalam", "Cipete", "Kalibata"], 12_800,
            317_401
        ),
        ("Jakarta Pusat", ["Menteng", "Gambir", "Senen"], ["Cikini", "Petojo", "Kenari"], 10_300, 317_101),
        ("Jakarta Timur", ["Duren Sawit", "Jatinegara"], ["Klender", "Cipinang"], 13_400, 317_501),
        ("Bekasi", ["Bekasi Barat", "Jatiasih"], ["Bintara", "Jatimekar"], 17_100, 327_501),
        ("Bandung", ["Coblong", "Lengkong"], ["Dago", "Cijagra"], 40_100, 327_302),
        ("Bogor", ["Bogor Tengah", "Tanah Sareal"], ["Pabaton", "Kedung Badak"], 16_100, 327_103),
        ("Yogyakarta", ["Gondokusuman", "Umbulharjo"], ["Terban", "Giwangan"], 55_200, 347_101),
        ("Semarang", ["Tembalang", "Candisari"], ["Bulusan", "Jatingaleh"], 50_200, 337_401),
        ("Surabaya", ["Gubeng", "Wonokromo"], ["Airlangga", "Darmo"], 60_200, 357_801),
        ("Malang", ["Klojen", "Lowokwaru"], ["Oro-oro Dowo", "Dinoyo"], 65_100, 357_301),
        ("Medan", ["Medan Baru", "Medan Johor"], ["Babura", "Titi Kuning"], 20_100, 127_101),
        ("Denpasar", ["Denpasar Barat", "Denpasar Timur"], ["Padangsambian", "Kesiman"], 80_200, 517_101),
        ("Makassar", ["Panakkukang", "Rappocini"], ["Masale", "Gunung Sari"], 90_200, 737_101),
    ]

    /// An owner with an address. About one in twelve has a part missing, as registers do (never the name).
    public func next(random: inout SeededRandom) -> Owner {
        let place = random.pick(People.places)
        var name = random.pick(People.given)
        if random.chance(0.4) { name += " " + random.pick(People.given) }
        name += " " + random.pick(People.family)
        let (rt, rw) = (random.integer(1...18), random.integer(1...12))
        let street = "Jl. \(random.pick(People.streets)) No. \(random.integer(1...148))"
        let birthday = padded(random.integer(1...28) + (random.chance(0.5) ? 40 : 0), 2)
        let nik =
            "\(place.nik)\(birthday)\(padded(random.integer(1...12), 2))\(padded(random.integer(50...99), 2))"
            + padded(random.integer(1...9999), 4)
        let mail = name.lowercased().replacing(" ", with: ".")
        var owner = Owner(
            name: name.uppercased(), nik: nik, address: "\(street) RT \(padded(rt, 3))/RW \(padded(rw, 3))",
            kelurahan: random.pick(place.kelurahan), kecamatan: random.pick(place.kecamatan), city: place.city,
            postalCode: String(place.postal + random.integer(10...99)),
            phone: "0812\(padded(random.integer(0...99_999_999), 8))", email: "\(mail)@contoh.example.id")
        if random.chance(0.05) { owner.phone = "" }
        if random.chance(0.04) { owner.email = "" }
        return owner
    }
}

/// `number` with zeros in front up to `width` digits.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
