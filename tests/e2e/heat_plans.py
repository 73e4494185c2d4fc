#!/usr/bin/env python3
"""Plans of made-up days, judged by a checker that shares nothing with the planner.

    heat_plans.py HEATLINE [--days small:6,small@196:1,typical:2] [--first-seed 1]

Each day is made by tests/data/heat-cases/gen.py and its heats are checked by model.py beside it: no broken rule, the
figures of the report are right, no bound is above its value, and the same rows in another order give the same heats.
small@196 begins with seed 196, a day on which two schools must run together in three bands so that their coaches are
back in time. A thousand days: --days small:700,typical:240,large:20,adversarial:40
"""
import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "data/heat-cases"
sys.path.insert(0, str(CASES))
from model import Inst, evaluate  # noqa: E402


def shuffle(path, seed):
    """The same rows in another order; the header stays."""
    with open(path, newline="") as file:
        head, *rows = list(csv.reader(file))
    random.Random(seed).shuffle(rows)
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def plan(program, folder):
    out, report = folder / "heats.csv", folder / "report.json"
    done = subprocess.run([program, "heats", "--teams", folder / "schools.csv", "--runners", folder / "runners.csv",
                           "--config", folder / "heats.toml", "--out", out, "--report", report],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None, done.stderr.strip()
    with open(out, newline="") as file:
        return {row["bib"]: int(row["heat"]) for row in csv.DictReader(file)}, json.loads(report.read_text())


def judge(program, kind, seed, folder):
    """What is wrong with the plan of one day, in words."""
    subprocess.run([sys.executable, CASES / "gen.py", kind, str(seed), folder], check=True)
    heats, said = plan(program, folder)
    if heats is None:
        return [f"no plan: {said}"]
    broken, figures = evaluate(Inst(str(folder)), heats)
    wrong = list(broken[:3])
    for key in ("heats", "span", "excess_splits", "balance", "wait_max"):
        if said[key] != figures[key]:
            wrong.append(f"the report says {key} {said[key]}, counted {figures[key]}")
    for key in ("heats", "span"):
        if said[key + "_lower_bound"] > figures[key]:
            wrong.append(f"{key} {figures[key]} is below its bound {said[key + '_lower_bound']}")
    for name in ("schools.csv", "runners.csv"):
        shuffle(folder / name, seed)
    if plan(program, folder)[0] != heats:
        wrong.append("the same rows in another order give other heats")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--days", default="small:6,small@196:1,typical:2")
    parser.add_argument("--first-seed", type=int, default=1)
    options = parser.parse_args()
    failed = days = 0
    for part in options.days.split(","):
        name, count = part.split(":")
        kind, _, first = name.partition("@")
        before = failed
        first = int(first or options.first_seed)
        for seed in range(first, first + int(count)):
            with tempfile.TemporaryDirectory() as folder:
                wrong = judge(options.program, kind, seed, Path(folder))
            days += 1
            if wrong:
                failed += 1
                print(f"WRONG: {kind} {seed}: " + "; ".join(wrong))
        if failed == before:
            print(f"ok: {count} days of the kind {kind} break no rule, count right and do not depend on the order of rows")
    print(f"{days} days, {failed} with problems")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
