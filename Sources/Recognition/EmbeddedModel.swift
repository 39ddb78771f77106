import CModel

/// The model file that is built into the program.
public enum EmbeddedModel {
    /// Lives as long as the process.
    public static var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: etle_model_bytes(), count: etle_model_size())
    }
}
