#!/usr/bin/env python3
"""One laptop, one person, keys only: `heatline-dashboard --serve DIR` takes a heat from its start to official results."""

import csv
import io
import sys
import time

from desk_client import Desk, Display, end_server_of, free_port
from heatline_client import Checks, Meet, binary

GUN = (1310, 718)  # On the finish view's button of the gun, at the foot's right.
START = (1310, 154)  # On the heats view's button, in the head's right.
CHUTE = ["101", "102", "201", "202"]  # Heat 1 of the small meet: grade 1.


def heat_by_keys(check, meet, display):
    toml = meet.folder / "meet.toml"
    # The gun and the first child of this test are a second apart.
    toml.write_text(toml.read_text(encoding="utf-8").replace("minimum_finish_s = 120", "minimum_finish_s = 0"), encoding="utf-8")
    with Desk(display, meet.program, f"http://127.0.0.1:{free_port()}", "--serve", meet.folder, "--view", "finish") as desk:
        desk.wait_for("link 1")
        time.sleep(1.0)
        desk.keys("F4")
        check.that("gun of heat 1" in desk.wait_for("recorded "), "F4 is the gun of Heat 1 (feature 11)")
        time.sleep(1.0)
        crossed = time.monotonic()
        desk.keys(*["space"] * len(CHUTE), delay=1000)
        for number in range(1, len(CHUTE) + 1):
            desk.wait_for(f"recorded tap {number}")
        desk.keys("F2", "2", delay=200)
        desk.wait_for("view chute")
        # Ten seconds from the line to the end of the chute, as children walk.
        for place, bib in enumerate(CHUTE):
            time.sleep(max(0.0, crossed + 10 + place - time.monotonic()))
            desk.keys(*(bib if place < 2 else ["KP_" + digit for digit in bib]), "Return" if place < 2 else "KP_Enter")
            desk.wait_for(f"recorded number {bib}")
        desk.keys("F2", "6", delay=200)
        desk.wait_for("view heats")
        time.sleep(1.0)
        desk.keys("o")
        desk.wait_for("command ")
        answer = desk.wait_for("answer ")
        check.that(answer.startswith("answer 200"), "O makes the heat official", answer)
        live = list(csv.DictReader(io.StringIO(meet.report("results").decode("utf-8-sig"))))
        rows = [row for row in live if row["heat"] == "1"]
        check.equal([(row["bib"], row["place"], row["status"]) for row in rows],
                    [(bib, str(place), "finished") for place, bib in enumerate(CHUTE, 1)],
                    "the four children have their places, by numbers from the main row and from the keypad (feature 4)")
        check.that(all(row["evidence"] and row["review"] == "0" for row in rows), "nothing is left to look at", rows)

    # The window is closed: so is its server, and the meet is whole.
    meet.run("verify", meet.folder)
    closed = [(row["bib"], row["place"]) for row in meet.rows("results") if row["heat"] == "1"]
    check.equal(closed, [(row["bib"], row["place"]) for row in rows], "closed, the meet says what it said live")


def gun_by_a_click(check, meet, display):
    with Desk(display, meet.program, f"http://127.0.0.1:{free_port()}", "--serve", meet.folder, "--view", "finish") as desk:
        desk.wait_for("link 1")
        time.sleep(1.5)
        desk.click(*GUN)
        check.that("gun of heat 1" in desk.wait_for("recorded "), "a click on the button is the gun of Heat 1 (feature 11)")
        for place in ((683, 250), (683, 580), (200, 724), GUN):  # The clock, the words, the keys; the next heat's gun at once.
            desk.click(*place)
            time.sleep(0.5)
        more = [line for _, line in desk.drain() if line.startswith("recorded ")]
        check.equal(more, [], "a click anywhere else is no tap, and the gun clicked again is one gun")
        desk.keys("space")
        check.that(bool(desk.wait_for("recorded tap 1")), "after the clicks Space is a tap as before")
        desk.keys("F2", "6", delay=200)
        desk.wait_for("view heats")
        desk.keys("Down")
        time.sleep(1.0)
        desk.click(*START)
        check.that("gun of heat 2" in desk.wait_for("recorded "), "in the heats view a click on Start is the gun of that heat")
        time.sleep(1.5)
        desk.keys("s")  # It has its gun.
        desk.keys("F8")
        command = desk.wait_for("command ")
        answer = desk.wait_for("answer ")
        check.that('"void"' in command and answer.startswith("answer 200"), "F8 takes the gun back in the office too", [command, answer])
        desk.keys("F8", "ctrl+z", "u", "z")
        more = [line for _, line in desk.drain() if line.startswith(("command ", "recorded "))]
        check.equal(more, [], "and then nothing is left to take back: S, told that the heat had begun, gave no second gun")


def killed_window(check, meet, display):
    url = f"http://127.0.0.1:{free_port()}"
    with Desk(display, meet.program, url, "--serve", meet.folder, "--view", "finish") as desk:
        desk.wait_for("link 1")
        desk.keys("space", "space")
        desk.wait_for("recorded tap 2")
        desk.kill()
    live = meet.run("tents", meet.folder).out
    check.that("Lincoln" in live, "the window was killed, and the server goes on")
    with Desk(display, meet.program, url, "--serve", meet.folder, "--view", "finish") as desk:
        desk.wait_for("link 1 unsent 0", 20)
        desk.keys("space")
        check.that(bool(desk.wait_for("recorded tap 3")), "a new window finds the server and the taps of the one before")
    end_server_of(meet.folder)


def main():
    check = Checks()
    with Display() as display:
        for part in (heat_by_keys, gun_by_a_click, killed_window):
            with Meet(program) as meet:
                meet.prepare()
                check.part(part, meet, display)
    return check.finish()


if __name__ == "__main__":
    program = binary()
    sys.exit(main())
