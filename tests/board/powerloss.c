/* Logs, in their order, the writes and synchronisations of the files below $POWERLOSS_FOLDER into $POWERLOSS_LOG.
   Preloaded into a process (LD_PRELOAD); a power cut is then any prefix of the log, from which writes that were not
   yet synchronised are dropped.
   A record: kind (1 byte), offset, length, length of the path (8 bytes each), path, data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int out = -1;

static int watched(int fd, char *path, size_t room) {
    const char *folder = getenv("POWERLOSS_FOLDER");
    char link[64];
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, room - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return !strncmp(path, folder, strlen(folder)) && !strstr(path, "-shm");
}

static void put(const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    while (size) {
        ssize_t n = real(out, data, size);
        if (n <= 0) abort();
        data = (const char *)data + n;
        size -= n;
    }
}

static void record(char kind, const char *path, uint64_t offset, const void *data, uint64_t length) {
    uint64_t head[3] = {offset, length, strlen(path)};
    pthread_mutex_lock(&lock);
    if (out < 0) out = open(getenv("POWERLOSS_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    put(&kind, 1);
    put(head, sizeof head);
    put(path, head[2]);
    if (data) put(data, length);
    pthread_mutex_unlock(&lock);
}

ssize_t write(int fd, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    char path[4096];
    if (!real) real = dlsym(RTLD_NEXT, "write");
    int ours = watched(fd, path, sizeof path);
    ssize_t n = real(fd, data, size);
    if (ours && n > 0) record('w', path, lseek(fd, 0, SEEK_CUR) - n, data, n);
    return n;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    char path[4096];
    if (!real) real = dlsym(RTLD_NEXT, "pwrite64");
    ssize_t n = real(fd, data, size, offset);
    if (n > 0 && watched(fd, path, sizeof path)) record('w', path, offset, data, n);
    return n;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return pwrite64(fd, data, size, offset); }

int ftruncate64(int fd, off64_t size) {
    static int (*real)(int, off64_t);
    char path[4096];
    if (!real) real = dlsym(RTLD_NEXT, "ftruncate64");
    int ok = real(fd, size);
    if (!ok && watched(fd, path, sizeof path)) record('t', path, size, 0, 0);
    return ok;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int fsync(int fd) {
    static int (*real)(int);
    char path[4096];
    if (!real) real = dlsym(RTLD_NEXT, "fsync");
    int ok = real(fd);
    if (!ok && watched(fd, path, sizeof path)) record('s', path, 0, 0, 0);
    return ok;
}

int fdatasync(int fd) {
    static int (*real)(int);
    char path[4096];
    if (!real) real = dlsym(RTLD_NEXT, "fdatasync");
    int ok = real(fd);
    if (!ok && watched(fd, path, sizeof path)) record('s', path, 0, 0, 0);
    return ok;
}

int unlink(const char *path) {
    static int (*real)(const char *);
    const char *folder = getenv("POWERLOSS_FOLDER");
    if (!real) real = dlsym(RTLD_NEXT, "unlink");
    int ok = real(path);
    if (!ok && folder && !strncmp(path, folder, strlen(folder)) && !strstr(path, "-shm")) record('d', path, 0, 0, 0);
    return ok;
}
