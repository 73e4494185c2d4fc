#!/usr/bin/env python3
"""Contract part 6, commands: each one does what it says, is undone, and is refused with a sentence where a rule forbids it.

    commands.py [PROGRAM]

A small meet is run through HTTP. What a command did is looked at in the tables, taken back, and the tables must be what
they were; at the end the server is killed, and started again, and says the same.
"""

import sys

from heatline_client import Checks, Meet, binary
from small_meet import DAY, MEET_TOML

AWARD = '\n[[grants]]\nid = "cheer"\nkind = "award"\n'
TABLES = ("/api/v1/meet", "/api/v1/heats", "/api/v1/results", "/api/v1/ledger", "/api/v1/grants")


def at(second, hour=15):
    return f"{DAY}T{hour}:{second // 60:02}:{second % 60:02}.000Z"


class Day:
    """The meet of small_meet.py with two heats, and the people who run it."""

    def __init__(self, checks, meet):
        self.checks, self.meet = checks, meet
        meet.prepare()
        toml = meet.folder / "meet.toml"
        toml.write_text(MEET_TOML + AWARD, encoding="utf-8")
        tokens = {name: meet.device(name, role) for name, role in (("office", "staff"), ("boss", "director"), ("finish-1", "timer"))}
        self.server = meet.serve()
        self.office, self.boss, self.timer = (self.server.client(tokens[name]) for name in ("office", "boss", "finish-1"))
        self.seq = {}

    def say(self, **reading):
        self.seq["timer"] = self.seq.get("timer", 0) + 1
        answer = self.timer.readings({"seq": self.seq["timer"], **reading})
        if answer.json.get("accepted") != 1:
            raise SystemExit(f"a reading was not taken: {answer}")
        return {"device": "finish-1", "epoch": "", "seq": self.seq["timer"]}

    def tables(self):
        """All tables without what moves with every fact."""
        found = {path: self.office.get(path).json for path in TABLES}
        found["/api/v1/meet"].pop("durable_seq", None)
        return found

    def heat(self, name):
        return next(heat for heat in self.office.get("/api/v1/meet").json["heats"] if heat["heat"] == name)

    def result(self, bib, heat):
        rows = self.office.get(f"/api/v1/results?heat={heat}").json["results"]
        return next((row for row in rows if row["bib"] == bib), {})

    def does(self, sentence, shown, name, **parameters):
        """The command is taken and `shown` then holds."""
        answer = self.office.command(name, **parameters)
        ok = answer.status == 200 and set(answer.json) >= {"seq", "durable_seq"}
        self.checks.that(ok and shown(), f"{name}: {sentence}", answer)

    def undone(self, name, shown, back, reason="looked again", **parameters):
        """The command shows, and what takes it back (a command's name and parameters) leaves the tables as they were."""
        before = self.tables()
        self.does("does what it says", shown, name, reason=reason, **parameters)
        answer = self.office.command(back[0], reason=reason, **back[1])
        self.checks.that(answer.status == 200, f"{name}: is taken back by {back[0]}", answer)
        self.checks.equal(self.tables(), before, f"{name}: and all tables are as they were")

    def refused(self, sentence, name, **parameters):
        answer = self.office.command(name, **parameters)
        detail = answer.json.get("detail", "")
        self.checks.that(answer.status == 409 and answer.json.get("code") == "E_REFUSED" and len(detail) > 15,
                         f"{name}: refused: {sentence}", answer)
        return detail

    def not_understood(self, name, **parameters):
        answer = self.office.command(name, **parameters)
        self.checks.that(answer.status == 400 and answer.kind == "application/problem+json",
                         f"{name}: with {parameters} is 400", answer)


def before_the_first_gun(day):
    first, second = "1", "2"
    planned = day.heat(first)["planned_start"]
    moved = lambda: day.heat(first)["planned_start"] != planned and day.heat(second)["planned_start"] != planned
    day.undone("delay", moved, ("delay", {"heat": first, "minutes": -10}), heat=first, minutes=10)
    day.refused("a delay by nothing", "delay", heat=first, minutes=0)
    day.refused("a heat that is not there", "delay", heat="77", minutes=5)
    day.not_understood("delay", heat=first)
    day.not_understood("delay", heat=first, minutes="soon")

    held = lambda: day.office.get("/api/v1/meet").json.get("hold") is not None
    day.undone("hold", held, ("resume", {"minutes": 0}))
    day.refused("nothing is held", "resume")
    day.does("holds all heats", held, "hold", reason="lightning")
    day.refused("it is so already", "hold")
    day.does("ends it and says by how much heats move", lambda: not held() and day.heat(second)["planned_start"] != planned,
             "resume", minutes=30)
    day.does("back on time", lambda: day.heat(first)["planned_start"] == planned, "delay", heat=first, minutes=-30)

    day.does("an empty heat is there", lambda: day.heat("late")["state"] == "planned", "add-heat", heat="late",
             start=at(0, 18), band="Mile, grade 1")
    day.refused("the name is taken", "add-heat", heat="late", start=at(0, 18), band="Mile, grade 1")
    day.refused("no such band", "add-heat", heat="other", start=at(0, 18), band="Sprint")
    day.not_understood("add-heat", heat="other")
    day.undone("move", lambda: day.result("101", "late").get("status") == "registered",
               ("move", {"bib": "101", "from": "late", "heat": first}), bib="101", **{"from": first, "heat": "late"})
    cancelled = lambda: day.heat("late")["state"] == "cancelled"
    day.undone("cancel-heat", cancelled, ("cancel-heat", {"heat": "late", "undo": True}), heat="late")
    day.does("keeps the heat off the lists", cancelled, "cancel-heat", heat="late", reason="nobody came late")
    day.refused("into a cancelled heat", "move", bib="101", **{"from": first, "heat": "late"})
    day.refused("no gun yet", "course-clear", heat=first)
    day.refused("no gun yet", "make-official", heat=first)

    team = lambda key: (lambda: "Lincoln" in str(day.office.get("/api/v1/heats").json) and key in str(day.office.get("/api/v1/heats").json))
    day.undone("edit-team", team("Z9"), ("edit-team", {"team": "Lincoln", "tent": "A1"}), team="Lincoln", tent="Z9")
    day.refused("no such team", "edit-team", team="Nowhere", tent="B1")
    day.undone("edit-runner", lambda: "Annabel" in str(day.office.get("/api/v1/heats").json),
               ("edit-runner", {"bib": "101", "first": "Ana"}), bib="101", first="Annabel")
    day.does("a late child is on the roster", lambda: "301" in str(day.office.get("/api/v1/ledger").json), "add-runner",
             team="Lincoln", first="Late", bib="301", grade="1")
    day.refused("the bib is taken", "add-runner", team="Lincoln", first="Later", bib="301")
    day.undone("bind-bib", lambda: "999" in str(day.office.get("/api/v1/ledger").json), ("bind-bib", {"runner": "999", "bib": "301"}),
               runner="301", bib="999")
    day.refused("another child's bib", "bind-bib", runner="301", bib="101")
    day.undone("swap-bibs", lambda: day.result("202", first).get("name", "").startswith("Elif"),
               ("swap-bibs", {"bib": "201", "other": "202"}), bib="201", other="202")
    day.undone("assign-tag", lambda: True, ("assign-tag", {"bib": "", "tag": "058A01"}), bib="101", tag="058A01")
    day.does("the late child is in a heat", lambda: day.result("301", first) != {}, "move", bib="301", **{"from": "", "heat": first})


def while_it_runs(day):
    day.say(kind="start", heat="1", at=at(0))
    started = day.heat("1")["start"]
    day.undone("set-start", lambda: day.heat("1")["start"] != started, ("set-start", {"heat": "1", "undo": True}), heat="1", at=at(2))
    day.refused("it has started", "delay", heat="1", minutes=5)
    day.refused("it has started", "cancel-heat", heat="1")
    tap = day.say(kind="tap", at=at(400))
    second = day.say(kind="tap", at=at(410))
    day.say(kind="bib", bib="101", mode="live", at=at(405))
    day.say(kind="bib", bib="102", mode="live", at=at(415))
    finished = lambda bib: day.result(bib, "1").get("status") == "finished"
    day.checks.that(finished("101") and finished("102"), "two children finished", day.office.get("/api/v1/results?heat=1"))
    voided = lambda: day.result("102", "1").get("elapsed_ms") != 410_000 or not finished("102")
    day.undone("void", voided, ("restore", {"reading": second}), reading=second)
    day.refused("it counts", "restore", reading=second)
    day.refused("no such reading", "void", reading={"device": "finish-1", "epoch": "", "seq": 999})
    spare = day.say(kind="tap", at=at(450))
    day.undone("assign", lambda: day.result("201", "1").get("elapsed_ms") == 450_000, ("assign", {"tap": spare, "bib": ""}),
               tap=spare, bib="201")
    day.does("the spare tap is no finish", lambda: True, "void", reading=spare, reason="a dog")
    day.undone("insert-finish", lambda: day.result("201", "1").get("elapsed_ms") == 460_000,
               ("insert-finish", {"heat": "1", "bib": "201", "undo": True}), heat="1", bib="201", at=at(460))
    day.undone("remove-finish", lambda: not finished("101"), ("remove-finish", {"heat": "1", "bib": "101", "undo": True}), heat="1", bib="101")
    for status in ("dnf", "dns", "dq", "withdrawn"):
        day.undone("status", lambda: day.result("202", "1").get("status") == status,
                   ("status", {"bib": "202", "heat": "1", "status": "none"}), bib="202", heat="1", status=status)
    day.not_understood("status", bib="202", heat="1", status="tired")
    day.undone("course-clear", lambda: day.heat("1").get("course_clear") is True, ("course-clear", {"heat": "1", "undo": True}), heat="1")
    day.does("the tail walker is in", lambda: day.heat("1").get("course_clear") is True, "course-clear", heat="1")


def official_and_money(day):
    day.refused("children are on course and no reason is given", "make-official", heat="1")
    day.undone("make-official", lambda: day.heat("1")["state"] == "official", ("reopen", {"heat": "1"}), heat="1")
    day.does("with a reason", lambda: day.heat("1")["state"] == "official", "make-official", heat="1", reason="all were found")
    day.refused("it is official", "status", bib="202", heat="1", status="dnf")
    day.refused("it is open", "reopen", heat="2")

    grants = lambda: day.office.get("/api/v1/grants").json
    awarded = lambda amount: lambda: any(s["grant"] == "cheer" and s["team"] == "Lincoln" and s["amount_usd"] == amount for s in grants()["statements"])
    day.does("an amount for a team", awarded("75.00"), "award", team="Lincoln", amount="75.00", reason="the loudest")
    day.refused("no such team", "award", team="Nowhere", amount="5.00", reason="x")
    for nonsense in ("-5.00", "five", "1.234"):
        answer = day.office.command("award", team="Lincoln", amount=nonsense, reason="x")
        day.checks.that(answer.status in (400, 409), f"award: {nonsense} is no amount", answer)
    digest = grants()["digest"]
    day.refused("not the digest", "approve-grants", by="Pat", digest="0" * len(digest))
    day.undone("approve-grants", lambda: len(grants()["approvals"]) == 1, ("approve-grants", {"by": "Pat", "digest": digest, "undo": True}),
               by="Pat", digest=digest)
    day.does("one is not enough", lambda: grants()["approved"] is False, "approve-grants", by="Pat", digest=digest)
    day.refused("the same person twice", "approve-grants", by="Pat", digest=digest)
    day.does("two are", lambda: grants()["approved"] is True and grants()["changed_since_approval"] is False, "approve-grants", by="Sam", digest=digest)
    day.does("a change after it", awarded("80.00"), "award", team="Lincoln", amount="80.00", reason="louder")
    day.checks.that(grants()["changed_since_approval"] is True, "approved grants that change say so", grants())
    day.does("taken back", awarded("75.00"), "award", team="Lincoln", amount="75.00", reason="not louder")


def the_end(day):
    ledger = lambda: day.office.get("/api/v1/ledger").json["ledger"]
    day.refused("children are not accounted for", "close-meet")
    day.refused("no reason", "account", bib="101")
    accounted = lambda bib: next(row for row in ledger() if row["bib"] == bib)["accounted"] in ("yes", True)
    day.undone("account", lambda: accounted("101"), ("account", {"bib": "101", "undo": True}), bib="101")
    for child in ledger():
        if child["accounted"] not in ("yes", True):
            day.office.command("account", bib=child["bib"], reason="seen by the coach")
    closed = lambda: day.office.get("/api/v1/meet").json.get("closed") is not None
    day.undone("close-meet", closed, ("close-meet", {"undo": True}))
    day.does("all are accounted for", closed, "close-meet", reason="the field is empty")
    day.refused("the meet is closed", "hold")
    day.refused("the meet is closed", "add-runner", team="Lincoln", first="Too", bib="777")
    day.say(kind="tap", at=at(900))
    day.checks.that(True, "readings are taken also behind the end")
    day.checks.equal(day.boss.command("account", bib="102", reason="x").status, 409, "and the director is refused like the office")


def every_fact_names_who(day):
    facts = list(day.boss.journal())
    entered = [fact for fact in facts if fact["device"] == "office"]
    day.checks.that(len(entered) > 50 and all(fact["at"].endswith("Z") for fact in entered), "each names who and when in the journal", len(entered))


def main():
    checks = Checks()
    with Meet(binary()) as meet:
        day = Day(checks, meet)
        for part in (before_the_first_gun, while_it_runs, official_and_money, the_end, every_fact_names_who):
            checks.part(lambda _, part=part: part(day))
        before = day.tables()
        day.server.kill()
        day.server = meet.serve()
        tokens = meet.device("office-2", "staff")
        day.office = day.server.client(tokens)
        checks.equal(day.tables(), before, "after kill -9 and a restart all tables are the same")
        checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0, "verify finds nothing wrong on the live meet")
        day.server.stop()
        checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0, "nor on the closed one")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
