// Whether this machine's processor has what the program was built for.
#ifndef ETLE_CPROCESSOR_H
#define ETLE_CPROCESSOR_H

// The name of the first missing feature ("AVX2", ...), or NULL if the program built for x86-64-v3 runs here.
// Always NULL on other architectures. This target is built without processor flags, so that it runs anywhere.
const char *etle_missing_processor_feature(void);

#endif
