import CProcessor

/// The processor that this program was built for.
public enum Processor {
    /// What is wrong if the program can't run on this machine, for people; nil if all is well. Ask before anything else.
    public static var complaint: String? {
        #if ETLE_FMA
            guard let missing = etle_missing_processor_feature() else { return nil }
            return
                "This build of etle needs a processor with AVX2 and FMA (x86-64-v3, servers since 2013); this one lacks "
                + "\(String(cString: missing)). Build it with ETLE_BASELINE=1 for older processors."
        #else
            return nil
        #endif
    }

    /// Whether the loops for AVX-512 are in this build and run on this machine.
    static let hasAVX512: Bool = {
        #if ETLE_AVX512
            etle_has_avx512() != 0
        #else
            false
        #endif
    }()
}
