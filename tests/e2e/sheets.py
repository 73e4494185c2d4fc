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
            if row["team"] != team:
                continue
            for key in ("arrive_by", "call_time", "start_time"):
                clock = row[key][11:16].lstrip("0")
                check.that(clock in words, f"tents: {team}: {key} of heat {row['heat']} as in the csv: {clock}", words)
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
    answer = director.command("status", bib="102", heat="1", status="withdrawn")
    check.equal(answer.status, 200, "a child is withdrawn")
    path, _ = print_sheet(meet, "heats")
    words = text_of(path)
    check.that("Qvistorpe" not in words and "Zwyxelby" in words,
               "heats: nobody waits for a child who is withdrawn, while the server runs", words)
    server.stop()


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
    check.part(nothing_planned, program)
    return check.finish()


if __name__ == "__main__":
    sys.exit(main())
