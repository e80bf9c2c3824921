/*
 * A rival in C: rival KIND NAME, where KIND is semaphore (NAME without the slash), mutex (robust, between processes) or
 * flock (NAME is a file). It obeys the commands that RivalMain.java lists; only semaphore knows more than "pairs".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define BATCH 500
#define INSIDE_NANOS 1000
#define HOLD_NANOS 500000
#define PAUSE_MICROS 200

typedef long long nanos;

static sem_t *semaphore;
static pthread_mutex_t *mutex;
static int file;

static void check(int failed, const char *what) {
    if (failed) {
        perror(what);
        exit(1);
    }
}

static nanos now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void spin_until(nanos time) {
    while (now() < time) {
#if defined __x86_64__
        __builtin_ia32_pause();
#endif
    }
}

static void semaphore_pairs(void) {
    for (int i = 0; i < BATCH; i++) check(sem_trywait(semaphore) || sem_post(semaphore), "semaphore");
}

static void mutex_pairs(void) {
    for (int i = 0; i < BATCH; i++) check(pthread_mutex_lock(mutex) || pthread_mutex_unlock(mutex), "mutex");
}

static void flock_pairs(void) {
    for (int i = 0; i < BATCH; i++) check(flock(file, LOCK_EX) || flock(file, LOCK_UN), "flock");
}

static void (*open_rival(const char *kind, const char *name))(void) {
    if (!strcmp(kind, "semaphore")) {
        char path[256];
        snprintf(path, sizeof path, "/%s", name);
        semaphore = sem_open(path, O_CREAT, 0600, 1);
        check(semaphore == SEM_FAILED, "sem_open");
        return semaphore_pairs;
    }
    if (!strcmp(kind, "mutex")) {
        pthread_mutexattr_t attributes;
        mutex = mmap(NULL, sizeof *mutex, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        check(mutex == MAP_FAILED, "mmap");
        pthread_mutexattr_init(&attributes);
        pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
        pthread_mutex_init(mutex, &attributes);
        return mutex_pairs;
    }
    file = open(name, O_CREAT | O_RDWR, 0600);
    check(file < 0, name);
    return flock_pairs;
}

static void pairs(void (*batch)(void), nanos time) {
    nanos start = now(), end;
    long long count = 0;
    do {
        batch();
        count += BATCH;
        end = now();
    } while (end - start < time);
    printf("%lld %lld\n", count, end - start);
}

static void claim(void) {
    while (sem_wait(semaphore)) check(errno != EINTR, "sem_wait");
}

static void release(void) {
    check(sem_post(semaphore), "sem_post");
}

static void contend(nanos from, nanos time) {
    long long count = 0;
    spin_until(from);
    for (; now() - from < time; count++) {
        claim();
        spin_until(now() + INSIDE_NANOS);
        release();
    }
    printf("%lld\n", count);
}

static void take_turns(nanos from, nanos time) {
    spin_until(from);
    for (int first = 1; now() - from < time; first = 0) {
        nanos waiting = now();
        claim();
        nanos claimed = now();
        spin_until(claimed + HOLD_NANOS);
        nanos released = now();
        release();
        printf(first ? "%lld %lld %lld" : " %lld %lld %lld", waiting, claimed, released);
        usleep(PAUSE_MICROS);
    }
    puts("");
}

int main(int count, char **args) {
    if (count != 3) return 2;
    static char out[1 << 20], line[200];
    /* Nothing is written before the answer is complete. */
    setvbuf(stdout, out, _IOFBF, sizeof out);
    void (*batch)(void) = open_rival(args[1], args[2]);
    for (puts("ready"), fflush(stdout); fgets(line, sizeof line, stdin); fflush(stdout)) {
        nanos from, time;
        if (sscanf(line, "pairs %lld", &time) == 1) pairs(batch, time);
        else if (sscanf(line, "contend %lld %lld", &from, &time) == 2) contend(from, time);
        else if (sscanf(line, "handover %lld %lld", &from, &time) == 2) take_turns(from, time);
        else if (!strcmp(line, "hold\n")) claim(), puts("ok");
        else if (!strcmp(line, "free\n")) release(), puts("ok");
        else return 2;
    }
    return 0;
}
