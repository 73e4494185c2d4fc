#!/usr/bin/env python3
"""kill -9 of the commands that write: afterwards the meet opens, and is as it was before or as it is after.

    killed_commands.py [PROGRAM] [--seed N] [--only DAY…]
"""

import contextlib
import random
import shutil
import signal
import subprocess
import sys
import time

from bad_day import play, serve_once
from heatline_client import Meet
from small_meet import DAY, MEET_TOML, TEAMS

KILL_ROUNDS = 6  # For each command.


def killed_after(program, arguments, seconds):
    """Runs a command and kills it -9 after so many seconds. Whether it was still running, and how long it ran."""
    start = time.monotonic()
    process = subprocess.Popen([program, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.kill()
    return process.wait() == -signal.SIGKILL, time.monotonic() - start


def many_runners(count):
    return "bib,first,last,grade,gender,team\n" + "".join(
        f"{bib},Child{bib},Of{bib % 997},{1 + bib % 2},{'FM'[bib % 2]},{('Lincoln', 'Garfield')[bib // 2 % 2]}\n"
        for bib in range(1, count + 1))


def roomy_meet(meet):
    meet.run("new", meet.folder, "--preset", "kroc-final-mile", "--date", DAY)
    (meet.folder / "meet.toml").write_text(MEET_TOML.replace("capacity = 40", "capacity = 400"), encoding="utf-8")
    meet.run("import", meet.folder, "teams", meet.file("teams.csv", TEAMS.replace("school,3,", "school,400,")))


def killed_import(checks, options):
    chance, count = random.Random(options.seed), 5000
    with Meet(options.program) as meet:
        roomy_meet(meet)
        runners = meet.file("runners.csv", many_runners(count))
        empty = meet.copy("empty")
        _, whole = killed_after(meet.program, ("import", meet.copy("timed"), "runners", runners), 60)
        found = []
        for number in range(KILL_ROUNDS):
            meet.folder = meet.scratch / f"killed-{number}"
            shutil.copytree(empty, meet.folder)
            killed, _ = killed_after(meet.program, ("import", meet.folder, "runners", runners),
                                     chance.uniform(0.1, 1.0) * whole)
            found.append((killed, len(meet.rows("ledger"))))
            meet.run("import", meet.folder, "runners", runners)
            checks.equal(len(meet.rows("ledger")), count, f"import killed, round {number}: again, it is complete")
        checks.equal([rows for _, rows in found if rows not in (0, count)], [],
                     "import killed: the meet is as before or as after")
        checks.that(any(killed for killed, _ in found), f"import killed in its {whole:.2f} s: {found}")


def killed_plan(checks, options):
    chance = random.Random(options.seed)
    with Meet(options.program) as meet:
        roomy_meet(meet)
        meet.run("import", meet.folder, "runners", meet.file("runners.csv", many_runners(3000)))
        before, planned = meet.report("heats"), meet.copy("planned")
        begun = time.monotonic()
        meet.run("plan", planned, "--write")
        whole = time.monotonic() - begun
        after = meet.run("report", planned, "heats").stdout
        checks.that(before != after, "plan killed: a plan can be told from none")
        found, unplanned = [], meet.folder
        for number in range(KILL_ROUNDS):
            meet.folder = meet.scratch / f"killed-{number}"
            shutil.copytree(unplanned, meet.folder)
            killed, _ = killed_after(meet.program, ("plan", meet.folder, "--write"), chance.uniform(0.1, 1.0) * whole)
            found.append((killed, {before: "as before", after: "as after"}.get(meet.report("heats"), "between")))
        checks.that("between" not in {state for _, state in found}, "plan --write killed: as before or as after", found)
        checks.that(any(killed for killed, _ in found), f"plan --write killed in its {whole:.2f} s: {found}")


def killed_new(checks, options):
    chance = random.Random(options.seed)
    with Meet(options.program) as meet:
        _, whole = killed_after(meet.program, ("new", meet.scratch / "timed", "--preset", "kroc-final-mile"), 60)
        found, spoiled = [], []
        for number in range(4 * KILL_ROUNDS):
            folder = meet.scratch / f"killed-{number}"
            killed, _ = killed_after(meet.program, ("new", folder, "--preset", "kroc-final-mile"),
                                     chance.uniform(0.2, 1.0) * whole)
            found.append((killed, folder.exists()))
            if not folder.exists():
                meet.run("new", folder, "--preset", "kroc-final-mile")
            code, said = serve_once(meet, folder)
            verified = meet.run("verify", folder, expect=None)
            if (code, verified.returncode) != (0, 0):
                spoiled.append(said + verified.out + verified.err)
        before, after = (sum(exists == there for _, there in found) for exists in (False, True))
        checks.equal(spoiled, [], "new killed: there is a whole meet, or none and the name is free")
        checks.that(any(killed for killed, _ in found), "new killed: it was, at least once", found)
        print(f"    killed within {whole * 1000:.0f} ms: {before} times as before, {after} times as after")


if __name__ == "__main__":
    sys.exit(play(__doc__, (killed_import, killed_plan, killed_new)))
