#!/usr/bin/env python3
"""Contract parts 4 and 6: what a person is asked about finishes, what each answer does, and that it stays.

    review_cards.py [PROGRAM]

A finish line for each kind of doubt, where readings make it happen. The doubtful rows are read as the contract gives
them: review, evidence, confidence. Every answer is given as commands, seen in the results, and taken back; then one
answer of each kind is given, the server is killed, the answers still hold, and are taken back.
"""

import csv
import io
import sys

from heatline_client import Checks, Meet, binary
from review_kinds import KINDS, at
from small_meet import DAY

TEAMS = "team,tent,kind\nLincoln,A1,school\n"


def meet_toml(lines):
    text = f'[meet]\nname = "Cards"\ndate = {DAY}\ntime_zone = "America/Los_Angeles"\n\n[timing]\nminimum_finish_s = 120\n\n'
    text += '[heats]\nfirst_start = "06:00"\nlatest_start = "20:00"\n'
    for race, line in lines:
        text += (f'\n[[heats.band]]\nname = "{race}"\nrace = "{race}"\ngrades = ["1"]\ndistance_m = 1609\ncapacity = 60\n'
                 f'interval_min = 15\nline = "{line}"\n')
    return text


class Day:
    """The meet with all kinds, their readings told, and who asks and answers."""

    def __init__(self, checks, meet):
        self.checks, self.meet = checks, meet
        self.kinds = [(kind.__name__, kind(number)) for number, kind in enumerate(KINDS)]
        races = []
        for name, heat in self.kinds:
            races.append((name, heat, heat.name, heat.entered))
            if hasattr(heat, "second"):
                races.append((name + "_second", heat.second, heat.name, heat.second.entered))
        meet.run("new", meet.folder, "--preset", "atlanta-kids-marathon", "--date", DAY)
        (meet.folder / "meet.toml").write_text(meet_toml([(race, line) for race, _, line, _ in races]), encoding="utf-8")
        runners = "bib,first,last,grade,gender,team,race,tag\n"
        for race, heat, _, bibs in races:
            runners += "".join(f"{bib},Child,N{bib},1,F,Lincoln,{race},{heat.tags.get(bib, '')}\n" for bib in bibs)
        meet.run("import", meet.folder, "teams", meet.file("teams.csv", TEAMS))
        meet.run("import", meet.folder, "runners", meet.file("runners.csv", runners))
        meet.run("plan", meet.folder, "--write")
        self.token = meet.device("office", "staff")
        tokens = {heat.name: meet.device(f"{heat.name}-1", "timer", "--line", heat.name) for _, heat in self.kinds}
        self.start()
        heats = {row["race"]: row["heat"] for row in self.office.get("/api/v1/heats").json["heats"]}
        for race, heat, _, _ in races:
            heat.heat = heats[race]
        for _, heat in self.kinds:
            heat.add(kind="start", heat=heat.heat, at=at(0))
            if hasattr(heat, "second"):
                heat.add(kind="start", heat=heat.second.heat, at=at(heat.second.gun))
            heat.tell()
            said = heat.readings
            if heat.status:
                self.give("status", bib=heat.status[0], heat=heat.heat, status=heat.status[1])
            answer = self.server.client(tokens[heat.name]).readings(*said)
            if answer.json.get("accepted") != len(said):
                raise SystemExit(f"the readings of {heat.name} were not taken: {answer}")
            heat.ask()

    def start(self):
        self.server = self.meet.serve()
        self.office = self.server.client(self.token)

    def give(self, name, **parameters):
        answer = self.office.command(name, reason="review", **parameters)
        if answer.status != 200:
            raise SystemExit(f"{name} {parameters} was not taken: {answer}")

    def rows(self, heat):
        shown = heat.second if getattr(heat, "shown_in_second", False) else heat
        return self.office.get(f"/api/v1/results?heat={shown.heat}").json["results"]

    def do(self, commands):
        for (name, parameters), _ in commands:
            self.give(name, **parameters)

    def take_back(self, commands):
        for _, back in reversed(commands):
            for name, parameters in back:
                self.give(name, **parameters)


def marked(rows):
    return {row["bib"]: row["evidence"] for row in rows if row["review"] in (1, True)}


def finished(rows):
    return [row for row in rows if row["status"] == "finished"]


def seconds_since_gun(rows, bib):
    return next((row["elapsed_ms"] for row in rows if row["bib"] == bib and row["status"] == "finished"), None)


def each_doubt_is_shown(checks, day):
    for kind, heat in day.kinds:
        rows = day.rows(heat)
        doubts = marked(rows)
        if getattr(heat, "some", False):
            holds = doubts and set(doubts) <= set(heat.marks)
        else:
            holds = set(doubts) == set(heat.marks)
        holds = holds and all(doubts[bib].endswith(heat.marks[bib]) for bib in doubts)
        checks.that(holds, f"{kind}: exactly the doubtful rows are marked, and the evidence says why", doubts)
        checks.that(all(0 <= float(row["confidence"]) <= 1 and row["evidence"] for row in finished(rows)),
                    f"{kind}: every finish has evidence and confidence", rows)
        checks.equal(len(finished(rows)), heat.count, f"{kind}: so many finished")
        if getattr(heat, "estimated", False):
            checks.that(all("time estimated" in row["evidence"] or "select" in row["evidence"] for row in finished(rows)),
                        f"{kind}: estimated times say so", rows)
        count = next(h["review"] for h in day.office.get("/api/v1/meet").json["heats"]
                     if h["heat"] == (heat.second if hasattr(heat, "second") else heat).heat)
        checks.equal(count, sum(row["review"] in (1, True) for row in rows), f"{kind}: the heat counts them")


def the_file_says_the_same(checks, day):
    text = day.meet.report("results").decode("utf-8-sig")
    in_file = list(csv.DictReader(io.StringIO(text)))
    columns = ("bib", "status", "evidence")
    for kind, heat in day.kinds:
        shown = (heat.second if hasattr(heat, "second") else heat).heat
        one = [(*(row[c] for c in columns), float(row["confidence"]), row["review"]) for row in in_file if row["heat"] == shown]
        two = [(*(row[c] for c in columns), float(row["confidence"]), str(int(row["review"]))) for row in day.rows(heat)]
        checks.equal(one, two, f"{kind}: `report results` shows the same evidence, confidence and review")


def each_answer_does_what_it_says(checks, day):
    for kind, heat in day.kinds:
        before = day.rows(heat)
        for label, commands, expected in heat.answers:
            day.do(commands)
            rows = day.rows(heat)
            gun = heat.second.gun if hasattr(heat, "second") else 0
            for bib, seconds in expected.get("times", {}).items():
                came = seconds_since_gun(rows, bib)
                wanted = None if seconds is None else round((seconds - gun) * 1000)
                checks.that(came == wanted, f"{kind}, {label}: {bib} is where the answer says", (came, wanted))
            if "count" in expected:
                checks.equal(len(finished(rows)), expected["count"], f"{kind}, {label}: so many finished")
            checks.equal(set(marked(rows)) & set(heat.marks), expected.get("left", set()),
                         f"{kind}, {label}: what was asked is not asked any more")
            day.take_back(commands)
            if expected.get("asks_again"):
                checks.equal(set(marked(day.rows(heat))), set(heat.marks), f"{kind}, {label}: taken back, it is asked again")
            else:
                checks.equal(day.rows(heat), before, f"{kind}, {label}: taken back, the rows are as they were")


def answers_outlive_the_server(checks, day):
    answered = [(kind, heat, heat.answers[0][1]) for kind, heat in day.kinds if heat.answers]
    before = {kind: day.rows(heat) for kind, heat, _ in answered}
    for _, _, commands in answered:
        day.do(commands)
    after = {kind: day.rows(heat) for kind, heat, _ in answered}
    day.server.kill()
    day.start()
    for kind, heat, _ in answered:
        rows = day.rows(heat)
        checks.equal(rows, after[kind], f"{kind}: after kill -9 and a restart the answer holds")
        checks.equal(set(marked(rows)) & set(heat.marks), set(), f"{kind}: and it is not asked again")
    for _, _, commands in reversed(answered):
        day.take_back(commands)
    for kind, heat, _ in answered:
        checks.equal(day.rows(heat), before[kind], f"{kind}: taken back after the restart, the rows are as they were")


def main():
    checks = Checks()
    with Meet(binary()) as meet:
        day = Day(checks, meet)
        for part in (each_doubt_is_shown, the_file_says_the_same, each_answer_does_what_it_says, answers_outlive_the_server):
            checks.part(part, day)
        day.server.stop()
        checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0, "verify finds nothing wrong")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
