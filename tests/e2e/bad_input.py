#!/usr/bin/env python3
"""Part 2 of the contract with things that are wrong: exit codes, one-line errors that say what to do, every
problem of a file by row and column, and nothing written by a file that has errors.

    bad_input.py [PROGRAM]
"""

import codecs
import json
import re
import socket
import sys

from heatline_client import ERROR_LINE, SPILLED, Checks, Meet, binary, problem_lines
from small_meet import DAY, MEET_TOML, RUNNERS

AT = f"{DAY}T15:20:00.000Z"
ONE_SMALL_HEAT = """[program]
first_start = "08:00"
latest_start = "08:00"
turnaround_min = 20
chaperone_ratio = 25
band_gap_min = 5
assist_seats = 2
max_assisted = 8
tent_cols = 15

[[band]]
name = "Grades 1-2"
grades = ["1", "2"]
gender = "all"
distance_m = 1609
capacity = 2
reserve = 0
interval_min = 15
"""


def refused(checks, done, codes, sentence):
    """A refusal: one of `codes`, and a first line in the form of the contract with nothing spilled beside it."""
    lines = problem_lines(done)
    holds = done.returncode in codes and lines and ERROR_LINE.match(lines[0]) and not SPILLED.search(done.err)
    return checks.that(holds, f"{sentence}: exit code {' or '.join(map(str, codes))} and one plain line",
                       f"exit code {done.returncode}: {done.err}")


def usage(checks, meet):
    for arguments in ((), ("fly",), ("new",), ("new", meet.scratch / "x"), ("report", meet.folder, "gossip"),
                      ("plan", meet.folder, "--loud"),
                      ("device", "add", meet.folder, "x", "--role", "king"),
                      ("serve", meet.folder, "--listen", "nowhere")):
        done = meet.run(*arguments, expect=None)
        checks.that(done.returncode == 2 and done.err and not SPILLED.search(done.err),
                    f"heatline {' '.join(map(str, arguments))}: wrong usage, 2",
                    f"exit code {done.returncode}: {done.err}")
    for name in ("presets", "new", "import", "plan", "heats", "fuse", "serve", "device", "report", "verify"):
        done = meet.run(name, "--help", expect=None)
        first = next((line for line in done.out.splitlines() if f"heatline {name}" in line), None)
        checks.that(done.returncode == 0 and first is not None and done.out.splitlines().index(first) < 4,
                    f"heatline {name} --help begins with an example", done.out)
    version = meet.run("--version").out
    checks.that(re.fullmatch(r"heatline \d+\.\d+\.\d+\n", version), "heatline --version prints `heatline X.Y.Z`",
                version)
    presets = meet.run("presets").out.splitlines()
    checks.that(presets and all(re.fullmatch(r"[^\t]+\t[^\t]+", line) for line in presets),
                "presets: name, tab, description", presets)


def folders(checks, meet):
    full = meet.scratch / "full"
    full.mkdir()
    (full / "thesis.txt").write_text("all of it")
    preset = meet.run("presets").out.split("\t")[0]
    refused(checks, meet.run("new", full, "--preset", preset, expect=None), (1, 4), "new in a folder that is not empty")
    checks.equal([path.name for path in full.iterdir()], ["thesis.txt"], "and the folder is as it was")
    refused(checks, meet.run("new", meet.scratch / "odd", "--preset", "no-such", expect=None), (2, 3),
            "new with an unknown preset")
    checks.that(not (meet.scratch / "odd").exists(), "and no folder is made")
    for command in (("plan",), ("verify",), ("report", "results"), ("serve",)):
        done = meet.run(command[0], meet.scratch / "nowhere", *command[1:], expect=None)
        refused(checks, done, (1, 3, 4), f"{command[0]} on a folder that is no meet")
    refused(checks, meet.run("import", meet.folder, "runners", meet.scratch / "nowhere.csv", expect=None), (1, 3),
            "a roster that is not there")


def rules(checks, meet):
    path = meet.folder / "meet.toml"
    good = path.read_text(encoding="utf-8")
    held = meet.report("journal")
    # what is wrong, the text that becomes another, the line's new text, words the answer must hold
    cases = (
        ("an unknown key", 'rounding = "up-tenth"', 'roundng = "up-tenth"', ("roundng", "rounding")),
        ("an unknown key of a band", "interval_min = 15", "intervall_min = 15", ("intervall_min", "interval_min")),
        ("an unknown table", "[privacy]", "[privcy]", ("privcy", "privacy")),
        ("a value of the wrong type", "minimum_finish_s = 120", 'minimum_finish_s = "soon"', ("minimum_finish_s",)),
        ("a word that is no choice", '"up-tenth"', '"up-week"', ("rounding", "up-tenth")),
        ("a zone that does not exist", "America/Los_Angeles", "Mars/Olympus", ("time_zone",)),
        ("an amount with three decimals", '"5.00"', '"5.001"', ("amount_usd",)),
        ("a negative capacity", "capacity = 40", "capacity = -1", ("capacity",)),
        ("no TOML at all", "[timing]", "[timing", ()),
    )
    for name, old, new, words in cases:
        text = good.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        line = text[:text.index(new)].count("\n") + 1
        done = meet.run("plan", meet.folder, expect=None)
        refused(checks, done, (3,), f"meet.toml with {name}")
        checks.that(re.search(rf"meet\.toml:{line}\b", done.err) and all(word in done.err for word in words),
                    f"and it names meet.toml:{line} {' '.join(words)}", done.err)
    path.write_text(good, encoding="utf-8")
    checks.equal(meet.report("journal"), held, "no wrong meet.toml left anything in the journal")


def rosters(checks, meet):
    held = meet.report("journal")
    # name, the file, the row and column that must be named (row 1 is the header)
    cases = (
        ("no column for the team", "bib,first,last\n1,Ana,Z\n", None, "team"),
        ("no column for a name", "bib,team\n1,Lincoln\n", None, "first"),
        ("a bib that two runners wear", "bib,first,team\n901,Ana,Lincoln\n902,Bo,Lincoln\n901,Cy,Lincoln\n", 4, "bib"),
        ("a quote that is never closed", 'bib,first,team\n901,Ana,Lincoln\n902,"Bo,Lincoln\n', 3, ""),
        ("a NUL", b"bib,first,team\n901,A\0na,Lincoln\n", 2, ""),
        ("a day of birth that is none", "bib,first,team,birth_date\n901,Ana,Lincoln,2019-03-01\n902,Bo,Lincoln,2019-02-30\n", 3, "birth_date"),
        ("neither yes nor no", "bib,first,team,public_name\n901,Ana,Lincoln,perhaps\n", 2, "public_name"),
        ("nothing in it", "", None, ""),
    )
    for name, content, row, column in cases:
        path = meet.file("bad.csv", content)
        done = meet.run("import", meet.folder, "runners", path, expect=None)
        refused(checks, done, (3,), f"a roster with {name}")
        place = rf"bad\.csv:{row}: *{column}" if row else column
        named = f"row {row} {column}" if row else f"what is missing {column}"
        checks.that(re.search(place, done.err), f"and it names {named.strip()}", done.err)
    both = meet.file("bad.csv", "bib,first,team,birth_date\n901,Ana,Lincoln,2019-02-30\n902,Bo,Lincoln,2019-13-01\n903,Cy,Lincoln,2019-03-01\n")
    done = meet.run("import", meet.folder, "runners", both, expect=None)
    checks.that(done.returncode == 3 and "bad.csv:2:" in done.err and "bad.csv:3:" in done.err,
                "every problem of a file is listed", done.err)
    checks.equal(meet.report("journal"), held, "no bad roster left anything in the journal")
    dry = meet.run("import", meet.folder, "runners", meet.file("more.csv", "bib,first,team\n950,Zoë,Lincoln\n"),
                   "--dry-run")
    checks.that(dry.returncode == 0 and meet.report("journal") == held, "--dry-run reports and writes nothing")
    meet.run("import", meet.folder, "runners", meet.scratch / "runners.csv")
    checks.equal(meet.report("journal"), held, "the same roster again changes nothing")


def encodings(checks, meet):
    text = "Bib No.;Student First Name;Last Name;School;Shoe size\n{bib};Zoë;Ångström;Lincoln;34\n"
    forms = {"UTF-16 with a mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
             "UTF-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode(),
             "Windows-1252": lambda text: text.encode("cp1252"),
             "tabs and CRLF": lambda text: text.replace(";", "\t").replace("\n", "\r\n").encode()}
    for bib, (name, encode) in enumerate(forms.items(), 961):
        done = meet.run("import", meet.folder, "runners", meet.file("in.csv", encode(text.format(bib=bib))),
                        expect=None)
        checks.equal(done.returncode, 0, f"a roster in {name} is read")
        names = [row["name"] for row in meet.rows("ledger") if row["bib"] == str(bib)]
        checks.equal(names, ["Zoë Ångström"], f"and its names are right ({name})")


def ports(checks, meet):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = meet.run("serve", meet.folder, "--listen", address, expect=None)
    refused(checks, done, (1, 4), "a port that is in use")
    checks.that(address.rsplit(":", maxsplit=1)[-1] in done.err, "and the port is named", done.err)


def codes(said):
    return [each.get("code") for each in said.get("problems", [])]


def readings(checks, meet, token, director):
    server = meet.serve()
    refused(checks, meet.run("serve", meet.folder, "--listen", "127.0.0.1:0", expect=None), (4,),
            "a second server on the same meet")
    timer, tap = server.client(token), {"epoch": "", "kind": "tap", "at": AT}
    for seq, at in enumerate(("2027-13-45T99:00:00Z", "noon", "2027-05-01T15:00:00", "", "2027-05-01T15:00:00+99"), 1):
        said = timer.readings({**tap, "seq": seq, "at": at}).json
        checks.that(said.get("quarantined") == 1 and codes(said) == ["E_TIME"] and
                    said.get("durable_through") == {"": seq}, f"{at!r} is no instant: E_TIME, kept under its seq", said)
    far = timer.readings({**tap, "seq": 6, "at": "1997-05-01T15:00:00Z"}).json
    checks.equal(far.get("accepted"), 1, "an instant thirty years off is kept")
    strange = timer.readings({"epoch": "", "seq": 7, "kind": "bib", "bib": "nobody's 9999", "mode": "batch"},
                             {"epoch": "", "seq": 8, "kind": "chip", "tag": "FFFFFFFF", "at": AT}).json
    checks.equal(strange.get("accepted"), 2, "bibs and tags that nobody wears are kept")
    clash = timer.readings({**tap, "seq": 9}, {**tap, "seq": 8}, {**tap, "seq": 10})
    checks.that(clash.status == 409 and clash.json.get("code") == "E_CONFLICT" and clash.json.get("line") == 2 and
                clash.json.get("accepted") == 1 and clash.json.get("durable_through") == {"": 9},
                "an id that comes again with other content is 409 E_CONFLICT at its line; the lines before are durable",
                clash)
    gap = timer.readings({**tap, "seq": 10}, {**tap, "seq": 12})
    checks.that(gap.status == 409 and gap.json.get("code") == "E_GAP" and gap.json.get("want") == 11 and
                gap.json.get("line") == 2,
                "a gap is 409 E_GAP and says which seq is wanted", gap)
    facts = list(server.client(director).journal())
    mine = [fact for fact in facts if fact["device"] == "timer-1"]
    checks.equal([fact["device_seq"] for fact in mine if fact["kind"] == "reading"], [6, 7, 8, 9, 10],
                 "what was accepted is in the journal once")
    checks.equal(len([fact for fact in mine if fact["device_seq"] == 8]), 2, "of a conflict both are kept")
    held = facts[-1]["seq"]
    refused(checks, meet.run("serve", meet.folder, "--listen", "127.0.0.1:0", expect=None), (4,), "a server for a meet that has one")
    health = server.client().get("/healthz").json
    checks.equal(health.get("durable_seq"), held, "and nothing is in the journal for it")
    checks.equal(server.stop(), 0, "the server ends with exit code 0 when it is asked to")
    checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0,
                 "verify finds nothing wrong after all this")


def planner(checks, meet):
    teams = meet.file("t.csv", "team,tent_row,tent_col,coaches\nLincoln,1,1,3\nGarfield,1,2,3\n")
    runners = meet.file("r.csv", RUNNERS)
    config = meet.file("h.toml", ONE_SMALL_HEAT)
    report = meet.scratch / "report.json"
    done = meet.run("heats", "--teams", teams, "--runners", runners, "--config", config, "--out",
                    meet.scratch / "a.csv",
                    "--report", report, expect=None)
    refused(checks, done, (3,), "eight children for one heat of two")
    said = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    checks.that(said.get("infeasible"), "and the report says which rule and which teams", said)


def main():
    checks, program = Checks(), binary()
    with Meet(program) as meet:
        meet.prepare()
        token, director = meet.device("timer-1", "timer"), meet.device("director-1", "director")
        checks.equal((meet.folder / "meet.toml").read_text(encoding="utf-8"), MEET_TOML,
                     "no command rewrites meet.toml")
        checks.part(usage, meet)
        checks.part(folders, meet)
        checks.part(rules, meet)
        checks.part(rosters, meet)
        checks.part(encodings, meet)
        checks.part(ports, meet)
        checks.part(readings, meet, token, director)
        checks.part(planner, meet)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
