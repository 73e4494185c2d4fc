// What the finish view says, state by state. The clock stands at 9:31:42 of the sample morning unless a test moves it.

#include "ui/desk/views/finish_model.h"

#include <catch2/catch.hpp>

#include "ui/desk/gallery/sample_day.h"
#include "ui/desk/gallery/station_scenes.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

const Desk& in_heat_3() {
    static const Desk kDesk = station_desk(morning(), "finish-1");
    return kDesk;
}
const Desk& before_heat_1() {
    static const Desk kDesk = station_desk(planned(), "finish-1");
    return kDesk;
}

OwnEntry own(ReadingKind kind, Instant at, const std::string& text = {}) {
    OwnEntry entry;
    entry.kind = kind;
    entry.number = 1;
    entry.at = at;
    (kind == ReadingKind::start ? entry.heat : entry.bib) = text;
    return entry;
}
Desk with(Desk desk, std::vector<OwnEntry> entries) {
    desk.station.entries = std::make_shared<std::vector<OwnEntry>>(std::move(entries));
    desk.station.can_undo = true;
    return desk;
}
LineWatch counts(std::uint32_t taps, std::uint32_t bibs) {
    LineWatch watch;
    watch.taps = taps;
    watch.bibs = bibs;
    return watch;
}
std::vector<std::string> words(const std::vector<Strip>& strips) {
    std::vector<std::string> all;
    for (const Strip& strip : strips) all.push_back(strip.words);
    return all;
}

}  // namespace

TEST_CASE("While a heat runs there is its clock, who crossed, and one key", "[ui][finish]") {
    const FinishModel model = finish_model(in_heat_3());
    CHECK(model.face == FinishModel::Face::running);
    CHECK(model.title == "Heat 3");
    CHECK(model.subtitle == "Mile 2-3");
    CHECK(model.clock == "12:41.8");
    CHECK(model.ask == "press SPACE as each child crosses");
    CHECK(model.start == "Start Heat 4");
    CHECK(model.planned == "planned 9:33");
    CHECK_FALSE(model.practice);
    CHECK(model.strips.empty());
}

TEST_CASE("A gun of this laptop's counts at once, and no more once the server has it and says otherwise",
          "[ui][finish]") {
    const Desk& before = before_heat_1();
    OwnEntry gun = own(ReadingKind::start, before.now - seconds(60), "1");
    CHECK(next_heat_name(with(before, {gun})) == "2");
    gun.sent = true;  // And there is no gun in the snapshot: the office took it back.
    CHECK(next_heat_name(with(before, {gun})) == "1");
    gun.at = before.now - seconds(1);  // Its facts are on their way.
    CHECK(next_heat_name(with(before, {gun})) == "2");
}

TEST_CASE("Who crossed is what stands of this laptop's taps and marks since the gun", "[ui][finish]") {
    const Instant now = in_heat_3().now;
    std::vector<OwnEntry> entries{own(ReadingKind::tap, now - minutes(60)), own(ReadingKind::tap, now),
                                  own(ReadingKind::select, now, "1044"), own(ReadingKind::tap, now),
                                  own(ReadingKind::bib, now, "1044")};
    entries[3].undone = true;
    Desk desk = with(in_heat_3(), entries);
    // Finishers of Heat 2, which is official, crossed after the gun of Heat 3 as well and are left out.
    const StationHeats heats = station_heats(desk);
    std::uint64_t of_heat_2 = 0;
    for (const ResultRow& row : desk.snapshot->heats[1]->rows) {
        const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
        of_heat_2 += finished && finished->at >= *heats.since ? 1 : 0;
    }
    REQUIRE(of_heat_2 > 5);
    CHECK(crossed_here(desk, heats) == 0);
    for (std::uint64_t i = 0; i < of_heat_2; ++i) entries.push_back(own(ReadingKind::tap, now));
    CHECK(crossed_here(with(in_heat_3(), entries), heats) == 2);

    SECTION("where nothing is known of the meet's time, what came after the last gun given here") {
        desk.station.timed = false;
        CHECK(crossed_here(desk, heats) == 3);
        entries.insert(entries.begin() + 2, own(ReadingKind::start, now, "3"));
        desk = with(desk, entries);
        CHECK(crossed_here(desk, heats) == 1 + of_heat_2);
    }
}

TEST_CASE("A gun given here starts the clock at once, server or not", "[ui][finish]") {
    Desk desk = before_heat_1();
    desk.now = SampleDay::clock(9, 0, 30);
    CHECK(next_heat_name(desk) == "1");
    CHECK(may_practise(desk));
    OwnEntry gun = own(ReadingKind::start, SampleDay::clock(9, 0, 24, 300), "1");
    desk = with(desk, {gun});
    const FinishModel model = finish_model(desk);
    CHECK(model.face == FinishModel::Face::running);
    CHECK(model.title == "Heat 1");
    CHECK(model.clock == "0:05.7");
    CHECK(model.last == "gun of heat 1");
    CHECK(model.undo == "takes back gun of heat 1");
    CHECK(next_heat_name(desk) == "2");
    CHECK_FALSE(may_practise(desk));

    SECTION("and taken back it stands still") {
        gun.undone = true;
        desk = with(desk, {gun});
        CHECK(finish_model(desk).face == FinishModel::Face::waiting);
        CHECK(next_heat_name(desk) == "1");
    }
    SECTION("and without any snapshot") {
        desk.snapshot = nullptr;
        CHECK(finish_model(desk).clock == "0:05.7");
        CHECK(finish_model(desk).title == "This laptop alone");
    }
}

TEST_CASE("Before the gun there is the time to the planned start", "[ui][finish]") {
    Desk desk = before_heat_1();
    desk.now = SampleDay::clock(8, 58, 42);
    CHECK(finish_model(desk).clock == "1:18");
    CHECK(finish_model(desk).clock_label == "until the start at 9:00");
    CHECK(finish_model(desk).ask == "press F4 at the gun of Heat 1");
    CHECK(finish_model(desk).count.empty());
    CHECK(finish_model(desk).practice);
    desk.now = SampleDay::clock(9, 2, 10);
    CHECK(finish_model(desk).clock == "2:10");
    CHECK(finish_model(desk).clock_label == "later than planned, 9:00");
    desk.now = SampleDay::clock(7, 50);
    CHECK(finish_model(desk).clock == "1:10:00");
}

TEST_CASE("With no heat left, none planned, no server or no journal the view says so", "[ui][finish]") {
    CHECK(finish_model(station_desk(finished(), "finish-1")).ask == "every heat of this line is over");
    CHECK(finish_model(station_desk(empty(), "finish-1")).ask == "no heat is planned on this line");

    Desk alone = with(in_heat_3(), {own(ReadingKind::tap, {}), own(ReadingKind::tap, {})});
    alone.snapshot = nullptr;
    alone.overview = nullptr;
    alone.station.timed = false;
    alone.link.state = LinkLook::State::connecting;
    const FinishModel model = finish_model(alone);
    CHECK(model.face == FinishModel::Face::alone);
    CHECK(model.count == "2");
    CHECK(model.clock.empty());
    CHECK_FALSE(model.practice);  // These taps may be a heat.

    Desk watching = in_heat_3();
    watching.station = {};
    CHECK(finish_model(watching).ask.empty());
    CHECK(words(finish_model(watching).strips).front().find("only watches") != std::string::npos);
}

TEST_CASE("Counts that differ are said after 20 seconds, and only in a gap of 8", "[ui][finish]") {
    Desk desk = with(in_heat_3(), {});
    const StationHeats heats = station_heats(desk);
    LineWatch watch = counts(87, 85);
    watch.second_taps = 87;
    watch.last_tap = desk.now - Millis{8'001};
    watch.differ_since = desk.now - Millis{20'001};
    const auto line = [&] { return count_line(with_counts(desk, watch), heats); };
    CHECK(line().counts == "taps 87 \u00B7 numbers 85 \u00B7 second timer 87");
    CHECK(line().mark == Mark::look);
    CHECK(line().verdict == "2 numbers are missing, or a tap too many");

    SECTION("not before 20 seconds") {
        watch.differ_since = desk.now - seconds(20);
        CHECK(line().mark == Mark::none);
        CHECK(line().verdict.empty());
    }
    SECTION("not while children cross") {
        watch.last_tap = desk.now - seconds(8);
        CHECK(line().mark == Mark::none);
    }
    SECTION("nor while this laptop's own taps say so, sent or not") {
        desk = with(desk, {own(ReadingKind::tap, desk.now - seconds(2))});
        CHECK(line().mark == Mark::none);
    }
    SECTION("whichever is short") {
        watch.bibs = 88;
        CHECK(line().verdict == "1 tap is missing, or a number too many");
        watch.bibs = 87;
        watch.second_taps = 86;
        CHECK(line().verdict == "the second timer counts otherwise");
    }
    SECTION("when they agree it says so") {
        watch.differ_since.reset();
        watch.bibs = 87;
        CHECK(line().verdict == "all agree");
    }
    SECTION("without the server only that is said") {
        desk.link.state = LinkLook::State::lost;
        CHECK(line().counts == "numbers are not known without the server");
        CHECK(line().mark == Mark::none);
    }
}

TEST_CASE("What was done last is said with its moment in the heat", "[ui][finish]") {
    Desk desk = in_heat_3();
    const Instant gun = *station_heats(desk).gun;
    OwnEntry tap = own(ReadingKind::tap, gun + Millis{271'230});
    tap.number = 42;
    desk = with(desk, {tap});
    CHECK(finish_model(desk).last == "tap 42, 4:31.2");
    CHECK(finish_model(desk).undo == "takes back tap 42");

    tap.undone = true;
    desk = with(desk, {tap});
    desk.station.said = "removed tap 42";
    desk.station.said_of = tap;
    CHECK(finish_model(desk).last == "removed tap 42, 4:31.2");
    CHECK(finish_model(desk).undo.empty());
}

TEST_CASE("A press is seen for 150 ms, one of no use for longer and with its reason", "[ui][finish]") {
    StationLook look;
    look.said = "tap 3";
    look.said_ms = 149;
    CHECK(flash_of(look) == Flash::done);
    look.said_ms = 150;
    CHECK(flash_of(look) == Flash::none);
    look.refused_flash = true;
    look.said = "no heat is left to start on this line";
    CHECK(flash_of(look) == Flash::refused);
    look.said_ms = 3'999;
    CHECK(flash_of(look) == Flash::none);
    CHECK(refused_words(look) == look.said);
    look.said_ms = 4'000;
    CHECK(refused_words(look).empty());
}

TEST_CASE("Strips say what is wrong in words, calmly, and two at most", "[ui][finish]") {
    Desk desk = in_heat_3();
    const auto said = [&] { return words(station_strips(desk, station_heats(desk))); };
    CHECK(said().empty());

    SECTION("a battery below 15 percent that is not charging") {
        desk.battery_percent = 15;
        CHECK(said().empty());
        desk.battery_percent = 14;
        CHECK(said() == std::vector<std::string>{"Battery 14 %: plug the laptop in."});
        desk.battery_percent = 4;
        CHECK(said() == std::vector<std::string>{"Battery 4 %: plug the laptop in now."});
        desk.charging = true;
        CHECK(said().empty());
    }
    SECTION("a lost server, and what is saved here") {
        desk.link.state = LinkLook::State::lost;
        desk.link.since_s = 1'260;
        desk.station.unsent = 37;
        CHECK(said() == std::vector<std::string>{"Server lost 21 min ago. Go on. Saved here: 37 to send."});
        CHECK(station_strips(desk, station_heats(desk)).front().ink == Ink::text);
    }
    SECTION("taps without a gun") {
        desk = with(before_heat_1(), {});
        desk.now = SampleDay::clock(9, 2);
        desk = with(desk, {own(ReadingKind::tap, desk.now - seconds(3))});
        CHECK(said().front().find("no gun yet") != std::string::npos);
    }
    SECTION("more than two: the gravest") {
        desk.station.records = false;
        desk.battery_percent = 3;
        desk.link.state = LinkLook::State::lost;
        CHECK(said().size() == 2);
        CHECK(said()[0].find("only watches") != std::string::npos);
        CHECK(said()[1].find("Battery") != std::string::npos);
    }
}
