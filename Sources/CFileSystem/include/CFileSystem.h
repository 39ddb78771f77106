#ifndef CFILESYSTEM_H
#define CFILESYSTEM_H

/// syncfs(2), which glibc declares only for GNU sources: writes out the file system that holds the open file.
/// Returns 0, or -1 with errno.
int etle_syncfs(int descriptor);

#endif
