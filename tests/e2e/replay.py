#!/usr/bin/env python3
"""Promise 3 of the contract: the state is the fold of the journal, byte for byte; and `verify` sees a journal that was
touched, while a purge of names leaves it whole.

    replay.py [PROGRAM] [--preset NAME]     with the sample roster of that preset
"""

import argparse
import random
import re
import sqlite3
import sys

from heatline_client import Checks, Meet, binary, sample_preset
from small_meet import DAY

HEATS = 2          # How many heats are run of the sample meet.
CHILDREN_MAX = 60  # Of each heat.
REPORTS = [(kind, form) for kind in ("results", "ledger", "grants", "heats") for form in ("csv", "json")]


def clock(second):
    return f"{DAY}T{15 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.{second * 37 % 1000:03}Z"


def race(checks, client, heats):
    """Two heats as they come: guns, sightings, taps, bibs with slips, a batch, corrections, one heat made official."""
    chance, seq, posted = random.Random(7), 0, []

    def post(*readings):
        nonlocal seq
        numbered = []
        for reading in readings:
            seq += 1
            numbered.append({"epoch": "day", "seq": seq, **reading})
        answer = client.readings(*numbered)
        posted.append(answer.status == 200 and answer.json.get("accepted") == len(readings))

    for number, (heat, bibs) in enumerate(heats):
        gun = 1800 * number
        post(*({"kind": "sighting", "bib": bib, "where": "tent", "at": clock(gun)} for bib in bibs))
        post({"kind": "start", "heat": heat, "at": clock(gun + 60)})
        at, finishers = gun + 60 + 400, [bib for bib in bibs if chance.random() < 0.9]
        for place, bib in enumerate(finishers):
            at += chance.randrange(1, 9)
            post({"kind": "tap", "at": clock(at)})
            if chance.random() < 0.9:
                shown = bib if chance.random() < 0.97 else bib + "9"
                batch = place % 3 == 0
                mode = {"mode": "batch"} if batch else {"mode": "live", "at": clock(at + 6)}
                post({"kind": "bib", "bib": shown, **mode})
            if chance.random() < 0.1:
                post({"kind": "select", "bib": bib, "at": clock(at)})
        post(*({"kind": "sighting", "bib": bib, "where": "tent-return", "at": clock(at + 300),
                "note": "mit der Lehrerin"}
               for bib in finishers))
    checks.that(posted and all(posted), f"{seq} readings of {len(heats)} heats are taken", posted)
    orders = (("void", {"reading": {"device": "staff-1", "epoch": "day", "seq": seq}, "reason": "pressed twice"}),
              ("status", {"bib": heats[1][1][0], "heat": heats[1][0], "status": "dq", "reason": "was carried"}),
              ("set-start", {"heat": heats[1][0], "at": clock(1800 + 59), "reason": "the starter's own watch"}),
              ("make-official", {"heat": heats[0][0], "reason": "the sweep came in alone"}))
    for name, parameters in orders:
        answer = client.command(name, **parameters)
        checks.that(answer.status == 200, f"{name} is taken", answer)


def all_reports(meet):
    return {f"{kind} {form}": meet.report(kind, form, "--audience", "staff") for kind, form in REPORTS}


def same(checks, before, after, when):
    for name, content in before.items():
        checks.that(content == after[name], f"report {name} is the same byte for byte {when}",
                    after[name].decode("utf-8", "replace"))


def tamper(meet, name, change):
    """A copy of the meet whose journal.db `change` has touched; what verify says of it."""
    folder = meet.copy(name)
    database = sqlite3.connect(folder / "journal.db", isolation_level=None)
    for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{trigger}"')  # Whoever tampers would do that first.
    touched = change(database)
    database.close()
    return meet.run("verify", folder, expect=None), touched


def flip(column, part):
    """Changes one byte of one fact, `part` of the way through the journal."""
    def change(database):
        last = database.execute("SELECT max(seq) FROM fact").fetchone()[0]
        seq = max(1, int(last * part))
        value = database.execute(f"SELECT {column} FROM fact WHERE seq = ?", (seq,)).fetchone()[0]
        value = bytearray(value if isinstance(value, bytes) else value.encode())
        value[len(value) // 2] ^= 1
        database.execute(f"UPDATE fact SET {column} = ? WHERE seq = ?", (bytes(value), seq))
        return seq
    return change


def remove(database):
    seq = database.execute("SELECT max(seq) / 2 FROM fact").fetchone()[0]
    database.execute("DELETE FROM fact WHERE seq = ?", (seq,))
    return seq


def cut_off(database):
    seq = database.execute("SELECT max(seq) FROM fact").fetchone()[0]
    database.execute("DELETE FROM fact WHERE seq = ?", (seq,))
    return seq


def swap(database):
    seq = database.execute("SELECT max(seq) / 2 FROM fact").fetchone()[0]
    rows = [database.execute("SELECT body, hash FROM fact WHERE seq = ?", (each,)).fetchone()
            for each in (seq, seq + 1)]
    for each, row in zip((seq + 1, seq), rows):
        database.execute("UPDATE fact SET body = ?, hash = ? WHERE seq = ?", (*row, each))
    return seq


def main(options):
    checks = Checks()
    with Meet(options.program, options.preset) as meet:
        meet.prepare()
        token, director = meet.device("staff-1", "staff"), meet.device("director-1", "director")
        order = {}
        for row in meet.rows("heats", "--audience", "staff"):
            order.setdefault(row["heat"], []).append(row["bib"])
        heats = [(heat, [bib for bib in bibs if bib][:CHILDREN_MAX]) for heat, bibs in order.items()][:HEATS]
        server = meet.serve()
        race(checks, server.client(token), heats)
        answers = {path: server.client(director).get(path).body
                   for path in ("/api/v1/results", "/api/v1/ledger", "/api/v1/grants")}
        facts = list(server.client(director).journal())
        checks.equal(server.stop(), 0, "the server ends with exit code 0 when it is asked to")
        live = all_reports(meet)
        finished = live["results csv"].count(b",finished,")
        checks.that(finished >= len(heats), f"{finished} children have finished", live["results csv"].decode())

        same(checks, live, all_reports(meet), "when the server has ended")
        server = meet.serve()
        for path, body in answers.items():
            checks.that(server.client(director).get(path).body == body,
                        f"GET {path} is the same byte for byte after a restart")
        again = list(server.client(director).journal())
        checks.that(again[:len(facts)] == facts, "the journal holds every fact as before", (len(facts), len(again)))
        server.kill()
        same(checks, live, all_reports(meet), "after kill -9")
        # The reports leave nothing half done behind: what is on the disk now is the whole meet.
        whole = meet.run("verify", meet.folder, expect=None)
        checks.that(whole.returncode == 0 and whole.out, "verify finds nothing wrong and prints what it checked",
                    f"{whole.out}{whole.err}")

        faults = {"a byte of a fact": flip("body", 0.5), "a byte of the first fact": flip("body", 0),
                  "a byte of the last fact": flip("body", 1),
                  "a byte of a hash": flip("hash", 0.7), "a fact that is gone": remove,
                  "the last fact gone": cut_off, "two facts in each other's place": swap}
        for number, (name, change) in enumerate(faults.items()):
            done, seq = tamper(meet, f"tampered-{number}", change)
            said = done.out + done.err
            named = any(str(each) in re.findall(r"\d+", said) for each in (seq - 1, seq, seq + 1))
            checks.that(done.returncode == 6 and named, f"{name}: verify exits with 6 and names seq {seq}",
                        f"exit code {done.returncode}: {said}")
        purges = {"every row of text deleted": "DELETE FROM text", "the table text dropped": "DROP TABLE text"}
        for number, (name, statement) in enumerate(purges.items()):
            done, _ = tamper(meet, f"purged-{number}", lambda database, sql=statement: database.execute(sql))
            said = done.out + done.err
            counts = [int(each) for line in said.splitlines() if "purged" in line for each in re.findall(r"\d+", line)]
            checks.that(done.returncode == 0 and any(counts),
                        f"{name}: the chain still verifies, and verify counts what was purged",
                        f"exit code {done.returncode}: {said}")
    return checks.finish()


if __name__ == "__main__":
    program = binary()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default=sample_preset())
    sys.exit(main(argparse.Namespace(program=program, **vars(parser.parse_args()))))
