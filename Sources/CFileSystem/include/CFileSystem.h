#ifndef CFILESYSTEM_H
#define CFILESYSTEM_H

/// sync_file_range(2), which glibc declares only for GNU sources: has the kernel begin to write an open file's bytes to the disk, so that
/// a later fsync(2) waits less. Says nothing about success: that is fsync's to tell.
void etle_start_writing(int descriptor);

/// memfd_create(2), which glibc declares only for GNU sources: opens an empty file that lives in memory as long as it is open, closed on exec.
/// -1 where there is no memory or descriptor left (errno).
int etle_open_memory_file(const char *name);

/// renameat2(2) with RENAME_NOREPLACE, which glibc declares only for GNU sources: renames, and replaces nothing. -1 with errno EEXIST where
/// something has the new name; EINVAL where the file system cannot do it.
int etle_rename_to_free(const char *from, const char *to);

#endif
