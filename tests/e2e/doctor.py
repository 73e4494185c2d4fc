#!/usr/bin/env python3
"""`heatline doctor`: one line for each check, 6 when something is wrong, 0 otherwise; a live meet is left in peace.

    doctor.py [PROGRAM]
"""

import http.server
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from heatline_client import ERROR_LINE, SPILLED, Checks, Meet, binary, problem_lines

TOPICS = ("clock", "disk", "fonts", "ports", "time zone data", "unsent readings")
LINE = re.compile(r"^(ok     \S.*|WRONG  [^:]+: .+; .+)$")


class Stranger(http.server.BaseHTTPRequestHandler):
    """Some other program on the port."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_):
        pass


def stranger():
    """Another program's port, for a `with`."""
    server = http.server.HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def free_port():
    with http.server.HTTPServer(("127.0.0.1", 0), Stranger) as server:
        return server.server_address[1]


def doctor(meet, *arguments, port=None):
    return meet.run("doctor", *arguments, "--port", port or free_port(), expect=None)


def wrong(done):
    return [line for line in done.out.splitlines() if line.startswith("WRONG")]


def well(done):
    """Nothing is wrong but, perhaps, this machine's disk."""
    return done.returncode in (0, 6) and all(line.startswith("WRONG  disk: ") for line in wrong(done))


def shape(checks, meet):
    for arguments in ((), (meet.folder,)):
        done = doctor(meet, *arguments)
        lines = done.out.splitlines()
        checks.equal([line for line in lines if not LINE.match(line)], [],
                     f"doctor with {len(arguments)} folders: every line is `ok` or `WRONG  WHAT: WHY; WHAT TO DO`")
        checks.equal([topic for topic in TOPICS if sum(f"  {topic}:" in line for line in lines) != 1], [],
                     "each thing of the contract has one line")
        checks.equal(done.returncode, 6 if wrong(done) else 0, "the exit code is 6 with a WRONG line, else 0")
    checks.that(well(doctor(meet, meet.folder)), "a meet that was just made is well")
    report = json.loads(doctor(meet, meet.folder, "--json").out)
    checks.equal(report["problems"], sum(not each["ok"] for each in report["checks"]),
                 "--json counts the problems and says of each check whether it is ok")
    done = meet.run("doctor", meet.scratch / "nowhere", expect=None)
    checks.that(done.returncode == 1 and ERROR_LINE.match(problem_lines(done)[0]), "no meet there: 1 and a sentence",
                done.err)


def ports(checks, meet):
    with stranger() as other:
        done = doctor(meet, port=other.server_address[1])
        checks.that(done.returncode == 6 and any("ports: " in line and "another program" in line
                                                 for line in wrong(done)),
                    "a port that another program holds is WRONG", done.out)
        other.shutdown()
    server = meet.serve()
    before = (meet.folder / "journal.db").stat().st_mtime_ns
    done = doctor(meet, meet.folder, port=server.address[1])
    checks.that(well(done) and "running Heatline" in done.out, "a port that Heatline holds is fine", done.out)
    checks.that("in use" in done.out, "a meet that a server has open is said to be in use, which is fine", done.out)
    checks.equal((meet.folder / "journal.db").stat().st_mtime_ns, before, "and its journal is not touched")
    checks.equal(server.client().get("/healthz").status, 200, "the server goes on")
    checks.equal(server.stop(), 0, "and stops in order")


def spoiled(checks, meet):
    def says(folder, word, sentence):
        done = doctor(meet, folder)
        checks.that(done.returncode == 6 and any(word in line for line in wrong(done))
                    and not SPILLED.search(done.out + done.err), f"{sentence}: WRONG and 6", done.out + done.err)

    folder = meet.copy("rules")
    (folder / "meet.toml").write_text("[meet]\nnme = 3\n", encoding="utf-8")
    says(folder, "meet.toml", "a meet.toml with errors")
    folder = meet.copy("cut")
    journal = folder / "journal.db"
    journal.write_bytes(journal.read_bytes()[:5000])
    says(folder, "journal", "a journal that was cut short")
    folder = meet.copy("newer")
    database = sqlite3.connect(folder / "journal.db")
    database.execute("PRAGMA user_version=99")
    database.close()
    says(folder, "version 99", "a journal of a newer version")
    folder = meet.copy("leftover")
    (folder / "meet.toml.tmp").write_text("half", encoding="utf-8")
    done = doctor(meet, folder)
    checks.that(well(done) and "meet.toml.tmp" in done.out, "a file left over is a remark", done.out)


def bad_disks(checks, meet):
    if os.geteuid() != 0:
        return print("skipped: disks that are too small or in memory: only root may mount one")
    with tempfile.TemporaryDirectory(prefix="heatline-e2e-") as place:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,huge=never", "heatline-e2e", place],
                                 capture_output=True, check=False)
        if mounted.returncode != 0:
            return print(f"skipped: disks that are too small or in memory: {mounted.stderr.decode().strip()}")
        try:
            folder = Path(place) / "meet"
            meet.run("new", folder, "--preset", "kroc-final-mile")
            done = doctor(meet, folder)
            checks.that(done.returncode == 6 and any("tmpfs" in line for line in wrong(done)),
                        "a meet in memory is WRONG", done.out)
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
            done = doctor(meet, folder)
            checks.that(done.returncode == 6 and any("disk: " in line and "read-only" in line for line in wrong(done)),
                        "a disk mounted read-only is WRONG", done.out)
            checks.that(not SPILLED.search(done.out + done.err), "and nothing is spilled", done.out + done.err)
        finally:
            subprocess.run(["umount", place], check=False)


def main():
    checks = Checks()
    with Meet(binary()) as meet:
        meet.prepare()
        for part in (shape, ports, spoiled, bad_disks):
            checks.part(part, meet)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
