/// How many days a case's steps may take. Days are calendar days of the place; each term ends when its last day is over there.
public struct DeadlineSettings: Hashable, Codable, Sendable {
    /// From the violation to the letter.
    public var letterDays: Int
    /// From the violation to the owner's answer.
    public var answerDays: Int
    /// From the ticket to its payment.
    public var paymentDays: Int
    /// From the violation to the payment.
    public var settleDays: Int

    public init(letterDays: Int = 3, answerDays: Int = 8, paymentDays: Int = 7, settleDays: Int = 15) {
        self.letterDays = letterDays
        self.answerDays = answerDays
        self.paymentDays = paymentDays
        self.settleDays = settleDays
    }

    enum CodingKeys: String, CodingKey {
        case letterDays = "letter_days"
        case answerDays = "answer_days"
        case paymentDays = "payment_days"
        case settleDays = "settle_days"
    }

    /// What is wrong with the numbers, for a configuration check; empty if nothing is.
    public var problems: [String] {
        var problems: [String] = []
        for (name, days) in [
            ("letter_days", letterDays), ("answer_days", answerDays), ("payment_days", paymentDays),
            ("settle_days", settleDays),
        ] where !(1...365).contains(days) { problems.append("\(name) is \(days): 1 to 365 days") }
        if answerDays <= letterDays {
            problems.append("answer_days must be more than letter_days: nobody could answer")
        }
        if settleDays <= answerDays { problems.append("settle_days must be more than answer_days: nobody could pay") }
        return problems
    }
}
