#!/usr/bin/env python3
"""The largest roster that is taken, and one child more: what is said, how long it takes, how much memory.

    big_roster.py [PROGRAM]
"""

import hashlib
import os
import subprocess
import sys
import time

from bad_day import plain
from heatline_client import RUN_SECONDS_MAX, Checks, Meet, binary
from small_meet import DAY

RUNNERS_MAX = 200_000
TEAMS = 400
MEMORY_MB_MAX = 1500  # A laptop of 4 GB has that left.
NOTE = "brings a grandmother, two cousins and a dog, and would like to stand near the finish. "


def teams():
    return "team,tent\n" + "".join(f"School {team},T{team}\n" for team in range(TEAMS))


def roster(meet, name, count, note="", times=1):
    """A file of `count` children, in schools of 500; with a note in a column that nothing uses, where one is given.

    Written piece by piece: what this process holds would count as memory of the commands it starts.
    """
    path = meet.scratch / name
    with open(path, "w", encoding="utf-8") as file:
        file.write("bib,first,last,grade,gender,team" + (",remark" if note else "") + "\n")
        for bib in range(1, count * times + 1):
            file.write(f"{bib},Child{bib % 7919},Of{bib},{bib % 6 or 'K'},{'FM'[bib % 2]},School {bib % TEAMS}"
                       + (f',"{note}"' if note else "") + "\n")
    return path


class Done:
    """A command that ran, with what it took."""

    def __init__(self, meet, *arguments):
        begun = time.monotonic()
        with open(meet.scratch / "said", "wb") as said:
            process = subprocess.Popen([meet.program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=said,
                                       stderr=said)
            _, status, usage = os.wait4(process.pid, 0)
        self.code = process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds, self.memory_mb = time.monotonic() - begun, usage.ru_maxrss // 1024
        self.said = (meet.scratch / "said").read_text(encoding="utf-8", errors="replace")
        print(f"    {' '.join(map(str, arguments[:3:2]))}: exit {self.code}, {self.seconds:.1f} s, "
              f"{self.memory_mb} MB of memory; {self.said.splitlines()[-1][:160]}", flush=True)


def taken(checks, done, sentence):
    checks.equal(done.code, 0, f"{sentence}: it is taken")
    bounded(checks, done, sentence)


def bounded(checks, done, sentence):
    checks.that(done.seconds < RUN_SECONDS_MAX and done.memory_mb < MEMORY_MB_MAX,
                f"{sentence}: within a minute and {MEMORY_MB_MAX} MB", (done.seconds, done.memory_mb))


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def new_meet(meet, name):
    meet.folder = meet.scratch / name
    meet.run("new", meet.folder, "--preset", "kroc-final-mile", "--date", DAY)
    meet.run("import", meet.folder, "teams", meet.file("teams.csv", teams()))


def full_meet(checks, meet):
    most = roster(meet, "most.csv", RUNNERS_MAX)
    new_meet(meet, "full")
    empty = digest(meet.folder / "journal.db")
    taken(checks, Done(meet, "import", meet.folder, "runners", most, "--dry-run"), "200,000 runners, dry run")
    checks.that(digest(meet.folder / "journal.db") == empty, "200,000 runners, dry run: nothing is written")

    one_more = roster(meet, "more.csv", RUNNERS_MAX + 1)
    done = Done(meet, "import", meet.folder, "runners", one_more)
    plain(checks, done.code, done.said, (3,), "200", "200,001 runners at once")
    checks.that(digest(meet.folder / "journal.db") == empty, "200,001 runners at once: nothing is written")

    taken(checks, Done(meet, "import", meet.folder, "runners", most), "200,000 runners")
    done = Done(meet, "import", meet.folder, "runners", most)
    taken(checks, done, "200,000 runners again")
    checks.that("200000 as they were" in done.said, "200,000 runners again: nothing changes", done.said)
    late = meet.file("late.csv", f"bib,first,last,grade,gender,team\n{RUNNERS_MAX + 1},Late,Comer,1,F,School 1\n")
    done = Done(meet, "import", meet.folder, "runners", late)
    plain(checks, done.code, done.said, (3,), f"{late}:2: ", "one child more in a full meet, by file and row")


def long_file(checks, meet):
    new_meet(meet, "long")
    for name, times in (("long.csv", 1), ("longer.csv", 3)):
        path = roster(meet, name, RUNNERS_MAX, NOTE * 6, times)
        size = path.stat().st_size // 1_000_000
        checks.that(size >= 100, f"a file of {size} MB")
        done = Done(meet, "import", meet.folder, "runners", path)
        plain(checks, done.code, done.said, (1, 3), "split it", f"a file of {size} MB")
        bounded(checks, done, f"a file of {size} MB")


def main():
    checks = Checks()
    with Meet(binary()) as meet:
        for part in (full_meet, long_file):
            checks.part(part, meet)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
