"""A newcomer's first hour with the built program: the demo from end to end, and the planner and the fusion on plain
files, judged by the checkers that came with the cases.

    python3 tests/e2e/whole_day.py build/release/bin/heatline
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from heatline_client import ROOT, Checks, binary

DATA = ROOT / "tests/data"


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)


def demo(checks, program, folder):
    done = run(program, "demo", "--headless", "--dir", folder / "demo", "--seed", "7")
    checks.equal(done.returncode, 0, "the demo runs to its end")
    ledger = [line for line in done.stdout.splitlines() if line.startswith("Ledger: ")]
    words = ledger[0].split() if ledger else []
    checks.that(len(words) > 4 and words[1] == words[3], "and every child is accounted for", ledger)
    checks.that("Heat 1" in done.stdout and "Grants" in done.stdout and "all teams" in done.stdout,
                "and heat results and the grant table are printed", done.stdout)
    again = run(program, "verify", folder / "demo", "--json")
    checks.that(again.returncode == 0 and json.loads(again.stdout)["problems"] == 0, "verify finds nothing wrong with it", again.stdout)
    grants = run(program, "report", folder / "demo", "grants", "--json")
    statements = json.loads(grants.stdout)
    total = sum(round(float(each["amount_usd"]) * 100) for each in statements["statements"])
    checks.equal(total, round(float(statements["total_usd"]) * 100), "the statements add up to the total")


def fuse(checks, program, folder):
    case = DATA / "fusion-cases/1-clean-60"
    out = folder / "finishes.csv"
    done = run(program, "fuse", "--runners", case / "runners.csv", "--starts", case / "starts.csv", "--readings", case / "events.csv", "--out", out)
    checks.equal(done.returncode, 0, "fuse reads the plain files")
    with open(out, newline="") as file:
        rows = list(csv.DictReader(file))
    with open(case / "truth.csv", newline="") as file:
        truth = {row["bib"] for row in csv.DictReader(file)}
    checks.equal({row["bib"] for row in rows}, truth, "a day without mistakes is told without mistakes")
    checks.that(all(row["review"] == "0" for row in rows), "and nobody is asked about it")


def heats(checks, program, folder):
    case, out, report = DATA / "heat-cases/small", folder / "heats.csv", folder / "report.json"
    done = run(program, "heats", "--teams", case / "schools.csv", "--runners", case / "runners.csv", "--config", case / "heats.toml",
               "--out", out, "--report", report)
    checks.equal(done.returncode, 0, "heats reads the plain files")
    with open(out, newline="") as file:
        placed = [row["bib"] for row in csv.DictReader(file)]
    with open(case / "runners.csv", newline="") as file:
        bibs = [row["bib"] for row in csv.DictReader(file)]
    checks.equal(sorted(placed), sorted(bibs), "every child has one heat")
    said = json.loads(report.read_text())
    checks.equal((said["heats"], said["span"]), (13, 32), "the small case has the fewest heats and the least walking")
    checks.that(said["heats_lower_bound"] <= said["heats"] and said["span_lower_bound"] <= said["span"], "and no bound is above its value", said)


def main():
    checks, program = Checks(), binary()
    with tempfile.TemporaryDirectory(prefix="heatline-e2e-") as folder:
        for part in (demo, fuse, heats):
            checks.part(part, program, Path(folder))
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
