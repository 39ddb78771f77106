#ifndef FAULTVFS_H
#define FAULTVFS_H

/// Makes a file system layer "fault" SQLite's default one: it passes every call on to the usual layer, until one is to fail.
/// Returns SQLITE_OK or an SQLite error code. May be called again.
int faultvfs_install(void);

/// Counts writes, syncs, truncations, openings and deletions of database files whose path contains `path` from now on (0 first), and
/// answers the call number `failing` with `code` (SQLITE_IOERR_WRITE, SQLITE_FULL, ...) instead of making it; -1 fails none.
void faultvfs_arm(const char *path, long failing, int code);

/// How many calls were counted since the last faultvfs_arm.
long faultvfs_calls(void);

#endif
