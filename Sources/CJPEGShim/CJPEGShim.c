#include "CJPEGShim.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf escape;
    etle_jpeg_error *error;
} shim_errors;

typedef struct {
    struct jpeg_progress_mgr base;
    int max_scans;
} shim_progress;

static void leave(j_common_ptr info, int status) {
    shim_errors *errors = (shim_errors *)info->err;
    char text[JMSG_LENGTH_MAX];
    errors->base.format_message(info, text);
    errors->error->status = status;
    snprintf(errors->error->message, sizeof errors->error->message, "%s", text);
    longjmp(errors->escape, 1);
}

static void on_error(j_common_ptr info) {
    switch (info->err->msg_code) {
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF: leave(info, etle_jpeg_truncated); break;
    case JERR_OUT_OF_MEMORY: leave(info, etle_jpeg_no_memory); break;
    case JERR_CONVERSION_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL: leave(info, etle_jpeg_unsupported); break;
    default: leave(info, etle_jpeg_corrupt);
    }
}

static void on_message(j_common_ptr info, int level) {
    if (level < 0) leave(info, info->err->msg_code == JWRN_JPEG_EOF ? etle_jpeg_truncated : etle_jpeg_corrupt);
}

static void on_progress(j_common_ptr info) {
    shim_progress *progress = (shim_progress *)info->progress;
    if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > progress->max_scans) {
        ((shim_errors *)info->err)->error->status = etle_jpeg_too_many_scans;
        longjmp(((shim_errors *)info->err)->escape, 1);
    }
}

static struct jpeg_error_mgr *quiet_errors(shim_errors *errors, etle_jpeg_error *error) {
    memset(error, 0, sizeof *error);
    errors->error = error;
    jpeg_std_error(&errors->base);
    errors->base.error_exit = on_error;
    errors->base.emit_message = on_message;
    return &errors->base;
}

static int fail(etle_jpeg_error *error, int status, const char *message) {
    error->status = status;
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

static int divide_up(int a, int b) { return (a + b - 1) / b; }

static void fill_layout(const struct jpeg_decompress_struct *info, etle_jpeg_layout *layout) {
    memset(layout, 0, sizeof *layout);
    layout->width = (int)info->image_width;
    layout->height = (int)info->image_height;
    layout->components = info->num_components;
    const jpeg_component_info *c = info->comp_info;
    if (info->num_components == 1) {
        // One component alone is stored block by block, whatever sampling factors its header gives.
        layout->has_planes = c[0].h_samp_factor == 1 && c[0].v_samp_factor == 1;
        layout->luminance_stride = divide_up(layout->width, 8) * 8;
        layout->luminance_rows = divide_up(layout->height, 8) * 8;
        return;
    }
    if (info->num_components != 3 || info->jpeg_color_space != JCS_YCbCr) return;
    if (c[0].h_samp_factor != info->max_h_samp_factor || c[0].v_samp_factor != info->max_v_samp_factor) return;
    if (c[1].h_samp_factor != c[2].h_samp_factor || c[1].v_samp_factor != c[2].v_samp_factor) return;
    if (c[0].h_samp_factor % c[1].h_samp_factor || c[0].v_samp_factor % c[1].v_samp_factor) return;
    int across = divide_up(layout->width, 8 * info->max_h_samp_factor);
    int down = divide_up(layout->height, 8 * info->max_v_samp_factor);
    layout->luminance_stride = across * 8 * c[0].h_samp_factor;
    layout->luminance_rows = down * 8 * c[0].v_samp_factor;
    layout->chroma_stride = across * 8 * c[1].h_samp_factor;
    layout->chroma_rows = down * 8 * c[1].v_samp_factor;
    layout->chroma_width = divide_up(layout->width * c[1].h_samp_factor, info->max_h_samp_factor);
    layout->chroma_height = divide_up(layout->height * c[1].v_samp_factor, info->max_v_samp_factor);
    layout->has_planes = 1;
}

int etle_jpeg_read_layout(const uint8_t *data, size_t size, etle_jpeg_layout *layout, etle_jpeg_error *error) {
    struct jpeg_decompress_struct info;
    shim_errors errors;
    info.err = quiet_errors(&errors, error);
    if (setjmp(errors.escape)) {
        jpeg_destroy_decompress(&info);
        return error->status;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, data, size);
    jpeg_read_header(&info, TRUE);
    fill_layout(&info, layout);
    jpeg_destroy_decompress(&info);
    return etle_jpeg_ok;
}

static int decode_rows(const uint8_t *data, size_t size, int width, int height, int max_scans, J_COLOR_SPACE space,
                       uint8_t *out, etle_jpeg_error *error) {
    struct jpeg_decompress_struct info;
    shim_errors errors;
    shim_progress progress = {{0}, max_scans};
    info.err = quiet_errors(&errors, error);
    if (setjmp(errors.escape)) {
        jpeg_destroy_decompress(&info);
        return error->status;
    }
    jpeg_create_decompress(&info);
    progress.base.progress_monitor = on_progress;
    info.progress = &progress.base;
    jpeg_mem_src(&info, data, size);
    jpeg_read_header(&info, TRUE);
    if ((int)info.image_width != width || (int)info.image_height != height) {
        jpeg_destroy_decompress(&info);
        return fail(error, etle_jpeg_too_large, "the size isn't the one in the header that was checked");
    }
    info.out_color_space = space;
    jpeg_start_decompress(&info);
    size_t stride = (size_t)width * info.output_components;
    while (info.output_scanline < info.output_height) {
        JSAMPROW rows[8];
        for (int i = 0; i < 8; i++) {
            size_t y = info.output_scanline + i;
            rows[i] = out + (y < (size_t)height ? y : (size_t)height - 1) * stride;
        }
        JDIMENSION left = info.output_height - info.output_scanline;
        jpeg_read_scanlines(&info, rows, left < 8 ? left : 8);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return etle_jpeg_ok;
}

int etle_jpeg_decode_luminance(const uint8_t *data, size_t size, int width, int height, int max_scans, uint8_t *out,
                               etle_jpeg_error *error) {
    return decode_rows(data, size, width, height, max_scans, JCS_GRAYSCALE, out, error);
}

int etle_jpeg_decode_rgb(const uint8_t *data, size_t size, int width, int height, int max_scans, uint8_t *out,
                         etle_jpeg_error *error) {
    return decode_rows(data, size, width, height, max_scans, JCS_RGB, out, error);
}

int etle_jpeg_decode_planes(const uint8_t *data, size_t size, const etle_jpeg_layout *layout, int max_scans, uint8_t *y,
                            uint8_t *cb, uint8_t *cr, etle_jpeg_error *error) {
    struct jpeg_decompress_struct info;
    shim_errors errors;
    shim_progress progress = {{0}, max_scans};
    info.err = quiet_errors(&errors, error);
    if (setjmp(errors.escape)) {
        jpeg_destroy_decompress(&info);
        return error->status;
    }
    jpeg_create_decompress(&info);
    progress.base.progress_monitor = on_progress;
    info.progress = &progress.base;
    jpeg_mem_src(&info, data, size);
    jpeg_read_header(&info, TRUE);
    etle_jpeg_layout found;
    fill_layout(&info, &found);
    if (!found.has_planes || memcmp(&found, layout, sizeof found) != 0) {
        jpeg_destroy_decompress(&info);
        return fail(error, etle_jpeg_too_large, "the layout isn't the one that was prepared for");
    }
    info.raw_data_out = TRUE;
    info.out_color_space = info.jpeg_color_space;
    jpeg_start_decompress(&info);
    int planes = info.num_components;
    uint8_t *out[3] = {y, cb, cr};
    int strides[3] = {layout->luminance_stride, layout->chroma_stride, layout->chroma_stride};
    int mcu_rows[3] = {0, 0, 0};
    for (int p = 0; p < planes; p++) mcu_rows[p] = info.comp_info[p].v_samp_factor * DCTSIZE;
    JDIMENSION rows_a_call = (JDIMENSION)(info.max_v_samp_factor * DCTSIZE);
    for (int call = 0; info.output_scanline < info.output_height; call++) {
        JSAMPROW rows[3][4 * DCTSIZE];
        JSAMPARRAY all[3] = {rows[0], rows[1], rows[2]};
        for (int p = 0; p < planes; p++)
            for (int i = 0; i < mcu_rows[p]; i++) rows[p][i] = out[p] + ((size_t)call * mcu_rows[p] + i) * strides[p];
        jpeg_read_raw_data(&info, all, rows_a_call);
    }
    jpeg_finish_decompress(&info);
    jpeg_destroy_decompress(&info);
    return etle_jpeg_ok;
}

// What is encoded: interleaved pixels in the first plane, or three planes, chroma at half size.
typedef struct {
    const uint8_t *planes[3];
    int width, height, channels;
} pixels;

static void write_rows(j_compress_ptr info, const pixels *from) {
    while (info->next_scanline < info->image_height) {
        JSAMPROW row = (JSAMPROW)(from->planes[0] + (size_t)info->next_scanline * from->width * from->channels);
        jpeg_write_scanlines(info, &row, 1);
    }
}

// Whole blocks: the last pixel of a row, and the last row, repeated.
static void write_planes(j_compress_ptr info, const pixels *from) {
    int blocks = divide_up(from->width, 2 * DCTSIZE);
    JSAMPARRAY all[3];
    for (int p = 0; p < 3; p++) {
        int side = p ? DCTSIZE : 2 * DCTSIZE;
        all[p] = info->mem->alloc_sarray((j_common_ptr)info, JPOOL_IMAGE, (JDIMENSION)(blocks * side), (JDIMENSION)side);
    }
    for (int call = 0; info->next_scanline < info->image_height; call++) {
        for (int p = 0; p < 3; p++) {
            int side = p ? DCTSIZE : 2 * DCTSIZE;
            int width = p ? divide_up(from->width, 2) : from->width;
            int height = p ? divide_up(from->height, 2) : from->height;
            for (int i = 0; i < side; i++) {
                int row = call * side + i < height ? call * side + i : height - 1;
                const uint8_t *values = from->planes[p] + (size_t)row * width;
                memcpy(all[p][i], values, (size_t)width);
                memset(all[p][i] + width, values[width - 1], (size_t)(blocks * side - width));
            }
        }
        jpeg_write_raw_data(info, all, 2 * DCTSIZE);
    }
}

static int encode(const pixels *from, J_COLOR_SPACE space, int quality, uint8_t **out, size_t *out_size,
                  etle_jpeg_error *error) {
    struct jpeg_compress_struct info;
    shim_errors errors;
    unsigned long bytes = 0;
    unsigned char *written = NULL;
    info.err = quiet_errors(&errors, error);
    if (setjmp(errors.escape)) {
        jpeg_destroy_compress(&info);
        free(written);
        return error->status;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &written, &bytes);
    info.image_width = (JDIMENSION)from->width;
    info.image_height = (JDIMENSION)from->height;
    info.input_components = from->channels;
    info.in_color_space = space;
    jpeg_set_defaults(&info);  // 4:2:0
    jpeg_set_quality(&info, quality, TRUE);
    info.raw_data_in = space == JCS_YCbCr;
    jpeg_start_compress(&info, TRUE);
    if (info.raw_data_in)
        write_planes(&info, from);
    else
        write_rows(&info, from);
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    *out = written;
    *out_size = bytes;
    return etle_jpeg_ok;
}

int etle_jpeg_encode(const uint8_t *interleaved, int width, int height, int channels, int quality, uint8_t **out,
                     size_t *out_size, etle_jpeg_error *error) {
    pixels from = {{interleaved}, width, height, channels};
    return encode(&from, channels == 3 ? JCS_RGB : JCS_GRAYSCALE, quality, out, out_size, error);
}

int etle_jpeg_encode_planes(const uint8_t *y, const uint8_t *cb, const uint8_t *cr, int width, int height, int quality,
                            uint8_t **out, size_t *out_size, etle_jpeg_error *error) {
    pixels from = {{y, cb, cr}, width, height, 3};
    return encode(&from, JCS_YCbCr, quality, out, out_size, error);
}

void etle_jpeg_free(uint8_t *out) { free(out); }
