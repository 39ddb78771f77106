// libjpeg behind a boundary that never longjmps into the caller: every call returns a status and fills in an error.
// Any warning that libjpeg gives counts as an error, since a JPEG cut short decodes with warnings only.
#ifndef ETLE_CJPEGSHIM_H
#define ETLE_CJPEGSHIM_H

#include <stddef.h>
#include <stdint.h>

#include "memory.h"

enum {
    etle_jpeg_ok = 0,
    etle_jpeg_corrupt = 1,      // libjpeg gave an error or a warning
    etle_jpeg_truncated = 2,    // the data ended before the picture did
    etle_jpeg_unsupported = 3,  // a colour space or sampling that isn't decoded here
    etle_jpeg_too_large = 4,    // not the size that the caller prepared for
    etle_jpeg_too_many_scans = 5,
    etle_jpeg_no_memory = 6
};

typedef struct {
    int status;          // one of the values above
    char message[200];   // libjpeg's own words, zero terminated
} etle_jpeg_error;

// What the header says. chroma_* are 0 unless the file is YCbCr with whole, equal chroma sampling factors.
typedef struct {
    int width, height, components;
    int chroma_width, chroma_height;      // pixels of the Cb and Cr planes
    int luminance_stride, chroma_stride;  // bytes a row that etle_jpeg_decode_planes needs (whole blocks)
    int luminance_rows, chroma_rows;      // rows that etle_jpeg_decode_planes needs (whole blocks)
    int has_planes;                       // 1 if etle_jpeg_decode_planes takes this file
} etle_jpeg_layout;

int etle_jpeg_read_layout(const uint8_t *data, size_t size, etle_jpeg_layout *layout, etle_jpeg_error *error);

// Decodes to luminance: width * height bytes, no padding.
int etle_jpeg_decode_luminance(const uint8_t *data, size_t size, int width, int height, int max_scans, uint8_t *out,
                               etle_jpeg_error *error);

// Decodes to interleaved RGB: 3 * width * height bytes, no padding.
int etle_jpeg_decode_rgb(const uint8_t *data, size_t size, int width, int height, int max_scans, uint8_t *out,
                         etle_jpeg_error *error);

// Decodes to the planes as they are stored, without upsampling or colour conversion; sizes as in the layout.
// cb and cr are not touched for a picture of one component.
int etle_jpeg_decode_planes(const uint8_t *data, size_t size, const etle_jpeg_layout *layout, int max_scans, uint8_t *y,
                            uint8_t *cb, uint8_t *cr, etle_jpeg_error *error);

// Encodes interleaved RGB (channels 3) or luminance (channels 1), 4:2:0, baseline. Hand *out to etle_jpeg_free.
int etle_jpeg_encode(const uint8_t *interleaved, int width, int height, int channels, int quality, uint8_t **out,
                     size_t *out_size, etle_jpeg_error *error);

// Encodes planes as etle_jpeg_encode does, without colour conversion: y of width * height bytes, cb and cr of
// ceil(width / 2) * ceil(height / 2).
int etle_jpeg_encode_planes(const uint8_t *y, const uint8_t *cb, const uint8_t *cr, int width, int height, int quality,
                            uint8_t **out, size_t *out_size, etle_jpeg_error *error);

void etle_jpeg_free(uint8_t *out);

#endif
