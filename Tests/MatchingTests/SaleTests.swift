import Domain
import Matching
import Testing

private let buyer = Owner(
    name: "CITRA MADE UP", nik: "2", address: "JL. KENANGA 2", kelurahan: "", kecamatan: "", city: "BEKASI",
    postalCode: "17111", phone: "", email: "")

private func sold(to buyer: Owner?, _ blocks: [Registration.Block] = []) -> Decision {
    registered { registration in
        registration.saleReport = .init(on: day("2026-07-01"), buyer: buyer)
        registration.blocks = blocks
    }
}

@Test func `after a reported sale the letter goes to the buyer if known`() {
    let decision = sold(to: buyer)
    #expect(decision.outcome == .issued)
    #expect(decision.owner == buyer)
    #expect(decision.sale == ReportedSale(on: day("2026-07-01"), addressee: .buyer))
}

@Test func `a buyer who can't be written to is for an officer, and the letter would go to the seller`() {
    var vague = buyer
    vague.address = ""
    for buyer in [nil, vague] {
        let decision = sold(to: buyer)
        #expect(decision.outcome == .review)
        #expect(decision.reasons == ["sale-reported"])
        #expect(decision.owner?.name == "BUDI MADE UP")
        #expect(decision.sale?.addressee == .seller)
    }
}

@Test func `the block that comes with a sale stands against the seller only`() {
    let block = Registration.Block(since: nil, cause: .sale)
    #expect(sold(to: buyer, [block]).outcome == .issued)
    #expect(sold(to: nil, [block]).reasons == ["sale-reported", "blocked-for-cause"])
    #expect(sold(to: buyer, [.init(since: nil, cause: .crime)]).reasons == ["blocked-for-cause"])
}

@Test func `without a sale the letter goes to the owner and says nothing of one`() {
    #expect(decide(clearCase()).sale == nil)
}
