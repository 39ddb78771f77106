/// One key of `etle.yaml` outside the lists: where it stands, what may be there, and where it goes in ``Configuration``.
struct Setting: Sendable {
    let key: KeyDescription
    let read: @Sendable (Value, inout Configuration) -> Void
    let differs: @Sendable (Configuration, Configuration) -> Bool

    typealias Target<Content> = WritableKeyPath<Configuration, Content> & Sendable

    static func integer(
        _ path: String, _ target: Target<Int>, in bounds: ClosedRange<Int>, unit: String = "",
        reloads: Bool = true
    ) -> Setting {
        make(
            path, target, form: "whole number from \(bounds.lowerBound) to \(bounds.upperBound)", unit: unit,
            standard: "\(Configuration()[keyPath: target])", reloads: reloads
        ) { $0.integer(in: bounds, unit: unit) }
    }

    static func decimal(
        _ path: String, _ target: Target<Double>, in bounds: ClosedRange<Double>, unit: String = ""
    ) -> Setting {
        make(
            path, target, form: "number from \(shortest(bounds.lowerBound)) to \(shortest(bounds.upperBound))",
            unit: unit, standard: shortest(Configuration()[keyPath: target])
        ) { $0.decimal(in: bounds, unit: unit) }
    }

    static func choice<Choice: RawRepresentable & CaseIterable & Equatable & Sendable>(
        _ path: String, _ target: Target<Choice>, reloads: Bool = true
    ) -> Setting where Choice.RawValue == String {
        make(
            path, target, form: Choice.allCases.map(\.rawValue).joined(separator: ", "),
            standard: Configuration()[keyPath: target].rawValue, reloads: reloads
        ) { $0.choice(Choice.self) }
    }

    static func make<Content: Equatable & Sendable>(
        _ path: String, _ target: Target<Content>, form: String, unit: String = "", standard: String?,
        reloads: Bool = true, read: @escaping @Sendable (Value) -> Content?
    ) -> Setting {
        Setting(
            key: KeyDescription(path: path, form: form, unit: unit, standard: standard, reloads: reloads),
            read: { value, configuration in
                if let content = read(value) { configuration[keyPath: target] = content }
            },
            differs: { $0[keyPath: target] != $1[keyPath: target] })
    }
}
