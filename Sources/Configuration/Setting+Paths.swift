extension Setting {
    /// A folder; its path is relative to the folder of the configuration. A running daemon doesn't move house, so a change
    /// needs a restart.
    static func folder(
        _ path: String, _ target: KeyPath<Configuration, String> & Sendable, standard: String,
        move: @escaping @Sendable (inout Configuration, String) -> Void
    ) -> Setting {
        Setting(
            key: KeyDescription(path: path, form: "path of a folder", unit: "", standard: standard, reloads: false),
            read: { value, configuration in
                if let folder = value.absolutePath() { move(&configuration, folder) }
            },
            differs: { $0[keyPath: target] != $1[keyPath: target] })
    }

    static func folder(_ path: String, _ target: Target<String>, standard: String) -> Setting {
        folder(path, target, standard: standard) { $0[keyPath: target] = $1 }
    }

    /// A data file; its path is relative to the folder of the configuration.
    static func file(_ path: String, _ target: Target<String?>, standard: String) -> Setting {
        make(path, target, form: "path of a file", standard: standard) { $0.absolutePath().map(Optional.some) }
    }
}
