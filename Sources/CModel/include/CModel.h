// The recognition model that is built into the program, so that it is found without installation or configuration.
#ifndef ETLE_CMODEL_H
#define ETLE_CMODEL_H

#include <stddef.h>
#include <stdint.h>

// The bytes of etle.model, the file beside CModel.c (docs/model-format.md).
const uint8_t *etle_model_bytes(void);
size_t etle_model_size(void);

#endif
