import ArgumentParser

/// `--config F`, for every command that needs a configuration.
struct ConfigOption: ParsableArguments {
    @Option(name: .customLong("config"), help: "The configuration file.", completion: .file(extensions: ["yaml"]))
    var path = "/etc/etle/etle.yaml"
}
