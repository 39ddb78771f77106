// Pango lays text out, cairo writes the PDF. The Fc font map is named so that a document uses the fonts it was told to use
// and not whatever the machine's font configuration prefers. HarfBuzz, which Pango shapes text with, also makes fonts smaller.
#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <hb-subset.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
