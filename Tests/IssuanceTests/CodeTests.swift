import Domain
import Issuance
import Testing

/// Bytes that only look random, from a seed.
func seededBytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed &* 2 &+ 1
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

@Suite struct CodeTests {
    @Test func `a barcode is known without the zeros that a spreadsheet drops, and by no wrong digit`() {
        for document in [1, 37, 123_456, 999_999_999_999] as [Int64] {
            let printed = Barcode(document: document).description
            #expect(printed.count == 13 && Barcode(typed: printed)?.document == document)
            let short = String(printed.drop { $0 == "0" })
            #expect(Barcode(typed: short)?.document == document)
            for digit in 0...9 where "\(digit)" != String(short.suffix(1)) {
                #expect(Barcode(typed: "\(short.dropLast())\(digit)") == nil)
            }
        }
        for text in ["", "0", "00", "0000000000000", "12345678901234", "12x"] {
            #expect(Barcode(typed: text) == nil, "\(text)")
        }
    }

    @Test func `a reference reads back as it was typed`() throws {
        for seed in 0..<200 as Range<UInt64> {
            let code = try ReferenceCode(random: seededBytes(16, seed: seed))
            #expect(code.text.wholeMatch(of: /ETLE(-[34679ACDEFHJKMNPQRTVWXY]{4}){4}/) != nil)
            let sloppy = " " + code.text.lowercased().replacing("-", with: " ").dropFirst(5)
            for typed in [code.text, code.text.lowercased(), code.text.replacing("-", with: ""), sloppy] {
                #expect(try ReferenceCode(typed: typed) == code)
            }
        }
    }

    @Test func `every wrong character and every swap is found`() throws {
        let alphabet = Array("34679ACDEFHJKMNPQRTVWXY")
        let code = Array(try ReferenceCode(random: seededBytes(16, seed: 7)).text.dropFirst(5).filter { $0 != "-" })
        for index in code.indices {
            for character in alphabet where character != code[index] {
                var wrong = code
                wrong[index] = character
                #expect(throws: CodeError.wrongCheck) { try ReferenceCode(typed: String(wrong)) }
            }
            for other in code.indices where code[other] != code[index] {
                var wrong = code
                wrong.swapAt(index, other)
                #expect(throws: CodeError.wrongCheck) { try ReferenceCode(typed: String(wrong)) }
            }
        }
    }

    @Test func `all random bytes count`() throws {
        let zero = [UInt8](repeating: 0, count: 16)
        for index in zero.indices {
            var other = zero
            other[index] = 0x80
            #expect(try ReferenceCode(random: other) != ReferenceCode(random: zero))
        }
        #expect(throws: CodeError.tooLittleRandomness(needed: 16, found: 15)) {
            try ReferenceCode(random: Array(zero.dropLast()))
        }
    }

    @Test func `mistakes are named by position, not by content`() {
        #expect(throws: CodeError.unknownCharacter(position: 2)) { try ReferenceCode(typed: "3O") }
        #expect(throws: CodeError.wrongLength(expected: 8, found: 3)) { try AnswerCode(typed: "347") }
        #expect(throws: CodeError.wrongLength(expected: 16, found: 0)) { try ReferenceCode(typed: "ETLE-") }
    }

    @Test func `an answer code matches itself only`() throws {
        let code = try AnswerCode(random: seededBytes(8, seed: 1))
        #expect(try AnswerCode(typed: code.text.lowercased().replacing("-", with: " ")).matches(code))
        #expect(try !AnswerCode(random: seededBytes(8, seed: 2)).matches(code))
    }

    @Test func `a payment code has 15 digits, its prefix and a check digit`() throws {
        for seed in 0..<200 as Range<UInt64> {
            let code = try PaymentCode(prefix: "7700", random: seededBytes(16, seed: seed))
            #expect(code.digits.wholeMatch(of: /7700[0-9]{11}/) != nil)
            #expect(try PaymentCode(typed: code.grouped) == code)
        }
        #expect(throws: CodeError.self) { try PaymentCode(prefix: "77x", random: seededBytes(16, seed: 0)) }
        #expect(throws: CodeError.self) { try PaymentCode(prefix: "", random: seededBytes(16, seed: 0)) }
    }

    @Test func `every wrong digit and every swap of neighbours in a payment code is found`() throws {
        let code = Array(try PaymentCode(prefix: "7700", random: seededBytes(16, seed: 3)).digits)
        for index in code.indices {
            for digit in "0123456789" where digit != code[index] {
                var wrong = code
                wrong[index] = digit
                #expect(throws: CodeError.wrongCheck) { try PaymentCode(typed: String(wrong)) }
            }
            if index + 1 < code.count, code[index] != code[index + 1] {
                var wrong = code
                wrong.swapAt(index, index + 1)
                #expect(throws: CodeError.wrongCheck) { try PaymentCode(typed: String(wrong)) }
            }
        }
    }

    @Test(arguments: PaymentCode.Check.allCases)
    func `a payment code ends as the bank checks it, and a wrong digit is found`(check: PaymentCode.Check) throws {
        for seed in 0..<100 as Range<UInt64> {
            let code = try PaymentCode(prefix: "7700", random: seededBytes(16, seed: seed), check: check)
            #expect(code.digits.wholeMatch(of: /7700[0-9]{11}/) != nil)
            #expect(try PaymentCode(typed: code.grouped, check: check) == code)
            guard check != .none else { continue }
            var wrong = Array(code.digits)
            let place = Int(seed) % wrong.count
            wrong[place] = wrong[place] == "9" ? "0" : "9"
            if String(wrong) == code.digits { continue }
            #expect(throws: CodeError.wrongCheck) { try PaymentCode(typed: String(wrong), check: check) }
        }
    }

    @Test func `Luhn's and MOD 97-10's published examples hold`() throws {
        // ISO/IEC 7812-1: 7992739871 has the digit 3. ISO 7064: 794 has 44.
        _ = try PaymentCode(typed: "000079927398713", check: .luhn)
        _ = try PaymentCode(typed: "000000000079444", check: .mod97)
        #expect(throws: CodeError.wrongCheck) { try PaymentCode(typed: "000079927398710", check: .luhn) }
        #expect(throws: CodeError.wrongCheck) { try PaymentCode(typed: "000000000079445", check: .mod97) }
    }

    @Test func `payment codes of neighbouring draws have nothing in common but the prefix`() throws {
        let codes = try (0..<1000 as Range<UInt64>).map {
            try PaymentCode(prefix: "77", random: seededBytes(16, seed: $0)).digits
        }
        #expect(Set(codes).count == codes.count)
    }

    @Test func `a letter number is written and read`() throws {
        let number = LetterNumber(running: 41686, unit: Samples.unit, issued: Samples.day("2026-09-03"))
        #expect(number.description == "B/41686/IX/YAN.1.2/2026/DITLANTAS")
        #expect(LetterNumber(number.description) == number)
        var unit = Samples.unit
        unit.letterSuffix = "SATLANTAS"
        let other = LetterNumber(running: 41686, unit: unit, issued: Samples.day("2026-09-03"))
        #expect(other.description == "B/41686/IX/YAN.1.2/2026/SATLANTAS")
        #expect(LetterNumber(other.description) == other && other != number)
        for wrong in [
            "B/0/IX/YAN/2026/DITLANTAS", "B/01/IX/YAN/2026/DITLANTAS", "B/1/IIX/YAN/2026/DITLANTAS",
            "B/1/IX//2026/DITLANTAS", "B/1/IX/YAN/2026/", "",
        ] {
            #expect(LetterNumber(wrong) == nil)
        }
    }

    @Test func `a ticket number is written and read, and names a file`() throws {
        let number = TicketNumber(running: 123, unitID: "metro-jaya", issued: Samples.day("2026-04-27"))
        #expect(number.description == "TE/METRO-JAYA/2026/0000123")
        #expect(TicketNumber(number.description) == number)
        #expect(number.fileName == "TE-METRO-JAYA-2026-0000123")
        #expect(TicketNumber.fileName("../x/y") == "..-x-y")
        #expect(TicketNumber("TE/METRO-JAYA/2026/123") == nil)
        #expect(TicketNumber("TE/METRO-JAYA/2026/00000123") == nil)
    }
}
