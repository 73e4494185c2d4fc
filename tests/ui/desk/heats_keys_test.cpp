// The heats view by its keys: each gives exactly one command or reading, or says why not.

#include <catch2/catch.hpp>
#include <random>

#include "engine/derive.h"
#include "tests/support/heats_office.h"
#include "tests/support/meet_builder.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/heats_children_model.h"
#include "ui/desk/views/heats_match_model.h"

using namespace heatline;
using heatline::test::pressed;

namespace {

// One heat, and what stands beside it.
struct KeysOffice : test::HeatsOffice {
    using HeatsOffice::HeatsOffice;
    std::string said() { return screen.said; }
    // A reading as commands name it.
    std::string name(const ReadingRef& ref) const {
        return R"({"device":")" + sample.state.devices[ref.device.index()].name + R"(","epoch":")" + ref.epoch +
               R"(","seq":)" + std::to_string(ref.seq) + "}";
    }
    const HeatMatch& match() const { return *desk.overview->match; }
};

std::string json(const std::vector<ui::Intent>& intents) {
    if (intents.size() != 1) return "intents: " + std::to_string(intents.size());
    const auto* command = std::get_if<ui::intent::Command>(&intents[0]);
    return command ? command->json : "no command";
}
std::string words(const std::vector<ui::Intent>& intents) {
    const auto* command = intents.size() == 1 ? std::get_if<ui::intent::Command>(&intents[0]) : nullptr;
    return command ? command->words : "no command";
}
const ui::intent::Record* record(const std::vector<ui::Intent>& intents) {
    return intents.size() == 1 ? std::get_if<ui::intent::Record>(&intents[0]) : nullptr;
}

}  // namespace

TEST_CASE("S records the gun with the moment of the key", "[ui][heats]") {
    KeysOffice office{3};
    ui::KeyPress key = pressed(U's');
    key.device_us = 73'512'345'678;
    const auto asked = office.frame({key});

    REQUIRE(record(asked));
    CHECK(record(asked)->reading.kind == ReadingKind::start);
    CHECK(record(asked)->reading.heat == "4");
    CHECK_FALSE(record(asked)->reading.at);
    CHECK(record(asked)->device_us == 73'512'345'678);
    CHECK(record(asked)->words == "Heat 4 starts at 9:31:42.0");

    SECTION("without a journal of its own the start is set by command, at the moment of the key") {
        KeysOffice staff{3};
        staff.desk.station.records = false;
        staff.desk.now_device_us = key.device_us + 1'700'000;
        CHECK(json(staff.frame({key})) == R"({"command":"set-start","heat":"4","at":"2027-05-01T09:31:40.300-07:00"})");
    }
    SECTION("a heat that runs is not started again") {
        KeysOffice running{2};
        CHECK(running.frame({key}).empty());
        CHECK(running.said() == "Heat 3 began at 9:19:00.2; X takes that back first");
    }
    SECTION("a timer may") {
        KeysOffice timer{3, Role::timer};
        CHECK(record(timer.frame({key})));
    }
    SECTION("an announcer may not") {
        KeysOffice announcer{3, Role::announcer};
        announcer.desk.station.records = false;
        CHECK(announcer.frame({key}).empty());
        CHECK(announcer.said() == "only staff and the director change this; ask them");
    }
}

TEST_CASE("One heat has one gun, however often S is hit and whether or not the server hears", "[ui][heats]") {
    constexpr std::int64_t kSecond = 1'000'000;
    KeysOffice office{3};
    if (GENERATE(true, false)) office.desk.link.state = ui::LinkLook::State::lost;
    const auto start_at = [&](std::int64_t second) {
        ui::KeyPress key = pressed(U's');
        key.device_us = second * kSecond;
        return office.frame({key});
    };
    REQUIRE(record(start_at(100)));
    for (const std::int64_t second : {100, 101, 109}) {
        CHECK(start_at(second).empty());
        CHECK(office.said() == "the gun of Heat 4 was given just now; F8 takes it back");
    }
    ui::OwnEntry gun;
    gun.kind = ReadingKind::start;
    gun.heat = "4";
    gun.at = office.desk.now;
    const auto journal_has = [&] {
        office.desk.station.entries = std::make_shared<std::vector<ui::OwnEntry>>(std::vector{gun});
    };

    SECTION("while it waits here for the server") {
        journal_has();
        CHECK(start_at(900).empty());
        CHECK(office.said() == "the gun of Heat 4 was given here; F8 on the finish line takes it back");
        office.desk.station.timed = true;
        start_at(901);
        CHECK(office.said() == "the gun of Heat 4 was given here at 9:31:42.0; F8 on the finish line takes it back");
    }
    SECTION("while the disk does not take it") {
        office.desk.station.trouble = "the disk is full";
        CHECK(start_at(900).empty());
    }
    SECTION("taken back on the finish line, the heat is started again") {
        gun.undone = true;
        journal_has();
        CHECK(record(start_at(120)));
    }
    SECTION("taken back at the server, the heat is started again") {
        gun.sent = true;
        journal_has();
        CHECK(record(start_at(120)));
    }
    SECTION("another heat has its own") {
        office.press(ui::Key::down);
        CHECK(record(start_at(101)));
    }
}

TEST_CASE("A start that the server refused is asked for again at once", "[ui][heats]") {
    KeysOffice office{3};
    office.desk.station.records = false;
    office.window.refuses = true;
    CHECK_FALSE(office.press('s').empty());
    CHECK_FALSE(office.press('s').empty());
    office.window.refuses = false;
    CHECK_FALSE(office.press('s').empty());
    CHECK(office.press('s').empty());
}

TEST_CASE("T sets a start that was typed, and says what it moves", "[ui][heats]") {
    KeysOffice office{3};
    office.press('t');
    CHECK(json(office.type("-12")) == R"({"command":"set-start","heat":"4","at":"2027-05-01T09:31:30.000-07:00"})");
    CHECK(json(office.press(ui::Key::f8)) == R"({"command":"set-start","heat":"4","undo":true})");

    SECTION("of a heat that has a start, it asks for the reason") {
        KeysOffice running{2};
        running.press('t');
        CHECK(running.type("9:18:55").empty());
        REQUIRE(running.screen.prompt);
        CHECK(running.screen.prompt->label == "Heat 3: 9:19:00.2 becomes 9:18:55.0, 93 times get 5.2 s longer. Why?");
        const auto asked = running.type("the gun was late");
        CHECK(json(asked) ==
              R"({"command":"set-start","heat":"3","at":"2027-05-01T09:18:55.000-07:00","reason":"the gun was late"})");
        CHECK(words(asked) == "Heat 3: 9:19:00.2 becomes 9:18:55.0, 93 times get 5.2 s longer");
    }
    SECTION("what is no time stays to be put right") {
        office.press('t');
        CHECK(office.type("nine").empty());
        CHECK(office.said() == "write a time like 9:14:30, or -12 for 12 seconds ago");
        REQUIRE(office.screen.prompt);
        CHECK(office.screen.prompt->typed == "nine");
    }
    SECTION("of an official heat it says what to do first") {
        KeysOffice official{0};
        official.press('t');
        CHECK_FALSE(official.screen.prompt);
        CHECK(official.said() == "Heat 1 is official; P reopens it first");
    }
}

TEST_CASE("X takes a false start back, whoever gave it", "[ui][heats]") {
    KeysOffice office{2};
    office.press('x');
    const ReadingRef gun = office.desk.overview->gun->heard->ref;
    const std::string name =
        R"({"device":"start-1","epoch":")" + gun.epoch + R"(","seq":)" + std::to_string(gun.seq) + "}";
    const auto asked = office.type("the pistol slipped");
    CHECK(json(asked) == R"({"command":"void","reading":)" + name + R"(,"reason":"the pistol slipped"})");
    CHECK(words(asked) == "Heat 3: the start at 9:19:00.2 is taken back");
    CHECK(json(office.press(ui::Key::f8)) == R"({"command":"restore","reading":)" + name + "}");

    SECTION("a start that was set is unset, and the gun counts again") {
        office.happens(StartSet{HeatId{2U}, office.sample.now - minutes(12), {}});
        office.press('x');
        const auto unset = office.type("typed wrongly");
        CHECK(json(unset) == R"({"command":"set-start","heat":"3","undo":true,"reason":"typed wrongly"})");
        CHECK(words(unset) == "Heat 3: the start at 9:19:42.0 is taken back; the gun heard at 9:19:00.2 counts");
    }
    SECTION("a heat that has not started has nothing to take back") {
        KeysOffice waiting{3};
        waiting.press('x');
        CHECK(waiting.said() == "Heat 4 has not started; S starts it");
    }
}

TEST_CASE("M moves the selected child once its cost was seen, and F8 moves it back", "[ui][heats]") {
    KeysOffice office{3};
    office.press(ui::Key::tab);
    office.press('m');
    const auto asked = office.press(ui::Key::enter);
    const std::string bib = office.desk.names.bib(office.sample.snapshot->heats[3]->placements[0].runner);
    CHECK(json(asked).starts_with(R"({"command":"move","bib":")"));
    CHECK(json(asked).ends_with(R"(","from":"4","heat":"5"})"));
    CHECK(json(office.press(ui::Key::f8)).ends_with(R"(","from":"5","heat":"4"})"));

    SECTION("Esc leaves the child where it is") {
        office.press('m');
        CHECK(office.frame({pressed(ui::Key::escape), pressed(ui::Key::enter)}).empty());
    }
    SECTION("a heat that is official takes nobody") {
        office.press('m');
        office.press(ui::Key::end);
        CHECK(office.press(ui::Key::enter).empty());
        CHECK(office.said() == "Heat 2, 9:09: official; P there reopens it");
    }
    SECTION("a late child is found by its number") {
        office.screen = {};
        office.screen.view = ui::View::heats;
        office.screen.heat = HeatId{4U};
        office.press('l');
        office.type("9999");
        CHECK(office.said() == "nobody wears 9999; look the child up in the results");
        office.press('l');
        const RunnerId done = office.sample.snapshot->heats[0]->placements[0].runner;
        CHECK(office.type(office.desk.names.bib(done)).empty());
        CHECK(office.said() == "Heat 1 is official; P reopens it first");
        office.press('l');
        CHECK(office.type(bib).empty());
        CHECK(json(office.press(ui::Key::enter)) ==
              R"({"command":"move","bib":")" + bib + R"(","from":"4","heat":"5"})");
    }
}

TEST_CASE("O makes a heat official only with open eyes", "[ui][heats]") {
    KeysOffice office{2};
    CHECK(office.press('o').empty());
    CHECK(office.said() == "22 finishes are doubtful: D goes through them, O again makes Heat 3 official as it is");
    CHECK(office.press('o').empty());
    REQUIRE(office.screen.prompt);
    CHECK(office.screen.prompt->label == "Why is Heat 3 official with 25 children out?");
    CHECK(office.press(ui::Key::enter).empty());  // A reason has words.
    CHECK(json(office.type("all are with the marshal")) ==
          R"({"command":"make-official","heat":"3","reason":"all are with the marshal"})");
    CHECK(json(office.press(ui::Key::f8)) == R"({"command":"reopen","heat":"3","reason":"taken back at once"})");

    SECTION("a heat that has not started cannot be") {
        KeysOffice waiting{3};
        CHECK(waiting.press('o').empty());
        CHECK(waiting.said() == "Heat 4 has not started; S starts it");
    }
    SECTION("an official heat is opened again with a reason") {
        KeysOffice official{0};
        CHECK(official.press('o').empty());
        CHECK(official.said() == "Heat 1 is official already; P reopens it");
        official.press('p');
        CHECK(json(official.type("a child was missed")) ==
              R"({"command":"reopen","heat":"1","reason":"a child was missed"})");
    }
}

TEST_CASE("The course is cleared and a heat is cancelled by one key each, and put back by the same", "[ui][heats]") {
    KeysOffice office{2};
    CHECK(json(office.press('c')) == R"({"command":"course-clear","heat":"3"})");
    CHECK(json(office.press(ui::Key::f8)) == R"({"command":"course-clear","heat":"3","undo":true})");
    CHECK(office.press(ui::Key::remove).empty());
    CHECK(office.said() == "Heat 3 has started; it cannot be cancelled any more");

    KeysOffice waiting{5};
    waiting.press(ui::Key::remove);
    CHECK(json(waiting.type("thunder")) == R"({"command":"cancel-heat","heat":"6","reason":"thunder"})");
    CHECK(json(waiting.press(ui::Key::f8)) == R"({"command":"cancel-heat","heat":"6","undo":true})");
}

TEST_CASE("In the match one key mends one thing", "[ui][heats]") {
    KeysOffice office{2};
    office.press(ui::Key::tab, 2);
    office.screen.lists["heats.match"] = {};
    const auto entries = ui::match_entries(office.match(), office.desk.overview->loose);
    office.press(ui::Key::down, static_cast<int>(ui::entry_of(entries, 10)));
    const MatchRow& row = office.match().rows[10];
    const MatchRow& before = office.match().rows[9];
    REQUIRE(row.tap);
    REQUIRE(before.tap);

    SECTION("I puts a tap in between its neighbours, and F8 takes it out when the meet has it") {
        const auto asked = office.press('i');
        REQUIRE(record(asked));
        const Reading tap = record(asked)->reading;
        CHECK(tap.kind == ReadingKind::tap);
        CHECK(tap.at->us == before.tap->at->us + (row.tap->at->us - before.tap->at->us) / 2);
        CHECK(record(asked)->note == "inserted");
        CHECK(office.press(ui::Key::f8).empty());
        CHECK(office.said() == "the meet does not show it yet; choose its heat in the heats view, and press F8 again");

        Reading taken = tap;
        taken.seq = 1;
        const DeviceId desk = find_device(office.sample.state, "desk");
        office.happens(ReadingTaken{desk, taken});
        CHECK(json(office.press(ui::Key::f8)) ==
              R"({"command":"void","reading":{"device":"desk","epoch":"","seq":1}})");
    }
    SECTION("N puts an unknown number in") {
        const auto asked = office.press('n');
        REQUIRE(record(asked));
        CHECK(record(asked)->reading.kind == ReadingKind::bib);
        CHECK(record(asked)->reading.bib == "0");
        CHECK(record(asked)->reading.mode == Mode::live);
        CHECK(record(asked)->reading.at);
    }
    SECTION("V takes out what is chosen, R and F8 bring it back") {
        CHECK(json(office.press('v')) == R"({"command":"void","reading":)" + office.name(row.tap->ref) + "}");
        office.press(ui::Key::right);
        CHECK(json(office.press('v')) == R"({"command":"void","reading":)" + office.name(row.number->ref) + "}");
        CHECK(json(office.press('r')) == R"({"command":"restore","reading":)" + office.name(row.number->ref) + "}");
        CHECK(json(office.press(ui::Key::f8)) ==
              R"({"command":"restore","reading":)" + office.name(row.tap->ref) + "}");
        CHECK(office.press(ui::Key::f8).empty());
        CHECK(office.said() == "nothing was done here that could be taken back");
    }
    SECTION("B says whose tap it is") {
        office.press('b');
        const std::string tap = office.name(row.tap->ref);
        CHECK(json(office.type("1044")) == R"({"command":"assign","tap":)" + tap + R"(,"bib":"1044"})");
        CHECK(json(office.press(ui::Key::f8)) == R"({"command":"assign","tap":)" + tap + R"(,"bib":""})");
    }
}

TEST_CASE("What is chosen in the match stays chosen when readings arrive above it", "[ui][heats]") {
    KeysOffice office{2};
    office.press(ui::Key::tab, 2);
    office.screen.lists["heats.match"] = {};
    const auto entries = ui::match_entries(office.match(), office.desk.overview->loose);
    office.press(ui::Key::down, static_cast<int>(ui::entry_of(entries, 10)));
    const MatchRow chosen = office.match().rows[10];
    REQUIRE(chosen.tap);
    const auto arrive = [&](ReadingKind kind, Instant at) {
        Reading reading;
        reading.kind = kind;
        reading.at = at;
        reading.seq = next_device_seq(office.sample.state, find_device(office.sample.state, "desk"), "");
        const DeviceId desk = find_device(office.sample.state, "desk");
        office.happens(ReadingTaken{desk, reading});
    };

    SECTION("V takes out the tap that was chosen, not the one that came into its row") {
        for (int i = 0; i < 3; ++i) arrive(ReadingKind::tap, *office.match().rows[2].at + seconds(20 + i));
        REQUIRE(office.match().rows.size() + office.desk.overview->loose.size() > entries.size());
        CHECK(json(office.press('v')) == R"({"command":"void","reading":)" + office.name(chosen.tap->ref) + "}");
    }
    SECTION("gone, no key takes out another in its place") {
        ui::Desk& desk = office.desk;
        Overview without = *desk.overview;
        const auto row = std::find_if(without.match->rows.begin(), without.match->rows.end(), [&](const MatchRow& it) {
            return it.tap && it.tap->reading == chosen.tap->reading;
        });
        without.match->rows.erase(row);
        desk.overview = std::make_shared<const Overview>(without);
        for (const char letter : {'v', 'i', 'n', 'b'}) {
            CHECK(office.press(letter).empty());
            CHECK(office.said() == "what you had chosen is gone; choose again with the arrows");
            CHECK_FALSE(office.screen.prompt);
        }
        office.press(ui::Key::down);
        CHECK_FALSE(office.press('v').empty());
    }
}

TEST_CASE("The chosen child stays chosen when another above leaves the heat", "[ui][heats]") {
    KeysOffice office{3};
    office.press(ui::Key::tab);
    office.press(ui::Key::down, 7);
    const auto children = [&] {
        return ui::children_of(*office.sample.snapshot, ui::heats_book(*office.sample.snapshot), HeatId{3U});
    };
    const RunnerId chosen = children()[7].runner;
    office.happens(RunnerMoved{children()[2].runner, HeatId{3U}, HeatId{4U}, {}});
    REQUIRE(children()[7].runner != chosen);
    office.press('m');
    CHECK(office.screen.numbers["heats.moving"] == chosen.value + 1);
}

TEST_CASE("A line that is typed is for the heat that it asked about", "[ui][heats]") {
    KeysOffice office{0};
    office.press('p');
    REQUIRE(office.screen.prompt);
    office.screen.heat = HeatId{1U};  // Another view chose another heat meanwhile.
    CHECK(office.type("a child was missed").empty());
    CHECK_FALSE(office.screen.prompt);
    CHECK(office.said() == "another heat is looked at now; ask again");
}

TEST_CASE("Who may not change heats is told whom to ask, and asks the server for nothing", "[ui][heats]") {
    const Role role = GENERATE(Role::timer, Role::tent, Role::marshal, Role::announcer);
    for (const char letter : {'s', 't', 'x', 'o', 'p', 'c', 'l'}) {
        CAPTURE(letter, static_cast<int>(role));
        KeysOffice office{3, role};
        office.desk.station.records = false;
        CHECK(office.press(letter).empty());
        CHECK_FALSE(office.screen.prompt);
        CHECK(office.said() == "only staff and the director change this; ask them");
    }
}

TEST_CASE("A dashboard that may not or cannot, asks for nothing", "[ui][heats]") {
    for (const char letter : {'t', 'x', 'o', 'p', 'c', 'l', 'm', 'v', 'b', 'i', 'n', 'r'}) {
        CAPTURE(letter);
        KeysOffice timer{2, Role::timer};
        timer.press(ui::Key::tab, 2);
        CHECK(timer.press(letter).empty());
        CHECK_FALSE(timer.screen.prompt);
    }
    KeysOffice lost{2};
    lost.desk.link.state = ui::LinkLook::State::lost;
    CHECK(lost.press('c').empty());
    CHECK(lost.said() == "the server is not there; do it again when it is back");
}

TEST_CASE("A monkey on the heats view gives no command that it did not type", "[ui][heats]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    KeysOffice office{2};
    const std::string letters = "stxolmpcdinvrb 0123456789:-qz";
    for (int i = 0; i < 2'000; ++i) {
        ui::KeyPress key = random() % 3 == 0 ? pressed(static_cast<ui::Key>(1 + random() % 14))
                                             : pressed(static_cast<char32_t>(letters[random() % letters.size()]));
        for (const ui::Intent& intent : office.frame({key})) {
            if (const auto* command = std::get_if<ui::intent::Command>(&intent)) {
                CHECK(command->json.starts_with(R"({"command":")"));
                CHECK(command->json.ends_with("}"));
                CHECK_FALSE(command->words.empty());
            }
        }
        CHECK(office.screen.undoable.size() <= ui::kUndoMax);
    }
}
