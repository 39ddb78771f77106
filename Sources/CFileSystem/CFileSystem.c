#define _GNU_SOURCE
#include "CFileSystem.h"

#include <fcntl.h>

void etle_start_writing(int descriptor) { (void)sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE); }
