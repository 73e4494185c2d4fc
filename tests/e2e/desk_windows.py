#!/usr/bin/env python3
"""Several windows at once, on a display without a screen: the one in front, the ones that show, the one that is alone.

    desk_windows.py [--minutes M]     for so long the last part is without a server; half a minute if nothing is said
"""

import random
import re
import sys
import time

from desk_client import Desk, Display
from heatline_client import Checks, Meet, binary

CHUTE = ["101", "102", "201", "202"]  # Heat 1 of the small meet: grade 1.


def number(word, line):
    return int(re.search(rf" {word} (\d+)", line)[1])


def another_window_in_front(check, meet, display):
    server = meet.serve()
    url = f"http://127.0.0.1:{server.address[1]}"
    finish = meet.file("finish.token", meet.device("finish-1", "timer") + "\n")
    chute = meet.file("chute.token", meet.device("chute-1", "timer") + "\n")
    with Desk(display, meet.program, url, "--token-file", finish, "--station", meet.scratch / "a", "--view", "finish") as line:
        line.wait_for("link 1")
        line.drain(0.5)
        with Desk(display, meet.program, url, "--token-file", chute, "--station", meet.scratch / "b", "--view", "chute") as other:
            other.wait_for("link 1")
            line.focus()
            line.wait_for("guard none", 10)
            other.focus()
            lost = other.focused_at
            line.wait_for("focus no", 10)
            line.wait_for("guard NOT LISTENING", 5)
            took = line.seen[-1][0] - lost
            check.that(took < 0.3, f"another window in front: NOT LISTENING within 300 ms (feature 6): {took * 1000:.0f} ms", took)
            line.wait_for("tone alert", 5)
            took = line.seen[-1][0] - lost
            check.that(took < 0.3, f"and its tone within 300 ms (feature 6): {took * 1000:.0f} ms", took)
            other.keys("1", "0", "1", "Return")
            other.wait_for("recorded number 101")
            check.that(not any(text.startswith("recorded") for _, text in line.drain(0.5)), "keys are the front window's alone")
            again = [when for when, text in line.seen if text == "tone alert"]
            line.wait_for("tone alert", 10)
            check.that(line.seen[-1][0] - again[-1] < 6, "the tone comes again while nobody listens", line.seen[-1][0] - again[-1])
        line.focus()
        line.wait_for("guard none", 5)
        line.keys("space")
        check.that(bool(line.wait_for("recorded tap 1")), "in front again, it listens")
    server.stop()


def a_change_reaches_every_screen(check, meet, display):
    server = meet.serve()
    url = f"http://127.0.0.1:{server.address[1]}"
    roles = {"announcer": "announcer", "director": "director", "results": "staff", "finish": "timer"}
    tokens = {view: meet.device(f"{view}-1", role) for view, role in roles.items()}
    boss = server.client(meet.device("boss", "director"))
    gun = time.time() - 600
    def at(seconds):
        moment = gun + seconds
        return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{int(moment % 1 * 1000):03d}Z"
    readings = [{"seq": 1, "kind": "start", "heat": "1", "at": at(0)}]
    for place, bib in enumerate(CHUTE):
        readings.append({"seq": len(readings) + 1, "kind": "tap", "at": at(400 + 10 * place)})
        readings.append({"seq": len(readings) + 1, "kind": "bib", "bib": bib, "mode": "live", "at": at(408 + 10 * place)})
    check.equal(boss.readings(*readings).status, 200, "a heat has run")
    desks = {}
    try:
        for view, token in tokens.items():
            desks[view] = Desk(display, meet.program, url, "--token-file", meet.file(view, token + "\n"), "--station",
                               meet.scratch / f"of-{view}", "--view", view)
            desks[view].wait_for("link 1")
            desks[view].wait_for("drawn seq", again=True)
        changes = [("a correction", "void", {"reading": {"device": "boss", "epoch": "", "seq": 9}}),
                   ("the correction taken back", "restore", {"reading": {"device": "boss", "epoch": "", "seq": 9}}),
                   ("another start", "set-start", {"heat": "1", "at": at(-5)}),
                   ("official", "make-official", {"heat": "1", "reason": "all seen"}),
                   ("unofficial again", "reopen", {"heat": "1"})]
        for words, command, parameters in changes:
            for desk in desks.values():
                desk.drain(0.3)
            answer = boss.command(command, reason="a test", **{key: value for key, value in parameters.items() if key != "reason"})
            begun = time.monotonic()
            if not check.equal(answer.status, 200, f"{words} is done"):
                print(answer, flush=True)
                continue
            for view, desk in desks.items():
                while number("seq", desk.wait_for("drawn seq", 10)) < answer.json["seq"]:
                    pass
                took = desk.seen[-1][0] - begun
                check.that(took < 2, f"{words} is on the screen `{view}` within 2 s (feature 15): {took * 1000:.0f} ms", took)
    finally:
        for desk in desks.values():
            desk.close()
    server.stop()


def the_gallery(check, meet, display):
    with Desk(display, meet.program, "--gallery", "--scene", "finish") as desk:
        first = desk.wait_for("scene ", again=True)
        desk.keys("Next")
        second = desk.wait_for("scene ")
        desk.keys("End", "space", "F4", "Home", delay=100)
        check.equal([desk.wait_for("scene ") for _ in range(2)][1], first, "the gallery is leafed through by keys, and nothing in it does anything")
        check.that(second != first and second.startswith("scene finish"), "Page down turns to another scene", second)


def alone_and_back(check, meet, display, minutes):
    seed = random.randrange(1 << 30)
    print(f"seed {seed}", flush=True)
    dice = random.Random(seed)
    token = meet.file("alone.token", meet.device("finish-1", "timer") + "\n")
    director = meet.device("boss", "director")
    server = meet.serve()
    port = server.address[1]
    with Desk(display, meet.program, f"http://127.0.0.1:{port}", "--token-file", token, "--station", meet.scratch / "alone",
              "--view", "finish") as desk:
        desk.wait_for("link 1")
        desk.wait_for("drawn seq", again=True)
        desk.keys("F4", "space")
        desk.wait_for("recorded tap 1")
        server.kill()
        desk.wait_for("guard SERVER LOST", 15)
        until, taps = time.monotonic() + 60 * minutes, 1
        while time.monotonic() < until:
            desk.keys("space")
            taps += 1
            desk.wait_for(f"recorded tap {taps}", 5)
            time.sleep(dice.expovariate(1 / 2.0) if minutes > 2 else dice.uniform(0.1, 1.0))
        check.that(taps > 10, f"alone for {minutes} minutes in mid-heat, {taps} taps were recorded (feature 7)", taps)
        again = meet.serve(port)
        desk.wait_for("link 1", 60)
        while " unsent 0 " not in desk.seen[-1][1] + " ":
            desk.wait_for("link 1", 60)
        rows = [row for row in again.client(director).journal() if row["kind"] == "reading" and row["device"] == "finish-1"]
        check.equal([row["device_seq"] for row in rows], list(range(1, taps + 2)), "on return all arrive once, in order, and nobody did anything")
        check.equal(sum(row["body"]["kind"] == "tap" for row in rows), taps, "each tap is one")
    again.stop()


def main():
    minutes = 0.5
    if "--minutes" in sys.argv:
        minutes = float(sys.argv[sys.argv.index("--minutes") + 1])
    check = Checks()
    with Display() as display:
        for part, *more in ((another_window_in_front,), (a_change_reaches_every_screen,), (the_gallery,), (alone_and_back, minutes)):
            with Meet(program) as meet:
                meet.prepare()
                check.part(part, meet, display, *more)
    return check.finish()


if __name__ == "__main__":
    program = binary()
    sys.exit(main())
