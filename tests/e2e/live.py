#!/usr/bin/env python3
"""Contract part 2: commands work while the server has the meet open as well as when it has not, with the same output.

    live.py [PROGRAM]

Two twins are made alike. On one every command runs with nobody having it open, on the other while its server runs and
readings pour in. What both say must be the same; and what a live meet reports must be what the closed meet reports
afterwards, byte for byte.
"""

import http.client
import os
import random
import signal
import socket
import stat
import subprocess
import sys
import threading
import time

from heatline_client import ERROR_LINE, Checks, Client, Meet, binary, problem_lines
from small_meet import DAY

LATE_TEAMS = "team,tent,kind,coaches\nLincoln,A1,school,4\nRoosevelt,A3,school,2\n"
LATE_RUNNERS = "bib,first,last,grade,gender,team\n301,Ida,Ogunleye,1,F,Roosevelt\n102,Benjamin,Qvistorpe,1,M,Lincoln\n"
BAD_RUNNERS = "bib,first,grade,team\n401,Jo,1,Nowhere\n402,,2,Lincoln\n403,Kim,99,Lincoln\n"
PLACED_RUNNERS = "bib,first,last,grade,gender,team,heat\n303,Zoe,Okafor,1,F,Lincoln,1\n"
STARTS = f"heat,at\n1,{DAY}T15:00:00.000Z\n"
READINGS = ("device,seq,kind,at,bib,mode\n" + f"old-laptop,1,tap,{DAY}T15:08:00.100Z,,\nold-laptop,2,tap,{DAY}T15:08:01.200Z,,\n"
            f"old-chute,1,bib,,101,batch\nold-chute,2,bib,,102,batch\n")
REPORTS = [(kind, form, *options) for kind in ("results", "heats", "ledger", "grants", "journal") for form in ("csv", "json")
           for options in ([], *([["--audience", "public"]] if kind in ("results", "heats") else []))]


class Pouring:
    """A timer whose taps pour in for as long as the `with` lasts; every one must be acknowledged."""

    def __init__(self, server, token):
        self.client, self.stop, self.acked, self.wrong = server.client(token), threading.Event(), 0, []
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.stop.is_set():
            seq = self.acked + 1
            answer = self.client.readings({"seq": seq, "kind": "tap", "at": f"{DAY}T14:00:00.{seq % 1000:03}Z"})
            if answer.status != 200 or answer.json.get("durable_through") != {"": seq}:
                self.wrong.append(repr(answer))
                return
            self.acked = seq
            time.sleep(0.002)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.thread.join()
        self.client.close()


def told(done, meet):
    """Exit code and both outputs, without what must differ: the folder, and how long the planner took."""
    lines = [line for line in (done.out + "---\n" + done.err).replace(str(meet.folder), "DIR").replace(str(meet.scratch), "SCRATCH")
             .splitlines() if "seconds" not in line]
    return done.returncode, "\n".join(lines)


def same_words(checks, program):
    """One command after the other on a closed meet and on a live one."""
    with Meet(program) as closed, Meet(program) as live:
        for meet in (closed, live):
            meet.prepare()
            for name, content in (("late-teams.csv", LATE_TEAMS), ("late.csv", LATE_RUNNERS), ("placed.csv", PLACED_RUNNERS), ("bad.csv", BAD_RUNNERS),
                                  ("starts.csv", STARTS), ("readings.csv", READINGS)):
                meet.file(name, content)
        pouring_token = live.device("pouring", "timer")
        closed.device("pouring", "timer")
        server = live.serve()

        def both(sentence, *arguments, exit_code=0, after=lambda text: text):
            came = []
            for meet in (closed, live):
                done = meet.run(*[str(meet.folder) if each == "DIR" else str(meet.scratch / each[1:]) if each.startswith("@")
                                  else each for each in arguments], expect=None)
                code, text = told(done, meet)
                came.append((code, after(text)))
            checks.that(came[0][0] == exit_code, f"{sentence}: exit code {exit_code} on a closed meet", came[0])
            checks.equal(came[1], came[0], f"{sentence}: the same on a live meet")

        def first_fields(text):
            return [line.split("\t")[0:4] for line in text.splitlines() if not line.startswith("pouring\t")]

        def shape(text):
            return [len(line) for line in text.splitlines()]

        with Pouring(server, pouring_token) as pouring:
            both("import teams --dry-run", "import", "DIR", "teams", "@late-teams.csv", "--dry-run")
            both("import teams", "import", "DIR", "teams", "@late-teams.csv")
            both("import teams again changes nothing", "import", "DIR", "teams", "@late-teams.csv")
            both("import runners with errors writes nothing", "import", "DIR", "runners", "@bad.csv", exit_code=3)
            both("import runners --mode add", "import", "DIR", "runners", "@late.csv", "--mode", "add")
            both("import runners --mode update", "import", "DIR", "runners", "@late.csv", "--mode", "update")
            both("import runners", "import", "DIR", "runners", "@late.csv")
            both("plan as a trial", "plan", "DIR", "--json")
            both("plan --write --out", "plan", "DIR", "--write", "--out", "@plan.csv")
            both("import of a late child into a heat", "import", "DIR", "runners", "@placed.csv")
            both("device add", "device", "add", "DIR", "finish-9", "--role", "timer", after=shape)
            both("device add of a name that is taken", "device", "add", "DIR", "finish-9", "--role", "timer", exit_code=1)
            both("device add of a tent without its team", "device", "add", "DIR", "t", "--role", "tent", "--team", "Nobody", exit_code=1)
            both("device revoke", "device", "revoke", "DIR", "finish-9")
            both("device revoke of nobody", "device", "revoke", "DIR", "finish-9", exit_code=1)
            both("device list", "device", "list", "DIR", after=first_fields)
            both("tents", "tents", "DIR", after=lambda text: [line.split("\t")[0:2] for line in text.splitlines()])
            both("import starts", "import", "DIR", "starts", "@starts.csv")
            both("import readings", "import", "DIR", "readings", "@readings.csv")
            both("import readings again changes nothing", "import", "DIR", "readings", "@readings.csv")
            both("plan --write when a heat has started", "plan", "DIR", "--write", exit_code=4)
            both("report public of the ledger", "report", "DIR", "ledger", "--audience", "public", exit_code=2)
            both("verify", "verify", "DIR", after=lambda text: [line.split()[0] for line in text.splitlines()])
        checks.equal(pouring.wrong, [], f"meanwhile all of {pouring.acked} readings were acknowledged")
        checks.that(pouring.acked > 50, "and there were readings to speak of", pouring.acked)
        checks.equal((closed.scratch / "plan.csv").read_bytes(), (live.scratch / "plan.csv").read_bytes(),
                     "plan --out writes the same file")

        made = {options: live.report(*options) for options in REPORTS}
        seen = {name: live.run(*words).out for name, words in
                (("tents", ("tents", live.folder)), ("list", ("device", "list", live.folder)), ("verify", ("verify", live.folder)))}
        live.run("backup", live.folder, live.scratch / "live.backup")
        checks.equal(server.stop(), 0, "the server ends in order")
        for options, text in made.items():
            checks.equal(live.report(*options), text, f"report {' '.join(options)} of the live meet is that of the closed one")
        checks.equal(live.run("tents", live.folder).out, seen["tents"], "tents of the live meet are those of the closed one")
        checks.equal(live.run("device", "list", live.folder).out, seen["list"], "device list of the live meet is that of the closed one")
        checks.equal(live.run("verify", live.folder).out, seen["verify"], "verify of the live meet is that of the closed one")
        backups(checks, live, made)


def backups(checks, meet, made):
    meet.run("restore", meet.scratch / "live.backup", meet.scratch / "restored")
    folder, meet.folder = meet.folder, meet.scratch / "restored"
    for options, text in made.items():
        checks.equal(meet.report(*options), text, f"report {' '.join(options)} of the restored backup is that of the meet")
    checks.equal((meet.folder / "meet.toml").read_bytes(), (folder / "meet.toml").read_bytes(), "meet.toml is restored")
    token = meet.device("after", "timer")
    server = meet.serve()
    checks.equal(server.client(token).readings({"seq": 1, "kind": "tap", "at": f"{DAY}T15:09:00Z"}).status, 200,
                 "a restored meet can be served, and takes readings")
    server.stop()
    meet.folder = folder
    checks.equal(stat.S_IMODE((meet.scratch / "live.backup").stat().st_mode), 0o600, "a backup is its owner's to read")
    refused(checks, meet.run("backup", folder, meet.scratch / "live.backup", expect=None), 4, "backup over a file that is there")
    refused(checks, meet.run("restore", meet.scratch / "live.backup", folder, expect=None), 4, "restore into a folder that is not empty")
    refused(checks, meet.run("restore", meet.scratch / "no.backup", meet.scratch / "x", expect=None), 1, "restore of a file that is not there")
    refused(checks, meet.run("restore", meet.scratch / "late.csv", meet.scratch / "x", expect=None), 1, "restore of what is no backup")
    whole = (meet.scratch / "live.backup").read_bytes()
    chance = random.Random(1)
    for _ in range(20):
        spoiled = bytearray(whole)
        spoiled[chance.randrange(4096, len(spoiled))] ^= 1 << chance.randrange(8)
        meet.file("spoiled.backup", bytes(spoiled))
        done = meet.run("restore", meet.scratch / "spoiled.backup", meet.scratch / "x", expect=None)
        if done.returncode != 0:
            checks.that(done.returncode == 1 and not (meet.scratch / "x").exists(),
                        "a backup with a flipped bit is refused, and nothing is left of it", (done.returncode, done.err))
            break
        subprocess.run(["rm", "-rf", str(meet.scratch / "x")], check=True)  # A bit that nothing uses.


def refused(checks, done, code, sentence):
    lines = problem_lines(done)
    checks.that(done.returncode == code and len(lines) == 1 and ERROR_LINE.match(lines[0]),
                f"{sentence}: exit code {code} and one plain line", (done.returncode, done.err))


class ControlConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("control")
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def control_socket(checks, program):
    with Meet(program) as meet:
        meet.prepare()
        server = meet.serve()
        path = meet.folder / "control"
        checks.that(stat.S_ISSOCK(path.stat().st_mode) and stat.S_IMODE(path.stat().st_mode) == 0o600,
                    "the control socket is its owner's alone", oct(path.stat().st_mode))
        client = Client(server.address)
        client.connection = ControlConnection(path)
        for route in ("/healthz", "/api/v1/time", "/api/v1/meet", "/api/v1/heats", "/api/v1/results", "/api/v1/ledger",
                      "/api/v1/grants", "/api/v1/journal?from=1"):
            checks.equal(client.get(route).status, 200, f"GET {route} through the control socket needs no token")
        named = client.command("account", bib="101", reason="went home")
        checks.equal(named.status, 200, "a command through the control socket is the director's")
        last = list(client.journal(named.json.get("seq", 1)))
        checks.that(last and last[-1]["device"] == "heatline", "and the journal says who", last)
        checks.equal(client.readings({"seq": 1, "kind": "tap", "at": f"{DAY}T15:00:00Z"}).status, 401,
                     "readings need a device's token there too")
        open_way = server.client()
        for route in ("/control/v1/rows?from=1", "/control/v1/snapshot"):
            checks.equal(open_way.get(route).status, 404, f"GET {route} is not there on the port")
        checks.equal(open_way.request("POST", "/control/v1/facts?as_of=1", b"").status, 404, "nor can facts be posted there")
        refused(checks, meet.run("serve", meet.folder, "--listen", "127.0.0.1:0", expect=None), 4, "a second server")
        refused(checks, meet.run("simulate", meet.folder, expect=None), 4, "a simulation with a server of its own")
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        checks.that(path.exists(), "a crash leaves the socket's name")
        checks.equal(meet.run("tents", meet.folder, expect=None).returncode, 0, "and commands work: the lock went with the crash")
        again = meet.serve()
        checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0, "a new server clears the stale socket and is reached")
        checks.equal(again.stop(), 0, "it ends in order")
        checks.that(not path.exists(), "and takes the socket away")


def long_path(checks, program):
    with Meet(program) as meet:
        deep = meet.scratch / ("a folder with a long name " * 4).strip() / ("and another one inside it " * 3).strip()
        deep.mkdir(parents=True)
        meet.folder = deep / "meet"
        checks.that(len(str(meet.folder)) > 150, "the path is longer than a socket's address", len(str(meet.folder)))
        meet.prepare()
        server = meet.serve()
        checks.equal(meet.run("tents", meet.folder, expect=None).returncode, 0, "a live meet in a long path is reached")
        meet.device("late", "timer")
        here = os.getcwd()
        os.chdir(meet.folder)
        checks.equal(meet.run("device", "list", ".", expect=None).returncode, 0, "and from inside its folder, by a dot")
        os.chdir(here)
        server.stop()


def many_at_once(checks, program):
    """Commands that come together wait for each other, whether a server has the meet open or not."""
    with Meet(program) as meet:
        meet.prepare()
        for live in (False, True):
            server = meet.serve() if live else None
            words = [("device", "add", meet.folder, f"{'live' if live else 'closed'}-{i}", "--role", "timer") for i in range(8)]
            running = [subprocess.Popen([program, *map(str, each)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE) for each in words]
            ended = [(each.communicate(timeout=60), each.returncode) for each in running]
            checks.equal([code for _, code in ended], [0] * 8, f"eight devices are added at once, {'live' if live else 'closed'}")
            checks.equal(len({out for (out, _), _ in ended}), 8, "each with a token of its own")
            if server:
                for (out, _), _ in ended:
                    token = out.decode().strip()
                    status = server.client(token).get("/api/v1/time").status
                    if status != 200:
                        checks.equal(status, 200, "a token made on a live meet is known at once")
                meet.run("device", "revoke", meet.folder, "live-0")
                checks.equal(server.client(ended[0][0][0].decode().strip()).get("/api/v1/time").status, 401,
                             "a device revoked on a live meet is out at once")
                server.stop()
        # The command comes while the server is still reading its journal, or has just gone.
        for wait in (0, 0.002, 0.01, 0.05):
            starting = subprocess.Popen([program, "serve", str(meet.folder), "--listen", "127.0.0.1:0"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            done = meet.run("tents", meet.folder, expect=None)
            starting.send_signal(signal.SIGTERM)
            after = meet.run("tents", meet.folder, expect=None)
            starting.wait()
            checks.equal((done.returncode, after.returncode), (0, 0), f"commands reach a server {wait} s after its start, and one that ends")


def edited_at_once(checks, program):
    """An import that is overtaken by an edit is worked out again; nothing of either is lost."""
    with Meet(program) as meet:
        meet.prepare()
        staff = meet.device("office", "staff")
        rows = "".join(f"{1000 + i},Kid{i},Family{i},1,F,Lincoln\n" for i in range(3000))
        roster = meet.file("many.csv", "bib,first,last,grade,gender,team\n" + rows)
        server = meet.serve()
        client, added, stop = server.client(staff), [], threading.Event()

        def edit():
            while not stop.is_set():
                answer = client.command("add-runner", team="Garfield", first=f"Late{len(added)}", bib=f"9{len(added):04}", grade="2")
                if answer.status == 200:
                    added.append(answer)
                time.sleep(0.05)

        editing = threading.Thread(target=edit)
        editing.start()
        done = meet.run("import", meet.folder, "runners", roster, expect=None)
        stop.set()
        editing.join()
        checks.that(done.returncode in (0, 4), "an import beside edits is done, or says that the meet keeps changing", (done.returncode, done.err))
        if done.returncode == 4:
            meet.run("import", meet.folder, "runners", roster)
        bibs = {row["bib"] for row in meet.rows("ledger")}
        checks.that(len(bibs) == 8 + 3000 + len(added) and added, f"3,000 children and {len(added)} added by hand are there", len(bibs))
        checks.equal(meet.run("verify", meet.folder, expect=None).returncode, 0, "and verify finds nothing wrong")
        server.stop()


def edited_rules(checks, program):
    """meet.toml is edited while the server runs: it says so, goes on with what it has, and takes the new at the next start."""
    with Meet(program) as meet:
        meet.prepare()
        server, toml = meet.serve(), meet.folder / "meet.toml"
        toml.write_text(toml.read_text(encoding="utf-8").replace("The Small Mile", "The Longer Mile"), encoding="utf-8")
        log, deadline = meet.scratch / "server.log", time.monotonic() + 20
        while "meet.toml has changed" not in log.read_text(encoding="utf-8") and time.monotonic() < deadline:
            time.sleep(0.1)
        checks.equal(log.read_text(encoding="utf-8").count("meet.toml has changed"), 1, "the server says once that the file differs")
        checks.equal(server.client().get("/healthz").json.get("meet"), "The Small Mile", "and goes on with the text it started with")
        server.stop()
        again = meet.serve()
        checks.equal(again.client().get("/healthz").json.get("meet"), "The Longer Mile", "the next start goes by the new one")
        again.stop()


def main():
    program, checks = binary(), Checks()
    for part in (same_words, control_socket, long_path, many_at_once, edited_at_once, edited_rules):
        checks.part(part, program)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
