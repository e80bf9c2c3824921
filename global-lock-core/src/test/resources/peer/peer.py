"""A program that knows POSIX named semaphores and nothing of this library, on libc's own calls.

    peer.py NAME CANARY PARTICIPANT

The commands and their answers are those of peer.c, the layout of CANARY stands in Canary.java.

Python has no atomic exchange. A plain load and a plain store of eight aligned bytes take its place at the canary: two
programs inside at once are still seen, by this one when it signs out and finds another name than its own, or by the other,
whose atomic exchange finds this one's name. Only two whose loads and stores fall into the same instant can miss each other.
"""

import ctypes
import errno
import mmap
import os
import random
import select
import signal
import sys
import time

PARTICIPANTS = 128
SECTION = 8 * PARTICIPANTS
ENTRIES, VIOLATIONS, MET, ENTERED_AT = (SECTION * n for n in range(1, 5))
PF_EXITING = 4
IDLE_LIMIT_SECONDS = 600
BUSY_MICROS = 100

libc = ctypes.CDLL(None, use_errno=True)
libc.sem_open.restype = ctypes.c_void_p
CLOCKWAIT = getattr(libc, "sem_clockwait", None)  # glibc 2.30 and later


class Timespec(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanos", ctypes.c_long)]

    def __init__(self, nanos):
        super().__init__(nanos // 1_000_000_000, nanos % 1_000_000_000)


class Semaphore:
    def __init__(self, name):
        address = libc.sem_open(name.encode(), os.O_CREAT, 0o600, 1)
        if not address:
            raise error("sem_open")
        self.sem = ctypes.c_void_p(address)

    def trywait(self):
        return self._wait(lambda: libc.sem_trywait(self.sem), "sem_trywait", "EAGAIN")

    def wait(self, millis):
        if millis < 0:
            return self._wait(lambda: libc.sem_wait(self.sem), "sem_wait", None)
        if CLOCKWAIT and random.getrandbits(1):
            end = Timespec(time.monotonic_ns() + millis * 1_000_000)
            clock = time.CLOCK_MONOTONIC
            return self._wait(lambda: CLOCKWAIT(self.sem, clock, ctypes.byref(end)), "sem_clockwait", "ETIMEDOUT")
        end = Timespec(time.time_ns() + millis * 1_000_000)
        return self._wait(lambda: libc.sem_timedwait(self.sem, ctypes.byref(end)), "sem_timedwait", "ETIMEDOUT")

    def any_kind_of_wait(self):
        kind = random.randrange(3)
        return self.trywait() if kind == 0 else self.wait(2 if kind == 1 else -1)

    def post(self):
        if libc.sem_post(self.sem):
            raise error("sem_post")

    def value(self):
        value = ctypes.c_int()
        if libc.sem_getvalue(self.sem, ctypes.byref(value)):
            raise error("sem_getvalue")
        return value.value

    @staticmethod
    def _wait(call, name, expected):
        while call():
            symbol = errno_name()
            if symbol == expected:
                return False
            if symbol != "EINTR":
                raise error(name)
        return True


def errno_name():
    return errno.errorcode.get(ctypes.get_errno(), "?")


def error(call):
    return OSError(ctypes.get_errno(), f"{call}: {os.strerror(ctypes.get_errno())}")


class Canary:
    def __init__(self, path, participant):
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), 0)
        at = ctypes.c_uint64.from_buffer
        self.inside = at(self.map, 0)
        self.stop = at(self.map, 8)
        mine = 8 * participant
        self.entries = at(self.map, ENTRIES + mine)
        self.violations = at(self.map, VIOLATIONS + mine)
        self.met = at(self.map, MET + mine)
        self.entered_at = at(self.map, ENTERED_AT + mine)
        self.pid = os.getpid()

    def sign_in(self):
        other = self.inside.value
        self.inside.value = self.pid
        if other and not is_dead(other):
            self._violation(other)
        self.entered_at.value = time.monotonic_ns()

    def sign_out(self):
        other = self.inside.value
        if other == self.pid:
            self.inside.value = 0
        else:
            self._violation(other)
        self.entries.value += 1

    def _violation(self, other):
        self.met.value = other
        self.violations.value += 1


def is_dead(pid):
    """Whether all threads are gone, zombies, or on their way out: no code of the program runs any more."""
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return True
    return all(thread_is_dead(f"/proc/{pid}/task/{task}/stat") for task in tasks)


def thread_is_dead(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return True
    return not fields or fields[0] in "ZX" or bool(int(fields[6]) & PF_EXITING)


def work(micros):
    """Short work is busy, long work sleeps."""
    end = time.monotonic_ns() + micros * 1000
    if micros > BUSY_MICROS:
        time.sleep(micros / 1e6)
    while time.monotonic_ns() < end:
        pass


def contend(sem, canary, millis, hold, gap, locked):
    signal.alarm(millis // 1000 + IDLE_LIMIT_SECONDS)
    parent = select.poll()
    parent.register(sys.stdin, 0)
    count = 0
    end = time.monotonic_ns() + millis * 1_000_000
    while time.monotonic_ns() < end and not canary.stop.value:
        if not locked or sem.any_kind_of_wait():
            canary.sign_in()
            work(random.randint(0, hold))
            canary.sign_out()
            if locked:
                sem.post()
            count += 1
        if parent.poll(0):
            sys.exit()  # whoever started this peer is gone: nobody else would end it
        time.sleep(random.randint(0, gap) / 1e6)
    return count


def sample(sem, canary, millis):
    least = greatest = sem.value()
    end = time.monotonic_ns() + millis * 1_000_000
    while time.monotonic_ns() < end and not canary.stop.value:
        value = sem.value()
        least, greatest = min(least, value), max(greatest, value)
        time.sleep(50e-6)
    return f"{least} {greatest}"


def obey(sem, canary, words):
    command, numbers = words[0], [int(word) for word in words[1:]]
    if command == "trywait":
        return sem.trywait()
    if command == "wait":
        return sem.wait(*numbers)
    if command == "enter":
        inside = sem.wait(*numbers)
        if inside:
            canary.sign_in()
        return inside
    if command == "leave":
        canary.sign_out()
        sem.post()
        return "ok"
    if command == "post":
        sem.post()
        return "ok"
    if command == "value":
        return sem.value()
    if command == "sample":
        return sample(sem, canary, *numbers)
    if command == "job":
        sem.wait(-1)
        canary.sign_in()
        time.sleep(numbers[0] / 1000)
        canary.sign_out()
        sem.post()
        return "ok"
    if command == "contend":
        return contend(sem, canary, *numbers)
    return f"error unknown command {command}"


def main():
    name, path, participant = sys.argv[1:]
    sem, canary = Semaphore(name), Canary(path, int(participant))
    print("ready", flush=True)
    while True:
        # Whoever started this peer may be gone while it waits: then nobody else would end it.
        signal.alarm(IDLE_LIMIT_SECONDS)
        line = sys.stdin.readline()
        if not line or line == "quit\n":
            return
        try:
            answer = obey(sem, canary, line.split())
        except OSError as e:
            answer = f"error {e}"
        print(str(answer).lower() if isinstance(answer, bool) else answer, flush=True)


main()
