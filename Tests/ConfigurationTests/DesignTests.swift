import Configuration
import Testing

@Test func `the least that others may rely on is enough`() throws {
    let text = """
        paths: {spool: /var/spool/etle, state: /var/lib/etle}      # move everything by these two
        recognition: {minimum_confidence: 0.995, workers: auto}
        deadlines: {letter_days: 3, answer_days: 8, payment_days: 7, settle_days: 15}
        units:
          - {id: metro-jaya, name: DITLANTAS POLDA METRO JAYA, city: Jakarta, letter_code: YAN.1.2, time_zone: Asia/Jakarta,
             answer_url: "https://konfirmasi.example.id", ticket: after-confirmation,    # or: immediate
             signatory: {name: ..., rank: ..., nrp: ...}}
        cameras:
          - {id: SDR-014, format: manifest, unit: metro-jaya, place: "Jl. Jenderal Sudirman", violations: [red-light, speed]}
        """
    let configuration = try load(text).get()
    #expect(configuration.paths == Paths())
    #expect(configuration.cameras.count == 1 && configuration.units.count == 1)
}
