#!/usr/bin/env python3
"""GET /api/v1/stream of the built program: who sees what, when, after a break, and what a slow viewer does to others.

    stream.py [PROGRAM]
"""

import json
import socket
import sys
import threading
import time

from heatline_client import Checks, Meet, binary
from small_meet import CHILDREN, DAY, SURNAMES

SOON = 10  # Seconds; what should come and has not by then does not come.
ROLES = {"timer": (), "tent": ("--team", "Lincoln"), "marshal": (), "announcer": (), "staff": (), "director": ()}


class Viewer:
    """Reads a stream in a thread of its own, and keeps what a page would keep."""

    def __init__(self, address, token=None, last_id=None):
        self.rows, self.heats, self.messages, self.text = {}, {}, [], ""
        self.last_id, self.ended = last_id, False
        self.changed = threading.Condition()
        self.socket = socket.create_connection(address, timeout=60)
        self.socket.sendall(ask(token, last_id))
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        self.headers = {}
        for line in iter(self.file.readline, b"\r\n"):
            name, value = line.decode().split(":", 1)
            self.headers[name.lower()] = value.strip()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            while size := int(self.file.readline() or b"0", 16):
                self.take(self.file.read(size).decode())
                self.file.readline()
        except (OSError, ValueError):
            pass  # The connection broke off, as it may.
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def take(self, text):
        with self.changed:
            self.text += text
            for block in text.split("\n\n"):
                fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
                if "event" in fields:
                    self.event(fields["event"], json.loads(fields["data"]))
                self.last_id = fields.get("id", self.last_id)
            self.changed.notify_all()

    def event(self, name, data):
        if name == "message":
            self.messages.append(data["code"])
            if data["code"] == "start":
                self.rows, self.heats = {}, {}
        elif name == "heat":
            self.heats[data["heat"]] = data
        elif data.get("gone"):
            self.rows.pop(data["row"], None)
        else:
            self.rows[data["row"]] = data

    def wait(self, holds, seconds=SOON):
        with self.changed:
            return self.changed.wait_for(lambda: holds(self), seconds)

    def has_seen(self, seq):
        return self.wait(lambda v: v.last_id is not None and int(v.last_id) >= seq)

    def table(self):
        """Rows without their `row`, as GET /api/v1/results has them."""
        with self.changed:
            return sorted((json.dumps({key: row[key] for key in row if key != "row"}, sort_keys=True)
                           for row in self.rows.values()))

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def ask(token=None, last_id=None):
    lines = ["GET /api/v1/stream HTTP/1.1", "Host: meet", "Accept: text/event-stream"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if last_id is not None:
        lines.append(f"Last-Event-ID: {last_id}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def results(client):
    """The rows of all heats; children who are in none are no part of the stream."""
    rows = [row for row in client.get("/api/v1/results").json["results"] if row["heat"]]
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def durable(client):
    return client.get("/healthz").json["durable_seq"]


def reading(seq, kind, clock, **more):
    return {"seq": seq, "kind": kind, "at": f"{DAY}T15:{clock}.000Z", **more}


def a_heat(checks, server, tokens, viewers):
    """Heat 1 is run while everybody watches."""
    viewers.update((role, Viewer(server.address, token)) for role, token in tokens.items())
    viewers["public"] = public = Viewer(server.address)
    checks.equal((public.status, public.headers.get("content-type"), public.headers.get("cache-control")),
                 (200, "text/event-stream", "no-store"), "a stream is text/event-stream, and is not kept")
    checks.that(public.text.startswith("retry: ") or public.wait(lambda v: v.text.startswith("retry: ")),
                "it says first when to come back", public.text[:100])
    seq = durable(server.client())
    checks.that(all([viewer.has_seen(seq) for viewer in viewers.values()]), "everybody gets what there is")
    checks.equal(public.messages, ["start"], "a first visit begins with the message start")
    checks.equal(sorted(public.heats), ["1", "2"], "and has every heat")

    timer, began = server.client(tokens["timer"]), time.monotonic()
    answer = timer.readings(reading(1, "start", "00:00", heat="1"), reading(2, "tap", "08:00"),
                            reading(3, "bib", "08:02", bib="101", mode="live"))
    checks.equal((answer.status, answer.json.get("accepted")), (200, 3), "a gun, a tap and a number are taken")
    finished = public.wait(lambda v: any(row["status"] == "finished" for row in v.rows.values()))
    checks.that(finished, "the finish is told to the public", public.text[-500:])
    print(f"    {1000 * (time.monotonic() - began):.0f} ms after it was posted")
    seq = durable(timer)
    checks.that(all([viewer.has_seen(seq) for viewer in viewers.values()]), "and to everybody else")
    for role, viewer in viewers.items():
        checks.equal(viewer.table(), results(server.client(tokens.get(role))),
                     f"what {role} was told is what /api/v1/results tells {role}")
    names(checks, viewers)


def names(checks, viewers):
    for role in ("public", "timer", "tent", "marshal", "announcer"):
        leaked = [name for name in SURNAMES if name in viewers[role].text]
        checks.equal(leaked, [], f"the stream of {role} has no surname")
    for role in ("public", "announcer"):
        beside = [row for row in viewers[role].rows.values() if row["name"] and row["bib"]]
        checks.equal(beside, [], f"the stream of {role} has no bib beside a name")
    for role in ("timer", "marshal"):
        checks.that(all(not row["name"] for row in viewers[role].rows.values()), f"the stream of {role} has no name")
    named = {row["team"] for row in viewers["tent"].rows.values() if row["name"]}
    checks.equal(named, {"Lincoln"}, "a tent's stream names its own team's children")
    for role in ("staff", "director"):
        rows = {(row["bib"], row["name"]) for row in viewers[role].rows.values() if row["bib"]}
        checks.equal(rows, {(child[0], f"{child[1]} {child[2]}") for child in CHILDREN},
                     f"the stream of {role} has bibs and full names")
    ids = [set(viewer.rows) for viewer in (viewers["public"], viewers["timer"], viewers["staff"])]
    checks.that(not (ids[0] & ids[1] or ids[0] & ids[2] or ids[1] & ids[2]), "a `row` of one stream is none of another")


def breaks(checks, meet, server, tokens, viewers):
    """A viewer that breaks off comes back; then the server does."""
    public, timer = viewers["public"], server.client(tokens["timer"])
    last_id, before = public.last_id, dict(public.rows)
    public.close()
    timer.readings(reading(4, "tap", "08:30"), reading(5, "bib", "08:31", bib="201", mode="live"))
    back = Viewer(server.address, last_id=last_id)
    back.rows = dict(before)
    checks.that(back.has_seen(durable(timer)), "a viewer that resumes gets what it missed")
    checks.equal(back.messages, [], "and does not have to start again")
    checks.equal(back.table(), results(server.client()), "and holds the results")
    checks.that(len(back.text) < len(public.text) / 2, "and was not sent everything", len(back.text))

    odd = Viewer(server.address, last_id="no-number")
    ahead = Viewer(server.address, last_id=10 ** 9)
    for viewer, what in ((odd, "is no number"), (ahead, "the journal has not reached")):
        viewer.wait(lambda v: v.last_id not in ("no-number", 10 ** 9, "0"))
        checks.equal((viewer.messages, viewer.table()), (["start"], results(server.client())),
                     f"an id that {what} starts again")

    last_id, held = back.last_id, dict(back.rows)
    server.kill()
    checks.that(back.wait(lambda v: v.ended), "a server that was killed ends its streams")
    server = meet.serve()
    timer = server.client(tokens["timer"])
    again = Viewer(server.address, last_id=last_id)
    again.rows = dict(held)
    timer.readings(reading(6, "tap", "09:00"), reading(7, "bib", "09:01", bib="202", mode="live"))
    checks.that(again.has_seen(durable(timer)), "after kill -9 a viewer resumes with its old id")
    checks.equal(again.table(), results(server.client()), "and holds the results")
    earlier = Viewer(server.address, last_id=int(last_id) - 1)
    earlier.has_seen(durable(timer))
    checks.equal((earlier.messages, earlier.table()), (["start"], results(server.client())),
                 "with an id from before the restart it starts again")

    began = time.monotonic()
    code = server.stop()
    checks.equal(code, 0, "a server with viewers stops in order")
    checks.that(time.monotonic() - began < 4, "and soon", time.monotonic() - began)
    checks.that(again.wait(lambda v: v.ended and v.messages[-1:] == ["stop"]), "and tells them", again.messages)


def slow(checks, program):
    """A viewer that never reads, at a meet that is larger than what lies on the way to it."""
    with Meet(program) as meet:
        meet.prepare()
        toml = meet.folder / "meet.toml"
        toml.write_text(toml.read_text().replace("capacity = 40", "capacity = 400")
                        .replace("[heats]", "[heats]\nchaperone_ratio = 1000"))
        many = "".join(f"{1000 + i},First{i},Last{i},{1 + i % 2},{'FM'[i % 2]},{('Lincoln', 'Garfield')[i // 1000]}\n"
                       for i in range(2000))
        meet.run("import", meet.folder, "runners", meet.file("many.csv", "bib,first,last,grade,gender,team\n" + many))
        meet.run("plan", meet.folder, "--write")
        timer, staff = meet.device("finish-1", "timer"), meet.device("staff-1", "staff")
        server = meet.serve()
        stuck = socket.socket()
        stuck.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stuck.connect(server.address)
        stuck.sendall(ask(staff))
        watching = Viewer(server.address, staff)
        checks.that(watching.has_seen(durable(server.client())), "one who reads gets a meet of 2,000 children")
        client, waits = server.client(timer), []
        client.readings(reading(1, "start", "00:00", heat="1"))
        began, seq = time.monotonic(), 1
        while time.monotonic() - began < 13:  # An answer must be taken within 10 seconds.
            sent, seq = time.monotonic(), seq + 1
            answer = client.readings(reading(seq, "tap", f"{10 + seq // 60 % 40}:{seq % 60:02}"))
            waits.append(time.monotonic() - sent)
            if answer.status != 200:
                break
            time.sleep(0.01)
        checks.equal(answer.status, 200, "readings are taken while a viewer does not read")
        waits.sort()
        checks.that(waits[len(waits) * 99 // 100] < 0.5, "without waiting for it", waits[-5:])
        checks.that(watching.has_seen(durable(client)), "the one who reads is told of them")
        stuck.settimeout(SOON)
        taken = 0
        try:
            while piece := stuck.recv(65536):
                taken += len(piece)
        except ConnectionError:
            pass
        checks.that(taken < 400_000, "the one who did not was cut off in the middle", taken)
        back = Viewer(server.address, staff)
        checks.that(back.has_seen(durable(client)), "it may come back", back.text[-300:])
        checks.equal(back.messages[:1], ["too-slow"], "and is told first that it was too slow")
        checks.equal(back.table(), watching.table(), "and then holds what the others hold")
        third = Viewer(server.address, staff)
        third.wait(lambda v: v.messages)
        checks.equal(third.messages[:1], ["start"], "once")


def main():
    program, checks = binary(), Checks()
    with Meet(program) as meet:
        meet.prepare()
        tokens = {role: meet.device(f"{role}-1", role, *options) for role, options in ROLES.items()}
        server = meet.serve()
        viewers = {}
        checks.part(a_heat, server, tokens, viewers)
        checks.part(breaks, meet, server, tokens, viewers)
    checks.part(slow, program)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
