#!/usr/bin/env python3
"""The kinds of heats that programs have, all as data: age and grade bands, whole schools, lanes by mark, open heats.

    heat_kinds.py [PROGRAM]

Each part plans a meet as its meet.toml says and looks at the heats report: who runs with whom, in which lane, when the
team leaves its tent. Siblings of one team's band together, and the places of assisted children, are looked at too.
"""

import sys

from heatline_client import Checks, Meet, binary
from small_meet import DAY, MEET_TOML

HEAD = MEET_TOML.split("[[heats.band]]")[0]


def band(name, **keys):
    words = {True: "true", False: "false"}
    lines = [f"{key} = {words.get(value, value) if not isinstance(value, (str, list)) else str(value) if isinstance(value, list) else repr(value)}"
             for key, value in {"name": name, "interval_min": 10, **keys}.items()]
    return ("\n[[heats.band]]\n" + "\n".join(lines) + "\n").replace("'", '"')


def plan(meet, bands, teams, runners, heats=""):
    """Plans the meet; the heats report as rows."""
    meet.run("new", meet.folder, "--preset", "kroc-final-mile", "--date", DAY)
    (meet.folder / "meet.toml").write_text(HEAD.replace("[heats]\n", "[heats]\n" + heats) + bands, encoding="utf-8")
    meet.run("import", meet.folder, "teams", meet.file("teams.csv", "team,tent_row,tent_col\n" + teams))
    meet.run("import", meet.folder, "runners", meet.file("runners.csv", runners))
    meet.run("plan", meet.folder, "--write")
    return meet.rows("heats")


def heats_of(rows, key):
    found = {}
    for row in rows:
        found.setdefault(key(row), set()).add(row["heat"])
    return found


def whole_schools(checks, program):
    """Atlanta and Oklahoma City: one band for every age, so that a school runs together."""
    with Meet(program, "atlanta-kids-marathon") as meet:
        meet.prepare()
        rows = meet.rows("heats")
        heats = heats_of(rows, lambda row: row["team"])
        checks.that(len(rows) > 100 and len({row["heat"] for row in rows}) > 1, "the sample of Atlanta has several heats", len(rows))
        checks.that(all(len(of_team) == 1 for of_team in heats.values()), "whole schools: no school is split", heats)
        checks.that(len({row["grade"] for row in rows}) > 3, "and its grades run together")


def grade_bands(checks, program):
    """KROC: children of one grade run together, across schools."""
    with Meet(program, "kroc-final-mile") as meet:
        meet.prepare()
        rows = meet.rows("heats")
        grades = {}
        for row in rows:
            grades.setdefault(row["heat"], set()).add(row["grade"])
        teams = {heat: {row["team"] for row in rows if row["heat"] == heat} for heat in grades}
        checks.that(len(grades) == 8 and all(len(of_heat) <= 2 for of_heat in grades.values()), "grade bands: eight heats by grade", grades)
        checks.that(all(len(of_heat) > 1 for of_heat in teams.values()), "across schools", teams)
        checks.that(all(len(of_unit) == 1 for of_unit in heats_of(rows, lambda row: (row["team"], row["grade"])).values()),
                    "and a school's children of one grade run in one heat")


def ages_and_open(checks, program):
    """Bands by age on the meet's date, and an open heat that a child asks for by its race."""
    runners = "bib,first,team,birth_date,gender,race\n" + "".join(
        f"{bib},Kid{bib},{team},{2027 - age}-04-30,F,{race}\n" for bib, (team, age, race) in enumerate(
            [("Ash", 6, ""), ("Ash", 7, ""), ("Birch", 6, ""), ("Birch", 9, "open"), ("Ash", 6, "open"), ("Birch", 12, "open"), ("Ash", 12, "")], 1))
    with Meet(program) as meet:
        rows = plan(meet, band("Ages 6-7", ages=[6, 7], race="mile", capacity=10) + band("Ages 8-14", ages=[8, 9, 10, 11, 12, 13, 14], race="mile", capacity=10)
                    + band("Open", race="open", capacity=10), "Ash,1,1\nBirch,1,2\n", runners)
        heats = {row["bib"]: (row["heat"], row["race"]) for row in rows}
        checks.equal(heats, {"1": ("1", "mile"), "2": ("1", "mile"), "3": ("1", "mile"), "7": ("2", "mile"),
                             "4": ("3", "open"), "5": ("3", "open"), "6": ("3", "open")}, "age bands, and an open heat for any age")
        mixed = meet.run("plan", meet.folder, "--json").out
        checks.that('"unplaced":[]' in mixed, "nobody is left over", mixed)


def lanes(checks, program):
    """Track: seeded by mark, the fastest together in the last heat, in the best lanes."""
    marks = [75.0 - 0.5 * i for i in range(11)]
    runners = "bib,first,team,grade,gender,race,seed_time\n" + "".join(
        f"{i + 1},Kid{i},{'Ash' if i % 2 else 'Birch'},3,M,dash,{mark:.1f}\n" for i, mark in enumerate(marks)) + "12,New,Ash,3,M,dash,\n"
    with Meet(program) as meet:
        rows = plan(meet, band("Dash", race="dash", grades=["3"], lanes=8), "Ash,1,1\nBirch,1,2\n", runners)
        last = {row["lane"]: row["bib"] for row in rows if row["heat"] == "2"}
        first = {row["lane"]: row["bib"] for row in rows if row["heat"] == "1"}
        checks.equal(last, dict(zip("453627", ("11", "10", "9", "8", "7", "6"))), "lanes: the six fastest run last, the fastest in lane 4, then 5, 3, 6, 2, 7")
        checks.that(set(first.values()) == {"1", "2", "3", "4", "5", "12"} and first["7"] == "12", "the others before them, a child without a mark outermost", first)
        checks.that(len(set(row["lane"] for row in rows if row["heat"] == "1")) == 6, "each in a lane of its own", first)
    with Meet(program) as meet:
        rows = plan(meet, band("Dash", race="dash", grades=["3"], lanes=8, lane_order=[1, 2, 3, 4, 5, 6, 8, 7]), "Ash,1,1\nBirch,1,2\n", runners)
        last = {row["lane"]: row["bib"] for row in rows if row["heat"] == "2"}
        checks.equal(last, dict(zip("123456", ("11", "10", "9", "8", "7", "6"))), "lane_order in meet.toml says which lanes are the best")


def siblings_and_guides(checks, program):
    """A team too large for one heat keeps siblings together; an assisted child takes its places."""
    runners = "bib,first,team,grade,gender,sibling_group,assisted\n" + "".join(
        f"{bib},Kid{bib},Ash,1,F,{'F1' if bib in (1, 40) else 'F2' if bib in (2, 20, 39) else ''},no\n" for bib in range(1, 41)) + "".join(
        f"{bib},Kid{bib},Birch,1,F,,yes\n" for bib in range(41, 45))
    with Meet(program) as meet:
        rows = plan(meet, band("Mile", race="mile", grades=["1"], capacity=24), "Ash,1,1\nBirch,1,2\n", runners, "assist_seats = 3\nmax_assisted = 3\n")
        heat = {int(row["bib"]): row["heat"] for row in rows}
        checks.that(heat[1] == heat[40] and heat[2] == heat[20] == heat[39], "siblings of one team's band run together", heat)
        for name in sorted(set(heat.values())):
            children = [bib for bib in heat if heat[bib] == name]
            seats = sum(3 if bib > 40 else 1 for bib in children)
            checks.that(seats <= 24 and sum(bib > 40 for bib in children) <= 3, f"heat {name}: an assisted child takes three places, three of them a heat", children)


def leaving(checks, program):
    """When a team leaves its tent, and when families come, from tents, walking speed and staging."""
    runners = "bib,first,team,grade,gender\n1,Ana,Ash,1,F\n2,Ben,Birch,1,M\n"
    with Meet(program) as meet:
        rows = plan(meet, band("Mile", race="mile", grades=["1"], capacity=24), "Ash,1,1\nBirch,2,1\n", runners,
                    "tent_cols = 10\ntent_pitch_m = 10\nwalk_m_per_min = 40\nstaging_min = 12\narrive_before_min = 50\n")
        times = {row["team"]: row["call_time"] for row in rows}
        # Birch stands at the end of the walk back: 19 tents, 190 m, 5 minutes.
        checks.equal(times, {"Ash": f"{DAY}T07:48:00.000-07:00", "Birch": f"{DAY}T07:43:00.000-07:00"}, "call times: start - staging - the walk, rounded up")
        sheets = meet.rows("tents")
        checks.that([row["call_time"] for row in sheets] == list(times.values()) and
                    all(row["arrive_by"] == f"{DAY}T07:10:00.000-07:00" for row in sheets), "the tent sheets say the same, and when families come", sheets)
        text = meet.run("plan", meet.folder, "--tents").out
        checks.that("the marshal passes 19 tents; the first team leaves its tent at 7:43" in text and "Birch: leave the tent by 7:43 for heat 1 at 8:00, 1 child" in text,
                    "the plan's report says how far the marshal walks, and who leaves when", text)


def clash(checks, program):
    """Where there is no plan the schools that clash are named, and no others."""
    teams = "team,tent_row,tent_col\nAsh,1,1\nBirch,1,2\nCedar,1,3\n"
    runners = "bib,first,team,grade,gender\n" + "".join(
        f"{bib},Kid{bib},{('Ash', 'Birch', 'Cedar')[bib % 3]},1,F\n" for bib in range(1, 19))
    locks = "".join(f'\n[[heats.lock]]\nteam = "{team}"\nband = "Mile"\nheat_in_band = 1\n' for team in ("Ash", "Birch"))
    with Meet(program) as meet:
        meet.run("new", meet.folder, "--preset", "kroc-final-mile", "--date", DAY)
        (meet.folder / "meet.toml").write_text(HEAD + band("Mile", race="mile", grades=["1"], capacity=10) + locks, encoding="utf-8")
        meet.run("import", meet.folder, "teams", meet.file("teams.csv", teams))
        meet.run("import", meet.folder, "runners", meet.file("runners.csv", runners))
        said = meet.run("plan", meet.folder, "--write", expect=3).err
        checks.that("rule H4" in said and "it concerns Ash, Birch" in said and "Cedar" not in said, "plan names the schools whose locks overfill a heat", said)


def main():
    checks, program = Checks(), binary()
    for part in (whole_schools, grade_bands, ages_and_open, lanes, siblings_and_guides, leaving, clash):
        checks.part(part, program)
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
