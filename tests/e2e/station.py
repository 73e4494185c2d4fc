#!/usr/bin/env python3
"""GET /api/v1/station of the built program: readings survive kill -9 of the server in mid-stream, once each; facts go on
where they were and their chain is whole; no surname reaches who may not know it.

    station.py [PROGRAM] [--seed N]
"""

import hashlib
import random
import sys
import time

from heatline_client import Checks, Meet, binary
from small_meet import SURNAMES
from station_client import Station, rows_of

ROLES = {"timer": (), "tent": ("--team", "Lincoln"), "marshal": (), "announcer": (), "staff": (), "director": ()}
TAPS = 100
SOON = 10  # Seconds; what should come and has not by then does not come.


def seed():
    given = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else random.randrange(1_000_000)
    print(f"seed {given}", flush=True)
    return given


def connect(server, token, **hello):
    station = Station(server.address, token, **hello)
    return station, station.hear("welcome")


def tap(station, nth):
    """Each is a moment of its own: the number is in its last digits."""
    return {"kind": "tap", "boot": "laptop-boot", "device_us": station.device_us() // 1000 * 1000 + nth % 1000,
            "wall_us": time.time_ns() // 1000}


def killed(checks, meet, token, director):
    """Readings in small messages, the server killed in the middle; what was acknowledged is there once."""
    chance = random.Random(seed())
    taps = {}
    server = meet.serve()
    through, kills = 0, 0
    while through < TAPS:
        station, welcome = connect(server, token, epoch="e1", boot="laptop-boot")
        checks.that(welcome["durable_through"] >= through, "the server holds at least what it acknowledged",
                    f"{welcome}, acknowledged {through}")
        through = sent = welcome["durable_through"]
        end = TAPS if kills == 3 else min(TAPS - 1, through + chance.randrange(5, 40))
        try:
            while through < TAPS:
                while sent < end:
                    count = min(chance.randrange(1, 5), end - sent)
                    for nth in range(sent + 1, sent + 1 + count):
                        taps.setdefault(nth, tap(station, nth))
                    station.say("readings", first=sent + 1, readings=[taps[n] for n in range(sent + 1, sent + 1 + count)])
                    sent += count
                if end < TAPS and (through == end or chance.randrange(3) == 0):
                    server.kill()
                through = max(through, station.hear("durable")["through"])
        except (ConnectionError, OSError):
            kills += 1
            server = meet.serve()
    checks.that(kills >= 3, "the server was killed in the middle of it", kills)
    held = [line for line in server.client(director).journal() if line["kind"] == "reading"]
    checks.equal([line["device_seq"] for line in held], list(range(1, TAPS + 1)), "every reading is there once, in order")
    checks.equal([line["body"] for line in held], [taps[n] for n in range(1, TAPS + 1)], "and as it was sent")
    checks.that(held and all(line["epoch"] == "e1" for line in held), "under its epoch", held[:1])
    return server


def facts(checks, server, tokens):
    """Every role gets every fact, with the hashes of one chain; what comes later follows."""
    durable = server.client().get("/healthz").json["durable_seq"]
    chain = hashlib.sha256(b"heatline journal, schema 1").digest()
    for role, token in tokens.items():
        station, _ = connect(server, token, facts_from=1, facts_hash="")
        while not station.facts or rows_of(station.facts)[-1][0] < durable:
            station.hear("facts")
        rows = rows_of(station.facts)
        checks.equal([row[0] for row in rows], list(range(1, durable + 1)), f"{role} gets every fact in order")
        at, whole = chain, True
        for number, digest, body, _ in rows:
            at = hashlib.sha256(at + number.to_bytes(8, "little") + body).digest()
            whole = whole and at == digest
        checks.that(whole, f"{role} can check the chain")
        knows = any(name.encode() in station.facts for name in SURNAMES)
        checks.equal(knows, role in ("staff", "director"), f"surnames are for staff and directors ({role})")
        checks.equal(any(row[3] for row in rows), role in ("staff", "director"), f"and so are all texts ({role})")
        station.close()


def quickly(checks, server, timer, director):
    """From a reading sent to its fact on another screen."""
    durable = server.client().get("/healthz").json["durable_seq"]
    watcher, _ = connect(server, director, facts_from=1, facts_hash="")
    while not watcher.facts or rows_of(watcher.facts)[-1][0] < durable:
        watcher.hear("facts")
    station, welcome = connect(server, timer, epoch="e2", boot="laptop-boot")
    station.hear("probe")
    took = []
    for nth in range(1, 201):
        began = time.monotonic()
        station.say("readings", first=nth, readings=[tap(station, nth)])
        watcher.hear("facts")
        took.append(1000 * (time.monotonic() - began))
        station.hear("durable")
    took.sort()
    print(f"    sent to another screen: median {took[100]:.1f} ms, p99 {took[197]:.1f} ms, longest {took[-1]:.1f} ms")
    checks.that(took[100] < SOON * 1000, "a reading is on another screen soon")
    checks.equal(welcome["durable_through"], 0, "another epoch counts from 1")


def clocks(checks, server, timer, director):
    """On one machine the meet clock and the laptop's differ by what both can look up."""
    station, _ = connect(server, timer, epoch="e3", boot="this-boot")
    for _ in range(9):
        probe = station.hear("probe")
    bound = probe.get("bound_us")
    checks.that(bound is not None and bound < 50_000, "after a few probes the clock is known", probe)
    true = time.time_ns() // 1000 - station.device_us()
    checks.that(abs(true - probe["offset_us"]) <= bound + 2_000, "and truly so", f"{true} and {probe}")
    station.say("readings", first=1, readings=[{"kind": "tap", "boot": "this-boot", "device_us": station.device_us(),
                                                "wall_us": 5}])
    checks.equal(station.hear("durable")["through"], 1, "a reading goes by the estimate")
    results = [line for line in server.client(director).journal() if line["epoch"] == "e3"]
    checks.equal(len(results), 1, "and is in the journal")


def names(checks, server, tokens):
    """Announcers and tents are told names, timers and marshals none; nobody of these a surname."""
    for role in ("announcer", "tent"):
        station, _ = connect(server, tokens[role])
        told = station.hear("names")["names"]
        checks.that(told and all(name["name"] for name in told), f"{role} is told names", told)
        checks.that(not any(surname in str(told) for surname in SURNAMES), f"and no surname ({role})", told)
        checks.equal(len(told), 8 if role == "announcer" else 4, f"of all children, or its own ({role})")
    for role in ("timer", "marshal"):
        station, _ = connect(server, tokens[role])
        heard = [station.hear("names", "probe")["type"] for _ in range(9)]
        checks.that("names" not in heard, f"{role} is told no names", heard)


def main():
    checks, program = Checks(), binary()
    with Meet(program) as meet:
        meet.prepare()
        tokens = {role: meet.device(f"{role}-1", role, *options) for role, options in ROLES.items()}
        server = killed(checks, meet, tokens["timer"], tokens["director"])
        checks.part(facts, server, tokens)
        checks.part(names, server, tokens)
        checks.part(clocks, server, tokens["timer"], tokens["director"])
        checks.part(quickly, server, tokens["timer"], tokens["director"])
        plain = server.client(tokens["timer"]).get("/api/v1/station")
        checks.equal((plain.status, plain.json.get("code")), (426, "E_UPGRADE"), "without an upgrade it says what to do")
        checks.equal(Station(server.address, "nobody").status, 401, "a token that is none opens no station")
        checks.equal(server.stop(), 0, "the server stops in order")
        checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0, "and the journal verifies")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
