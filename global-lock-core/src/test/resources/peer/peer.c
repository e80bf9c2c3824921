// A program that knows POSIX named semaphores and nothing of this library.
//
//     peer NAME CANARY PARTICIPANT
//
// Commands on standard input, one line each; one line of answer each:
//
//     trywait            true | false
//     wait MILLIS        true | false; -1 waits for ever
//     enter MILLIS       the same, and signs in at the canary
//     leave              signs out and posts
//     post               ok
//     value              sem_getvalue's answer
//     sample MILLIS      MIN MAX: the least and the greatest value seen in that time
//     job MILLIS         waits for ever, stays inside for that time, posts: ok
//     contend MILLIS HOLD GAP LOCKED    how often it was inside: up to HOLD us inside (busy up to 100), up to GAP outside
//     quit
//
// The layout of CANARY stands in Canary.java.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { PARTICIPANTS = 128, PF_EXITING_FLAG = 4, IDLE_LIMIT_SECONDS = 600, BUSY_MICROS = 100 };

typedef struct {
    volatile uint64_t inside, stop, unused[126];
    volatile uint64_t entries[PARTICIPANTS], violations[PARTICIPANTS], met[PARTICIPANTS], entered_at[PARTICIPANTS];
} canary;

static sem_t *sem;
static canary *shared;
static int me;
static uint32_t random_state;

static uint32_t next_random(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state;
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void fail(const char *what) {
    printf("error %s: %s\n", what, strerror(errno));
    exit(1);
}

// Short work is busy, long work sleeps.
static void work(uint32_t micros) {
    uint64_t end = now() + micros * 1000ull;
    if (micros > BUSY_MICROS) usleep(micros);
    while (now() < end) {
    }
}

// A zombie, or on its way out: runs no code of the program any more. proc(5), fields 3 and 9 of stat.
static int thread_is_dead(const char *stat_path) {
    char text[512];
    int fd = open(stat_path, O_RDONLY);
    if (fd < 0) return 1;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n <= 0) return 1;
    text[n] = 0;
    char *after_name = strrchr(text, ')');
    char state;
    unsigned flags;
    if (!after_name || sscanf(after_name + 2, "%c %*d %*d %*d %*d %*d %u", &state, &flags) != 2) return 0;
    return state == 'Z' || state == 'X' || (flags & PF_EXITING_FLAG) != 0;
}

static int is_dead(uint64_t pid) {
    char path[300];
    snprintf(path, sizeof path, "/proc/%llu/task", (unsigned long long)pid);
    DIR *tasks = opendir(path);
    if (!tasks) return 1;
    int dead = 1;
    for (struct dirent *task; dead && (task = readdir(tasks));) {
        if (task->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "/proc/%llu/task/%.20s/stat", (unsigned long long)pid, task->d_name);
        dead = thread_is_dead(path);
    }
    closedir(tasks);
    return dead;
}

static void violation(uint64_t other) {
    shared->met[me] = other;
    shared->violations[me]++;
}

static void sign_in(void) {
    uint64_t other = __atomic_exchange_n(&shared->inside, (uint64_t)getpid(), __ATOMIC_SEQ_CST);
    if (other && !is_dead(other)) violation(other);
    shared->entered_at[me] = now();
}

static void sign_out(void) {
    uint64_t seen = getpid();
    if (!__atomic_compare_exchange_n(&shared->inside, &seen, 0, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) violation(seen);
    shared->entries[me]++;
}

// Sleeps, and ends the program when whoever started it is gone: nobody else would end it then.
static void pause_outside(uint32_t micros) {
    struct pollfd input = {.fd = 0};
    struct timespec time = {.tv_nsec = micros * 1000l};
    if (ppoll(&input, 1, &time, NULL) > 0) exit(0);
}

static int trywait(void) {
    while (sem_trywait(sem)) {
        if (errno == EAGAIN) return 0;
        if (errno != EINTR) fail("sem_trywait");
    }
    return 1;
}

static int timedwait(long millis) {
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += millis / 1000;
    end.tv_nsec += millis % 1000 * 1000000;
    if (end.tv_nsec > 999999999) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000;
    }
    while (sem_timedwait(sem, &end)) {
        if (errno == ETIMEDOUT) return 0;
        if (errno != EINTR) fail("sem_timedwait");
    }
    return 1;
}

static int wait_for(long millis) {
    if (millis >= 0) return timedwait(millis);
    while (sem_wait(sem)) {
        if (errno != EINTR) fail("sem_wait");
    }
    return 1;
}

static void post(void) {
    if (sem_post(sem)) fail("sem_post");
}

static int value(void) {
    int value;
    if (sem_getvalue(sem, &value)) fail("sem_getvalue");
    return value;
}

static int any_kind_of_wait(void) {
    switch (next_random() % 3) {
        case 0: return trywait();
        case 1: return timedwait(2);
        default: return wait_for(-1);
    }
}

static uint64_t contend(long millis, uint32_t hold, uint32_t gap, int locked) {
    uint64_t count = 0;
    alarm(millis / 1000 + IDLE_LIMIT_SECONDS);
    for (uint64_t end = now() + millis * 1000000ull; now() < end && !shared->stop;) {
        if (!locked || any_kind_of_wait()) {
            sign_in();
            work(next_random() % (hold + 1));
            sign_out();
            if (locked) post();
            count++;
        }
        pause_outside(next_random() % (gap + 1));
    }
    return count;
}

static void sample(long millis) {
    int least = value(), greatest = least;
    for (uint64_t end = now() + millis * 1000000ull; now() < end && !shared->stop; usleep(50)) {
        int seen = value();
        if (seen < least) least = seen;
        if (seen > greatest) greatest = seen;
    }
    printf("%d %d\n", least, greatest);
}

static void answer(int truth) {
    puts(truth ? "true" : "false");
}

static int obey(const char *line) {
    long millis;
    unsigned hold, gap;
    int locked;
    if (!strcmp(line, "trywait")) answer(trywait());
    else if (sscanf(line, "wait %ld", &millis) == 1) answer(wait_for(millis));
    else if (sscanf(line, "enter %ld", &millis) == 1) {
        int inside = wait_for(millis);
        if (inside) sign_in();
        answer(inside);
    } else if (!strcmp(line, "leave")) {
        sign_out();
        post();
        puts("ok");
    } else if (!strcmp(line, "post")) {
        post();
        puts("ok");
    } else if (!strcmp(line, "value")) printf("%d\n", value());
    else if (sscanf(line, "sample %ld", &millis) == 1) sample(millis);
    else if (sscanf(line, "job %ld", &millis) == 1) {
        wait_for(-1);
        sign_in();
        usleep(millis * 1000);
        sign_out();
        post();
        puts("ok");
    } else if (sscanf(line, "contend %ld %u %u %d", &millis, &hold, &gap, &locked) == 4)
        printf("%llu\n", (unsigned long long)contend(millis, hold, gap, locked));
    else if (!strcmp(line, "quit")) return 0;
    else printf("error unknown command %s\n", line);
    return 1;
}

int main(int count, char **args) {
    if (count != 4) return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    sem = sem_open(args[1], O_CREAT, 0600, 1);
    if (sem == SEM_FAILED) fail("sem_open");
    int fd = open(args[2], O_RDWR);
    if (fd < 0) fail(args[2]);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared == MAP_FAILED) fail("mmap");
    me = atoi(args[3]);
    random_state = (getpid() * 2654435761u ^ (uint32_t)now()) | 1;

    puts("ready");
    char line[200];
    // Whoever started this peer may be gone while it waits: then nobody else would end it.
    while (alarm(IDLE_LIMIT_SECONDS), fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        if (!obey(line)) break;
    }
    return 0;
}
