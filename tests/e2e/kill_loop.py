#!/usr/bin/env python3
"""Promise 1 of the contract: what was acknowledged survives kill -9.

    kill_loop.py [PROGRAM] [--rounds 100] [--seed N] [--busy]
    kill_loop.py --self-test          proves that the checker complains of each kind of damage

With --busy backups, reports and imports go on all the time: a backup that was made holds what had been acknowledged
before it began, and a child whose import ended well is there.

Stations post readings from their own threads while the server is killed at a random moment, again and again. Each
station keeps its own ledger: every reading it made and how far the server said it was durable. What is not acknowledged
is sent again, and now and then something that is. The checker (check_ledgers) compares these ledgers with the journal
of the restarted server and uses none of Heatline's code.
"""

import argparse
import copy
import http.client
import json
import random
import sys
import threading
import time

from heatline_client import Checks, Client, Meet, binary, problem_lines, shorten

BATCH_MAX = 50
WHERE = ("staging", "start", "course", "chute", "medical")
PAUSE_S_MAX = 0.01      # Between two posts of a station.
KILL_MS = (5, 150)      # After the first post of the round.
CHECK_EVERY = 10        # Rounds between two looks at the whole journal.
# name, role, the kinds it posts
STATIONS = (("finish-1", "timer", ("tap",)), ("finish-2", "timer", ("tap", "chip")), ("chute", "timer", ("bib",)),
            ("marshal-3", "marshal", ("sighting",)), ("desk", "staff", ("tap", "bib", "select", "sighting", "token")))


class Station:
    """A volunteer's device: makes readings, posts them, remembers what was acknowledged."""

    def __init__(self, name, kinds, token, seed):
        self.name, self.kinds, self.token = name, kinds, token
        self.random = random.Random(f"{seed} {name}")
        self.made = {}       # epoch -> readings, seq from 1
        self.acked = {}      # epoch -> durable_through
        self.complaints = []
        self.posts = self.resent = 0
        self.new_epoch()

    def new_epoch(self):
        self.epoch = f"{self.random.getrandbits(48):012x}" if self.made or self.name != "finish-1" else ""
        self.made[self.epoch], self.acked[self.epoch] = [], 0

    def make(self):
        chance, seq = self.random, len(self.made[self.epoch]) + 1
        kind = chance.choice(self.kinds)
        hour, minute, second, ms = (chance.randrange(*span) for span in ((15, 19), (60,), (60,), (1000,)))
        at = f"2027-05-01T{hour}:{minute:02}:{second:02}.{ms:03}Z"
        bib = str(chance.choice((101, 102, 103, 104, 201, 202, 203, 204, chance.randrange(1, 9999))))
        reading = {"epoch": self.epoch, "seq": seq, "kind": kind}
        reading |= {
            "tap": {"at": at}, "chip": {"at": at, "tag": f"058A{chance.randrange(1 << 24):06X}"},
            "bib": {"bib": bib, **({"mode": "live", "at": at} if chance.random() < 0.5 else {"mode": "batch"})},
            "select": {"at": at, "bib": bib}, "token": {"bib": bib, "position": chance.randrange(1, 400)},
            "sighting": {"at": at, "bib": bib, "where": chance.choice(WHERE)},
        }[kind]
        if chance.random() < 0.05:
            reading["note"] = chance.choice(("fell at the turn", "vom Zaun gerufen: „zwei!“", "két gyerek 🏃🏃"))
        self.made[self.epoch].append(reading)

    def post(self, client):
        """One batch: what waits, new readings, and sometimes some that were acknowledged already."""
        made, acked, size = self.made[self.epoch], self.acked[self.epoch], self.random.randint(1, BATCH_MAX)
        while len(made) - acked < size:
            self.make()
        first = max(0, acked - self.random.randrange(1, 20)) if self.random.random() < 0.2 else acked
        batch = made[first:acked + size]
        answer = client.readings(*batch)
        if answer.status != 200:
            self.complaints.append(f"{self.name}: from seq {first + 1} on, acknowledged {acked}: {answer}")
            return False
        self.posts += 1
        self.resent += acked - first
        said = answer.json
        durable = said.get("durable_through", {}).get(self.epoch, -1)
        counted = (said.get("accepted", -1), said.get("duplicates", -1), said.get("quarantined", -1))
        if durable < first + len(batch) or durable > len(made):
            self.complaints.append(f"{self.name}: sent through seq {first + len(batch)}, durable_through is {durable}")
        # What was acknowledged before must be known again; what was only sent may be.
        if sum(counted) != len(batch) or counted[1] < acked - first or counted[2] != 0:
            self.complaints.append(f"{self.name}: {len(batch)} lines, {acked - first} acknowledged before; "
                                   f"counted as {counted}")
        self.acked[self.epoch] = max(acked, durable)
        return True

    def run(self, address, begun):
        client = Client(address, self.token, timeout=10)
        try:
            if self.acked[self.epoch] == len(self.made[self.epoch]) and self.random.random() < 0.1:
                self.new_epoch()  # The device was switched off and counts from 1 again.
            begun.set()
            while self.post(client):
                time.sleep(self.random.random() * PAUSE_S_MAX)
        except (OSError, http.client.HTTPException):
            pass  # The server is gone: that is what this test is about.
        except Exception as error:  # pragma: no cover: a fault of this test must not look like a clean round.
            self.complaints.append(f"{self.name}: {error!r}")
        finally:
            client.close()

    def ledger(self):
        return {"device": self.name, "made": self.made, "acked": self.acked}


class Office:
    """Somebody who backs up, prints and imports all day, and remembers what ended well."""

    BACKUPS_KEPT = 4

    def __init__(self, meet, stations, seed):
        self.meet, self.stations, self.random = meet, stations, random.Random(f"{seed} office")
        self.imported, self.backups, self.complaints = [], [], []
        self.tried, self.stop = 0, threading.Event()
        self.work = {"import": self.import_children, "backup": self.back_up, "report": self.report}
        self.done = dict.fromkeys(self.work, 0)

    def run(self):
        while not self.stop.is_set():
            self.tried += 1
            what = self.random.choice(list(self.work))
            ended = self.work[what]()
            self.done[what] += ended.returncode == 0
            if ended.returncode not in (0, 1, 4) or (ended.returncode and not problem_lines(ended)):
                self.complaints.append(f"{what}: exit code {ended.returncode}: {shorten(ended.err)}")

    def report(self):
        kind = self.random.choice(("results", "ledger", "grants", "heats"))
        return self.meet.run("report", self.meet.folder, kind, expect=None)

    def back_up(self):
        acked = [{**station.ledger(), "acked": dict(station.acked)} for station in self.stations]
        path = self.meet.scratch / f"backup-{self.tried}"
        ended = self.meet.run("backup", self.meet.folder, path, expect=None)
        if ended.returncode == 0:
            self.backups.append((path, acked))
            if len(self.backups) > self.BACKUPS_KEPT:
                self.backups.pop(self.random.randrange(self.BACKUPS_KEPT))[0].unlink()
        return ended

    def import_children(self):
        bibs = [f"{100000 + 10 * self.tried + i}" for i in range(3)]
        rows = "".join(f"{bib},Kid{bib},1,F,Lincoln\n" for bib in bibs)
        roster = self.meet.file("late.csv", "bib,first,grade,gender,team\n" + rows)
        ended = self.meet.run("import", self.meet.folder, "runners", roster, expect=None)
        if ended.returncode == 0:
            self.imported += bibs
        return ended

    def check(self, checks):
        checks.equal(self.complaints, [], "every command ended well, or with an exit code for a server that is gone")
        checks.that(all(self.done.values()), "imports, backups and reports ended well in between", self.done)
        bibs = {row["bib"] for row in self.meet.rows("ledger")}
        checks.equal([bib for bib in self.imported if bib not in bibs], [],
                     f"all {len(self.imported)} children whose import ended well are there")
        folder = self.meet.folder
        for path, acked in self.backups:
            restored = self.meet.scratch / f"restored-from-{path.name}"
            self.meet.run("restore", path, restored)
            self.meet.folder = restored
            facts = [json.loads(line) for line in self.meet.report("journal", "json").splitlines()]
            checks.equal(check_ledgers(acked, facts)[0][:3], [],
                         f"a backup of {len(facts)} facts holds all that was acknowledged before it began")
        self.meet.folder = folder


def check_ledgers(ledgers, facts):
    """What is wrong with the journal's `facts` by what the stations know: complaints, and how many lost and doubled.

    Each acknowledged reading is there once and as it was sent; nothing is there twice, out of order or unheard of;
    the journal has no gap. Readings that were sent and never acknowledged may be there or not.
    """
    complaints, seen, lost, doubled, due = [], {}, 0, 0, 1
    made = {ledger["device"]: ledger["made"] for ledger in ledgers}
    for fact in facts:
        if fact["seq"] != due:
            complaints.append(f"the journal goes from seq {due - 1} to {fact['seq']}")
        due = fact["seq"] + 1
        if fact["kind"] != "reading":
            if fact["device"] in made and fact.get("device_seq"):
                complaints.append(f"seq {fact['seq']}: a good reading of {fact['device']} became {fact['kind']}")
            continue
        device, epoch, number = fact["device"], fact["epoch"], fact["device_seq"]
        readings = made.get(device, {}).get(epoch, [])
        last = seen.get((device, epoch), 0)
        if not 1 <= number <= len(readings):
            complaints.append(f"seq {fact['seq']}: {device} never made reading {epoch!r} {number}")
            continue
        if number <= last:
            doubled += 1
            complaints.append(f"seq {fact['seq']}: {device} {epoch!r} {number} is there twice")
        elif number != last + 1:
            complaints.append(f"seq {fact['seq']}: {device} {epoch!r} goes from {last} to {number}")
        if fact["body"] != readings[number - 1]:
            complaints.append(f"seq {fact['seq']}: {device} sent {readings[number - 1]}, "
                              f"the journal holds {fact['body']}")
        seen[device, epoch] = max(last, number)
    for ledger in ledgers:
        for epoch, acked in ledger["acked"].items():
            missing = max(0, acked - seen.get((ledger["device"], epoch), 0))
            lost += missing
            if missing:
                complaints.append(f"{ledger['device']} {epoch!r}: acknowledged through {acked}, {missing} are gone")
    return complaints, {"lost": lost, "doubled": doubled}


def main(options):
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    chance, checks, began = random.Random(seed), Checks(), time.monotonic()
    with Meet(options.program) as meet:
        meet.prepare()
        director = meet.device("director-1", "director")
        stations = [Station(name, kinds, meet.device(name, role), seed) for name, role, kinds in STATIONS]
        office = Office(meet, stations, seed)
        working = threading.Thread(target=office.run)
        if options.busy:
            working.start()
        for number in range(1, options.rounds + 1):
            server = meet.serve()
            begun = threading.Event()
            threads = [threading.Thread(target=station.run, args=(server.address, begun)) for station in stations]
            for thread in threads:
                thread.start()
            begun.wait()
            time.sleep(chance.uniform(*KILL_MS) / 1000)
            server.kill()
            for thread in threads:
                thread.join()
            if number % CHECK_EVERY == 0 or number == options.rounds:
                look(checks, meet, director, stations, number)
            if checks.failed:
                break
        if options.busy:
            office.stop.set()
            working.join()
            office.check(checks)
            print(f"office: {office.tried} commands tried, ended well: {office.done}")
        acked = sum(sum(station.acked.values()) for station in stations)
        posts = sum(station.posts for station in stations)
        resent = sum(station.resent for station in stations)
        checks.that(acked > options.rounds, "the stations got acknowledgements to speak of", acked)
        found = check_all(meet, director, stations)
        checks.equal(found[0], [], f"after {number} kills every acknowledged reading is there once and as it was sent")
        verified = meet.run("verify", meet.folder, expect=None)
        checks.equal(verified.returncode, 0, "verify finds nothing wrong")
        print(f"seed {seed}, rounds {number}, posts {posts}, resent on purpose {resent}, "
              f"readings acknowledged {acked}, "
              f"lost {found[1]['lost']}, doubled {found[1]['doubled']}, {time.monotonic() - began:.1f} s")
    return checks.finish()


def check_all(meet, director, stations):
    server = meet.serve()
    client = server.client(director)
    found = check_ledgers([station.ledger() for station in stations], client.journal())
    client.close()
    server.kill()
    return found


def look(checks, meet, director, stations, number):
    complaints = [complaint for station in stations for complaint in station.complaints]
    complaints += check_all(meet, director, stations)[0]
    checks.equal(complaints[:5], [], f"round {number}: stations and journal agree")


# ---- the proof that the checker can fail

def self_test():
    checks = Checks()
    station = Station("finish-1", ("tap", "bib"), "", 1)
    for _ in range(20):
        station.make()
    station.acked[""] = 15
    station.new_epoch()
    for _ in range(5):
        station.make()
    station.acked[station.epoch] = 5
    bodies = [reading for epoch, readings in station.made.items() for reading in readings[:17 if epoch == "" else 5]]
    facts = [{"seq": 1, "kind": "rules-set", "device": "", "epoch": "", "device_seq": 0, "body": {}}]
    facts += [{"seq": place, "kind": "reading", "device": "finish-1", "epoch": body["epoch"], "device_seq": body["seq"],
               "body": body} for place, body in enumerate(bodies, 2)]

    def verdict(spoil):
        tampered, ledgers = copy.deepcopy(facts), [copy.deepcopy(station.ledger())]
        spoil(tampered, ledgers)
        return check_ledgers(ledgers, tampered)

    def renumber(tampered):
        for place, fact in enumerate(tampered, 1):
            fact["seq"] = place

    def lose_last(tampered, _):
        del tampered[-1]

    def lose_middle(tampered, _):
        del tampered[5]
        renumber(tampered)

    def double(tampered, _):
        tampered.insert(9, copy.deepcopy(tampered[8]))
        renumber(tampered)

    checks.equal(verdict(lambda *_: None)[0], [], "a faithful journal with two readings more than acknowledged passes")
    checks.equal(verdict(lose_last)[1]["lost"], 1, "a lost reading at the end of an epoch is counted")
    checks.that(verdict(lose_middle)[0], "a lost reading in the middle is found")
    checks.equal(verdict(double)[1]["doubled"], 1, "a reading that is there twice is counted")
    faults = {
        "a changed instant": lambda tampered, _: tampered[4]["body"].update(at="2027-05-01T15:00:00.000Z", bib="9"),
        "a key that was added": lambda tampered, _: tampered[4]["body"].update(extra=1),
        "a gap in the journal": lambda tampered, _: tampered[7].update(seq=99),
        "readings in another order": lambda tampered, _: (tampered.insert(3, tampered.pop(6)), renumber(tampered)),
        "a reading nobody made": lambda tampered, _: tampered[-1].update(device_seq=77),
        "a reading under another device": lambda tampered, _: tampered[3].update(device="finish-2"),
        "a good reading in quarantine": lambda tampered, _: tampered[6].update(kind="quarantined"),
        "an acknowledgement beyond the journal": lambda _, ledgers: ledgers[0]["acked"].update({"": 18}),
    }
    for name, spoil in faults.items():
        checks.that(verdict(spoil)[0], f"{name} is found")
    return checks.finish()


if __name__ == "__main__":
    if "--self-test" in sys.argv:
        sys.exit(self_test())
    program = binary()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--busy", action="store_true")
    sys.exit(main(argparse.Namespace(program=program, **vars(parser.parse_args()))))
