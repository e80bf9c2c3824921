#!/usr/bin/env python3
"""A foreign process on the sample's simulated bus: reads both sensors under the lock that the Java instances take, with
nothing but the C library's semaphores. Prints what it has read as one line of JSON."""

import argparse
import ctypes
import json
import mmap
import os
import struct
import sys
import tempfile
import time

SECONDS_PER_BYTE = 90e-6
MARK = b"SIM-I2C1"
SIZE = 128 * 512
TMP102, BMP280 = 0x48, 0x76
# Device, register and length of each thing that is read.
TEMPERATURE, CALIBRATION = (TMP102, 0x00, 2), (BMP280, 0x88, 24)


def main():
    arguments = parse_arguments()
    bus = Bus(arguments.bus)
    lock = NoLock() if arguments.no_lock else Semaphore(arguments.lock)
    readings = wrong = timeouts = 0
    started = time.monotonic()
    try:
        while time.monotonic() < started + arguments.seconds:
            for what in TEMPERATURE, CALIBRATION:
                if not lock.claim(1.0):
                    timeouts += 1
                    continue
                try:
                    right = bus.read_and_check(*what)
                finally:
                    lock.release()
                readings += 1
                wrong += not right
    except KeyboardInterrupt:
        pass
    seconds = time.monotonic() - started
    print(json.dumps({
        "readings": readings, "wrong": wrong, "seconds": round(seconds, 2), "perSecond": round(readings / seconds, 1),
        "timeouts": timeouts, "locking": not arguments.no_lock, "pid": os.getpid(),
    }))


def parse_arguments():
    folder = "/dev/shm" if os.path.isdir("/dev/shm") else tempfile.gettempdir()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="how long to read (default: %(default)s)")
    parser.add_argument("--no-lock", action="store_true", help="read without the lock, and see wrong values")
    parser.add_argument("--lock", default="I2C_lock", help="name of the semaphore (default: %(default)s)")
    parser.add_argument("--bus", default=folder + "/global-lock-sample-bus", help="file of the bus (default: %(default)s)")
    return parser.parse_args()


class Semaphore:
    """A POSIX named semaphore with the value 1 while the lock is free."""

    def __init__(self, name):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.libc.sem_open.restype = ctypes.c_void_p
        self.libc.sem_open.argtypes = ctypes.c_char_p, ctypes.c_int, ctypes.c_uint, ctypes.c_uint
        self.libc.sem_timedwait.argtypes = ctypes.c_void_p, ctypes.POINTER(Timespec)
        self.libc.sem_post.argtypes = (ctypes.c_void_p,)
        self.semaphore = self.libc.sem_open(b"/" + name.encode(), os.O_CREAT, 0o600, 1)
        if not self.semaphore:
            sys.exit(f"Cannot open the semaphore /{name}: {os.strerror(ctypes.get_errno())}")

    def claim(self, seconds):
        deadline = Timespec.of(time.time() + seconds)
        return self.libc.sem_timedwait(self.semaphore, ctypes.byref(deadline)) == 0

    def release(self):
        self.libc.sem_post(self.semaphore)


class NoLock:
    def claim(self, seconds):
        return True

    def release(self):
        pass


class Timespec(ctypes.Structure):
    _fields_ = ("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)

    @staticmethod
    def of(seconds):
        return Timespec(int(seconds), int(seconds % 1 * 1e9))


class Bus:
    """The file of io.globallock.sample.simulation.SimulatedBus, where the layout is described."""

    def __init__(self, path):
        try:
            with open(path, "r+b") as file:
                self.memory = mmap.mmap(file.fileno(), SIZE)
        except (OSError, ValueError) as error:
            sys.exit(f"Cannot open the bus {path}: {error}. Start the sample application first.")
        if self.memory[:len(MARK)] != MARK:
            sys.exit(f"{path} is not a bus of the sample application.")

    def read_and_check(self, device, register, length):
        before = int(time.time())
        self.write(device, register)
        data = self.read(device, length)
        if (device, register, length) == TEMPERATURE:
            return any(data == temperature(second) for second in range(before, int(time.time()) + 1))
        start = device * 512 + register
        return data == self.memory[start:start + length]

    def write(self, device, register):
        pass_bytes(2)
        self.memory[device * 512 + 256] = register

    def read(self, device, length):
        start, pointer = device * 512, device * 512 + 256
        data = bytearray()
        pass_bytes(1)
        if device == TMP102:
            self.memory[start:start + 2] = temperature(int(time.time()))
        for i in range(length):
            register = self.memory[pointer]
            if device == TMP102:
                data.append(self.memory[start + (2 * register + i % 2) % 256])
            else:
                data.append(self.memory[start + register])
                self.memory[pointer] = (register + 1) % 256
            pass_bytes(1)
        return bytes(data)


def temperature(second):
    """What the simulated TMP102 measures: 20 to 26 degrees Celsius and back in ten minutes."""
    phase = second % 600
    return struct.pack(">H", 320 + min(phase, 600 - phase) * 96 // 300 << 4)


def pass_bytes(count):
    time.sleep(count * SECONDS_PER_BYTE)


if __name__ == "__main__":
    main()
