#!/usr/bin/env python3
"""Bad days of the server's process: ended, stopped, crowded, and with a clock that goes back. Acknowledgements go on
where they can, and nothing acknowledged is lost or doubled.

    bad_days.py [PROGRAM] [--seed N] [--long] [--only DAY…]

--long stops the server for a minute. A day that this machine cannot play is skipped, and the reason printed.
"""

import contextlib
import http.client
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta

from bad_day import Tapper, nothing_lost, plain, play, wrapped
from heatline_client import Client, Meet
from small_meet import DAY

CROWD = 10_000
FILES_KEPT = 200           # Of this test's own, beside the crowd.
POSTS_IN_THE_CROWD = 300
TERM_ROUNDS = 8
REQUEST_SECONDS_MAX = 10   # A request that is not whole by then is cut off; the server's own bound.

# A wall clock that is an hour back as long as a file is there; every other clock is left alone.
CLOCK_BACK = r"""
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
static time_t back(void) { return access(getenv("CLOCK_BACK"), F_OK) == 0 ? 3600 : 0; }
int clock_gettime(clockid_t id, struct timespec *now) {
    int failed = syscall(SYS_clock_gettime, id, now);
    if (!failed && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) now->tv_sec -= back();
    return failed;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec exact;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &exact);
    now->tv_sec = exact.tv_sec;
    now->tv_usec = exact.tv_nsec / 1000;
    return 0;
}
time_t time(time_t *into) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return into ? *into = now.tv_sec : now.tv_sec;
}
"""


def server_time(client):
    return datetime.fromisoformat(client.get("/api/v1/time").json["server_time"].replace("Z", "+00:00"))


def an_hour_back(meet):
    """Makes meet.program run under a wall clock that a file sets back. The file, or None after the reason."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        return print("skipped: a clock that goes back: no C compiler to make one with; apt-get install gcc")
    source, library, switch = meet.file("clock.c", CLOCK_BACK), meet.scratch / "clock.so", meet.scratch / "back"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
    meet.program = wrapped(meet, f"export CLOCK_BACK='{switch}' LD_PRELOAD='{library}'",
                           "export ASAN_OPTIONS=\"verify_asan_link_order=0:${ASAN_OPTIONS:-}\"", "exec")
    return switch


def clock_set_back(checks, options):
    with Meet(options.program) as meet:
        meet.prepare()
        switch = an_hour_back(meet)
        if switch is None:
            return
        tapper, director = Tapper("finish-1", meet.device("finish-1", "timer")), meet.device("boss", "director")
        starter = Tapper("starter", meet.device("starter", "timer"))
        starter.made.append({"epoch": "", "seq": 1, "kind": "start", "heat": "1", "at": f"{DAY}T14:55:00.000Z"})
        server = meet.serve()
        client, boss = server.client(tapper.token), server.client(director)
        slow = socket.create_connection(server.address)
        slow.sendall(b"GET /healthz HTT")
        begun = time.monotonic()
        starter.post(server.client(starter.token), 0)
        tapper.post(client, 50)
        before, rows = server_time(boss), boss.get("/api/v1/results?heat=1").body

        switch.touch()
        went = server_time(boss) - before
        checks.that(timedelta(0) <= went < timedelta(minutes=1), "clock back: the time that devices are told goes on", went)
        checks.equal(boss.get("/api/v1/results?heat=1").body, rows, "clock back: results do not change")
        longest = 0.0
        for _ in range(50):
            start = time.monotonic()
            if not tapper.post(client, 20):
                break
            longest = max(longest, time.monotonic() - start)
        checks.equal(tapper.acked, 1050, f"clock back: acknowledgements go on, the slowest in {longest * 1000:.0f} ms")
        status = boss.command("status", bib="101", heat="1", status="dnf").status
        checks.equal(status, 200, "clock back: commands go on")
        rows = boss.get("/api/v1/results?heat=1").body
        slow.settimeout(3 * REQUEST_SECONDS_MAX)
        slow.recv(1000)  # Ends with an answer or with nothing, once the server has had enough.
        took = time.monotonic() - begun
        checks.that(REQUEST_SECONDS_MAX - 2 < took < REQUEST_SECONDS_MAX + 5,
                    f"clock back: a slow sender is cut off after {took:.1f} s all the same")
        switch.unlink()
        checks.equal(boss.get("/api/v1/results?heat=1").body, rows, "clock set right: results do not change")
        checks.equal(server.stop(), 0, "clock back: the server stops in order")
        switch.touch()
        done = meet.run("doctor", meet.folder, expect=None)
        plain(checks, done.returncode, done.err, (6,), "WRONG", "clock back, journal ahead of it: doctor")
        checks.that("WRONG  clock: " in done.out, "clock back: doctor names the clock", done.out)
        nothing_lost(checks, meet, director, [tapper, starter], "clock back")


def open_crowd(address, count):
    """`count` connections that say nothing. Those that could be made."""
    crowd = []
    for _ in range(count):
        with contextlib.suppress(OSError):
            crowd.append(socket.create_connection(address, timeout=5))
    return crowd


def still_open(connection):
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def memory_mb(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) // 1024


def crowded(checks, options):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    count = CROWD if hard == resource.RLIM_INFINITY else min(CROWD, hard - FILES_KEPT)
    with Meet(options.program) as meet:
        meet.prepare()
        tapper, director = Tapper("finish-1", meet.device("finish-1", "timer")), meet.device("boss", "director")
        late = Tapper("finish-2", meet.device("finish-2", "timer"))
        server = meet.serve()
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # The server has its own way to do this.
        client, quiet = server.client(tapper.token), memory_mb(server.process)
        tapper.post(client, 1)
        crowd = open_crowd(server.address, count)
        took = []
        for _ in range(POSTS_IN_THE_CROWD):
            start = time.monotonic()
            if not tapper.post(client, 1):
                break
            took.append(time.monotonic() - start)
        checks.equal(len(took), POSTS_IN_THE_CROWD, "a crowd: a device that was there goes on")
        with contextlib.suppress(OSError, http.client.HTTPException):
            late.post(server.client(late.token), 1)
        checks.equal(late.acked, 1, "a crowd: a device that comes now is let in")
        lasting, rss = sum(map(still_open, crowd)), memory_mb(server.process)
        print(f"    {len(crowd)} of {CROWD} connections made (the limit of open files is {hard}), {lasting} kept open; "
              f"acknowledgement p99 {sorted(took)[len(took) * 99 // 100] * 1000:.1f} ms; "
              f"the server's memory {quiet} MB before, {rss} MB then")
        for connection in crowd:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))
        checks.equal(server.stop(), 0, "a crowd: the server stops in order")
        nothing_lost(checks, meet, director, [tapper, late], "a crowd")


@contextlib.contextmanager
def under_load(meet, devices):
    """A server, and a thread for each device that posts until the server is gone or the `with` ends, reconnecting."""
    server, over = meet.serve(), threading.Event()

    def run(device):
        while not over.is_set() and server.process.poll() is None:
            client = Client(server.address, device.token, timeout=90)
            with contextlib.suppress(OSError, http.client.HTTPException):
                while not over.is_set() and device.post(client, 20):
                    pass
            client.close()
            time.sleep(0.01)  # Between two connections of a device.

    threads = [threading.Thread(target=run, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        over.set()
        for thread in threads:
            thread.join()


def three_tappers(meet):
    return [Tapper(name, meet.device(name, "timer")) for name in ("finish-1", "finish-2", "finish-3")]


def terminated(checks, options):
    chance = random.Random(options.seed)
    with Meet(options.program) as meet:
        meet.prepare()
        devices, director, codes = three_tappers(meet), meet.device("boss", "director"), []
        for _ in range(TERM_ROUNDS):
            with under_load(meet, devices) as server:
                time.sleep(chance.uniform(0.02, 0.2))
                codes.append(server.stop())
        checks.equal(codes, [0] * TERM_ROUNDS, "SIGTERM in the middle of commits: exit code 0")
        log = (meet.scratch / "server.log").read_text()
        checks.equal(log, "", "SIGTERM in the middle of commits: nothing to complain of")
        print(f"    {sum(device.acked for device in devices)} readings acknowledged over {TERM_ROUNDS} ends")
        nothing_lost(checks, meet, director, devices, "SIGTERM in the middle of commits")


def stopped_for_a_while(checks, options):
    pause = 60 if options.long else 3
    with Meet(options.program) as meet:
        meet.prepare()
        devices, director = three_tappers(meet), meet.device("boss", "director")
        with under_load(meet, devices) as server:
            time.sleep(0.3)
            server.process.send_signal(signal.SIGSTOP)
            at_stop = [device.acked for device in devices]
            time.sleep(pause)
            server.process.send_signal(signal.SIGCONT)
            deadline = time.monotonic() + 20
            while any(device.acked <= acked + 200 for device, acked in zip(devices, at_stop)):
                if time.monotonic() > deadline:
                    break
                time.sleep(0.05)
            gained = [device.acked - acked for device, acked in zip(devices, at_stop)]
            checks.that(min(gained) > 200, f"stopped for {pause} s: every device goes on afterwards", gained)
        checks.equal(server.stop(), 0, f"stopped for {pause} s: the server stops in order")
        nothing_lost(checks, meet, director, devices, f"stopped for {pause} s")


if __name__ == "__main__":
    sys.exit(play(__doc__, (clock_set_back, crowded, terminated, stopped_for_a_while)))
