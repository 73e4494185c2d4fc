"""The kinds of doubt of `review_cards.py`: for each a heat whose readings make it happen, and what may be answered.

`marks` are the doubtful rows by bib, with how their evidence ends; `ask` makes the answers once the readings have names.
"""

from datetime import datetime, timedelta, timezone

from small_meet import DAY

GUN = datetime.fromisoformat(f"{DAY}T15:00:00+00:00")
SIZE = 24


def at(seconds):
    when = GUN + timedelta(microseconds=round(seconds * 1_000_000))
    return when.astimezone(timezone.utc).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Child:
    """One child as the devices saw it; what is not changed went as it should."""

    def __init__(self, bib, crossed, noted):
        self.bib, self.crossed, self.noted = bib, crossed, noted
        self.tapped, self.typed, self.scanned, self.read, self.keyed = True, bib, None, None, False


class Heat:
    """A heat on a line of its own: children who cross every few seconds, every eighth noted, the scanner idle."""

    def __init__(self, name, number, every=4.0, size=SIZE, gun=0.0, first=None):
        self.name, self.heat, self.gun = name, None, gun
        # Numbers that no slip turns into one of another heat.
        self.first = first or (101 + 11 * number) * 100 + 1
        self.children, self.late = [], self.bib(79)
        for i in range(size):
            crossed = gun + 400 + every * i + 0.3 * (i * 7 % 5)
            self.children.append(Child(self.bib(i), crossed, crossed + 0.1 if i % 8 == 4 else None))
        self.entered = [child.bib for child in self.children] + [self.late, self.bib(89)]
        self.status, self.marks, self.answers, self.count, self.extra, self.tags = None, {}, [], size, [], {}
        self.readings, self.taps, self.numbers, self.notes = [], {}, {}, {}

    def bib(self, i):
        return str(self.first + i)

    def add(self, **reading):
        self.readings.append(dict(reading, seq=len(self.readings) + 1))
        return {"device": f"{self.name}-1", "epoch": "", "seq": len(self.readings)}

    def tell(self):
        """All readings of the day, and how each is named."""
        for child in self.children:
            if child.tapped:
                self.taps[child.bib] = self.add(kind="tap", at=at(child.crossed))
            if child.noted is not None:
                self.notes[child.bib] = self.add(kind="select", bib=child.bib, at=at(child.noted))
            if child.read is not None:
                self.add(kind="chip", tag=f"AA{child.bib}", at=at(child.read))
        for seconds in self.extra:
            self.taps[seconds] = self.add(kind="tap", at=at(seconds))
        for child in self.children:
            if child.typed and not child.keyed:
                when = child.crossed + 10 if child.scanned is None else child.scanned
                self.numbers[child.bib] = self.add(kind="bib", mode="live", bib=child.typed, at=at(when))
        for child in self.children:
            if child.typed and child.keyed:
                self.numbers[child.bib] = self.add(kind="bib", mode="batch", bib=child.typed)

    # Commands, each with what takes it back.
    def assign(self, key, bib):
        tap = self.taps[key]
        return ("assign", {"tap": tap, "bib": bib}), [("assign", {"tap": tap, "bib": ""})]

    def void(self, reading):
        return ("void", {"reading": reading}), [("restore", {"reading": reading})]

    def insert(self, bib, seconds, heat=None):
        heat = heat or self.heat
        return (("insert-finish", {"heat": heat, "bib": bib, "at": at(seconds)}),
                [("insert-finish", {"heat": heat, "bib": bib, "undo": True})])

    def add_runner(self, bib):
        return (("add-runner", {"team": "Lincoln", "first": "Zoe", "last": "Late", "bib": bib, "heat": self.heat}),
                [("move", {"bib": bib, "from": self.heat, "heat": ""}), ("bind-bib", {"runner": "", "bib": bib})])

    def answer(self, label, commands, **expected):
        """`times` maps a bib to its seconds since the first gun, or to None: no finish; `count` finishers are left."""
        self.answers.append((label, commands, expected))


def press_without_number(number):
    heat = Heat("no-number", number)
    child = heat.children[9]
    child.typed = ""
    heat.marks = {"": "no number was taken"}
    heat.ask = lambda: (
        heat.answer("Enter number", [heat.assign(child.bib, child.bib)], times={child.bib: child.crossed}, count=24),
        heat.answer("Extra press", [heat.void(heat.taps[child.bib])], times={child.bib: None}, count=23))
    return heat


def number_without_press(number):
    heat = Heat("no-press", number, every=6)
    child = heat.children[9]
    child.tapped = False
    for beside in (8, 10):
        heat.children[beside].noted = heat.children[beside].crossed
    heat.marks = {child.bib: "nobody pressed the key"}
    heat.ask = lambda: (
        heat.answer("Keep", [heat.insert(child.bib, 454.9)], times={child.bib: 454.9}, count=24),
        heat.answer("Enter time", [heat.insert(child.bib, 455.5)], times={child.bib: 455.5}, count=24))
    return heat


def counts_differ(number):
    heat = Heat("counts", number, size=33)
    for child in heat.children:
        child.keyed = True
    lost = heat.children[15]
    lost.typed = ""
    between = heat.children[13:20]
    heat.marks = {child.bib if child is not lost else "": "" for child in between}
    heat.some = True  # Which of them are marked is not the contract's to say.
    heat.ask = lambda: (
        heat.answer("Enter number", [heat.assign(lost.bib, lost.bib)], times={c.bib: c.crossed for c in between}, count=33),
        heat.answer("Keep", [heat.assign(c.bib, c.bib) for c in between if c is not lost],
                    times={c.bib: c.crossed for c in between if c is not lost}, count=33, left={""}),
        heat.answer("Extra press", [heat.void(heat.taps[lost.bib])],
                    times={c.bib: c.crossed for c in between if c is not lost}, count=32))
    return heat


def note_disagrees(number):
    heat = Heat("note", number)
    child, beside = heat.children[9], heat.children[3]
    child.noted = beside.crossed + 0.1
    heat.marks = {child.bib: "the sources disagree"}
    heat.ask = lambda: (
        heat.answer("Line", [heat.assign(beside.bib, child.bib)], times={child.bib: beside.crossed}),
        heat.answer("Chute", [heat.assign(child.bib, child.bib)], times={child.bib: child.crossed}, count=24))
    return heat


def mat_disagrees(number):
    heat = Heat("mat", number)
    child, beside = heat.children[9], heat.children[3]
    child.read = beside.crossed - 0.2
    heat.tags = {child.bib: f"AA{child.bib}"}
    heat.marks = {child.bib: "the sources disagree"}
    heat.ask = lambda: (
        heat.answer("Mat", [heat.assign(beside.bib, child.bib)], times={child.bib: beside.crossed}),
        heat.answer("Chute", [heat.assign(child.bib, child.bib)], times={child.bib: child.crossed}, count=24))
    return heat


def lone_note(number):
    heat = Heat("lone-note", number)
    child, beside = heat.children[9], heat.children[8]
    child.tapped, child.typed, child.noted = False, "", beside.crossed + 0.3
    heat.marks = {child.bib: "the sources disagree"}
    heat.ask = lambda: (
        heat.answer("Yes", [heat.assign(beside.bib, beside.bib), heat.insert(child.bib, child.noted)],
                    times={child.bib: child.noted, beside.bib: beside.crossed}, count=24),
        heat.answer("No", [heat.void(heat.notes[child.bib])], times={child.bib: None, beside.bib: beside.crossed}, count=23))
    return heat


def number_repaired(number):
    heat = Heat("typo", number)
    child, late = heat.children[9], heat.late
    child.typed = child.bib[:-1]
    heat.marks = {child.bib: "the number was taken wrongly"}
    wrong = lambda: heat.void(heat.numbers[child.bib])
    heat.ask = lambda: (
        heat.answer("Yes", [heat.assign(child.bib, child.bib), wrong()], times={child.bib: child.crossed}, count=24),
        heat.answer("Other number", [heat.assign(child.bib, late), wrong()], times={late: child.crossed, child.bib: None}, count=24),
        heat.answer("Unknown runner", [heat.add_runner(child.typed), heat.assign(child.bib, child.typed)],
                    times={child.typed: child.crossed, child.bib: None}, count=24))
    return heat


def taken_twice(number):
    heat = Heat("repaired", number, first=301)
    first, second = heat.children[11], heat.children[20]
    second.typed, second.noted = first.bib, None  # Two digits exchanged.
    heat.marks = {first.bib: "the number was taken twice", second.bib: "the number was taken wrongly"}
    again = lambda: heat.void(heat.numbers[second.bib])
    heat.ask = lambda: (
        heat.answer("Yes", [heat.assign(second.bib, second.bib), again()],
                    times={first.bib: first.crossed, second.bib: second.crossed}, count=24),
        heat.answer("Other number", [heat.assign(second.bib, heat.late), again()],
                    times={first.bib: first.crossed, heat.late: second.crossed, second.bib: None}, count=24),
        heat.answer("Count once", [again()], times={first.bib: first.crossed, second.bib: None}))
    return heat


def number_unknown(number):
    heat = Heat("unknown", number)
    child = heat.children[9]
    child.typed = "9057"
    heat.marks = {"9057": "the number is nobody's"}
    heat.ask = lambda: (
        heat.answer("Other number", [heat.assign(child.bib, child.bib), heat.void(heat.numbers[child.bib])],
                    times={child.bib: child.crossed}, count=24),
        heat.answer("Add runner", [heat.add_runner("9057"), heat.assign(child.bib, "9057")],
                    times={"9057": child.crossed, child.bib: None}, count=24),
        heat.answer("Do not count", [heat.void(heat.numbers[child.bib]), heat.void(heat.taps[child.bib])],
                    times={child.bib: None}, count=23))
    return heat


def entered_twice(number):
    heat = Heat("twice", number)
    first, second, late = heat.children[9], heat.children[19], heat.late
    second.typed = first.bib
    heat.marks = {first.bib: "the number was taken twice"}
    again = lambda: heat.void(heat.numbers[second.bib])
    heat.ask = lambda: (
        heat.answer("the child it may be", [heat.assign(second.bib, second.bib), again()],
                    times={first.bib: first.crossed, second.bib: second.crossed}, count=24),
        heat.answer("Other number", [heat.assign(second.bib, late), again()],
                    times={first.bib: first.crossed, late: second.crossed}, count=24),
        heat.answer("Count once", [again()], times={first.bib: first.crossed}))
    return heat


def heat_doubtful(number):
    heat = Heat("heats", number)
    stray, crossed = heat.bib(76), 2045.4
    second = Heat("heats", number + 1, gun=1500)
    heat.entered.append(stray)
    heat.second = second
    walker = Child(stray, crossed, None)
    heat.children += second.children + [walker]
    heat.children.sort(key=lambda child: child.crossed)
    heat.shown_in_second = True
    heat.marks = {stray: "not entered in this heat"}
    heat.count = SIZE + 1
    heat.ask = lambda: (
        heat.answer("the heat that fits", [heat.insert(stray, crossed, second.heat)], times={stray: crossed}, count=25),
        heat.answer("the heat of the plan", [heat.insert(stray, crossed, heat.heat)], times={stray: None}, count=24),
        heat.answer("Other number", [heat.assign(stray, second.late), heat.void(heat.numbers[stray])],
                    times={stray: None, second.late: crossed}, count=25))
    return heat


def tapper_away(number):
    heat = Heat("away", number, size=30)
    away = heat.children[13:19]
    for child in away:
        child.tapped, child.noted = False, None
    heat.marks = {child.bib: "nobody pressed the key" for child in away}
    heat.ask = lambda: (
        heat.answer("Keep", [heat.insert(c.bib, c.crossed) for c in away], times={c.bib: c.crossed for c in away}, count=30),)
    return heat


def ring_keyed_later(number):
    heat = Heat("ring", number, size=36)
    ring = heat.children[14:20]
    for child in ring:
        child.keyed, child.noted = True, None
    heat.marks = {child.bib: "" for child in ring}
    heat.ask = lambda: (
        heat.answer("Keep", [heat.assign(c.bib, c.bib) for c in ring], times={c.bib: c.crossed for c in ring}, count=36),)
    return heat


def after_status(number):
    heat = Heat("dns", number)
    child = heat.children[9]
    heat.status = (child.bib, "dns")
    heat.marks = {child.bib: "was marked as not finishing"}
    status = lambda word: ("status", {"bib": child.bib, "heat": heat.heat, "status": word})
    # A status that comes behind a finish holds over it; so the finish is said again.
    back = lambda: [status("dns"), ("assign", {"tap": heat.taps[child.bib], "bib": child.bib})]
    remove = lambda undo: ("remove-finish", {"heat": heat.heat, "bib": child.bib, **undo})
    heat.ask = lambda: (
        heat.answer("Did not finish", [(remove({}), [remove({"undo": True})])], times={child.bib: None}),
        heat.answer("Finished", [(status("none"), back())], times={child.bib: child.crossed}, count=24, asks_again=True))
    return heat


def double_press(number):
    heat = Heat("double", number)
    child, second = heat.children[9], heat.children[9].crossed + 0.22
    heat.extra = [second]
    heat.ask = lambda: (
        heat.answer("Extra press", [heat.void(heat.taps[second])], times={child.bib: child.crossed}, count=24),
        heat.answer("Enter number", [heat.assign(second, heat.late)],
                    times={child.bib: child.crossed, heat.late: second}, count=25))
    return heat


def adult(number):
    heat = Heat("adult", number)
    for child in heat.children:
        child.read = child.crossed - 0.2
        heat.tags[child.bib] = f"AA{child.bib}"
    walked = heat.children[12].crossed + 2
    heat.extra = [walked]
    heat.ask = lambda: (
        heat.answer("Extra press", [heat.void(heat.taps[walked])], count=24),
        heat.answer("Enter number", [heat.assign(walked, heat.late)], times={heat.late: walked}, count=25))
    return heat


def queue_without_presses(number):
    heat = Heat("queue", number, every=1)
    for i, child in enumerate(heat.children):
        child.tapped, child.noted, child.scanned = False, None, 410 + 2.5 * i
    for i in (2, 22):
        heat.children[i].noted = heat.children[i].crossed
    heat.estimated = True
    heat.ask = lambda: ()
    return heat


def no_numbers(number):
    heat = Heat("nameless", number, size=20)
    for child in heat.children:
        child.typed, child.noted = "", None
    heat.marks = {"": ""}
    heat.ask = lambda: ()
    return heat


KINDS = (press_without_number, number_without_press, counts_differ, note_disagrees, mat_disagrees, lone_note, number_repaired,
         taken_twice, number_unknown, entered_twice, tapper_away, ring_keyed_later, after_status, double_press, adult,
         queue_without_presses, no_numbers, heat_doubtful)
