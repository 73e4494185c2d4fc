"""What the end-to-end tests share: a meet in a temporary folder, the server as a child process, an HTTP client that
keeps its connection, and checks that say what was expected and what came.

It knows the contract and none of Heatline's code, so that a mistake there cannot hide here. Standard library only.
"""

import csv
import http.client
import io
import json
import os
import re
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

from small_meet import DAY, MEET_TOML, RUNNERS, TEAMS

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS_MAX = 30  # A server that does not listen by then is taken for hanging.
RUN_SECONDS_MAX = 60

def binary():
    """The program under test: the first argument that is a file, else HEATLINE_BIN, else the release build."""
    for argument in sys.argv[1:2]:
        if not argument.startswith("-"):
            return str(Path(sys.argv.pop(1)).resolve())
    path = os.environ.get("HEATLINE_BIN", str(ROOT / "build/release/bin/heatline"))
    if not os.access(path, os.X_OK):
        sys.exit(f"{path} is no program; build it, or name one: HEATLINE_BIN=… or the first argument")
    return path


class Checks:
    """Counts; prints `ok: sentence` or what was expected and what came. A failure does not stop the test."""

    def __init__(self):
        self.passed, self.failed = 0, []

    def that(self, holds, sentence, came=None):
        if holds:
            self.passed += 1
            print(f"ok: {sentence}", flush=True)
        else:
            self.failed.append(sentence)
            print(f"FAILED: {sentence}\n    came: {shorten(came)}", flush=True)
        return bool(holds)

    def equal(self, came, expected, sentence):
        return self.that(came == expected, sentence, f"{came!r}, expected: {expected!r}")

    def part(self, run, *arguments):
        """Runs a part of a test. What it trips over is a failure of that part; the parts after it still run."""
        try:
            run(self, *arguments)
        except (Exception, SystemExit) as error:
            self.that(False, f"the part {run.__name__} runs to its end", "".join(traceback.format_exception(error)))

    def finish(self):
        print(f"{self.passed} ok, {len(self.failed)} failed")
        for sentence in self.failed:
            print(f"    FAILED: {sentence}")
        return 1 if self.failed else 0


def shorten(value):
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 1500 else text[:1200] + " … " + text[-300:]


class Meet:
    """A meet folder of its own, removed at the end of the `with`, together with any server that still runs."""

    def __init__(self, program, samples=None):
        self.program, self.samples, self.servers = program, samples, []

    def __enter__(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="heatline-e2e-"))
        self.folder = self.scratch / "meet"
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.kill()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def run(self, *arguments, expect=0):
        """Runs the program. `expect` None: any exit code; else another one ends the test with all that was said."""
        done = subprocess.run([self.program, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=RUN_SECONDS_MAX, check=False)
        done.out, done.err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        if expect is not None and done.returncode != expect:
            raise SystemExit(f"heatline {' '.join(map(str, arguments))}: "
                             f"exit code {done.returncode}, expected {expect}\n"
                             f"{shorten(done.out)}\n{shorten(done.err)}")
        return done

    def file(self, name, content):
        path = self.scratch / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def prepare(self):
        """new, import and plan: the two small teams above, or a preset with its samples."""
        if self.samples:
            teams, runners = (ROOT / "config/samples" / self.samples / name for name in ("teams.csv", "runners.csv"))
            self.run("new", self.folder, "--preset", self.samples, "--date", DAY)
        else:
            teams, runners = self.file("teams.csv", TEAMS), self.file("runners.csv", RUNNERS)
            self.run("new", self.folder, "--preset", sample_preset(), "--date", DAY)
            (self.folder / "meet.toml").write_text(MEET_TOML, encoding="utf-8")
        self.run("import", self.folder, "teams", teams)
        self.run("import", self.folder, "runners", runners)
        self.run("plan", self.folder, "--write")
        return self

    def device(self, name, role, *options):
        """Adds a device and gives its token."""
        token = self.run("device", "add", self.folder, name, "--role", role, *options).out.strip()
        if not token or "\n" in token or " " in token:
            raise SystemExit(f"device add prints the token alone on one line; it printed: {shorten(token)}")
        return token

    def report(self, kind, form="csv", *options):
        return self.run("report", self.folder, kind, "--format", form, *options).stdout

    def rows(self, kind, *options):
        return list(csv.DictReader(io.StringIO(self.report(kind, "csv", *options).decode("utf-8-sig"))))

    def serve(self, port=0):
        server = Server(self, port)
        self.servers.append(server)
        return server

    def copy(self, name):
        """The folder as it lies on the disk, sockets left out: a meet of its own to spoil."""
        def sockets(folder, names):
            return [each for each in names if stat.S_ISSOCK(os.lstat(os.path.join(folder, each)).st_mode)]
        other = self.scratch / name
        shutil.copytree(self.folder, other, ignore=sockets)
        return other


class Server:
    """`heatline serve` on a free port of the loopback, or on `port`; up when the constructor returns."""

    def __init__(self, meet, port):
        self.talk = open(meet.scratch / "server.log", "ab")
        self.process = subprocess.Popen(
            [meet.program, "serve", str(meet.folder), "--listen", f"127.0.0.1:{port}"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=self.talk)
        said, deadline = b"", time.monotonic() + START_SECONDS_MAX
        while b"\n" not in said:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, deadline - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 4096) if ready else b""
            if not piece:
                self.kill()
                log = (meet.scratch / "server.log").read_text(encoding="utf-8", errors="replace")
                raise SystemExit(f"the server did not come up; it said: {said!r}\n{shorten(log)}")
            said += piece
        found = re.search(rb"^listening on http://([^:\s]+):(\d+)\s*$", said, re.M)
        if not found:
            self.kill()
            raise SystemExit(f"expected `listening on http://HOST:PORT`, came: {said!r}")
        self.address = (found[1].decode(), int(found[2]))

    def client(self, token=None):
        return Client(self.address, token)

    def kill(self):
        """kill -9. Only what was started here."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        self.talk.close()

    def stop(self):
        """Asks it to end, as systemd and Ctrl+C do; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(START_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            pass
        code = self.process.poll()
        self.kill()
        return code


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.kind = headers.get("Content-Type", "")

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def json(self):
        """The body as JSON, or an empty object: a check then fails with what came, not with a traceback."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}

    def __repr__(self):
        return f"{self.status} {self.kind} {shorten(self.text)}"


class Client:
    """One keep-alive connection with one token. Not for several threads."""

    def __init__(self, address, token=None, timeout=30):
        self.connection = http.client.HTTPConnection(*address, timeout=timeout)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def request(self, method, path, body=None, kind="application/json"):
        headers = dict(self.headers)
        if body is not None:
            headers["Content-Type"] = kind
        self.connection.request(method, path, body=body, headers=headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def get(self, path):
        return self.request("GET", path)

    def readings(self, *readings):
        """Posts readings as NDJSON; a string or bytes among them goes as it is."""
        lines = [each if isinstance(each, bytes) else each.encode() if isinstance(each, str) else
                 json.dumps(each, ensure_ascii=False).encode() for each in readings]
        return self.request("POST", "/api/v1/readings", b"\n".join(lines) + b"\n", "application/x-ndjson")

    def command(self, name, **parameters):
        return self.request("POST", "/api/v1/commands", json.dumps({"command": name, **parameters}).encode())

    def journal(self, start=1, limit=1000):
        """Every fact from `start` on, page by page, until the empty body."""
        while True:
            answer = self.get(f"/api/v1/journal?from={start}&limit={limit}")
            if answer.status != 200:
                raise SystemExit(f"the journal was not given: {answer}")
            if not answer.body:
                return
            page = [json.loads(line) for line in answer.body.splitlines()]
            yield from page
            start = page[-1]["seq"] + 1

    def close(self):
        self.connection.close()


def sample_preset():
    """A preset that has samples; the mile with money per finisher if it is there."""
    names = sorted(path.parent.name for path in (ROOT / "config/samples").glob("*/runners.csv"))
    for wanted in ("atlanta-kids-marathon", *names):
        if wanted in names:
            return wanted
    raise SystemExit("config/samples holds no PRESET/runners.csv")


def problem_lines(done):
    return [line for line in done.err.splitlines() if line.strip()]


ERROR_LINE = re.compile(r"^heatline: [^:]+.*: .+; .+$")
SPILLED = re.compile(r"terminate called|what\(\):|\berrno\b|Traceback|std::|AddressSanitizer|runtime error")
