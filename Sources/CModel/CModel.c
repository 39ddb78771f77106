#include "CModel.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t model[] = {
#embed "etle.model"
};

const uint8_t *etle_model_bytes(void) { return model; }

size_t etle_model_size(void) { return sizeof model; }
