#!/usr/bin/env python3
"""Late children on a day of full heats, and the fewest children who must move for each as an integer program for CBC.

    late_oracle.py [PROGRAM] [--children 20] [--seed 1]

CBC shares nothing with `heatline replan`: it chooses a heat for each team's children of a band so that no heat is too
full and as few as can be run elsewhere than planned. Skipped with its reason where the program cbc (Debian:
coinor-cbc) is not installed.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
from collections import defaultdict

from heatline_client import Checks, Meet, binary
from small_meet import DAY

TEAMS, CAPACITY, ASSIST_SEATS, MAX_ASSISTED = 36, 60, 3, 4
BANDS = (("Grades K-2", ("K", "1", "2")), ("Grades 3-5", ("3", "4", "5")))
TOML = f"""[meet]
name = "Full heats"
date = {DAY}
time_zone = "America/Los_Angeles"

[heats]
first_start = "06:00"
latest_start = "20:00"
assist_seats = {ASSIST_SEATS}
max_assisted = {MAX_ASSISTED}
tent_cols = 12
""" + "".join(f"""
[[heats.band]]
name = "{name}"
race = "mile"
grades = [{", ".join(f'"{grade}"' for grade in grades)}]
distance_m = 1609
capacity = {CAPACITY}
reserve = 0
interval_min = 5
""" for name, grades in BANDS)


def roster(draw):
    """Runners by bib: team, grade, assisted; in each band as many as heats hold, but for a few places."""
    runners, bib = {}, 1000
    for _, grades in BANDS:
        seats = 0
        for team in range(TEAMS):
            for child in range(draw.randint(4, 25)):
                assisted = child == 0 and draw.random() < 0.15
                runners[str(bib)] = (f"Team {team:02}", draw.choice(grades), assisted)
                seats += ASSIST_SEATS if assisted else 1
                bib += 1
        for _ in range(-seats % CAPACITY - draw.randint(3, 6)):
            runners[str(bib)] = (f"Team {draw.randrange(TEAMS):02}", draw.choice(grades), False)
            bib += 1
    return runners


def row(bib, runner):
    team, grade, assisted = runner
    return f"{bib},Kid{bib},Late,{grade},{team},{'yes' if assisted else 'no'}\n"


HEADER = "bib,first,last,grade,team,assisted\n"


def band_of(grade):
    return next(band for band, (_, grades) in enumerate(BANDS) if grade in grades)


def fewest_moved(folder, groups, heats):
    """groups: (heat, children, seats, assisted). The fewest children in other heats than now; None: it cannot be."""
    x = lambda g, h: f"x{g}_{h}"
    moves = [f"{children} {x(g, h)}" for g, (at, children, _, _) in enumerate(groups) for h in heats if h != at]
    lines = [" + ".join(x(g, h) for h in heats) + " = 1" for g in range(len(groups))]
    for h in heats:
        lines.append(" + ".join(f"{seats} {x(g, h)}" for g, (_, _, seats, _) in enumerate(groups)) + f" <= {CAPACITY}")
        lines.append(" + ".join(f"{assisted} {x(g, h)}" for g, (_, _, _, assisted) in enumerate(groups)) + f" <= {MAX_ASSISTED}")
    wrap = lambda line: line.replace(" + ", "\n + ")
    (folder / "late.lp").write_text("Minimize\n obj: " + wrap(" + ".join(moves)) + "\nSubject To\n" + "".join(f" {wrap(line)}\n" for line in lines) +
                                    "Binaries\n " + "\n ".join(x(g, h) for g in range(len(groups)) for h in heats) + "\nEnd\n")
    subprocess.run(["cbc", folder / "late.lp", "sec", "60", "solve", "solution", folder / "late.txt"], capture_output=True, check=True)
    first = (folder / "late.txt").read_text().splitlines()[0]
    if first.startswith("Infeasible"):
        return None
    if not first.startswith("Optimal"):
        raise SystemExit(f"CBC found no optimum: {first}")
    return round(float(first.split("objective value")[1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?")
    parser.add_argument("--children", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program, checks = options.program or binary(), Checks()
    if not shutil.which("cbc"):
        print("skipped: the program cbc is not installed; apt-get install coinor-cbc")
        return 0
    draw = random.Random(options.seed)
    runners = roster(draw)
    with Meet(program) as meet:
        meet.run("new", meet.folder, "--preset", "atlanta-kids-marathon", "--date", DAY)
        (meet.folder / "meet.toml").write_text(TOML, encoding="utf-8")
        meet.run("import", meet.folder, "teams", meet.file("teams.csv", "team,tent_row,tent_col\n" + "".join(
            f"Team {t:02},{t // 12 + 1},{t % 12 + 1}\n" for t in range(TEAMS))))
        meet.run("import", meet.folder, "runners", meet.file("runners.csv", HEADER + "".join(row(bib, r) for bib, r in runners.items())))
        meet.run("plan", meet.folder, "--write")
        heat_of = {r["bib"]: r["heat"] for r in meet.rows("heats")}
        checks.equal(len(heat_of), len(runners), f"{len(runners)} children are planned (seed {options.seed})")
        settled = moving = missed = 0
        for number in range(options.children):
            late, child = str(9000 + number), runners[draw.choice(list(runners))]
            meet.run("import", meet.folder, "runners", meet.file("late.csv", HEADER + row(late, child)))
            counts = defaultdict(lambda: [0, 0, 0])
            for bib, (team, grade, assisted) in runners.items():
                if band_of(grade) == band_of(child[1]):
                    group = counts[team, heat_of[bib]]
                    group[0] += 1
                    group[1] += ASSIST_SEATS if assisted else 1
                    group[2] += assisted
            heats = sorted({heat for _, heat in counts})
            with_late = [(heat, n, seats + (ASSIST_SEATS if child[2] else 1) * (team == child[0]), assisted + child[2] * (team == child[0]))
                         for (team, heat), (n, seats, assisted) in counts.items()]
            fewest = fewest_moved(meet.scratch, with_late, heats)
            done = meet.run("replan", meet.folder, "--late", late, "--json", expect=None)
            said = json.loads(done.out)["change"] if done.returncode == 0 else None
            name = f"late child {number} of {child[0]}"
            if fewest is None:
                checks.that(said is None or said["added"], f"{name}: no way in these heats, so a new one or none", done.out + done.err)
                continue
            checks.that(said is not None, f"{name}: there is an answer", done.out + done.err)
            if said is None:
                continue
            moving += fewest > 0
            if said["added"]:
                missed += 1
            elif said["fewest"]:
                settled += 1
                checks.equal(said["others_moved"], fewest, f"{name}: as few move as CBC says")
            else:
                checks.that(said["others_moved"] >= fewest, f"{name}: not said to be the fewest, {said['others_moved']}; CBC: {fewest}")
        checks.that(missed <= options.children // 6, f"hardly ever a new heat where others could make room: {missed}", missed)
        checks.that(settled >= options.children // 2, f"most answers are the fewest there are: {settled} of {options.children}", settled)
        checks.that(moving >= options.children // 4, f"others must move for some: {moving}", moving)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
