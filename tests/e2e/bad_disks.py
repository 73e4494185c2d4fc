#!/usr/bin/env python3
"""Bad days of the disk: full, read-only, failing, cut off, of another time. What the operator sees, the exit code, and
that nothing acknowledged is lost.

    bad_disks.py [PROGRAM] [--seed N] [--only DAY…]

A day that this machine cannot play is skipped, and the reason printed.
"""

import hashlib
import random
import shutil
import sqlite3
import subprocess
import sys

from bad_day import Tapper, end_of, fill, nothing_lost, plain, play, serve_once, small_disk, wrapped
from heatline_client import Meet
from small_meet import RUNNERS

ROOM = 700_000  # What a full disk has left when the server starts: a few thousand readings.


def full_disk(checks, options):
    with Meet(options.program) as meet, small_disk(meet, "8m") as place:
        if place is None:
            return
        meet.prepare()
        tapper, director = Tapper("finish-1", meet.device("finish-1", "timer")), meet.device("boss", "director")
        filler = fill(place, ROOM)
        server = meet.serve()
        checks.that(tapper.post_until_refused(server), "full disk: the server stops acknowledging")
        plain(checks, *end_of(server, meet), (1,), "full", "full disk: serve")
        checks.that(tapper.acked > 1000, f"full disk: {tapper.acked} readings were acknowledged before", tapper.last)
        filler.unlink()
        nothing_lost(checks, meet, director, [tapper], "full disk, after making room")


def full_disk_commands(checks, options):
    with Meet(options.program) as meet, small_disk(meet, "8m") as place:
        if place is None:
            return
        meet.prepare()
        before = meet.report("ledger")
        late = meet.file("late.csv", RUNNERS + "".join(f"{bib},Late{bib},Comer,1,F,Lincoln,yes\n"
                                                       for bib in range(1000, 9000)))
        filler = fill(place, 0)
        for arguments in (("import", meet.folder, "runners", late), ("new", place / "second", "--preset",
                                                                     "kroc-final-mile")):
            done = meet.run(*arguments, expect=None)
            plain(checks, done.returncode, done.err, (1,), "", f"full disk: {arguments[0]}")
        done = meet.run("report", meet.folder, "journal", "--out", place / "out.csv", expect=None)
        plain(checks, done.returncode, done.err, (1,), "make room", "full disk: report --out")
        checks.equal(sorted(path.name for path in place.iterdir()), ["filler", "meet"], "full disk: no half files stay")
        checks.that(not (place / "second").exists(), "full disk: new leaves nothing behind")
        checks.equal(meet.report("ledger"), before, "full disk: report works, and nothing was imported")
        checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0, "full disk: verify works")
        filler.unlink()
        meet.run("import", meet.folder, "runners", late)
        checks.equal(len(meet.rows("ledger")), 8008, "full disk: after making room the same import is done")


def files_may_not_grow(checks, options):
    """A quota, as ulimit -f sets it; needs no root."""
    with Meet(options.program) as meet:
        meet.prepare()
        tapper, director = Tapper("finish-1", meet.device("finish-1", "timer")), meet.device("boss", "director")
        meet.program = wrapped(meet, "trap '' XFSZ", "ulimit -f 1000", "exec")
        server = meet.serve()
        checks.that(tapper.post_until_refused(server), "files may not grow: the server stops acknowledging")
        plain(checks, *end_of(server, meet), (1,), "disk", "files may not grow: serve")
        meet.program = options.program
        nothing_lost(checks, meet, director, [tapper], "files may not grow, after the quota was lifted")


def read_only(checks, options):
    with Meet(options.program) as meet, small_disk(meet, "8m") as place:
        if place is None:
            return
        meet.prepare()
        before, runners = meet.report("ledger"), meet.file("runners.csv", RUNNERS)
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        plain(checks, *serve_once(meet, meet.folder), (1,), "ead-only", "read-only disk: serve")
        for arguments in (("import", meet.folder, "runners", runners), ("plan", meet.folder, "--write"),
                          ("report", meet.folder, "results"), ("verify", meet.folder),
                          ("device", "add", meet.folder, "late", "--role", "timer"),
                          ("new", place / "second", "--preset", "kroc-final-mile")):
            done = meet.run(*arguments, expect=None)
            plain(checks, done.returncode, done.err, (1,), "ead-only", f"read-only disk: {arguments[0]}")
        subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
        checks.equal(meet.report("ledger"), before, "read-only disk: writable again, all is as before")


def failing_sync(checks, options):
    """fdatasync says EIO from some moment on; SQLite syncs with fdatasync."""
    strace = shutil.which("strace")
    tried = strace and subprocess.run([strace, "-D", "-o", "/dev/null", "true"], capture_output=True, check=False)
    if not strace or tried.returncode != 0:
        return print("skipped: a sync that fails: " + (tried.stderr.decode().strip() if tried else
                                                        "strace is not installed; apt-get install strace"))
    for when in (8, 30):
        with Meet(options.program) as meet:
            meet.prepare()
            tapper, director = Tapper("finish-1", meet.device("finish-1", "timer")), meet.device("boss", "director")
            meet.program = wrapped(meet, 'export ASAN_OPTIONS="detect_leaks=0:${ASAN_OPTIONS:-}"',  # Not under strace.
                                   f"exec {strace} -D -f -o /dev/null -e trace=fdatasync "
                                   f"-e inject=fdatasync:error=EIO:when={when}+")
            server = meet.serve()
            checks.that(tapper.post_until_refused(server, 10), f"sync {when} fails: the server stops acknowledging")
            plain(checks, *end_of(server, meet), (1,), "disk", f"sync {when} fails: serve")
            checks.that(tapper.acked > 0, f"sync {when} fails: {tapper.acked} readings were acknowledged before")
            meet.program = options.program
            nothing_lost(checks, meet, director, [tapper], f"sync {when} fails")


def files_of(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def newer_version(checks, options):
    with Meet(options.program) as meet:
        meet.prepare()
        database = sqlite3.connect(meet.folder / "journal.db")
        database.execute("PRAGMA user_version=99")
        database.close()
        before = files_of(meet.folder)
        plain(checks, *serve_once(meet, meet.folder), (1,), "version 99", "a journal of a newer version: serve")
        for arguments in (("report", meet.folder, "results"), ("verify", meet.folder), ("plan", meet.folder),
                          ("import", meet.folder, "runners", meet.file("runners.csv", RUNNERS))):
            done = meet.run(*arguments, expect=None)
            plain(checks, done.returncode, done.err, (1,), "version 99",
                  f"a journal of a newer version: {arguments[0]}")
        checks.equal(files_of(meet.folder), before, "a journal of a newer version: not a byte was changed")


def spoilings(size, chance):
    """(name, what it does to the bytes of a file)."""
    page = 4096
    yield from (("cut to nothing", lambda old: b""), ("cut to one byte", lambda old: old[:1]),
                ("cut in its first page", lambda old: old[:100]), ("cut after its first page", lambda old: old[:page]),
                ("cut in the middle of a page", lambda old: old[:size // 2 // page * page + 1234]),
                ("cut after a page in the middle", lambda old: old[:size // 2 // page * page]),
                ("without its last page", lambda old: old[:size - page]),
                ("without its last byte", lambda old: old[:-1]),
                ("garbage", lambda old: chance.randbytes(size)),
                ("garbage behind its first page", lambda old: old[:page] + chance.randbytes(size - page)),
                ("with its first page of zeros", lambda old: bytes(page) + old[page:]))


def look_at(checks, meet, folder, name, may_open):
    """Nothing crashes or hangs; a journal that opens all the same is whole as far as it goes."""
    for command in ("serve", "report", "verify"):
        if command == "serve":
            code, said = serve_once(meet, folder)
        else:
            done = meet.run(command, folder, *(("results",) if command == "report" else ()), expect=None)
            code, said = done.returncode, done.err
        if code == 0:
            checks.that(may_open, f"{name}: {command} {'goes as far as it holds' if may_open else 'refuses it'}")
        else:
            plain(checks, code, said, (1, 6) if command == "verify" else (1,), "WRONG" if code == 6 else "journal",
                  f"{name}: {command}")


def spoiled_journal(checks, options):
    chance = random.Random(options.seed)
    with Meet(options.program) as meet:
        meet.prepare()
        tapper = Tapper("finish-1", meet.device("finish-1", "timer"))
        server = meet.serve()
        client = server.client(tapper.token)
        for _ in range(20):
            tapper.post(client)
        server.kill()  # Leaves a log beside the file.
        logged = meet.copy("logged")
        meet.run("verify", meet.folder)  # Writes the log back into the file.
        size = (meet.folder / "journal.db").stat().st_size
        for number, (name, spoil) in enumerate(spoilings(size, chance)):
            folder = meet.copy(f"spoiled-{number}")
            spoiled = spoil((folder / "journal.db").read_bytes())
            (folder / "journal.db").write_bytes(spoiled)
            look_at(checks, meet, folder, f"a journal {name}", may_open=False)
            checks.that((folder / "journal.db").read_bytes() == spoiled, f"a journal {name}: not a byte was changed")
        # What a log lost at its end was never there for SQLite: the journal opens at an earlier commit.
        size = (logged / "journal.db-wal").stat().st_size
        for number, (name, spoil) in enumerate(spoilings(size, chance)):
            folder = meet.scratch / f"log-{number}"
            shutil.copytree(logged, folder)
            (folder / "journal.db-wal").write_bytes(spoil((folder / "journal.db-wal").read_bytes()))
            look_at(checks, meet, folder, f"a journal's log {name}", may_open=True)


if __name__ == "__main__":
    sys.exit(play(__doc__, (full_disk, full_disk_commands, files_may_not_grow, read_only, failing_sync, newer_version,
                            spoiled_journal)))
