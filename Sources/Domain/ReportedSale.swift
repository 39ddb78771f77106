/// A sale that the owner reported and that isn't registered yet (*lapor jual*), as a letter speaks of it.
public struct ReportedSale: Hashable, Codable, Sendable {
    public enum Addressee: String, Codable, Sendable, CaseIterable {
        /// The person whom the seller named.
        case buyer
        /// The registered owner, since the buyer isn't known well enough to be written to.
        case seller
    }

    /// Nil where the register only says that there was one.
    public var on: LocalDate?
    /// Whom the letter goes to.
    public var addressee: Addressee

    public init(on: LocalDate?, addressee: Addressee) {
        self.on = on
        self.addressee = addressee
    }
}

extension Owner {
    /// Whether name, street and city are there, without which a letter doesn't arrive.
    public var canBeWrittenTo: Bool {
        [name, address, city].allSatisfy { $0.contains { !$0.isWhitespace } }
    }
}

extension Registration {
    /// Whom a letter about this vehicle goes to, and what it says of a sale: after a reported sale the buyer if name and
    /// address are known, else the seller. Nil where there is no owner.
    public var addressee: (person: Owner, sale: ReportedSale?)? {
        guard let owner else { return nil }
        guard let saleReport else { return (owner, nil) }
        if let buyer = saleReport.buyer, buyer.canBeWrittenTo {
            return (buyer, ReportedSale(on: saleReport.on, addressee: .buyer))
        }
        return (owner, ReportedSale(on: saleReport.on, addressee: .seller))
    }
}
