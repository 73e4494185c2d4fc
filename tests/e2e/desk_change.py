#!/usr/bin/env python3
"""The heats view on a display: a team dragged to another heat, and a change of the day, each shown before it is done
and taken back by one key."""

import sys
import time

from desk_client import Desk, Display, end_server_of, free_port
from heatline_client import Checks, Meet, binary

TEAM = (570, 323)  # The first team of the heat that is shown: Garfield, at tent A2.
HEAT_2 = (200, 140)  # The second row of the list of heats.
BESIDE = (700, 650)  # Nothing is there.
MORE_TEAMS = """team,tent,kind,coaches,registered_coach,background_check
Sunset,A3,school,3,yes,yes
"""
MORE_CHILDREN = """bib,first,last,grade,gender,team
301,Ida,Marsh,1,F,Sunset
302,Jon,Reed,1,M,Sunset
"""


def prepare(meet):
    """Grade 1 has two heats of four: Garfield and Lincoln, then Sunset with two places left."""
    meet.prepare()
    toml = meet.folder / "meet.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("capacity = 40", "capacity = 4"), encoding="utf-8")
    meet.run("import", meet.folder, "teams", meet.file("more_teams.csv", MORE_TEAMS))
    meet.run("import", meet.folder, "runners", meet.file("more_runners.csv", MORE_CHILDREN))
    meet.run("plan", meet.folder, "--write")


def heat_of(meet):
    return {row["bib"]: row["heat"] for row in meet.rows("heats")}


def drag(desk, start, *way):
    """Pressed at `start`, over each point of `way`, let go at its last."""
    desk.display.xdotool("mousemove", "--window", desk.window, *start, "mousedown", 1)
    for point in way:
        time.sleep(0.3)
        desk.display.xdotool("mousemove", "--window", desk.window, *point)
    time.sleep(0.3)
    desk.display.xdotool("mouseup", 1)
    time.sleep(0.3)


def done(desk, commands):
    """Waits for that many commands and their answers."""
    said = []
    for _ in range(commands):
        said.append(desk.wait_for("command "))
        answer = desk.wait_for("answer ")
        if not answer.startswith("answer 200"):
            return said + [answer]
    return said


def said_nothing(desk):
    return [line for _, line in desk.drain() if line.startswith(("command ", "recorded "))]


def window(display, meet):
    desk = Desk(display, meet.program, f"http://127.0.0.1:{free_port()}", "--serve", meet.folder, "--view", "heats")
    desk.wait_for("link 1")
    time.sleep(1.5)
    return desk


def a_team_is_dragged(check, meet, display):
    before = heat_of(meet)
    with window(display, meet) as desk:
        drag(desk, TEAM, BESIDE)
        desk.keys("Return")
        check.equal(said_nothing(desk), [], "a team let go beside the heats stays where it is")
        drag(desk, TEAM, BESIDE, HEAT_2)
        check.equal(said_nothing(desk), [], "let go on a heat, nothing is done before a person said so")
        desk.keys("Escape")
        drag(desk, TEAM, BESIDE, HEAT_2)
        desk.keys("Return")
        said = done(desk, 2)
        check.that(all('"move"' in line for line in said), "Enter moves both children of the team", said)
        check.equal(heat_of(meet), {**before, "201": "2", "202": "2"}, "they and nobody else are in Heat 2")
        desk.keys("F8")
        done(desk, 2)
        check.equal(heat_of(meet), before, "F8 takes the whole team back")
        drag(desk, TEAM, BESIDE, HEAT_2)
        desk.keys("Escape")
        check.equal(said_nothing(desk), [], "Esc leaves it")
    meet.run("verify", meet.folder)


def a_heat_cannot_be_run(check, meet, display):
    before = heat_of(meet)
    with window(display, meet) as desk:
        desk.keys("F6", "5", "Return", delay=300)  # The heat that is shown stands there already.
        check.equal(said_nothing(desk), [], "what would change is shown, and nothing is done")
        desk.keys("Return", "Return", "Return", delay=300)
        check.equal(said_nothing(desk), [], "without a reason nothing is done")
        desk.keys(*"rain", "Return", delay=100)
        said = done(desk, 1)
        check.that('"replan"' in said[0] and '"cancel":"1"' in said[0] and '"accept"' in said[0],
                   "one command does it, and only what was shown", said)
        moved = heat_of(meet)
        check.equal({bib for bib in before if moved.get(bib) != before[bib]}, {"101", "102", "201", "202"},
                    "the children of Heat 1 have another heat, and nobody else has")
        check.that(len({moved[bib] for bib in ("101", "102")}) == 1 and len({moved[bib] for bib in ("201", "202")}) == 1,
                   "each team stays together", moved)
        desk.keys("F8")
        done(desk, 1)
        check.equal(heat_of(meet), before, "F8 takes it back whole")
    meet.run("verify", meet.folder)


def main():
    check = Checks()
    with Display() as display:
        for part in (a_team_is_dragged, a_heat_cannot_be_run):
            with Meet(program) as meet:
                prepare(meet)
                check.part(part, meet, display)
                end_server_of(meet.folder)
    return check.finish()


if __name__ == "__main__":
    program = binary()
    sys.exit(main())
