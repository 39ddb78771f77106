#define _GNU_SOURCE
#include "CFileSystem.h"

#include <unistd.h>

int etle_syncfs(int descriptor) { return syncfs(descriptor); }
