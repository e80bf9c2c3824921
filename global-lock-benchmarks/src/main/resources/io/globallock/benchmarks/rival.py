"""A rival in Python: libc's semaphore through ctypes. rival.py NAME; obeys "pairs" as RivalMain.java describes it."""

import ctypes
import os
import sys
import time

BATCH = 500

libc = ctypes.CDLL(None, use_errno=True)
libc.sem_open.restype = ctypes.c_void_p
address = libc.sem_open(b"/" + sys.argv[1].encode(), os.O_CREAT, 0o600, 1)
if not address:
    sys.exit("sem_open: " + os.strerror(ctypes.get_errno()))
semaphore = ctypes.c_void_p(address)


def batch(trywait=libc.sem_trywait, post=libc.sem_post):
    for _ in range(BATCH):
        if trywait(semaphore) or post(semaphore):
            sys.exit("the semaphore is in use")


print("ready", flush=True)
for line in sys.stdin:
    limit = int(line.split()[1])
    start = end = time.monotonic_ns()
    count = 0
    while end - start < limit:
        batch()
        count += BATCH
        end = time.monotonic_ns()
    print(count, end - start, flush=True)
