#include "FaultVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

// A shim between SQLite and its unix layer, after the pattern of SQLite's own test_vfs.c: each file carries the real one behind it.

typedef struct {
    sqlite3_file base;
    int is_watched;
    // The real file follows.
} FaultFile;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs fault_vfs;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char watched[1024];
static long calls, failing_call = -1;
static int failing_code;

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((FaultFile *)file + 1); }

// SQLITE_OK, or the code with which the call shall fail.
static int ask(int is_watched) {
    if (!is_watched) return SQLITE_OK;
    pthread_mutex_lock(&lock);
    int code = calls++ == failing_call ? failing_code : SQLITE_OK;
    pthread_mutex_unlock(&lock);
    return code;
}

static int is_watched_path(const char *name) {
    pthread_mutex_lock(&lock);
    int found = name && watched[0] && strstr(name, watched);
    pthread_mutex_unlock(&lock);
    return found;
}

#define REAL real(file)->pMethods
static int x_close(sqlite3_file *file) { return REAL ? REAL->xClose(real(file)) : SQLITE_OK; }
static int x_read(sqlite3_file *file, void *to, int count, sqlite3_int64 at) { return REAL->xRead(real(file), to, count, at); }
static int x_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 at) {
    int code = ask(((FaultFile *)file)->is_watched);
    return code ? code : REAL->xWrite(real(file), from, count, at);
}
static int x_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int code = ask(((FaultFile *)file)->is_watched);
    return code ? code : REAL->xTruncate(real(file), size);
}
static int x_sync(sqlite3_file *file, int flags) {
    int code = ask(((FaultFile *)file)->is_watched);
    return code ? code : REAL->xSync(real(file), flags);
}
static int x_size(sqlite3_file *file, sqlite3_int64 *size) { return REAL->xFileSize(real(file), size); }
static int x_lock(sqlite3_file *file, int level) { return REAL->xLock(real(file), level); }
static int x_unlock(sqlite3_file *file, int level) { return REAL->xUnlock(real(file), level); }
static int x_reserved(sqlite3_file *file, int *result) { return REAL->xCheckReservedLock(real(file), result); }
static int x_control(sqlite3_file *file, int op, void *argument) { return REAL->xFileControl(real(file), op, argument); }
static int x_sector(sqlite3_file *file) { return REAL->xSectorSize(real(file)); }
static int x_device(sqlite3_file *file) { return REAL->xDeviceCharacteristics(real(file)); }
static int x_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
    return REAL->xShmMap(real(file), page, size, extend, memory);
}
static int x_shm_lock(sqlite3_file *file, int offset, int count, int flags) { return REAL->xShmLock(real(file), offset, count, flags); }
static void x_shm_barrier(sqlite3_file *file) { REAL->xShmBarrier(real(file)); }
static int x_shm_unmap(sqlite3_file *file, int remove) { return REAL->xShmUnmap(real(file), remove); }

// Version 2: with shared memory for the write-ahead log, without memory mapping.
static const sqlite3_io_methods methods = {
    2, x_close, x_read, x_write, x_truncate, x_sync, x_size, x_lock, x_unlock, x_reserved, x_control, x_sector, x_device,
    x_shm_map, x_shm_lock, x_shm_barrier, x_shm_unmap, 0, 0,
};

static int x_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    FaultFile *fault = (FaultFile *)file;
    fault->is_watched = is_watched_path(name);
    file->pMethods = 0;
    int code = ask(fault->is_watched);
    if (code) return code;
    code = real_vfs->xOpen(real_vfs, name, real(file), flags, out);
    if (REAL) file->pMethods = &methods;
    return code;
}

static int x_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    (void)vfs;
    int code = ask(is_watched_path(name));
    return code ? code : real_vfs->xDelete(real_vfs, name, sync);
}

int faultvfs_install(void) {
    pthread_mutex_lock(&lock);
    if (!real_vfs) {
        sqlite3_initialize();
        real_vfs = sqlite3_vfs_find(0);
        fault_vfs = *real_vfs;
        fault_vfs.pNext = 0;
        fault_vfs.zName = "fault";
        fault_vfs.szOsFile = (int)sizeof(FaultFile) + real_vfs->szOsFile;
        fault_vfs.xOpen = x_open;
        fault_vfs.xDelete = x_delete;
    }
    pthread_mutex_unlock(&lock);
    return sqlite3_vfs_register(&fault_vfs, 1);
}

void faultvfs_arm(const char *path, long failing, int code) {
    pthread_mutex_lock(&lock);
    strncpy(watched, path, sizeof watched - 1);
    calls = 0;
    failing_call = failing;
    failing_code = code;
    pthread_mutex_unlock(&lock);
}

long faultvfs_calls(void) {
    pthread_mutex_lock(&lock);
    long count = calls;
    pthread_mutex_unlock(&lock);
    return count;
}
