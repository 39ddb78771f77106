import Domain
import Foundation
import Journal
import Storage

/// What an addressee answered, as its file in the evidence store has it: for officers, with personal data.
public struct GivenAnswer: Codable, Sendable {
    /// Who drove, or bought, or where the addressee lives now. Nil for what the answer doesn't say.
    public struct Person: Codable, Sendable {
        public var name, nik, address, kelurahan, kecamatan, city, postalCode, phone: String?

        public init() {}

        enum CodingKeys: String, CodingKey {
            case name, nik, address, kelurahan, kecamatan, city
            case postalCode = "postal_code"
            case phone
        }

        /// As an address is written.
        public var text: String {
            [
                name, nik.map { "NIK \($0)" }, address, kelurahan, kecamatan, city, postalCode,
                phone.map { "tel. \($0)" },
            ]
            .compactMap { $0 }.joined(separator: ", ")
        }
    }

    public var answer: AnswerKind
    public var answeredAt: String?
    public var driver, buyer, newAddress: Person?
    public var differences, soldOn, remark: String?
    /// Who typed an answer on paper in.
    public var officer: String?

    public init(_ answer: AnswerKind) { self.answer = answer }

    /// Everything but the kind may be missing or, where it counts for nothing, of any form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        answer = try container.decode(AnswerKind.self, forKey: .answer)
        func text(_ key: CodingKeys) -> String? { try? container.decode(String.self, forKey: key) }
        func person(_ key: CodingKeys) -> Person? { try? container.decode(Person.self, forKey: key) }
        (answeredAt, differences, soldOn) = (text(.answeredAt), text(.differences), text(.soldOn))
        (remark, officer) = (text(.remark), text(.officer))
        (driver, buyer, newAddress) = (person(.driver), person(.buyer), person(.newAddress))
    }

    enum CodingKeys: String, CodingKey {
        case answer
        case answeredAt = "answered_at"
        case driver, buyer
        case newAddress = "new_address"
        case differences
        case soldOn = "sold_on"
        case remark, officer
    }
}

extension CasePage {
    /// A letter of the case, to whom it went and what was answered.
    public struct Letter: Encodable, Sendable {
        public let reference: String
        public let recipient: CaseLetter.Recipient
        /// `B/41686/IX/YAN.1.2/2026/DITLANTAS`; nil while the letter isn't signed, as the addressee is.
        public let number: String?
        public let addressee: Owner?
        public let answer: GivenAnswer?
        /// Right answers that wait for the letter's release.
        public let kept: [GivenAnswer]
        /// What of them can't be read any more.
        public let problems: [String]
    }
}

extension Engine {
    /// The letters of a case, oldest first.
    func letters(of record: CaseRecord) async throws -> [CasePage.Letter] {
        let kept = try await journal.keptAnswers(ofEvent: record.event)
        var letters: [CasePage.Letter] = []
        for letter in record.value.letters {
            let notice = try await journal.notice(letter.reference)
            var problems: [String] = []
            func read(_ sha256: String) -> GivenAnswer? {
                do {
                    return try JSONDecoder().decode(GivenAnswer.self, from: Data(evidence.get(sha256)))
                } catch {
                    problems.append(
                        error is EvidenceError || error is StorageError ? "\(error)" : "\(sha256) is no answer")
                    return nil
                }
            }
            let (answer, waiting) = (notice?.answer.flatMap(read), (kept[letter.reference] ?? []).compactMap(read))
            letters.append(
                CasePage.Letter(
                    reference: letter.reference, recipient: letter.recipient, number: notice?.content.number,
                    addressee: notice?.content.owner, answer: answer, kept: waiting, problems: problems))
        }
        return letters
    }
}
