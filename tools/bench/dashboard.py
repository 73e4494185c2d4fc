#!/usr/bin/env python3
"""Figures of the dashboard, each beside its baseline: real windows on a display without a screen, software OpenGL.

    tools/bench/dashboard.py build/release/bin/heatline
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/e2e"))

from desk_client import Desk, Display  # noqa: E402
from heatline_client import Meet, binary  # noqa: E402


def p(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def row(figure, measured, beside, reach):
    print(f"| {figure} | {measured} | {beside} | {reach} |", flush=True)


def sync_times(folder, rounds=300):
    """What an append and fdatasync of 200 bytes takes where the laptop's journal lies."""
    took = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(rounds):
            begun = time.perf_counter()
            os.write(file.fileno(), b"x" * 200)
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.005)
    return took


def number(pattern, line):
    return int(re.search(pattern, line)[1])


def recorded_of(lines):
    return [(number(r" us (\d+)", line), number(r" at (\d+)", line)) for _, line in lines if line.startswith("recorded tap ")]


def taps(meet, display, url, token):
    with Desk(display, meet.program, url, "--token-file", token, "--station", meet.scratch / "s1", "--view", "finish",
              "--slow-frames", 100) as desk:
        desk.wait_for("link 1")
        desk.keys(*["space"] * 200, delay=20)
        stamps = [us for us, _ in recorded_of(desk.drain(2.0))]
        off = [abs((b - a) / 1000 - 20) for a, b in zip(stamps, stamps[1:])]
        row("200 taps at 20 ms, every frame takes 100 ms", f"{len(stamps)} recorded, gaps off by {p(off, .95):.1f} ms at p95", "20 ms sent", "200; 10 ms")


def durable_and_seen(meet, display, url, token, second):
    baseline = sync_times(meet.scratch)
    with Desk(display, meet.program, url, "--token-file", second, "--station", meet.scratch / "s3", "--view", "finish") as other, \
            Desk(display, meet.program, url, "--token-file", token, "--station", meet.scratch / "s2", "--view", "finish") as desk:
        desk.wait_for("link 1")
        other.wait_for("link 1")
        desk.drain(1.0)
        other.drain(0.5)
        desk.keys("F4")
        desk.wait_for("recorded")
        desk.drain(1.0)
        other.drain(0.5)
        desk.keys(*["space"] * 300, delay=40)
        mine = recorded_of(desk.drain(2.0))
        theirs = other.drain(1.0)
        took = [(at - us) / 1000 for us, at in mine]
        row("key press to durable and beep, p99", f"{p(took, .99):.2f} ms, slowest {max(took):.2f}", f"fdatasync p99 {p(baseline, .99):.2f} ms",
            "fdatasync p99 + 5 ms; 50 ms")
        seen = {}
        for _, line in theirs:
            if line.startswith("drawn taps "):
                count, at = number(r"taps (\d+)", line), number(r" at (\d+)", line)
                for tap in range(max(seen, default=0) + 1, count + 1):
                    seen[tap] = at
        ways = [(seen[i] - us) / 1000 for i, (us, _) in enumerate(mine, 1) if i in seen]
        row("tap on one laptop to the other's screen, p99", f"{p(ways, .99):.1f} ms, median {p(ways, .5):.1f} ({len(ways)} of {len(mine)})",
            f"durable on the first {p(took, .5):.2f} ms", "50 ms")


def used(desk, seconds):
    """Percent of a core that the window's process took."""
    ticks = os.sysconf("SC_CLK_TCK")
    def now():
        fields = Path(f"/proc/{desk.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / ticks
    before = now()
    time.sleep(seconds)
    return (now() - before) / seconds * 100


def cpu(meet, display, url, token, second):
    with Desk(display, meet.program, url, "--token-file", second, "--station", meet.scratch / "s4", "--view", "director") as desk:
        desk.wait_for("link 1")
        time.sleep(2)
        shown = used(desk, 15)
        display.iconify(desk.window)
        time.sleep(2)
        hidden = used(desk, 15)
        row("CPU with a 1 Hz clock, software GL; hidden", f"{shown:.1f} %; {hidden:.1f} %", "", "3 %; 1 %")
    with Desk(display, meet.program, url, "--token-file", token, "--station", meet.scratch / "s5", "--view", "finish") as desk:
        desk.wait_for("link 1")
        desk.wait_for("drawn seq", again=True)
        desk.keys("F4")
        desk.wait_for("recorded gun")
        time.sleep(2)
        row("CPU with a heat's clock of tenths, software GL", f"{used(desk, 15):.1f} %", "", "25 %")


def reconnect(meet, display, unsent=2000):
    token, other = (meet.file(name, meet.device(name, "timer") + "\n") for name in ("finish-7", "finish-8"))
    server = meet.serve()
    port = server.address[1]
    with Desk(display, meet.program, f"http://127.0.0.1:{port}", "--token-file", token, "--station", meet.scratch / "s6", "--view", "finish") as desk:
        desk.wait_for("link 1")
        server.kill()
        desk.wait_for("link 2")
        desk.keys(*["space"] * unsent, delay=4)
        desk.wait_for(f"recorded tap {unsent}", 60)
        again = meet.serve(port)
        begun = time.monotonic()  # From when the server answers: the wait until the laptop tries again is in it.
        desk.wait_for("link 1", 60)
        while " unsent 0 " not in desk.seen[-1][1]:
            desk.wait_for("link 1", 60)
        took = (desk.seen[-1][0] - begun) * 1000
        taps = [{"seq": seq, "kind": "tap", "at": "2027-05-01T15:08:12.345Z"} for seq in range(1, unsent + 1)]
        client = again.client(other.read_text().strip())
        begun = time.monotonic()
        client.readings(*taps)
        row(f"reconnect with {unsent:,} unsent readings", f"{took:.0f} ms", f"as one POST {(time.monotonic() - begun) * 1000:.0f} ms", "2 s")
    again.stop()


def main():
    print("| figure | measured | beside | reach |\n|---|---|---|---|")
    with Display() as display, Meet(program) as meet:
        meet.prepare()
        token = meet.file("t1", meet.device("finish-1", "timer") + "\n")
        second = meet.file("t2", meet.device("boss", "director") + "\n")
        server = meet.serve()
        url = f"http://127.0.0.1:{server.address[1]}"
        taps(meet, display, url, meet.file("t0", meet.device("finish-0", "timer") + "\n"))
        durable_and_seen(meet, display, url, token, second)
        cpu(meet, display, url, meet.file("t4", meet.device("finish-4", "timer") + "\n"), second)
        server.stop()
        reconnect(meet, display)
    print(subprocess.run([str(Path(program).with_name("heatline-frames"))], check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    program = binary()
    main()
