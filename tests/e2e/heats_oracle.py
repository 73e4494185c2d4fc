#!/usr/bin/env python3
"""Small days planned by `heatline heats`, and the same as integer programs for CBC, which shares nothing with the planner.

    heats_oracle.py [PROGRAM] [--days 40] [--first-seed 1]

For each band: as few heats as can be; then, with as many, as few tents as can be between the first and the last team of
each heat. Every set of teams that one heat holds is a column; CBC chooses columns so that each team is in one. Skipped
with its reason where the program cbc (Debian: coinor-cbc) is not installed.
"""

import argparse
import itertools
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from heatline_client import Checks, binary

BANDS = (("Grades K-2", ("K", "1", "2"), 40, 2), ("Grades 3-5", ("3", "4", "5"), 31, 0))  # name, grades, capacity, reserve
TENT_COLS, ASSIST_SEATS, MAX_ASSISTED = 4, 3, 2


def position(row, col):
    return (row - 1) * TENT_COLS + (col - 1 if row % 2 == 1 else TENT_COLS - col)


def make_day(seed, folder):
    """Writes the three files; the units of each band as (position, seats, assisted), by band."""
    draw = random.Random(seed)
    teams = draw.randint(4, 9)
    tents = draw.sample([(row, col) for row in range(1, 5) for col in range(1, TENT_COLS + 1)], teams)
    units = [[], []]
    rows, bib = [], 100
    for team, tent in enumerate(tents):
        for band, (_, grades, capacity, reserve) in enumerate(BANDS):
            most = capacity - reserve
            children = draw.choice((0, draw.randint(1, most // 3), draw.randint(most // 4, most // 2), draw.randint(most // 2, most)))
            assisted = min(children, draw.choice((0, 0, 0, 1, 2)))
            while children + assisted * (ASSIST_SEATS - 1) > most:
                children -= 1
                assisted = min(assisted, children)
            if children == 0:
                continue
            for i in range(children):
                rows.append(f"{bib},Kid{bib},{draw.choice(grades)},{draw.choice('FM')},Team {team},{1 if i < assisted else 0}")
                bib += 1
            units[band].append((position(*tent), children + assisted * (ASSIST_SEATS - 1), assisted))
    (folder / "teams.csv").write_text("team,tent_row,tent_col\n" + "".join(f"Team {t},{row},{col}\n" for t, (row, col) in enumerate(tents)))
    (folder / "runners.csv").write_text("bib,first,grade,gender,team,assisted\n" + "\n".join(rows) + "\n")
    (folder / "heats.toml").write_text(
        f'[program]\nfirst_start = "06:00"\nlatest_start = "23:00"\nassist_seats = {ASSIST_SEATS}\nmax_assisted = {MAX_ASSISTED}\n'
        f"tent_cols = {TENT_COLS}\n" + "".join(
            f'\n[[band]]\nname = "{name}"\ngrades = [{", ".join(repr(g) for g in grades)}]\ncapacity = {capacity}\nreserve = {reserve}\n'
            f"interval_min = 5\n".replace("'", '"') for name, grades, capacity, reserve in BANDS))
    return units


def columns(units, places):
    """Every set of teams that one heat holds, with the tents between the first and the last."""
    found = []
    for size in range(1, len(units) + 1):
        for chosen in itertools.combinations(range(len(units)), size):
            if sum(units[u][1] for u in chosen) <= places and sum(units[u][2] for u in chosen) <= MAX_ASSISTED:
                at = [units[u][0] for u in chosen]
                found.append((chosen, max(at) - min(at)))
    return found


def solve(folder, units, found, weight, heats=None):
    """The least sum of weights of columns that cover each team once; with so many columns, if `heats` is given."""
    cover = [f" team{u}: " + " + ".join(f"x{c}" for c, (chosen, _) in enumerate(found) if u in chosen) + " = 1" for u in range(len(units))]
    if heats is not None:
        cover.append(" heats: " + " + ".join(f"x{c}" for c in range(len(found))) + f" = {heats}")
    terms = [f"{weight(column)} x{c}" for c, column in enumerate(found) if weight(column)] or ["0 x0"]
    wrap = lambda parts: "\n + ".join(parts)
    (folder / "band.lp").write_text("Minimize\n obj: " + wrap(terms) + "\nSubject To\n" + "\n".join(line.replace(" + ", "\n + ") for line in cover) +
                                    "\nBinaries\n " + "\n ".join(f"x{c}" for c in range(len(found))) + "\nEnd\n")
    done = subprocess.run(["cbc", folder / "band.lp", "solve", "solution", folder / "band.txt"], capture_output=True, text=True, check=True)
    first = (folder / "band.txt").read_text().splitlines()[0]
    if not first.startswith("Optimal"):
        raise SystemExit(f"CBC found no optimum: {first}\n{done.stdout[-500:]}")
    return round(float(first.split("objective value")[1]))


def oracle(folder, units):
    heats = span = 0
    for of_band, (_, _, capacity, reserve) in zip(units, BANDS):
        if not of_band:
            continue
        found = columns(of_band, capacity - reserve)
        fewest = solve(folder, of_band, found, lambda column: 1)
        heats += fewest
        span += solve(folder, of_band, found, lambda column: column[1], fewest)
    return heats, span


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?")
    parser.add_argument("--days", type=int, default=40)
    parser.add_argument("--first-seed", type=int, default=1)
    options = parser.parse_args()
    program, checks = options.program or binary(), Checks()
    if not shutil.which("cbc"):
        print("skipped: the program cbc is not installed; apt-get install coinor-cbc")
        return 0
    more_than_one = 0
    for seed in range(options.first_seed, options.first_seed + options.days):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            units = make_day(seed, folder)
            done = subprocess.run([program, "heats", "--teams", folder / "teams.csv", "--runners", folder / "runners.csv", "--config",
                                   folder / "heats.toml", "--out", folder / "heats.csv", "--report", folder / "report.json"],
                                  capture_output=True, text=True, check=False)
            if done.returncode != 0:
                checks.that(False, f"day {seed} has a plan", done.stderr)
                continue
            said = json.loads((folder / "report.json").read_text())
            came = tuple(said[key] for key in ("heats", "span", "heats_lower_bound", "span_lower_bound"))
            expected = oracle(folder, units)
            more_than_one += expected[1] > 0
            checks.equal(came, expected + expected, f"day {seed}: heats, tents and both bounds are those of CBC")
    checks.that(more_than_one >= options.days // 2, "most of these days walk past tents, so that the above says something", more_than_one)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
