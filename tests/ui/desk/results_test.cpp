// The results view: finding anybody, holding on to a child while the lines move, and the few things that may be done.

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/live_desk.h"
#include "tests/ui/desk/typing.h"
#include "tests/ui/picture.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/results_actions.h"
#include "ui/desk/views/results_child.h"
#include "ui/desk/views/results_parts.h"

using namespace heatline;
using namespace heatline::ui;
using test::desk_of;
using test::HeadlessDesk;
using test::only_command;

namespace {

// Heat 1 runs since 9:00: Łukasz came in, Maya is out; Ben is in no heat.
struct SmallMeet {
    Picture picture;
    RunnerId lukasz, maya, ben;
    SmallMeet() {
        const TeamId lincoln = picture.team("Lincoln", "A1", 1);
        lukasz = picture.child(lincoln, "104", "Łukasz", "Nowak");
        maya = picture.child(lincoln, "1044", "Maya", "Ross");
        ben = picture.child(lincoln, "7", "Ben", "Hall");
        HeatPicture& heat = picture.heat("1", "09:00");
        heat.state = HeatState::running;
        heat.start = heat.planned;
        picture.finish(heat, lukasz, 1, 512'400'000);
        picture.row(heat, maya, outcome::OnCourse{});
        for (const RunnerId child : {lukasz, maya}) picture.ledger[child.index()].heat = HeatId{0U};
    }
};

Screen results_screen() {
    Screen screen;
    screen.view = View::results;
    return screen;
}

}  // namespace

TEST_CASE("The table has everybody once, in the order of results, whoever is in no heat last", "[ui][results]") {
    const SmallMeet meet;
    const Desk desk = desk_of(meet.picture, Role::staff);
    const ResultsTable table{*desk.snapshot, HeatId::none()};

    REQUIRE(table.size() == 3);
    const ResultLine first = result_line(desk, table.at(0));
    CHECK(first.heat == "1");
    CHECK(first.place == "1");
    CHECK(first.bib == "104");
    CHECK(first.name == "Łukasz Nowak");
    CHECK(first.time == "8:32.4");
    CHECK(first.mark == Mark::finished);
    CHECK(result_line(desk, table.at(1)).status == "on course");
    CHECK(result_line(desk, table.at(1)).place.empty());
    CHECK(result_line(desk, table.at(2)).status == "in no heat");
    CHECK(ResultsTable{*desk.snapshot, HeatId{0U}}.size() == 2);
}

TEST_CASE("A finisher who is not known stands in the table with the number that was taken", "[ui][results]") {
    SmallMeet meet;
    meet.picture.finish(meet.picture.heats[0], RunnerId::none(), 2, 600'000'000);
    meet.picture.heats[0].rows.back().bib = "999";
    meet.picture.heats[0].rows.back().review = true;
    const Desk desk = desk_of(meet.picture, Role::staff);
    ResultsMemo memo;

    const ResultsTable& found = memo.table(desk, {}, "999");

    REQUIRE(found.size() == 1);
    const ResultLine line = result_line(desk, found.at(0));
    CHECK(line.nobody);
    CHECK(line.bib == "999");
    CHECK(line.status == "check");
    CHECK(line.mark == Mark::look);
}

TEST_CASE("Typing finds a child by a name without accents, and Esc shows everybody again", "[ui][results]") {
    const SmallMeet meet;
    const Desk desk = desk_of(meet.picture, Role::director);
    Screen screen = results_screen();
    HeadlessDesk window;

    CHECK(test::type(window, desk, screen, "lukasz").empty());
    CHECK(screen.texts["results.search"] == "lukasz");
    CHECK(screen.runner == meet.lukasz);
    CHECK(screen.focus.runner == meet.lukasz);

    test::press(window, desk, screen, Key::escape);
    CHECK(screen.texts["results.search"].empty());

    test::type(window, desk, screen, "/1044");
    CHECK(screen.runner == meet.maya);
    test::press(window, desk, screen, Key::escape);
    test::type(window, desk, screen, "ben");
    CHECK(screen.runner == meet.ben);
}

TEST_CASE("In the list no letter does anything but search", "[ui][results]") {
    const SmallMeet meet;
    const Desk desk = desk_of(meet.picture, Role::director);
    Screen screen = results_screen();
    HeadlessDesk window;

    CHECK(test::type(window, desk, screen, "DNQWCAIXTBGZ dnqwcaixtbgz").empty());
    CHECK_FALSE(screen.prompt);
}

TEST_CASE("The same child stays selected while others come in above", "[ui][results]") {
    SmallMeet meet;
    Desk desk = desk_of(meet.picture, Role::director);
    Screen screen = results_screen();
    HeadlessDesk window;
    window.frame(desk, screen);
    test::press(window, desk, screen, Key::down);
    REQUIRE(screen.runner == meet.maya);

    const TeamId vale = meet.picture.team("Vale", "A2", 2);
    for (int i = 0; i < 5; ++i) {
        HeatPicture& heat = meet.picture.heats[0];
        meet.picture.finish(heat, meet.picture.child(vale, std::to_string(200 + i), "Ann", "Bell"), 2, 600'000'000);
        std::rotate(heat.rows.begin(), heat.rows.end() - 1, heat.rows.end());
    }
    desk = desk_of(meet.picture, Role::director);
    window.frame(desk, screen);

    CHECK(screen.runner == meet.maya);
    CHECK(screen.lists["results"].selected == 6);
}

TEST_CASE("A child who leaves the list while open is closed, and no word for it reaches another", "[ui][results]") {
    SmallMeet meet;
    Desk desk = desk_of(meet.picture, Role::director);
    Screen screen = results_screen();
    screen.heat = HeatId{0U};
    HeadlessDesk window;
    window.frame(desk, screen);
    test::press(window, desk, screen, Key::down);
    test::press(window, desk, screen, Key::enter);
    test::type(window, desk, screen, "d");
    REQUIRE(screen.prompt);

    meet.picture.heats[0].rows.erase(meet.picture.heats[0].rows.begin() + 1);  // Maya was moved out.
    desk = desk_of(meet.picture, Role::director);
    test::type(window, desk, screen, "went home");

    CHECK_FALSE(screen.prompt);
    CHECK(test::press(window, desk, screen, Key::enter).empty());
}

TEST_CASE("A status is set with its reason, and Z takes it back", "[ui][results]") {
    const SmallMeet meet;
    const Desk desk = desk_of(meet.picture, Role::staff);
    Screen screen = results_screen();
    HeadlessDesk window;
    test::type(window, desk, screen, "maya");
    test::press(window, desk, screen, Key::enter);
    CHECK(test::type(window, desk, screen, "d").empty());
    REQUIRE(screen.prompt);
    CHECK(test::press(window, desk, screen, Key::enter).empty());  // A reason has words.
    test::type(window, desk, screen, "a twisted ankle");

    const intent::Command done = only_command(test::press(window, desk, screen, Key::enter));
    CHECK(done.json == R"({"command":"status","bib":"1044","heat":"1","status":"dnf","reason":"a twisted ankle"})");
    CHECK(done.words == "Maya Ross: did not finish");

    const intent::Command back = only_command(test::press(window, desk, screen, Key::f8));
    CHECK(back.json == R"({"command":"status","bib":"1044","heat":"1","status":"none","reason":"taken back"})");
    CHECK(test::press(window, desk, screen, Key::f8).empty());
}

TEST_CASE("A finish is put in by the time since the gun, and a wrong time is asked for again", "[ui][results]") {
    const SmallMeet meet;
    const Desk desk = desk_of(meet.picture, Role::staff);
    Screen screen = results_screen();
    HeadlessDesk window;
    test::type(window, desk, screen, "maya");
    test::press(window, desk, screen, Key::enter);
    test::type(window, desk, screen, "i9 minutes");
    CHECK(test::press(window, desk, screen, Key::enter).empty());
    REQUIRE(screen.prompt);
    CHECK(screen.prompt->label == "9 minutes is no time since the gun; write it as 8:32.4");
    for (int i = 0; i < 9; ++i) test::press(window, desk, screen, Key::backspace);
    test::type(window, desk, screen, "9:01.25");
    test::press(window, desk, screen, Key::enter);
    test::type(window, desk, screen, "seen by the judge");

    const intent::Command done = only_command(test::press(window, desk, screen, Key::enter));
    CHECK(done.json == R"({"command":"insert-finish","heat":"1","bib":"1044",)"
                       R"("at":"2027-05-01T09:09:01.250-07:00","reason":"seen by the judge"})");
    const intent::Command back = only_command(test::press(window, desk, screen, Key::f8));
    CHECK(back.json == R"({"command":"insert-finish","heat":"1","bib":"1044","reason":"taken back","undo":true})");
}

TEST_CASE("A child who is closed by a word may be opened again, one who is back may not", "[ui][results]") {
    SmallMeet meet;
    const auto account_keys = [&] {
        const Desk desk = desk_of(meet.picture, Role::staff);
        std::string does;
        for (const ChildAction& action : actions_for(desk, {HeatId{0U}, 1})) {
            if (action.key == 'A') does = action.does;
        }
        return does;
    };
    LedgerRow& maya = meet.picture.ledger[meet.maya.index()];
    maya.state = ChildState::on_course;
    CHECK(account_keys() == "account for");
    maya.accounted = true;
    CHECK(account_keys() == "not accounted for");
    maya.state = ChildState::returned;
    CHECK(account_keys().empty());
    maya.state = ChildState::dns;
    CHECK(account_keys().empty());
    maya.seen = true;
    CHECK(account_keys() == "not accounted for");
}

TEST_CASE("An official heat is not changed from here", "[ui][results]") {
    SmallMeet meet;
    meet.picture.heats[0].state = HeatState::official;
    const Desk desk = desk_of(meet.picture, Role::director);

    const std::vector<ChildAction> actions = actions_for(desk, {HeatId{0U}, 1});

    REQUIRE(actions.size() == 1);
    CHECK(actions[0].deed == ChildDeed::account);
}

TEST_CASE("Whoever only looks has nothing to press", "[ui][results]") {
    const SmallMeet meet;
    const Role role = GENERATE(Role::timer, Role::tent, Role::marshal, Role::announcer);
    const Desk desk = desk_of(meet.picture, role);
    for (std::uint32_t row = 0; row < 2; ++row) CHECK(actions_for(desk, {HeatId{0U}, row}).empty());

    Screen screen = results_screen();
    HeadlessDesk window;
    window.frame(desk, screen);
    test::press(window, desk, screen, Key::enter);
    CHECK(test::type(window, desk, screen, "dnqwcaixtbgz").empty());
    CHECK_FALSE(screen.prompt);
}

TEST_CASE("A tap nobody has a number for is given to a child, or is no tap at all", "[ui][results]") {
    SmallMeet meet;
    HeatPicture& heat = meet.picture.heats[0];
    meet.picture.finish(heat, RunnerId::none(), 2, 600'000'000);
    heat.rows.back().tap = ReadingIndex{5U};
    Desk desk = desk_of(meet.picture, Role::staff);
    auto overview = std::make_shared<Overview>();
    overview->devices.resize(1);
    overview->devices[0].device = DeviceId{0U};
    overview->devices[0].name = "finish-1";
    MatchRow match;
    match.tap.emplace();
    match.tap->reading = ReadingIndex{5U};
    match.tap->ref = {DeviceId{0U}, "e1", 12};
    match.tap->at = heat.planned + minutes(10);
    overview->match = HeatMatch{HeatId{0U}, {match}, {}};
    desk.overview = overview;
    Screen screen = results_screen();
    HeadlessDesk window;
    test::press(window, desk, screen, Key::end);
    test::press(window, desk, screen, Key::up);  // Above the child who is in no heat.
    test::press(window, desk, screen, Key::enter);

    SECTION("given") {
        test::type(window, desk, screen, "g1044");
        test::press(window, desk, screen, Key::enter);
        test::type(window, desk, screen, "her mother");
        CHECK(only_command(test::press(window, desk, screen, Key::enter)).json ==
              R"({"command":"assign","tap":{"device":"finish-1","epoch":"e1","seq":12},"bib":"1044",)"
              R"("reason":"her mother"})");
        CHECK(only_command(test::press(window, desk, screen, Key::f8)).json ==
              R"({"command":"assign","tap":{"device":"finish-1","epoch":"e1","seq":12},"bib":"",)"
              R"("reason":"taken back"})");
    }
    SECTION("void") {
        test::type(window, desk, screen, "ta helper crossed");
        CHECK(only_command(test::press(window, desk, screen, Key::enter)).json ==
              R"({"command":"void","reading":{"device":"finish-1","epoch":"e1","seq":12},)"
              R"("reason":"a helper crossed"})");
        CHECK(only_command(test::press(window, desk, screen, Key::f8)).json ==
              R"({"command":"restore","reading":{"device":"finish-1","epoch":"e1","seq":12},)"
              R"("reason":"taken back"})");
    }
}

TEST_CASE("Who may see no names sees none, and who may see no numbers beside names sees none", "[ui][results]") {
    const Sample day = morning();
    const ResultRef first{HeatId{0U}, 0};
    const RunnerId child = runner_of(*day.snapshot, first);
    const std::string surname = day.snapshot->roster->runner(child).last.value;

    const ResultLine timers = result_line(desk_over(day, Role::timer), first);
    CHECK(timers.name.empty());
    CHECK_FALSE(timers.bib.empty());
    const ChildSheet timers_sheet = child_sheet(desk_over(day, Role::timer), first);
    CHECK(timers_sheet.name == timers.bib);
    CHECK(timers_sheet.say_it.empty());

    const ResultLine announcers = result_line(desk_over(day, Role::announcer), first);
    CHECK(announcers.bib.empty());
    CHECK_FALSE(announcers.name.empty());
    CHECK(announcers.name.find(surname) == std::string::npos);
    const ChildSheet sheet = child_sheet(desk_over(day, Role::announcer), first);
    CHECK(sheet.about.find(timers.bib) == std::string::npos);
}

TEST_CASE("A child's story is told line by line, and another child's never stands in for it", "[ui][results]") {
    const SmallMeet meet;
    Desk desk = desk_of(meet.picture, Role::director);
    auto overview = std::make_shared<Overview>();
    StoryLine seen;
    seen.kind = StoryLine::Kind::seen;
    seen.at = desk.now - minutes(40);
    seen.what = "seen at staging by marshal-1";
    overview->story = Story{meet.maya, {seen}};
    desk.overview = overview;

    const ChildSheet maya = child_sheet(desk, {HeatId{0U}, 1});
    REQUIRE(maya.story.size() == 1);
    CHECK(maya.story[0].at == "8:40:00");
    CHECK(maya.story[0].what == "seen at staging by marshal-1");
    CHECK(maya.result == "On the course since 9:00");
    CHECK(maya.where == "Not seen today");

    const ChildSheet lukasz = child_sheet(desk, {HeatId{0U}, 0});
    CHECK(lukasz.loading);
    CHECK(lukasz.story.empty());
    CHECK(lukasz.result == "8:32.4, 1st in Heat 1");
}

TEST_CASE("A finish says what it rests on, how sure that is, and why somebody should look", "[ui][results]") {
    SmallMeet meet;
    HeatPicture& heat = meet.picture.heats[0];
    const auto sheet = [&] { return child_sheet(desk_of(meet.picture, Role::director), {HeatId{0U}, 0}); };
    CHECK(sheet().rests.starts_with("Rests on tap"));
    CHECK(sheet().rests.find("chute number") != std::string::npos);
    CHECK(sheet().rests.ends_with("Of 100 such finishes about 95 are right."));
    CHECK(sheet().check.empty());

    const auto [doubt, words] =
        GENERATE(table<Doubt, std::string>({{Doubt::tap_without_number, "crossed, no number taken"},
                                            {Doubt::number_without_tap, "number taken, no tap"},
                                            {Doubt::counts_differ, "taps and numbers differ"},
                                            {Doubt::unknown_number, "nobody has this number"},
                                            {Doubt::sources_disagree, "sources disagree"},
                                            {Doubt::entered_twice, "number taken twice"},
                                            {Doubt::wrong_heat, "not entered in this heat"},
                                            {Doubt::after_status, "finished after being marked out"},
                                            {Doubt::number_repaired, "number taken wrongly, repaired"},
                                            {Doubt::heat_unsure, "may belong to another heat"}}));
    heat.rows[0].doubt = heat.finishes[0].doubt = doubt;
    heat.rows[0].review = heat.finishes[0].review = true;
    heat.rows[0].confidence_milli = 500;
    CHECK(sheet().check == words);
    CHECK(sheet().rests.ends_with("Of 100 such finishes about 50 are right."));
    CHECK(result_line(desk_of(meet.picture, Role::director), {HeatId{0U}, 0}).status == "check");

    heat.rows[0].evidence.add(Evidence::inserted);  // A person's word has no odds.
    CHECK(sheet().rests.find("Of 100") == std::string::npos);
}

TEST_CASE("A frame of 8,000 lines draws as much as one of 80", "[ui][results]") {
    const auto drawn = [](std::size_t lines) {
        Picture picture;
        const TeamId team = picture.team("Lincoln", "A1", 1);
        for (std::size_t i = 0; i < lines; ++i) {
            if (i % 80 == 0) picture.heat(std::to_string(i / 80 + 1), "09:00").state = HeatState::running;
            const RunnerId child = picture.child(team, std::to_string(i), "Zoë", "Ångström");
            picture.finish(picture.heats.back(), child, static_cast<std::uint32_t>(i % 80 + 1), 512'400'000);
            picture.ledger.back().heat = picture.heats.back().heat;
        }
        const Desk desk = desk_of(picture, Role::director);
        Screen screen = results_screen();
        HeadlessDesk window;
        window.frame(desk, screen);
        return window.drawn();
    };
    const int few = drawn(80), many = drawn(8'000);
    CHECK(few > 1'000);
    CHECK(many < few + few / 10);
}
