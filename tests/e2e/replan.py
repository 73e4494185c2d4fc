#!/usr/bin/env python3
"""Contract parts 2 and 6, changes on the race day: shown first, done as shown, taken back whole, live as well as closed.

    replan.py [PROGRAM]

Two twins are made alike: 24 children of four teams in two heats of twelve places. One stays closed, on the other the
server runs. Both are asked the same and must say the same; what the heats report says is compared byte for byte.
"""

import json
import sys
from pathlib import Path

from heatline_client import Checks, Meet, binary
from small_meet import DAY, MEET_TOML

TEAMS = "team,tent,tent_row,tent_col,coaches\n" + "".join(f"{name},A{i},1,{i},5\n" for i, name in
                                                          enumerate(("Ash", "Birch", "Cedar", "Dogwood"), 1))
SIZES = {"Ash": 7, "Birch": 5, "Cedar": 6, "Dogwood": 3}
RUNNERS = "bib,first,last,grade,gender,team\n" + "".join(
    f"{100 * (t + 1) + i},Kid{t}x{i},Zwyx{t}{i},1,F,{team}\n" for t, (team, size) in enumerate(SIZES.items()) for i in range(size))
TOML = MEET_TOML.replace("capacity = 40", "capacity = 12")
LATE = "bib,first,last,grade,gender,team\n199,Mia,Zwyxlate,1,F,Ash\n"


def prepare(meet):
    meet.run("new", meet.folder, "--preset", "kroc-final-mile", "--date", DAY)
    (meet.folder / "meet.toml").write_text(TOML, encoding="utf-8")
    meet.run("import", meet.folder, "teams", meet.file("teams.csv", TEAMS))
    meet.run("import", meet.folder, "runners", meet.file("runners.csv", RUNNERS))
    meet.run("plan", meet.folder, "--write")


class Twins:
    """Every command on both; what the closed one said is looked at, and the live one must say the same."""

    def __init__(self, checks, closed, live):
        self.checks, self.closed, self.live = checks, closed, live

    def replan(self, *arguments, expect=0):
        said = []
        for meet in (self.closed, self.live):
            done = meet.run("replan", meet.folder, *arguments, expect=None)
            # The journals of the twins may differ in length: a server writes facts of its own.
            out = done.out if "--json" not in arguments else json.dumps({**json.loads(done.out or "{}"), "seq": 0})
            said.append((done.returncode, out, done.err.replace(str(meet.folder), "DIR")))
        words = " ".join(map(str, arguments))
        self.checks.equal(said[1], said[0], f"replan {words}: the live meet says the same")
        self.checks.equal(said[0][0], expect, f"replan {words}: exit code {expect}")
        return said[0][1], said[0][2]

    def heats(self):
        closed, live = (meet.report("heats") for meet in (self.closed, self.live))
        self.checks.that(closed == live, "the heats report is the same on both")
        return closed

    def teams(self):
        found = {}
        for row in self.closed.rows("heats"):
            found.setdefault(row["heat"], {}).setdefault(row["team"], []).append(row["bib"])
        return {heat: {team: len(bibs) for team, bibs in teams.items()} for heat, teams in found.items()}


def shown_then_done(checks, twins):
    planned = twins.heats()
    out, err = twins.replan("--late", "199")
    checks.that("Kid" not in out and "Mia (bib 199) of Ash runs in heat 1" in out, "a late child and its heat are shown", out)
    checks.that("8 other children move, and there is no way with fewer." in out, "who makes room is shown", out)
    checks.that("instead of" in out and "the marshal" in out.lower(), "and the call times that change", out)
    checks.that("Or Mia (bib 199) may run with heat 2 alone, if the family agrees" in out, "and what would move nobody", out)
    checks.that("add --write" in err, "a trial says how it is done", err)
    checks.that(twins.heats() == planned, "a trial changes nothing")

    out, _ = twins.replan("--late", "199", "--json")
    change = json.loads(out)["change"]
    checks.that(change["others_moved"] == 8 and change["fewest"] and change["offers"][0]["heat"] == "2", "the same as JSON", out)
    out, err = twins.replan("--late", "199", "--accept", "0" * 16, "--write", expect=4)
    checks.that("something else would be done now" in err and not out, "another change than was looked at is refused", err)
    checks.that(twins.heats() == planned, "and nothing was done")

    out, _ = twins.replan("--late", "199", "--accept", change["digest"], "--write", "--json", "--reason", "the bus")
    checks.that(json.loads(out)["written"] is True and json.loads(out)["change"] == change, "what is done is what was shown", out)
    checks.equal(twins.teams(), {"1": {"Ash": 8, "Dogwood": 3}, "2": {"Birch": 5, "Cedar": 6}}, "and the heats say so")
    twins.heats()
    out, _ = twins.replan("--undo")
    checks.that("Takes back change" in out and "heats 1, 2" in out, "taking back is shown first", out)
    twins.replan("--undo", "--write")
    checks.that(twins.heats() == planned, "taken back, the heats report is the same byte for byte")
    twins.replan("--undo", "--write", expect=4)


def lists(checks, twins):
    """What people get of a plan: the marshal's walk, and when each team leaves its tent."""
    heats = json.loads(twins.closed.run("plan", twins.closed.folder, "--json").out)["heat_list"]
    text = twins.closed.run("plan", twins.closed.folder, "--tents").out
    rows = {(row["heat"], row["team"]): row["call_time"] for row in twins.closed.rows("heats")}
    checks.that(len(heats) == 2 and [heat["walk"] for heat in heats] == [1, 1], "the plan says how many tents the marshal passes", heats)
    told = {(heat["heat"], team["team"]): team["call_time"] for heat in heats for team in heat["teams"]}
    checks.that(all(told[key] == time for key, time in rows.items()), "and when each team leaves, as the heats report does", told)
    checks.that("Ash: leave the tent by 7:50 for heat 1 at 8:00" in text and "the marshal passes 1 tent;" in text, "in words too", text)
    sheets = twins.closed.rows("tents")
    checks.that([(row["team"], row["heat"]) for row in sheets] == [("Ash", "1"), ("Birch", "1"), ("Cedar", "2"), ("Dogwood", "2")]
                and sheets[0]["arrive_by"] == f"{DAY}T07:00:00.000-07:00" and sheets[0]["children"] == "7",
                "a tent sheet says when families come, and how many children run", sheets)


def calling(checks, meet):
    """[heats] calling, [program] calling, and --calling in place of both: the day of twelve schools has 14 heats in tent order, else 13."""
    day = Path(__file__).resolve().parent.parent / "data/heat-cases/small"
    toml = (day / "heats.toml").read_text(encoding="utf-8").replace("[program]", '[program]\ncalling = "tent-order"', 1)
    rules, report = meet.file("tent-order.toml", toml), meet.scratch / "report.json"
    for options, heats in (((), 14), (("--calling", "fewest-heats"), 13)):
        meet.run("heats", "--teams", day / "schools.csv", "--runners", day / "runners.csv", "--config", rules, "--out", meet.scratch / "heats.csv",
                 "--report", report, *options)
        checks.equal(json.loads(report.read_text())["heats"], heats, f"calling = tent-order in heats.toml, {options}: {heats} heats")
    done = meet.run("heats", "--teams", day / "schools.csv", "--runners", day / "runners.csv", "--out", meet.scratch / "heats.csv", "--config",
                    meet.file("odd.toml", toml.replace("tent-order", "tents")), expect=3)
    checks.that("calling" in done.err and "tent-order" in done.err, "another word is an error that names the two", done.err)


def each_question(checks, twins):
    planned = twins.heats()
    for words, shown in ((("--child", "199", "--to", "2"), "runs in heat 2"),
                         (("--child", "101", "--to", "2"), "goes from heat 1 to heat 2"),
                         (("--team", "Ash", "--to", "2"), "7 children of Ash go from heat 1 to heat 2"),
                         (("--team-late", "Ash", "--at", "8:05"), "7 children of Ash go from heat 1 to heat 2"),
                         (("--team-late", "Ash", "--at", "8:30"), "Heat 3 is added at 8:40"),
                         (("--team-absent", "Dogwood"), "3 children of Dogwood are counted as not coming (dns)"),
                         (("--team-coaches", "Ash", "--coaches", "4"), "Ash has 4 coaches from now on."),
                         (("--cancel", "1"), "Heat 1 is not run.")):
        out, _ = twins.replan(*words, "--write")
        checks.that(shown in out, f"{words[0]}: says {shown!r}", out)
        twins.heats()
        twins.replan("--undo", "--write")
        checks.that(twins.heats() == planned, f"{words[0]}: taken back byte for byte")
    for words, code, why in ((("--late", "777"), 4, "is nobody's"), (("--team-absent", "Elm"), 4, "there is no team"),
                             (("--child", "101", "--to", "9"), 4, "there is no heat"), (("--cancel", "9"), 4, "there is no heat"),
                             (("--late", "101"), 4, "has a heat already"), ((), 2, "say what happened"),
                             (("--late", "199", "--cancel", "1"), 2, "say what happened"), (("--child", "101"), 2, "--to is missing"),
                             (("--team-late", "Ash", "--at", "soon"), 2, "no time of day"),
                             (("--team-coaches", "Ash"), 2, "--coaches is missing")):
        _, err = twins.replan(*words, expect=code)
        checks.that(why in err and err.startswith("heatline: "), f"{words}: {why}", err)


def by_http(checks, meet, server):
    office, timer = server.client(meet.device("office", "staff")), server.client(meet.device("starter", "timer"))
    planned = meet.report("heats")
    ask = lambda **keys: office.command("replan", **keys)
    for keys in ({}, {"late": ["199"], "cancel": "1"}, {"late": [{}]}, {"team_coaches": "Ash"}, {"child": "101"},
                 {"team_late": "Ash", "at": "soon"}, {"team_late": "Ash", "minutes": "soon"}):
        checks.equal(ask(**keys).status, 400, f"replan with {keys} is 400")
    answer = ask(late=["777"])
    checks.that(answer.status == 409 and answer.json.get("code") == "E_REFUSED", "a bib of nobody is 409", answer)
    first = ask(late=[199], id="r-1", reason="the bus")
    again = ask(late=[199], id="r-1")
    checks.that(first.status == 200 and first.json == again.json, "a retry with an id has the first answer", (first, again))
    checks.equal(ask(undo=True, accept="0" * 16).status, 409, "taking back another change is refused")
    fact = [f for f in server.client(meet.device("boss", "director")).journal() if f["kind"] == "heats-replanned"][-1]
    checks.that(fact["body"]["reason"] == "the bus" and fact["body"]["digest"], "the journal holds who, why and the digest", fact)
    checks.equal(ask(undo=True, accept=fact["body"]["digest"]).status, 200, "the digest names what is taken back")
    checks.that(meet.report("heats") == planned, "and the heats are as they were")

    checks.equal(ask(late="199").status, 200, "a late child once more")
    timer.readings({"seq": 1, "kind": "start", "heat": "1", "at": f"{DAY}T15:00:00.000Z"})
    answer = ask(undo=True)
    checks.that(answer.status == 409 and "was called since" in answer.json["detail"], "a heat that was called is not taken back", answer)
    for keys in ({"child": "101", "heat": "2"}, {"team": "Cedar", "heat": "1"}, {"cancel": "1"}):
        answer = ask(**keys)
        checks.that(answer.status == 409 and ("called" in answer.json["detail"] or "started" in answer.json["detail"]),
                    f"a heat that was called never changes: {keys}", answer)


def main():
    checks = Checks()
    program = binary()
    with Meet(program) as closed, Meet(program) as live:
        prepare(closed)
        prepare(live)
        server = live.serve()
        twins = Twins(checks, closed, live)
        checks.equal(twins.teams(), {"1": {"Ash": 7, "Birch": 5}, "2": {"Cedar": 6, "Dogwood": 3}}, "the plan is as this test thinks")
        checks.part(lists, twins)
        checks.part(calling, closed)
        for meet in (closed, live):
            meet.run("import", meet.folder, "runners", meet.file("late.csv", LATE))
        checks.part(shown_then_done, twins)
        checks.part(each_question, twins)
        checks.part(by_http, live, server)
        before = live.report("heats")
        server.kill()
        checks.that(live.report("heats") == before, "after kill -9 the heats are the same byte for byte")
        live.run("verify", live.folder)
        closed.run("verify", closed.folder)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
