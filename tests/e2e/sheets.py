#!/usr/bin/env python3
"""Paper: what `report --format pdf` prints for the tents and for the heats, read back with pdftotext."""

import re
import shutil
import subprocess
import sys

from heatline_client import Checks, Meet, binary
from small_meet import CHILDREN, SURNAMES


def text_of(path, *options):
    return subprocess.run(["pdftotext", "-layout", *options, path, "-"], capture_output=True, text=True, check=True).stdout


def facts_of(path):
    lines = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout.splitlines()
    return dict((line.split(":", 1)[0], line.split(":", 1)[1].strip()) for line in lines if ":" in line)


def page(path, number):
    return text_of(path, "-f", str(number), "-l", str(number))


def print_sheet(meet, kind, *options):
    path = meet.scratch / f"{kind}.pdf"
    done = meet.run("report", meet.folder, kind, "--format", "pdf", "--out", path, *options)
    return path, done


def tents(check, meet):
    path, _ = print_sheet(meet, "tents")
    check.equal(facts_of(path)["Pages"], "2", "tents: a page for each team")
    first, second = page(path, 1), page(path, 2)
    rows = meet.rows("tents")
    for words, team in zip((first, second), dict.fromkeys(row["team"] for row in rows)):
        check.that(team in words and sum(name in words for name in ("Lincoln", "Garfield")) == 1,
                   f"tents: {team} has a page of its own, in the order of the walk", words)
        for row in rows:
            if row["team"] == team:
                times = [row[key][11:16].lstrip("0") for key in ("arrive_by", "call_time", "start_time")]
                check.that(re.search(r"\s+".join(times), words),
                           f"tents: {team}: be here, leave, start of heat {row['heat']} in a row as in the csv: {times}", words)
    check.that(not any(child[1] in first + second or child[2] in first + second for child in CHILDREN),
               "tents: no child is named, so that the sheet may hang on the tent")


def heats(check, meet):
    path, _ = print_sheet(meet, "heats")
    check.equal(facts_of(path)["Pages"], "2", "heats: a page for each heat")
    for number, grade in ((1, "1"), (2, "2")):
        words = page(path, number)
        for bib, first, last, of_grade, _, team, _ in CHILDREN:
            line = next((line for line in words.splitlines() if f"{first} {last}" in line), "")
            there = of_grade == grade
            check.equal(bool(line), there, f"heats: {first} is {'on' if there else 'not on'} page {number}")
            if there:
                check.that(bib in line and team in words, f"heats: {first} stands beside {bib}, {team} above", words)
        check.that("Full names, for staff" in words, "heats: a page with full names says for whom it is", words)
    check.that("true for journal" in page(path, 1), "heats: each page says which journal it is true for")
    path, _ = print_sheet(meet, "heats", "--audience", "public")
    words = text_of(path)
    check.that(not any(surname in words for surname in SURNAMES), "heats for the public: no surname", words)
    check.that(not any(re.search(rf"\b{child[0]}\b", words) for child in CHILDREN), "heats for the public: no bib beside a name", words)
    check.that("Chloe" not in words and "Ana Z." in words, "heats for the public: only who may be named is named", words)


def after_a_withdrawal(check, meet):
    server = meet.serve()
    director = server.client(meet.device("boss", "director"))
    check.equal(director.command("status", bib="102", heat="1", status="withdrawn").status, 200, "a child is withdrawn")

    def without_ben(when):
        path, _ = print_sheet(meet, "heats")
        words = page(path, 1)
        check.that("Qvistorpe" not in words and "Zwyxelby" in words and "3 children" in words,
                   f"heats: nobody waits for a child who is withdrawn, {when}", words)
        count = sum(int(row["children"]) for row in meet.rows("tents") if row["heat"] == "1")
        check.equal(count, 3, f"tents: nor is it counted, {when}")

    without_ben("while the server runs")
    starter = server.client(meet.device("starter-1", "timer"))
    gun = starter.readings({"epoch": "", "seq": 1, "kind": "start", "heat": "1", "at": meet.rows("heats")[0]["start_time"]})
    check.equal(gun.status, 200, "the gun goes")
    without_ben("after the gun")
    check.equal(director.command("cancel-heat", heat="2").status, 200, "the other heat is cancelled")
    path, _ = print_sheet(meet, "heats")
    check.equal(facts_of(path)["Pages"], "1", "heats: a cancelled heat has no page")
    server.stop()


def names_as_the_meet_rules(check, program):
    for rule, bibs in (("bib", True), ("none", False)):
        with Meet(program) as meet:
            meet.prepare()
            toml = (meet.folder / "meet.toml").read_text(encoding="utf-8")
            (meet.folder / "meet.toml").write_text(toml.replace("first-initial", rule), encoding="utf-8")
            path, _ = print_sheet(meet, "heats", "--audience", "public")
            words = text_of(path)
            check.that(not any(child[1] in words for child in CHILDREN), f"public_name {rule}: no name on a public list", words)
            check.equal(bool(re.search(r"\b101\b", words)), bibs, f"public_name {rule}: bibs are {'there' if bibs else 'not there'}")


LANES = """[[heats.band]]
name = "100 m"
race = "100"
grades = ["1", "2"]
distance_m = 100
capacity = 8
lanes = 8
interval_min = 5
"""


def lanes(check, program):
    with Meet(program) as meet:
        meet.prepare()
        toml = (meet.folder / "meet.toml").read_text(encoding="utf-8")
        first = toml.index("[[heats.band]]")
        (meet.folder / "meet.toml").write_text(toml[:first] + LANES + "\n" + toml[toml.index("[[grants]]"):], encoding="utf-8")
        meet.run("plan", meet.folder, "--write")
        path, _ = print_sheet(meet, "heats")
        words = page(path, 1)
        rows = meet.rows("heats")
        check.that(len(rows) == 8 and all(row["lane"] for row in rows), "a band of lanes is planned", rows)
        printed = re.findall(r"lane (\d+)\s+(\d+)", words)
        check.equal(printed, sorted((row["lane"], row["bib"]) for row in rows),
                    "lanes: from the first to the last, each beside its bib")
        check.equal(len(re.findall(r"tent A\d · leaves \d+:\d\d", words)), 8, "lanes: where and when each child is fetched")


def many_heats(check, program):
    """A team with more heats than a page holds: no coach may miss the last ones."""
    with Meet(program) as meet:
        meet.prepare()
        toml = (meet.folder / "meet.toml").read_text(encoding="utf-8")
        bands = "".join(f"""[[heats.band]]
name = "Run {n}"
race = "run-{n}"
grades = ["1", "2"]
distance_m = 400
capacity = 40
interval_min = 10

""" for n in range(1, 13))
        start = toml.index("[[heats.band]]")
        (meet.folder / "meet.toml").write_text(toml[:start] + bands + toml[toml.index("[[grants]]"):], encoding="utf-8")
        races = ";".join(f"run-{n}" for n in range(1, 13))
        runners = "bib,first,last,team,grade,race\n" + "".join(
            f"{bib},{first},{last},{team},{grade},{races}\n" for bib, first, last, grade, _, team, _ in CHILDREN)
        meet.run("import", meet.folder, "runners", meet.file("races.csv", runners))
        meet.run("plan", meet.folder, "--write")
        path, _ = print_sheet(meet, "tents")
        check.equal(facts_of(path)["Pages"], "4", "twelve heats: two pages for each team")
        one, two = page(path, 1), page(path, 2)
        check.that("page 1 of 2" in one and "next page" in one, "the first page says that there is another", one)
        check.that("page 2 of 2" in two and "next page" not in two, "the second is the last", two)
        check.equal(re.findall(r"Heat (\d+)", one + two), [str(n) for n in range(1, 13)], "each heat stands on one of them")


def paper_and_refusals(check, meet):
    path, _ = print_sheet(meet, "tents", "--paper", "a4")
    check.that(facts_of(path)["Page size"].startswith("595 x 842"), "--paper a4 prints on A4", facts_of(path))
    path, _ = print_sheet(meet, "tents")
    check.that(facts_of(path)["Page size"].startswith("612 x 792"), "without it, on letter", facts_of(path))
    done = meet.run("report", meet.folder, "results", "--format", "pdf", "--out", meet.scratch / "no.pdf", expect=2)
    check.that("heats and tents" in done.err, "results have no pages: says which do", done.err)
    check.that(not (meet.scratch / "no.pdf").exists(), "and writes nothing")


def nothing_planned(check, program):
    with Meet(program) as meet:
        meet.run("new", meet.folder, "--preset", "atlanta-kids-marathon", "--date", "2027-05-01")
        for kind in ("tents", "heats"):
            path, _ = print_sheet(meet, kind)
            check.that("heatline plan" in text_of(path), f"{kind} before there is a plan: a page that says what to do",
                       text_of(path))


def main():
    if not shutil.which("pdftotext"):
        print("skipped: pdftotext is not installed (package poppler-utils)")
        return 0
    program, check = binary(), Checks()
    with Meet(program) as meet:
        meet.prepare()
        check.part(tents, meet)
        check.part(heats, meet)
        check.part(paper_and_refusals, meet)
        check.part(after_a_withdrawal, meet)
    for part in (names_as_the_meet_rules, lanes, many_heats, nothing_planned):
        check.part(part, program)
    return check.finish()


if __name__ == "__main__":
    sys.exit(main())
