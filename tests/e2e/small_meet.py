"""The meet of most end-to-end tests: two teams, eight children, two heats; small enough to hold in your head."""

DAY = "2027-05-01"

# Surnames that no team, preset or word of the program contains, so that finding one in an answer means a leak.
TEAMS = """team,tent,kind,coaches,registered_coach,background_check
Lincoln,A1,school,3,yes,yes
Garfield,A2,school,3,yes,yes
"""
CHILDREN = [
    # bib, first, last, grade, gender, team, public_name
    ("101", "Ana", "Zwyxelby", "1", "F", "Lincoln", "yes"),
    ("102", "Ben", "Qvistorpe", "1", "M", "Lincoln", "yes"),
    ("103", "Chloe", "Xhembulla", "2", "F", "Lincoln", "no"),
    ("104", "Dev", "Jwarrika", "2", "M", "Lincoln", "yes"),
    ("201", "Elif", "Vrbnjakova", "1", "F", "Garfield", "yes"),
    ("202", "Finn", "Kszczotko", "1", "M", "Garfield", "yes"),
    ("203", "Gia", "Pfnurrel", "2", "F", "Garfield", "yes"),
    ("204", "Hugo", "Tzimiskos", "2", "M", "Garfield", "yes"),
]
SURNAMES = [child[2] for child in CHILDREN]
RUNNERS = "bib,first,last,grade,gender,team,public_name\n" + "".join(",".join(child) + "\n" for child in CHILDREN)
MEET_TOML = f"""[meet]
name = "The Small Mile"
date = {DAY}
time_zone = "America/Los_Angeles"

[timing]
rounding = "up-tenth"
minimum_finish_s = 120

[heats]
first_start = "08:00"
latest_start = "11:30"

[[heats.band]]
name = "Mile, grade 1"
race = "mile"
grades = ["1"]
distance_m = 1609
capacity = 40
interval_min = 15

[[heats.band]]
name = "Mile, grade 2"
race = "mile"
grades = ["2"]
distance_m = 1609
capacity = 40
interval_min = 15

[[grants]]
id = "per-finisher"
kind = "per-finisher"
amount_usd = "5.00"

[privacy]
public_name = "first-initial"
"""
