// Whether this machine's processor has what the program was built for.
#ifndef ETLE_CPROCESSOR_H
#define ETLE_CPROCESSOR_H

// The name of the first missing feature ("AVX2", ...), or NULL if the program built for x86-64-v3 runs here.
// Always NULL on other architectures. This target is built without processor flags, so that it runs anywhere.
const char *etle_missing_processor_feature(void);

// Whether code built for x86-64-v4 (AVX-512) runs here, the operating system's part included. 0 on other architectures.
int etle_has_avx512(void);

#endif
