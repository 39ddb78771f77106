import Domain

/// Computes what held on a day from the extract's rows and the changes, in the order of their days.
///
/// Being a fold over what is known, the answer doesn't depend on the order in which changes came, with one exception: of two
/// statements about the same day the one that came later counts.
extension PlateRecord {
    /// One thing that happened to the plate.
    private enum Step {
        /// Rows of an extract for one day; more than one contradict each other.
        case bases([Base])
        case change(Change)

        /// Whether it ends an ownership or says something of the owner.
        var saysOwner: Bool {
            switch self {
            case .bases: true
            case .change(let change): [.transfer, .mutationIn, .mutationOut, .end, .correction].contains(change.kind)
            }
        }

        var correction: Change? {
            if case .change(let change) = self, change.kind == .correction { change } else { nil }
        }

        /// The owner, where the step names exactly one.
        var namedOwner: Owner? {
            switch self {
            case .bases(let bases): bases.count == 1 ? bases[0].registration.owner : nil
            case .change(let change): change.kind == .transfer ? change.content.owner : nil
            }
        }
    }

    /// Nil days come first.
    private typealias Dated = (day: LocalDate?, step: Step)

    func answer(on day: LocalDate) -> RegistryAnswer {
        let steps = steps()
        guard !steps.isEmpty else { return .notFound }
        var fold = TimelineFold(record: self, day: day)
        for (from, step) in steps where from.map({ $0 <= day }) ?? true {
            switch step {
            case .bases(let bases): fold.take(bases)
            case .change(let change): fold.take(change)
            }
        }
        guard !fold.states.isEmpty else { return before(steps) }
        let later = steps.filter { dated in dated.step.saysOwner && (dated.day.map { $0 > day } ?? false) }
        let registrations = fold.finish().map { lastsUntil($0, later) }
        return registrations.count == 1 ? .found(registrations[0]) : .ambiguous(registrations)
    }

    /// `registration` with the last day of its ownership. Later statements that name the same person by NIK correct the
    /// address rather than end the ownership: a letter goes to where the owner lives now.
    private func lastsUntil(_ registration: Registration, _ later: [Dated]) -> Registration {
        var result = registration
        for (day, step) in later {
            if let correction = step.correction {
                if !isSuperseded(correction) { result.owner = result.owner.map(correction.content.corrected) }
                continue
            }
            guard let owner = result.owner, !owner.nik.isEmpty, let same = step.namedOwner, same.nik == owner.nik else {
                result.ownedUntil = day?.adding(days: -1)
                break
            }
            result.owner = same
        }
        return result
    }

    /// Whether an extract that came later, of a later day, has the plate: its rows have the newer data.
    fileprivate func isSuperseded(_ correction: Change) -> Bool {
        guard let extract, correction.source < extract.source, correction.date <= extract.asOf else { return false }
        return bases.contains { $0.absentFrom == nil }
    }

    /// The register knows the plate from a later day only: whose it was on this day isn't known.
    private func before(_ steps: [Dated]) -> RegistryAnswer {
        guard var first = bases.first?.registration else { return .notFound }
        first.owner = nil
        first.ownedUntil = first.ownedFrom?.adding(days: -1)
        first.ownedFrom = nil
        return .found(first)
    }

    /// Periods during which the answer stays the same, in the order of time.
    func history() -> PlateHistory? {
        guard !bases.isEmpty || !changes.isEmpty else { return nil }
        var days = Set(steps().compactMap(\.day))
        days.formUnion(bases.compactMap(\.absentFrom))
        let sorted = days.sorted()
        var periods: [PlateHistory.Period] = []
        if bases.contains(where: { $0.from == nil }) {
            let day = sorted.first?.adding(days: -1) ?? LocalDate(dayNumber: 0)
            periods.append(.init(from: nil, until: sorted.first?.adding(days: -1), answer: answer(on: day)))
        }
        for (index, day) in sorted.enumerated() {
            let next = index + 1 < sorted.count ? sorted[index + 1] : nil
            periods.append(.init(from: day, until: next?.adding(days: -1), answer: answer(on: day)))
        }
        return PlateHistory(plate: plate.text, periods: periods)
    }

    /// On one day, changes that came before the extract go before its rows (the extract knew of them), later ones after.
    private func steps() -> [Dated] {
        var steps: [(day: LocalDate?, rank: Int, step: Step)] = []
        for group in Dictionary(grouping: bases, by: \.from) { steps.append((group.key, 1, .bases(group.value))) }
        for change in changes {
            let came = change.source > (extract?.source ?? 0) ? 2 : 0
            steps.append((change.date, came, .change(change)))
        }
        let order: (LocalDate?) -> Int = { $0?.dayNumber ?? .min }
        return steps.enumerated()
            .sorted {
                (order($0.element.day), $0.element.rank, $0.offset) < (
                    order($1.element.day), $1.element.rank, $1.offset
                )
            }
            .map { ($0.element.day, $0.element.step) }
    }
}

/// The state of one plate while its steps are gone through.
private struct TimelineFold {
    private let record: PlateRecord
    private let day: LocalDate
    /// What may hold; more than one if the register contradicts itself.
    private(set) var states: [Registration] = []
    /// Blocks by changes that nothing has lifted, with the file they came in.
    private var blocks: [(block: Registration.Block, source: Int64)] = []
    private var statusBlocks: [Registration.Block] = []

    init(record: PlateRecord, day: LocalDate) {
        self.record = record
        self.day = day
    }

    mutating func take(_ bases: [PlateRecord.Base]) {
        // Rows of an unknown day may belong to any day, so that they stay possible beside all others.
        let undated = record.bases.filter { $0.from == nil }
        let all = bases[0].from == nil ? bases : bases + undated
        states = all.map { base in
            var state = base.registration
            switch base.status {
            case .active, .blocked: break
            case .saleReported: state.saleReport = .init(on: nil, buyer: nil)
            case .ended: state.end = .init(since: nil, cause: .ended)
            case .other(let word): state.unknownStatus = word
            }
            if let absent = base.absentFrom, absent <= day { state.end = .init(since: absent, cause: .absent) }
            return state
        }
        statusBlocks = all.compactMap { base in
            if case .blocked(let cause) = base.status { Registration.Block(since: nil, cause: cause) } else { nil }
        }
    }

    mutating func take(_ change: PlateRecord.Change) {
        switch change.kind {
        case .transfer: transfer(change)
        case .mutationIn: arrive(change)
        case .mutationOut:
            update { $0.end = .init(since: change.date, cause: .moved, newPlate: change.other?.text) }
        case .end:
            update { $0.end = .init(since: change.date, cause: .ended) }
        case .saleReport:
            update { $0.saleReport = .init(on: change.date, buyer: change.content.owner) }
        case .correction: correct(change)
        case .block:
            let block = Registration.Block(since: change.date, cause: RegisterStatus.cause(change.content[.status]))
            blocks.append((block, change.source))
        case .unblock:
            let cause = RegisterStatus.cause(change.content[.status])
            blocks.removeAll { cause == .unstated || $0.block.cause == cause }
            if change.source > (record.extract?.source ?? 0) {
                statusBlocks.removeAll { cause == .unstated || $0.cause == cause }
            }
        }
    }

    /// The states with the blocks that hold.
    func finish() -> [Registration] {
        var holding = blocks
        if let extract = record.extract, day >= extract.asOf, !record.bases.isEmpty {
            // The extract came later and has the last word on blocks from before its day.
            holding.removeAll { entry in
                entry.source < extract.source && (entry.block.since.map { $0 <= extract.asOf } ?? true)
            }
        }
        return states.map { state in
            var state = state
            state.blocks = statusBlocks + holding.map(\.block)
            return state
        }
    }

    private mutating func update(_ body: (inout Registration) -> Void) {
        for index in states.indices { body(&states[index]) }
    }

    private mutating func correct(_ change: PlateRecord.Change) {
        if record.isSuperseded(change) { return }
        let plate = record.plate.text
        update { state in
            state.vehicle = change.content.vehicle(over: state.vehicle, plate: plate)
            state.owner = state.owner.map(change.content.corrected)
            state.stnkValidUntil = change.content.day(.stnkValidUntil) ?? state.stnkValidUntil
            state.taxPaidUntil = change.content.day(.taxPaidUntil) ?? state.taxPaidUntil
        }
    }

    private mutating func transfer(_ change: PlateRecord.Change) {
        if isKnownToExtract(change) { return }
        let before = states
        let base = states.last
        guard base != nil || change.content.describesVehicle else { return }
        let vehicle = change.content.vehicle(over: base?.vehicle, plate: record.plate.text)
        var state = Registration(
            vehicle: vehicle, owner: change.content.owner, ownedFrom: change.date,
            stnkValidUntil: change.content.day(.stnkValidUntil) ?? base?.stnkValidUntil,
            taxPaidUntil: change.content.day(.taxPaidUntil) ?? base?.taxPaidUntil)
        state.end = base?.end
        state.unknownStatus = base?.unknownStatus
        // If the register contradicted itself before, the transfer settles it: it names the owner.
        states = isDenied(change) ? before + [state] : [state]
    }

    private mutating func arrive(_ change: PlateRecord.Change) {
        if isKnownToExtract(change) { return }
        let origins: [Registration?] =
            switch record.origins[change.date] {
            case .found(let registration): [registration]
            case .ambiguous(let registrations): registrations
            case .notFound, nil: [nil]
            }
        let arrived = origins.compactMap { origin -> Registration? in
            guard origin != nil || change.content.describesVehicle else { return nil }
            return Registration(
                vehicle: change.content.vehicle(over: origin?.vehicle, plate: record.plate.text),
                owner: change.content.owner ?? origin?.owner, ownedFrom: change.date,
                stnkValidUntil: change.content.day(.stnkValidUntil) ?? origin?.stnkValidUntil,
                taxPaidUntil: change.content.day(.taxPaidUntil) ?? origin?.taxPaidUntil,
                saleReport: change.content.owner == nil ? origin?.saleReport : nil)
        }
        if !arrived.isEmpty { states = isDenied(change) ? states + arrived : arrived }
    }

    /// The extract came later, speaks of a later day, and has no row from this day on: it denies the change.
    /// Which of the two is right nobody here can tell.
    private func isDenied(_ change: PlateRecord.Change) -> Bool {
        guard !states.isEmpty, let extract = record.extract, change.source < extract.source,
            change.date <= extract.asOf
        else { return false }
        return !record.bases.contains { base in base.from.map { $0 >= change.date } ?? false }
    }

    /// The extract that came later names the same owner, so its row has the newer address.
    private func isKnownToExtract(_ change: PlateRecord.Change) -> Bool {
        guard isDenied(change), let owner = change.content.owner else { return false }
        return states.allSatisfy { state in
            guard let known = state.owner else { return false }
            return owner.nik.isEmpty ? known.name == owner.name : known.nik == owner.nik
        }
    }
}
