"""What the tests of bad days share: a device that remembers what was acknowledged, a server that may not come up, a
small disk, and the two things that every bad day must leave behind: a plain sentence, and all that was acknowledged.
"""

import argparse
import contextlib
import http.client
import os
import random
import subprocess

from heatline_client import ERROR_LINE, SPILLED, START_SECONDS_MAX, Checks, Client, binary
from kill_loop import check_ledgers


class Tapper:
    """One device that posts taps, and its own ledger of what the server said it holds."""

    def __init__(self, name, token):
        self.name, self.token, self.made, self.acked, self.last = name, token, [], 0, None

    def tap(self, count):
        for _ in range(count):
            seq = len(self.made) + 1
            at = f"2027-05-01T{15 + seq // 3_600_000}:{seq // 60_000 % 60:02}:{seq // 1000 % 60:02}.{seq % 1000:03}Z"
            self.made.append({"epoch": "", "seq": seq, "kind": "tap", "at": at})

    def post(self, client, count=100):
        """Sends what waits, and `count` new taps. False when they were not acknowledged."""
        self.tap(count)
        self.last = client.readings(*self.made[self.acked:self.acked + 1000])
        if self.last.status == 200:
            self.acked = self.last.json["durable_through"][""]
        return self.last.status == 200

    def post_until_refused(self, server, count=100, most=2000):
        """True when the server stopped acknowledging, by an answer or by hanging up."""
        client = Client(server.address, self.token)
        try:
            return not all(self.post(client, count) for _ in range(most))
        except (OSError, http.client.HTTPException):
            return True
        finally:
            client.close()

    def ledger(self):
        return {"device": self.name, "made": {"": self.made}, "acked": {"": self.acked}}


def nothing_lost(checks, meet, director, devices, sentence):
    """The journal of a new server holds what was acknowledged, once and as it was sent; and it verifies."""
    server = meet.serve()
    client = server.client(director)
    complaints = check_ledgers([device.ledger() for device in devices], client.journal())[0]
    client.close()
    checks.equal(complaints[:5], [], f"{sentence}: nothing acknowledged is lost")
    checks.equal(server.stop(), 0, f"{sentence}: the next server stops in order")
    verified = meet.run("verify", meet.folder, expect=None)
    checks.equal((verified.returncode, verified.err), (0, ""), f"{sentence}: verify finds nothing wrong")


def plain(checks, code, said, codes, word, sentence):
    """What the operator sees: one plain line with `word` in it, and one of the exit codes `codes`."""
    lines = [line for line in said.splitlines() if line.startswith("heatline: ")]
    holds = code in codes and lines and all(map(ERROR_LINE.match, lines)) and not SPILLED.search(said) and word in said
    print(f"    exit {code}: {lines[0] if lines else said[:300]}")
    return checks.that(holds, f"{sentence}: exit code {' or '.join(map(str, codes))} and a plain sentence",
                       f"exit code {code}: {said}")


def end_of(server, meet):
    """Waits until a server ends by itself: its exit code, and all it said."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.process.wait(START_SECONDS_MAX)
    code = server.process.poll()
    server.kill()
    return code, (meet.scratch / "server.log").read_text(encoding="utf-8", errors="replace")


def serve_once(meet, folder):
    """Starts a server that may refuse. Its exit code (0 after SIGTERM where it came up) and what it said."""
    process = subprocess.Popen([meet.program, "serve", str(folder), "--listen", "127.0.0.1:0"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        if process.stdout.readline():
            process.terminate()
        _, said = process.communicate(timeout=START_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        _, said = process.communicate()
    return process.returncode, said.decode("utf-8", "replace")


def wrapped(meet, *lines):
    """A program that is heatline under other conditions: the shell lines, the last one ending in `exec …`."""
    path = meet.file("wrapped", "#!/bin/sh\n" + "\n".join(lines) + f' "{meet.program}" "$@"\n')
    path.chmod(0o755)
    return str(path)


@contextlib.contextmanager
def small_disk(meet, size):
    """A disk of `size` at scratch/disk where the meet's folder then is, or None after the reason was printed."""
    place = meet.scratch / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},huge=never", "heatline-e2e", str(place)]
    why = "only root may mount a disk of its own" if os.geteuid() != 0 else None
    if why is None:
        mounted = subprocess.run(command, capture_output=True, check=False)
        why = mounted.stderr.decode().strip() if mounted.returncode else None
    if why is not None:
        print(f"skipped: {why}", flush=True)
        yield None
        return
    meet.folder = place / "meet"
    try:
        yield place
    finally:
        for server in meet.servers:
            server.kill()
        subprocess.run(["umount", str(place)], check=True)


def fill(place, leave):
    """Fills the disk but for about `leave` bytes. The file that does it."""
    filler = place / "filler"
    about = os.statvfs(place)
    with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
        for _ in range(max(0, about.f_bavail * about.f_frsize - leave) // 4096 + (leave == 0)):
            file.write(bytes(4096))
    return filler


def play(story, days):
    """The main of a test of bad days: plays each of `days`, functions of checks and options. The exit code."""
    program = binary()
    parser = argparse.ArgumentParser(description=story, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--long", action="store_true", help="stop a server for a minute, not for three seconds")
    parser.add_argument("--only", nargs="*", help="the days to play: " + ", ".join(day.__name__ for day in days))
    options = argparse.Namespace(program=program, **vars(parser.parse_args()))
    print(f"seed {options.seed}", flush=True)
    checks = Checks()
    for day in days:
        if not options.only or day.__name__ in options.only:
            print(f"-- {day.__name__}", flush=True)
            checks.part(day, options)
    return checks.finish()
