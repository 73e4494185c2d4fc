#!/usr/bin/env python3
"""Part 6 of the contract against the built program: who may ask for what, the shapes of the answers, and names.

    http_contract.py [PROGRAM]

ROUTES is the table of route x role; a new route is a new row.
"""

import itertools
import json
import socket
import sys
from datetime import datetime

from heatline_client import Checks, Meet, binary
from small_meet import CHILDREN, DAY, SURNAMES

ROLES = ("public", "timer", "tent", "marshal", "announcer", "staff", "director")
OPTIONS = {"tent": ("--team", "Lincoln")}
TOKENS = {"timer", "tent", "marshal", "announcer", "staff", "director"}
CREW = {"staff", "director"}
ALL = set(ROLES)
AT = f"{DAY}T15:20:00.000Z"
epochs = (f"e{number}" for number in itertools.count())


def sighting(bib, where):
    return {"kind": "sighting", "bib": bib, "where": where, "at": AT}


# what is asked, the request, the roles that may. The others get 403, and nobody without a token more than 401.
ROUTES = (
    ("GET /healthz", None, ALL),
    ("GET /api/v1/time", None, TOKENS),
    ("GET /api/v1/meet", None, TOKENS),
    ("GET /api/v1/heats", None, ALL),
    ("GET /api/v1/results", None, ALL),
    ("GET /api/v1/results?heat=1", None, ALL),
    ("GET /api/v1/ledger", None, CREW),
    ("GET /api/v1/grants", None, CREW),
    ("GET /api/v1/journal?from=1&limit=2", None, {"director"}),
    ("POST tap", {"kind": "tap", "at": AT}, {"timer"} | CREW),
    ("POST bib", {"kind": "bib", "bib": "101", "mode": "batch"}, {"timer"} | CREW),
    ("POST start", {"kind": "start", "heat": "2", "at": AT}, {"timer"} | CREW),
    ("POST sighting on the course", sighting("101", "course"), {"timer", "marshal"} | CREW),
    ("POST sighting at the tent", sighting("101", "tent"), {"timer", "marshal", "tent"} | CREW),
    ("POST tent-return of the tent's own team", sighting("101", "tent-return"), {"timer", "marshal", "tent"} | CREW),
    ("POST tent-return of another team", sighting("201", "tent-return"), {"timer", "marshal"} | CREW),
    ("POST command", {"command": "assign-tag", "bib": "104", "tag": "058A000104"}, CREW),
)


def ask(client, route, body):
    if body is None:
        return client.get(route.removeprefix("GET "))
    if "command" in body:
        return client.command(body["command"], **{key: body[key] for key in body if key != "command"})
    return client.readings({"epoch": next(epochs), "seq": 1, **body})


def is_problem(answer):
    return (answer.kind.startswith("application/problem+json") and
            all(isinstance(answer.json.get(key), str) and answer.json[key] for key in ("code", "title", "detail")))


def routes(checks, clients):
    for route, body, may in ROUTES:
        for role in ROLES:
            answer = ask(clients[role], route, body)
            if role in may:
                checks.that(answer.status == 200, f"{route}: {role} may", answer)
            else:
                wanted = (401, 403) if role == "public" else (403,)
                checks.that(answer.status in wanted and is_problem(answer), f"{route}: {role} may not, and is told so",
                            answer)
    wrong = clients["wrong"].get("/api/v1/meet")
    checks.that(wrong.status == 401 and is_problem(wrong), "a token that nobody made is 401", wrong)
    upgrade = clients["public"].request("GET", "/api/v1/nothing")
    checks.that(upgrade.status in (401, 403, 404) and is_problem(upgrade),
                "a path that does not exist is a problem too", upgrade)


def shapes(checks, clients):
    health = clients["public"].get("/healthz").json
    checks.that(health.get("status") == "ok" and health.get("meet") == "The Small Mile" and
                isinstance(health.get("durable_seq"), int) and health["durable_seq"] > 0,
                "healthz has status, meet, durable_seq", health)
    told = clients["timer"].get("/api/v1/time").json.get("server_time", "")
    try:
        zone = datetime.fromisoformat(told).tzinfo
    except ValueError:
        zone = None
    checks.that(zone is not None, "time is RFC 3339 with a zone", told)
    meet = clients["timer"].get("/api/v1/meet").json
    checks.that({"meet", "durable_seq", "totals", "heats"} <= meet.keys() and isinstance(meet["totals"], dict),
                "meet has its keys", meet)
    keys = {"heat", "state", "start", "registered", "checked_in", "on_course", "finished", "returned", "review"}
    checks.that(meet.get("heats") and all(keys <= heat.keys() for heat in meet["heats"]),
                "each heat of meet has its keys", meet)
    wanted = {
        "heats": "heat,race,call_time,start_time,bib,name,team,tent,grade,gender,lane",
        "results": "heat,place,bib,name,team,grade,gender,elapsed_ms,time,status,evidence,confidence,review",
        "ledger": "bib,name,team,tent,heat,state,accounted,last_seen_at,last_seen_where",
    }
    for name, columns in wanted.items():
        rows = clients["director"].get(f"/api/v1/{name}").json.get(name, [])
        checks.that(rows and all(set(columns.split(",")) <= row.keys() for row in rows),
                    f"{name} are rows with the columns of part 4", rows)
    grants = clients["director"].get("/api/v1/grants").json
    checks.that({"statements", "total_usd"} <= grants.keys(), "grants are statements and a total", grants)


def readings(checks, clients):
    timer = clients["timer"]
    tap = {"epoch": "shape", "seq": 1, "kind": "tap", "at": AT, "note": "after the rain"}
    first, again = timer.readings(tap), timer.readings(tap)
    wanted = {"device": "timer-1", "durable_through": {"shape": 1}, "accepted": 1, "duplicates": 0, "quarantined": 0,
              "problems": []}
    came = {key: first.json.get(key) for key in wanted}
    checks.equal(came, wanted, "a reading is answered as the contract says")
    checks.that(again.status == 200 and again.json.get("duplicates") == 1 and again.json.get("accepted") == 0 and
                again.json.get("durable_through") == {"shape": 1}, "the same reading again is a duplicate", again)
    mixed = timer.readings({**tap, "seq": 2}, "{this is no reading", {**tap, "seq": 4}).json
    checks.that((mixed.get("accepted"), mixed.get("quarantined"), mixed.get("durable_through")) == (2, 1, {"shape": 4}),
                "a line that is no reading goes into quarantine under the seq that was due, the others are taken",
                mixed)
    checks.that([problem.get("line") for problem in mixed.get("problems", [])] == [2], "and its line is named", mixed)
    facts = [fact for fact in clients["director"].journal() if fact["device"] == "timer-1" and fact["epoch"] == "shape"]
    checks.equal([fact["device_seq"] for fact in facts], [1, 2, 3, 4], "the journal holds all four under their seq")
    checks.equal([fact["kind"] == "reading" for fact in facts], [True, True, False, True],
                 "the third is no reading there")
    checks.equal(facts[0]["body"] if facts else None, tap, "a reading's body is the object as it was sent")
    keys = {"seq", "at", "device", "epoch", "device_seq", "kind", "body", "hash"}
    checks.that(all(keys <= fact.keys() for fact in facts), "a fact has the keys of the contract", facts)
    two = timer.readings({**tap, "epoch": "one"}, {**tap, "epoch": "two"}).json
    checks.equal(two.get("durable_through"), {"one": 1, "two": 1}, "each epoch of a body is acknowledged")
    for kind, odd in (("a kind nobody knows", {**tap, "kind": "yodel"}), ("a tap without at", {"kind": "tap"}),
                      ("a token at position 0", {"kind": "token", "bib": "101", "position": 0})):
        said = timer.readings({**odd, "epoch": f"odd {kind}", "seq": 1})
        checks.that(said.status == 200 and said.json.get("quarantined") == 1, f"{kind} goes into quarantine", said)


def sizes(checks, server, clients, token):
    """The server may answer before it has read it all, so this speaks to the socket itself."""
    with socket.create_connection(server.address, timeout=30) as line:
        body = b'{"epoch":"big","seq":1,"kind":"tap","at":"x"}\n' * 30000
        line.sendall(b"POST /api/v1/readings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token.encode() +
                     b"\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n" % len(body))
        said = b""
        try:
            line.sendall(body)
        except OSError:
            pass
        try:
            said = line.recv(65536)
        except OSError:
            pass
    checks.that(said.startswith(b"HTTP/1.1 413"), "a body over 1 MiB is 413", said)
    long = {"epoch": "long", "seq": 1, "kind": "tap", "at": AT, "note": "x" * 5000}
    answer = clients["staff"].readings(long)
    checks.that(answer.status == 413 and is_problem(answer), "a line over 4 KiB is 413", answer)
    clients["staff"].close()
    fine = clients["staff"].readings({"epoch": "long", "seq": 1, "kind": "tap", "at": AT})
    checks.that(fine.status == 200 and fine.json.get("accepted") == 1,
                "and after that the station goes on at the same seq", fine)


def commands(checks, clients):
    staff, director = clients["staff"], clients["director"]
    dns = {"id": "c-1", "bib": "203", "heat": heat_of(clients, "203"), "status": "dns", "reason": "ill"}
    first = staff.command("status", **dns)
    held = len(list(director.journal()))
    again = staff.command("status", **dns)
    checks.that(first.status == 200 and {"seq", "durable_seq"} <= first.json.keys() and
                first.json["durable_seq"] >= first.json["seq"], "a command is answered when it is durable", first)
    checks.equal(again.json.get("seq"), first.json.get("seq"), "a retry with the same id has the first answer")
    checks.equal(len(list(director.journal())), held, "and changes nothing")
    void = staff.command("void", reading={"device": "timer-1", "epoch": "shape", "seq": 1}, reason="pressed by mistake")
    checks.that(void.status == 200, "a reading is voided by its name", void)
    heat = heat_of(clients, "102")
    staff.readings({"epoch": "gun", "seq": 1, "kind": "start", "heat": heat, "at": AT},
                   {"epoch": "gun", "seq": 2, **sighting("102", "course")})
    made = {"device": "timer-1", "epoch": "shape", "seq": 1}
    refused = {"a heat with a child on course, without a reason": staff.command("make-official", heat=heat),
               "closing a child without a reason": staff.command("account", bib="102"),
               "a heat that nobody knows": staff.command("make-official", heat="no such heat"),
               "a reading that nobody made": staff.command("void", reading={**made, "seq": 999}, reason="x")}
    for name, answer in refused.items():
        checks.that(answer.status == 409 and is_problem(answer) and answer.json.get("code") == "E_REFUSED",
                    f"{name}: refused with a sentence", answer)
    unread = {"no JSON": staff.request("POST", "/api/v1/commands", b"{make it so"),
              "a command nobody knows": staff.command("fly"),
              "a command without what it needs": staff.command("status", bib="101"),
              "a value of the wrong type": staff.command("void", reading="timer-1 1"),
              "an instant that is none": staff.command("set-start", heat="1", at="noon")}
    for name, answer in unread.items():
        checks.that(answer.status == 400 and is_problem(answer), f"{name} is 400", answer)
    authors = [fact["device"] for fact in director.journal() if fact["seq"] == first.json.get("seq")]
    checks.equal(authors, ["staff-1"], "the journal names who gave the command")


def heat_of(clients, bib):
    rows = clients["director"].get("/api/v1/heats").json.get("heats", [])
    return next((row["heat"] for row in rows if row.get("bib") == bib), "")


def journal(checks, clients):
    director = clients["director"]
    facts = list(director.journal(limit=7))
    checks.equal([fact["seq"] for fact in facts], list(range(1, len(facts) + 1)), "the journal counts from 1 by 1")
    page = director.get("/api/v1/journal?from=3&limit=2")
    checks.equal([json.loads(line)["seq"] for line in page.body.splitlines()], [3, 4], "from is included, limit holds")
    end = director.get(f"/api/v1/journal?from={len(facts) + 1}&limit=10")
    checks.that(end.status == 200 and end.body == b"", "past the end the body is empty", end)
    for query in ("from=x", "limit=many"):
        answer = director.get(f"/api/v1/journal?{query}")
        checks.that(answer.status == 400 and is_problem(answer), f"journal?{query} is 400", answer)


def names(checks, clients):
    paths = ("/healthz", "/api/v1/meet", "/api/v1/heats", "/api/v1/results", "/api/v1/results?heat=1", "/", "/board")
    firsts = [f'"{child[1]}' for child in CHILDREN]
    for role in ROLES:
        text = "".join(clients[role].get(path).text for path in paths)
        leaked = [surname for surname in SURNAMES if surname in text]
        if role in CREW:
            checks.that(len(leaked) == len(SURNAMES), f"{role} sees full names", leaked)
        else:
            checks.equal(leaked, [], f"no surname reaches {role}")
        if role in ("timer", "marshal"):
            checks.equal([first for first in firsts if first in text], [], f"no first name reaches a {role}")
    for name in ("heats", "results"):
        rows = clients["public"].get(f"/api/v1/{name}").json.get(name, [])
        checks.that(rows and not any(row.get("bib", "") and row.get("name", "") for row in rows),
                    f"public {name}: a name never beside a bib", rows)
        checks.that(not any(row.get("grade", "") or row.get("gender", "") for row in rows),
                    f"public {name}: no grade, no gender", rows)
        shown = {row.get("name", "") for row in rows}
        checks.that("Ana Z" in {each.rstrip(".") for each in shown} and "Runner" in shown and
                    not any("Chloe" in each for each in shown),
                    f"public {name}: first name and initial, and Runner for the child who may not be named", shown)
        rows = clients["tent"].get(f"/api/v1/{name}").json.get(name, [])
        foreign = [row for row in rows if row.get("team") == "Garfield" and row.get("name")]
        checks.equal(foreign, [], f"a tent sees no names of another team in {name}")
        rows = clients["announcer"].get(f"/api/v1/{name}").json.get(name, [])
        own = {row.get("name", "").rstrip(".") for row in rows}
        checks.that("Ana Z" in own, f"the announcer has names in {name}", own)


def main():
    checks, program = Checks(), binary()
    with Meet(program) as meet:
        meet.prepare()
        tokens = {role: meet.device(f"{role}-1", role, *OPTIONS.get(role, ())) for role in ROLES[1:]}
        server = meet.serve()
        clients = {role: server.client(tokens.get(role)) for role in ROLES} | {"wrong": server.client("0" * 43)}
        checks.part(routes, clients)
        checks.part(shapes, clients)
        checks.part(readings, clients)
        checks.part(sizes, server, clients, tokens["staff"])
        checks.part(commands, clients)
        checks.part(journal, clients)
        checks.part(names, clients)
        checks.equal(server.stop(), 0, "the server ends with exit code 0 when it is asked to")
        meet.run("device", "revoke", meet.folder, "timer-1")
        gone = meet.device("late-1", "timer")
        server = meet.serve()
        checks.that(server.client(gone).get("/api/v1/time").status == 200, "a device that was added is known")
        checks.equal(server.client(tokens["timer"]).get("/api/v1/time").status, 401, "a revoked device is not known any more")
        checks.equal(server.stop(), 0, "the server ends with exit code 0 when it is asked to")
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
