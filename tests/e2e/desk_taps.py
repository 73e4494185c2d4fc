#!/usr/bin/env python3
"""Taps through a real window on a display without a screen: none is lost, none is invented, what beeped is on disk.

Features 1 to 8 of the list of what volunteers need; the names of the checks say which.
"""

import random
import re
import sys
import time

from desk_client import Desk, Display
from heatline_client import Checks, Meet, binary

TAPS = 200
EVERY_MS = 20


def us_of(line):
    return int(re.search(r" us (\d+)", line)[1])


def taps_through_slow_frames(check, meet, display):
    token = meet.file("finish.token", meet.device("finish-1", "timer") + "\n")
    server = meet.serve()
    url = f"http://{server.address[0]}:{server.address[1]}"
    with Desk(display, meet.program, url, "--token-file", token, "--station", meet.scratch / "slow", "--view", "finish",
              "--slow-frames", 100) as desk:
        desk.wait_for("link 1")
        desk.keys(*["space"] * TAPS, delay=EVERY_MS)
        lines = [line for _, line in desk.drain(2.0) if line.startswith("recorded tap ")]
        check.equal(len(lines), TAPS, f"{TAPS} taps at {EVERY_MS} ms while every frame takes 100 ms are {TAPS} taps (feature 1)")
        stamps = [us_of(line) for line in lines]
        gaps = sorted(abs((b - a) / 1000 - EVERY_MS) for a, b in zip(stamps, stamps[1:]))
        p95 = gaps[int(len(gaps) * 0.95)] if gaps else 1e9
        check.that(p95 <= 10, f"gaps are within 10 ms of {EVERY_MS} ms at p95 (feature 1): off by {p95:.1f} ms", p95)
        rows = server.client(meet.device("boss", "director")).journal()
        taps = [row for row in rows if row["kind"] == "reading" and row["body"].get("kind") == "tap"]
        check.equal(len(taps), TAPS, "the server holds each tap once")

        display.xdotool("keydown", "space")
        time.sleep(2.0)
        display.xdotool("keyup", "space")
        held = [line for _, line in desk.drain(1.0) if line.startswith("recorded tap ")]
        check.equal(len(held), 1, "a key held for 2 s is one tap (feature 2)")
        desk.keys("F8")
        check.that("removed tap" in desk.wait_for("recorded removed"), "F8 takes the last tap back, in words (feature 5)")
        desk.keys("shift+F8")
        check.that("put back tap" in desk.wait_for("recorded put back"), "Shift+F8 puts it back (feature 5)")
    server.stop()


def focus(check, meet, display):
    token = meet.file("focus.token", meet.device("finish-2", "timer") + "\n")
    server = meet.serve()
    url = f"http://{server.address[0]}:{server.address[1]}"
    with Desk(display, meet.program, url, "--token-file", token, "--station", meet.scratch / "focus", "--view", "finish") as desk:
        desk.wait_for("link 1")
        desk.drain(0.5)
        begun = time.monotonic()
        display.xdotool("windowunmap", desk.window)
        desk.wait_for("focus no", 5)
        desk.wait_for("guard NOT LISTENING", 5)
        took = time.monotonic() - begun
        check.that(took < 0.3, f"a window that lost the focus says NOT LISTENING within 300 ms (feature 6): {took * 1000:.0f} ms", took)
        display.xdotool("windowmap", "--sync", desk.window)
        desk.focus()
        desk.wait_for("guard none", 5)
    server.stop()


def without_server(check, meet, display):
    token = meet.file("alone.token", meet.device("finish-3", "timer") + "\n")
    director = meet.device("boss-3", "director")
    server = meet.serve()
    port = server.address[1]
    with Desk(display, meet.program, f"http://127.0.0.1:{port}", "--token-file", token, "--station", meet.scratch / "alone",
              "--view", "finish") as desk:
        desk.wait_for("link 1")
        server.kill()
        desk.wait_for("guard SERVER LOST", 10)
        desk.keys(*["space"] * 37)
        recorded = [line for _, line in desk.drain(1.5) if line.startswith("recorded tap ")]
        check.equal(len(recorded), 37, "without a server 37 taps are recorded (feature 7)")
        desk.kill()
    with Desk(display, meet.program, f"http://127.0.0.1:{port}", "--token-file", token, "--station", meet.scratch / "alone",
              "--view", "finish") as desk:
        desk.wait_for("link 2 unsent 37", 10)
        desk.drain(1.5)
        desk.keys("F4")
        check.that("gun of heat 1" in desk.wait_for("recorded gun"),
                   "a window that starts without a server still knows the heats: F4 gives the gun of the next")
        desk.kill()
    again = meet.serve()
    with Desk(display, meet.program, f"http://127.0.0.1:{again.address[1]}", "--token-file", token, "--station",
              meet.scratch / "alone", "--view", "finish") as desk:
        desk.wait_for("link 1 unsent 0", 20)
        rows = [row for row in again.client(director).journal() if row["kind"] == "reading" and row["device"] == "finish-3"]
        seqs = [row["device_seq"] for row in rows]
        check.equal(seqs, list(range(1, 39)), "on return the 37 and the gun arrive once, in order (features 3 and 7)")
    again.stop()


def monkey(check, meet, display):
    seed = random.randrange(1 << 30)
    print(f"seed {seed}", flush=True)
    dice = random.Random(seed)
    token = meet.file("monkey.token", meet.device("finish-4", "timer") + "\n")
    server = meet.serve()
    with Desk(display, meet.program, f"http://127.0.0.1:{server.address[1]}", "--token-file", token, "--station",
              meet.scratch / "monkey", "--view", "finish") as desk:
        desk.wait_for("link 1")
        names = ["space", "a", "q", "x", "Delete", "Tab", "Return", "Up", "Down", "Left", "Prior", "F3", "F6", "F7", "F10", "Insert",
                 "Home", "End", "1", "7", "Escape", "BackSpace", "ctrl+a", "ctrl+c", "ctrl+v", "alt+x", "shift+a", "slash", "minus"]
        pressed = [dice.choice(names) for _ in range(1000)]
        desk.keys(*pressed, delay=5)
        lines = [line for _, line in desk.drain(2.0) if line.startswith("recorded ")]
        # A Space with digits typed before it is a mark of that number, else a tap: either way each Space is one record.
        check.equal(len(lines), pressed.count("space"), f"1,000 keys of a monkey: each Space is one record, no other key records or deletes (feature 8)")
        check.that(not any("removed" in line for line in lines), "nothing was taken back", lines)
    server.stop()


def main():
    check = Checks()
    with Display() as display:
        for part in (taps_through_slow_frames, focus, without_server, monkey):
            with Meet(binary_path) as meet:
                meet.prepare()
                check.part(part, meet, display)
    return check.finish()


if __name__ == "__main__":
    binary_path = binary()
    sys.exit(main())
