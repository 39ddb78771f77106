// libpng's simplified API, which reports errors as values and needs no setjmp.
#include <png.h>
