// What the director is told: who is out, how late the day is, what waits for somebody; and what the keys order.

#include "ui/desk/views/director_model.h"

#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "tests/support/headless_desk.h"
#include "tests/support/live_desk.h"
#include "tests/support/meet_builder.h"
#include "ui/desk/gallery/gallery.h"
#include "ui/desk/views/director_problems.h"
#include "ui/desk/words.h"

using namespace heatline;
using namespace heatline::ui;
using heatline::test::at;
using heatline::test::desk_of;
using heatline::test::HeadlessDesk;
using heatline::test::MeetBuilder;
using heatline::test::pressed;

namespace {

MeetBuilder& planned_at(MeetBuilder& meet, const std::string& heat, Instant when) {
    return meet.fact(StartsMoved{{{meet.heat_id(heat), when}}, "test"});
}

std::vector<std::string> bibs_out(const Desk& desk) {
    std::vector<std::string> bibs;
    for (const ChildOut& child : picture_of(*desk.snapshot).out)
        bibs.push_back((*desk.snapshot->bibs)[child.runner.index()]);
    return bibs;
}

std::vector<Problem> problems(const Desk& desk) {
    return problems_of(desk, picture_of(*desk.snapshot), sources_of(desk));
}

std::vector<std::string> sentences(const Desk& desk) {
    std::vector<std::string> all;
    for (const Problem& problem : problems(desk)) all.push_back(problem.sentence);
    return all;
}

std::size_t words_in(const std::string& sentence) {
    std::istringstream in{sentence};
    std::size_t count = 0;
    for (std::string word; in >> word;) ++count;
    return count;
}

std::vector<std::string> commands(const std::vector<Intent>& intents) {
    std::vector<std::string> json;
    for (const Intent& wanted : intents) {
        if (const auto* command = std::get_if<intent::Command>(&wanted)) json.push_back(command->json);
    }
    return json;
}

Screen director_screen() {
    Screen screen;
    screen.view = View::director;
    return screen;
}

// Two heats run, the third waits; 11 of heat 1 and 21 of heat 2 are still out.
MeetBuilder two_heats() {
    MeetBuilder meet;
    meet.team("Lincoln", [](Team& team) { team.tent = "A1"; });
    for (const char* bib : {"10", "11", "12", "20", "21", "30"}) meet.runner("Lincoln", bib);
    meet.heat("1", {"10", "11", "12"}).heat("2", {"20", "21"}).heat("3", {"30"});
    planned_at(meet, "1", at(0));
    planned_at(meet, "2", at(900));
    planned_at(meet, "3", at(1'800));
    for (const char* bib : {"10", "11", "12", "20", "21", "30"}) meet.seen(bib, Where::tent, at(-300));
    meet.gun("1", at(10));
    meet.gun("2", at(1'020));
    meet.select("10", at(500));
    meet.seen("12", Where::tent_return, at(800));
    meet.select("20", at(1'500));
    return meet;
}

}  // namespace

TEST_CASE("Everyone who started and is neither in, back nor accounted for is out, oldest first", "[ui][director]") {
    MeetBuilder meet = two_heats();
    CHECK(bibs_out(desk_of(meet, at(1'600))) == std::vector<std::string>{"11", "21"});

    SECTION("who did not finish or is in the medical tent is still somebody's to care for") {
        meet.status("1", "11", Status::dnf);
        meet.seen("21", Where::medical, at(1'550));
        CHECK(bibs_out(desk_of(meet, at(1'600))) == std::vector<std::string>{"11", "21"});
    }
    SECTION("who is accounted for is not") {
        meet.account("11");
        CHECK(bibs_out(desk_of(meet, at(1'600))) == std::vector<std::string>{"21"});
    }
    SECTION("the list says how long, where from and where last seen") {
        const Desk desk = desk_of(meet, at(1'600));
        const MeetPicture picture = picture_of(*desk.snapshot);
        const OutLine line = out_line(picture.out.front(), desk, picture);
        CHECK(line.bib == "11");
        CHECK(line.heat == "Heat 1");
        CHECK(line.out_for == "26:30");
        CHECK(line.tent == "tent A1");
        CHECK(line.last_seen == "at the tent 23:55");
        CHECK(out_title(picture, desk) == "2 children out, oldest 26:30");
    }
}

TEST_CASE("A child still out when its course is clear, or after an hour, is missing", "[ui][director]") {
    MeetBuilder meet = two_heats();
    CHECK(sentences(desk_of(meet, at(1'600))).empty());
    CHECK(sentences(desk_of(meet, at(10 + 3'601))).front() == "11 is missing since Heat 1; send somebody out");
    meet.fact(CourseCleared{meet.heat_id("2"), "test"});
    const auto waiting = problems(desk_of(meet, at(1'600)));
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].sentence == "21 is missing since Heat 2; send somebody out");
    CHECK(waiting[0].urgency == Urgency::stop);
    CHECK(waiting[0].mends == View::results);
    CHECK(waiting[0].runner == meet.child("21"));
}

TEST_CASE("The drift is the lateness of the last gun, or of the heat that should have gone by now", "[ui][director]") {
    MeetBuilder meet = two_heats();
    CHECK(drift_minutes(*meet.snapshot(), at(1'600)) == 2);
    CHECK(drift_minutes(*meet.snapshot(), at(1'800 + 181)) == 3);
    meet.gun("3", at(2'000));
    CHECK_FALSE(drift_minutes(*meet.snapshot(), at(2'100)));  // Nobody waits any more.

    MeetBuilder morning;
    morning.team("Lincoln").runner("Lincoln", "1");
    morning.heat("1", {"1"});
    planned_at(morning, "1", at(600));
    CHECK_FALSE(drift_minutes(*morning.snapshot(), at(599)));
    CHECK(drift_minutes(*morning.snapshot(), at(600 + 300)) == 5);
    CHECK(day_line(desk_of(morning, at(900)), {}).late);
    CHECK(sentences(desk_of(morning, at(900))) ==
          std::vector<std::string>{"Heat 1 should have started; start it, or move the plan with +"});
}

TEST_CASE("Counts are a problem only when they differ for a while and nobody is just coming in", "[ui][director]") {
    MeetBuilder meet = two_heats();
    Desk desk = desk_of(meet, at(1'600));
    LineWatch line;
    line.name = "finish";
    line.running = {meet.heat_id("2")};
    line.taps = 76;
    line.bibs = 74;
    line.differ_since = at(1'579);
    line.last_tap = at(1'591);
    const auto with = [&](LineWatch watch) {
        auto overview = std::make_shared<Overview>();
        overview->lines.push_back(std::move(watch));
        desk.overview = overview;
        return sentences(desk);
    };
    CHECK(with(line) == std::vector<std::string>{"76 taps, 74 numbers; find what is missing in heats"});
    LineWatch busy = line;
    busy.last_tap = at(1'595);
    CHECK(with(busy).empty());
    LineWatch fresh = line;
    fresh.differ_since = at(1'590);
    CHECK(with(fresh).empty());
    LineWatch second = line;
    second.bibs = 76;
    second.second_taps = 75;
    CHECK(with(second).front() == "76 taps, second timer 75; find what is missing in heats");
}

TEST_CASE("Advice is shown while readings bear it out, and a minute more", "[ui][director]") {
    MeetBuilder meet = two_heats();
    Desk desk = desk_of(meet, at(1'600));
    const std::size_t before = sentences(desk).size();
    auto overview = std::make_shared<Overview>();
    overview->advice.push_back({Advice::Kind::stream_stopped, LineId{0U}, at(1'500), at(1'560), "No presses; look"});
    desk.overview = overview;
    REQUIRE(sentences(desk).size() == before + 1);
    const auto all = problems(desk);
    const auto shown =
        std::find_if(all.begin(), all.end(), [](const auto& p) { return p.sentence == "No presses; look"; });
    REQUIRE(shown != all.end());
    CHECK(shown->urgency == Urgency::look);
    CHECK(shown->since == at(1'500));
    desk.now = at(1'621);
    CHECK(sentences(desk).size() == before);
}

TEST_CASE("The director hears of certain times that moved, in one sentence a heat, for a quarter of an hour",
          "[ui][director]") {
    Scene scene = scenes_of(View::director).front();
    Desk& desk = scene.desk;
    const HeatPicture& heat = **std::find_if(desk.snapshot->heats.begin(), desk.snapshot->heats.end(),
                                             [](const auto& h) { return !h->finishes.empty(); });
    const auto about = [&] {
        std::vector<Problem> out;
        for (const Problem& p : problems(desk)) {
            if (p.sentence.find(" moved; tell whoever read ") != std::string::npos) out.push_back(p);
        }
        return out;
    };
    std::vector<std::string> bibs;
    for (const Finish& finish : heat.finishes) {
        if (!finish.runner || desk.moved.size() == 4) continue;
        bibs.push_back((*desk.snapshot->bibs)[finish.runner.index()]);
        desk.moved.push_back({{heat.heat, finish.runner, *finish.at, std::nullopt}, desk.now});
    }
    REQUIRE(desk.moved.size() == 4);
    REQUIRE(about().size() == 1);
    CHECK(about()[0].sentence == heat_title(heat) + ": 4 certain times moved; tell whoever read them out");
    CHECK(about()[0].mends == View::results);
    CHECK(about()[0].heat == heat.heat);
    desk.moved.pop_back();
    CHECK(about()[0].sentence == heat_title(heat) + ": the certain times of " + bibs[0] + ", " + bibs[1] + ", " +
                                     bibs[2] + " moved; tell whoever read them out");
    desk.moved.resize(1);
    CHECK(about()[0].sentence ==
          heat_title(heat) + ": the certain time of " + bibs[0] + " moved; tell whoever read it out");
    desk.now.us += (kMovedShownS + 1) * 1'000'000;
    CHECK(about().empty());
}

TEST_CASE("What cannot wait comes first, then what has waited longest, then what has no age", "[ui][director]") {
    for (const Scene& scene : scenes_of(View::director)) {
        CAPTURE(scene.name);
        if (!scene.desk.snapshot) continue;
        const auto all = problems(scene.desk);
        for (std::size_t i = 1; i < all.size(); ++i) {
            CHECK(all[i - 1].urgency >= all[i].urgency);
            if (all[i - 1].urgency != all[i].urgency) continue;
            if (!all[i - 1].since) CHECK_FALSE(all[i].since);
            if (all[i].since) CHECK(*all[i - 1].since <= *all[i].since);
        }
    }
}

TEST_CASE("Every problem says what to do, in at most 15 words", "[ui][director]") {
    std::size_t seen = 0;
    for (const Scene& scene : scenes_of(View::director)) {
        for (const Problem& problem : problems(scene.desk)) {
            CAPTURE(scene.name, problem.sentence);
            CHECK(words_in(problem.sentence) <= 15);
            CHECK(problem.sentence.find(';') != std::string::npos);
            ++seen;
        }
    }
    CHECK(seen > 10);
}

TEST_CASE("A day without a problem shows nothing to look at", "[ui][director]") {
    MeetBuilder meet;
    meet.team("Lincoln").runner("Lincoln", "1");
    meet.heat("1", {"1"});
    planned_at(meet, "1", at(3'600));
    CHECK(sentences(desk_of(meet, at(0))).empty());
    meet.rules([](MeetRules& rules) { rules.eligibility.registered_coach = true; });
    CHECK(sentences(desk_of(meet, at(0))) == std::vector<std::string>{"Lincoln: no coach record; see grants"});
}

TEST_CASE("The timeline holds every heat once as planned, and those that started as they went", "[ui][director]") {
    MeetBuilder meet = two_heats();
    const Desk desk = desk_of(meet, at(1'600));
    const Timeline timeline = timeline_of(desk, meet.heat_id("2"));
    REQUIRE(timeline.planned.size() == 3);
    REQUIRE(timeline.real.size() == 2);
    CHECK(timeline.real[0].from == at(10));
    CHECK(timeline.real[1].to == at(1'600));  // It runs still.
    CHECK(timeline.now == at(1'600));
    for (const auto* row : {&timeline.planned, &timeline.real}) {
        for (const Stretch& stretch : *row) {
            CHECK(timeline.from <= stretch.from);
            CHECK(stretch.from <= stretch.to);
            CHECK(stretch.to <= timeline.to);
        }
    }
    meet.fact(HeatCancelled{meet.heat_id("3"), "test"});
    CHECK(timeline_of(desk_of(meet, at(1'600)), {}).planned.size() == 2);
}

TEST_CASE("Left and Right walk through the heats, and plus and minus move those that wait", "[ui][director]") {
    MeetBuilder meet = two_heats();
    const Desk desk = desk_of(meet, at(1'600));
    HeadlessDesk window;
    Screen screen = director_screen();
    window.frame(desk, screen);
    CHECK(commands(window.frame(desk, screen, {pressed(U'+')})).empty());  // Heat 2 runs.
    window.frame(desk, screen, {pressed(Key::right)});
    CHECK(commands(window.frame(desk, screen, {pressed(U'+')})) ==
          std::vector<std::string>{R"({"command":"delay","heat":"3","minutes":5})"});
    CHECK(commands(window.frame(desk, screen, {pressed(U'-'), pressed(U'-')})).size() == 2);
    CHECK(commands(window.frame(desk, screen, {pressed(Key::f8)})) ==
          std::vector<std::string>{R"({"command":"delay","heat":"3","minutes":5})"});
    CHECK(commands(window.frame(desk, screen, {pressed(Key::f8), pressed(Key::f8), pressed(Key::f8)})) ==
          std::vector<std::string>{R"({"command":"delay","heat":"3","minutes":5})",
                                   R"({"command":"delay","heat":"3","minutes":-5})"});  // Each once.
}

TEST_CASE("The hold is asked for with its reason, and taken back with the plan as it was", "[ui][director]") {
    MeetBuilder meet = two_heats();
    HeadlessDesk window;
    Screen screen = director_screen();
    const Desk desk = desk_of(meet, at(1'600));
    CHECK(commands(window.frame(desk, screen, {pressed(U'h')})).empty());
    REQUIRE(screen.prompt);
    CHECK(commands(window.frame(desk, screen, {pressed(Key::enter)})) ==
          std::vector<std::string>{R"({"command":"hold","reason":"lightning"})"});
    CHECK(commands(window.frame(desk, screen, {pressed(Key::f8)})) ==
          std::vector<std::string>{R"({"command":"resume","minutes":0})"});

    meet.fact(HeatsHeld{"lightning"});
    const Desk held = desk_of(meet, at(1'700));
    window.frame(held, screen, {pressed(U'h')});
    CHECK(commands(window.frame(held, screen, {pressed(Key::enter)})) ==
          std::vector<std::string>{R"({"command":"resume","reason":"all clear"})"});
}

TEST_CASE("A child is accounted for only with words, and letters of the words order nothing", "[ui][director]") {
    MeetBuilder meet = two_heats();
    HeadlessDesk window;
    Screen screen = director_screen();
    const Desk desk = desk_of(meet, at(1'600));
    window.frame(desk, screen, {pressed(Key::down)});
    CHECK(commands(window.frame(desk, screen, {pressed(U'a'), pressed(Key::enter)})).empty());
    std::vector<KeyPress> typed;
    for (const char32_t letter : std::u32string_view{U"hcu"}) typed.push_back(pressed(letter));
    typed.push_back(pressed(Key::enter));
    CHECK(commands(window.frame(desk, screen, typed)) ==
          std::vector<std::string>{R"({"command":"account","bib":"21","reason":"hcu"})"});
    CHECK_FALSE(screen.prompt);
    CHECK(commands(window.frame(desk, screen, {pressed(Key::f8)})) ==
          std::vector<std::string>{R"({"command":"account","bib":"21","undo":true})"});
}

TEST_CASE("The chosen child stays chosen while others come in, and is not swapped for another", "[ui][director]") {
    MeetBuilder meet = two_heats();
    HeadlessDesk window;
    Screen screen = director_screen();
    window.frame(desk_of(meet, at(1'600)), screen, {pressed(Key::down)});  // 21.

    SECTION("who stood above came in") {
        meet.select("11", at(1'601));
        window.frame(desk_of(meet, at(1'610)), screen, {pressed(U'a')});
        REQUIRE(screen.prompt);
        CHECK(screen.prompt->label == "Where is 21?");
    }
    SECTION("the chosen one came in") {
        meet.select("21", at(1'601));
        const Desk desk = desk_of(meet, at(1'610));
        window.frame(desk, screen, {pressed(U'a')});
        CHECK_FALSE(screen.prompt);
        CHECK(screen.said == "what you had chosen is gone; choose again with the arrows");
        window.frame(desk, screen, {pressed(Key::enter)});
        CHECK(screen.view == View::director);
        window.frame(desk, screen, {pressed(Key::down)});
        window.frame(desk, screen, {pressed(U'a')});
        REQUIRE(screen.prompt);
        CHECK(screen.prompt->label == "Where is 11?");
    }
}

TEST_CASE("A problem stays chosen while its words change and others come before it", "[ui][director]") {
    MeetBuilder meet = two_heats();
    meet.rules([](MeetRules& rules) { rules.eligibility.registered_coach = true; });
    HeadlessDesk window;
    Screen screen = director_screen();
    window.frame(desk_of(meet, at(1'600)), screen, {pressed(Key::tab)});
    window.frame(desk_of(meet, at(1'600)), screen, {pressed(Key::end)});  // Lincoln has no coach record.
    meet.fact(CourseCleared{meet.heat_id("2"), "test"});                  // A child is missing now.
    const Desk desk = desk_of(meet, at(1'600));
    window.frame(desk, screen, {pressed(Key::enter)});
    CHECK(screen.view == View::grants);
}

TEST_CASE("Enter on a problem opens the view that mends it", "[ui][director]") {
    MeetBuilder meet = two_heats();
    meet.fact(CourseCleared{meet.heat_id("2"), "test"});
    HeadlessDesk window;
    Screen screen = director_screen();
    window.frame(desk_of(meet, at(1'600)), screen, {pressed(Key::tab)});
    window.frame(desk_of(meet, at(1'600)), screen, {pressed(Key::enter)});
    CHECK(screen.view == View::results);
    CHECK(screen.runner == meet.child("21"));
}

TEST_CASE("No key and no size breaks the director's view, whatever the day", "[ui][director]") {
    const auto seed = GENERATE(take(3, random(1U, 1'000'000U)));
    CAPTURE(seed);
    std::mt19937 dice{seed};
    for (Scene& scene : scenes_of(View::director)) {
        CAPTURE(scene.name);
        HeadlessDesk window{dice() % 2 ? 1366 : 700, dice() % 2 ? 768 : 400};
        scene.screen.zoom_percent = dice() % 2 ? 100 : 200;
        for (int frame = 0; frame < 20; ++frame) {
            scene.screen.view = View::director;
            std::vector<KeyPress> keys;
            for (int i = 0; i < 3; ++i) {
                keys.push_back(dice() % 2 ? pressed(static_cast<Key>(1 + dice() % 14))
                                          : pressed(static_cast<char32_t>(U'+' + dice() % 80)));
            }
            window.frame(scene.desk, scene.screen, keys);
        }
    }
}
