// A team to another heat: what it costs in words, by key and by drag, as one step that is taken back whole.

#include <catch2/catch.hpp>

#include "engine/derive.h"
#include "tests/support/heats_office.h"
#include "tests/support/meet_builder.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/heats_children_model.h"
#include "ui/desk/views/heats_team_model.h"

using namespace heatline;
using namespace heatline::test;

namespace {

// Two bands of ten places, two of them kept; three teams of five, three and two in the first.
struct TeamMeet {
    MeetBuilder meet;
    ui::Desk desk;

    TeamMeet() {
        meet.rules([](MeetRules& rules) {
            rules.heats.tent_cols = 10;
            rules.heats.tent_pitch_m = 50;
            rules.heats.walk_m_per_min = 50;
            rules.heats.staging_min = 10;
            rules.heats.chaperone_ratio = 3;
            BandRules younger, older;
            younger.name = "Mile 2-3";
            younger.grades = {{2}, {3}};
            younger.capacity = 10;
            younger.reserve = 2;
            older = younger;
            older.name = "Mile 4-5";
            older.grades = {{4}, {5}};
            rules.heats.bands = {younger, older};
        });
        meet.team("Lincoln", [](Team& team) { team.tent = "A2", team.tent_row = 1, team.tent_col = 2; });
        meet.team("Vale", [](Team& team) { team.tent_row = 1, team.tent_col = 6; });
        meet.team("Grove", [](Team& team) { team.tent_row = 1, team.tent_col = 9; });
        int bib = 0;
        for (const auto& [team, count] : {std::pair{"Lincoln", 5}, {"Vale", 3}, {"Grove", 2}}) {
            for (int i = 0; i < count; ++i)
                meet.runner(team, std::to_string(++bib), [](Runner& runner) { runner.grade = {3}; });
        }
        meet.heat("1", {"1", "2", "3", "4", "5", "6", "7", "8"}, "mile", BandId{0U});
        meet.heat("2", {"9", "10"}, "mile", BandId{0U});
        meet.heat("3", {}, "mile", BandId{1U});
        look(at(-7200));
    }
    void look(Instant now) {
        desk.snapshot = Deriver{}.derive(meet.state());
        desk.now = now;
        desk.link.state = ui::LinkLook::State::live;
        desk.link.role = Role::director;
        desk.names = ui::NameBook{desk.snapshot, Role::director};
    }
    std::vector<ui::TeamMove> moves(std::size_t team, std::size_t heat) const {
        return ui::team_moves(desk, ui::heats_book(*desk.snapshot), ui::heats_day(*desk.snapshot),
                              {TeamId{team}, HeatId{heat}});
    }
};

std::string words(const ui::TeamMove& move, const std::string& what) {
    for (const ui::CostLine& line : move.lines) {
        if (line.what == what) return line.words;
    }
    return "nothing";
}

// The keys are at the children of the heat.
struct TeamOffice : HeatsOffice {
    explicit TeamOffice(std::size_t heat, Role who = Role::director) : HeatsOffice{heat, who} {
        screen.numbers["heats.place"] = screen.numbers["heats.panel"] = 1;
        frame();
    }
    std::vector<ui::Intent> pointer(float x, float y, bool clicked, bool down, bool released) {
        ui::Mouse mouse;
        mouse.x = x, mouse.y = y;
        mouse.clicked = clicked, mouse.down = down, mouse.released = released;
        return frame({}, mouse);
    }
    bool asks() const {
        const auto found = screen.numbers.find("heats.team");
        return found != screen.numbers.end() && found->second > 0;
    }
    std::size_t children(std::size_t heat, TeamId team) const {
        std::size_t count = 0;
        for (const Placement& placement : sample.snapshot->heats[heat]->placements)
            count += sample.snapshot->roster->brief(placement.runner).team == team ? 1 : 0;
        return count;
    }
};

// Where things stand at 100 %: the first child's row, and the row of a heat.
constexpr float kChildX = 900, kChildY = 324, kListX = 200;
float list_y(int heat) { return 48 + 56 * (static_cast<float>(heat) + 0.5F); }

}  // namespace

TEST_CASE("What a team's move costs is said before it is done", "[ui][heats]") {
    const TeamMeet small;
    const auto moves = small.moves(1, 0);
    REQUIRE(moves.size() == 1);
    const ui::TeamMove& move = moves[0];
    CHECK(move.to == HeatId{1U});
    CHECK(move.against.empty());
    CHECK(move.places == "5 places left after");  // Of which 2 were kept: they are for the race day.
    CHECK(move.brief.starts_with("1 tent less to walk; leaves the tent at "));
    CHECK(words(move, "Places") == "Heat 2: 5 of 10, not 2; 2 of the free ones are kept for late children");
    CHECK(words(move, "Walk") == "Heat 1: 0 tents, not 4; Heat 2: 3 tents, not 0");
    CHECK(words(move, "Coaches") == "1 coach needed at " + move.title.substr(8) + "; how many it has is not known");
    CHECK(words(move, "Tell team").starts_with("leave the tent by "));
    CHECK(words(move, "Tell families").starts_with("be there at "));
    CHECK(words(move, "Tell staging") == "nothing");
}

TEST_CASE("A child and a team of one child are told the same of the places that a heat has left", "[ui][heats]") {
    TeamMeet small;
    small.meet.team("Elm", [](Team& team) { team.tent_row = 1, team.tent_col = 10; });
    small.meet.runner("Elm", "11", [](Runner& runner) { runner.grade = {3}; });
    small.meet.heat("4", {"11"}, "mile", BandId{0U});
    std::int32_t capacity = 7;
    const char* told = "";
    SECTION("before what is kept") { capacity = 12, told = "3 places left after"; }
    SECTION("of what is kept") { capacity = 10, told = "1 place left after"; }
    SECTION("the last one that was kept") { capacity = 9, told = "0 places left after"; }
    SECTION("one too many") { capacity = 8, told = "1 over the 8"; }
    small.meet.rules([&](MeetRules& rules) { rules.heats.bands[0].capacity = capacity; });
    small.look(at(-7200));
    const auto child = ui::move_costs(small.desk, ui::heats_book(*small.desk.snapshot), RunnerId{10U}, HeatId{3U});
    const auto team = small.moves(3, 3);
    CHECK(child[0].to == HeatId{0U});
    CHECK(team[0].to == HeatId{0U});
    CHECK(child[0].seats == told);
    CHECK(team[0].places == told);
}

TEST_CASE("A move that breaks a rule says which in one sentence, and asks why", "[ui][heats]") {
    TeamMeet small;
    SECTION("too few places") {
        const auto moves = small.moves(2, 1);
        REQUIRE(moves.size() == 1);
        CHECK(moves[0].against.empty());
        CHECK(moves[0].places == "0 places left after");
        CHECK(words(moves[0], "Places").ends_with("; with 2 of the 2 kept for late children"));
        CHECK_FALSE(moves[0].look);
        small.meet.rules([](MeetRules& rules) { rules.heats.bands[0].capacity = 9; });
        small.look(at(-7200));
        const auto full = small.moves(2, 1);
        CHECK(full[0].against == "Heat 1 would hold 10 on 9 places");
        CHECK(full[0].places == "1 over the 9");
        CHECK(ui::team_question(small.desk, {TeamId{2U}, HeatId{1U}}, full[0]) ==
              "Why does Grove run in Heat 1 all the same?");
        CHECK_FALSE(ui::move_team(small.desk, {TeamId{2U}, HeatId{1U}}, full[0], "").ask);
        CHECK(ui::move_team(small.desk, {TeamId{2U}, HeatId{1U}}, full[0], "their bus").ask);
    }
    SECTION("a lock of meet.toml") {
        small.meet.rules([](MeetRules& rules) { rules.heats.locks.push_back({"vale", "Mile 2-3", 1}); });
        small.look(at(-7200));
        CHECK(small.moves(1, 0)[0].against == "meet.toml locks Vale to the 1st heat of Mile 2-3");
    }
    SECTION("a heat that was called") {
        small.look(at(-60));
        CHECK(small.moves(1, 0)[0].against.starts_with("Heat 1 was called at "));
    }
}

TEST_CASE("Who cannot be moved as a team is told why", "[ui][heats]") {
    TeamMeet small;
    CHECK(ui::cannot_move_team(small.desk, {TeamId{0U}, HeatId{0U}}).empty());
    CHECK(ui::cannot_move_team(small.desk, {TeamId{0U}, HeatId{1U}}) == "Lincoln has nobody in Heat 2");
    small.meet.rules([](MeetRules& rules) { rules.heats.bands[0].lanes = 8; });
    small.look(at(-7200));
    CHECK(ui::cannot_move_team(small.desk, {TeamId{0U}, HeatId{0U}}) == "lanes are given by seed; M moves one child");
    small.desk.link.role = Role::timer;
    CHECK_FALSE(ui::cannot_move_team(small.desk, {TeamId{0U}, HeatId{0U}}).empty());
}

TEST_CASE("G asks where the whole team shall run, and Enter moves each of its children as one step", "[ui][heats]") {
    TeamOffice office{5};
    office.press('g');
    REQUIRE(office.asks());
    const TeamId team{static_cast<std::size_t>(office.screen.numbers["heats.team"] - 1)};
    const std::size_t children = office.children(5, team);
    REQUIRE(children > 1);

    SECTION("Esc leaves it") {
        CHECK(office.press(ui::Key::escape).empty());
        CHECK_FALSE(office.asks());
    }
    SECTION("with a reason where a rule is broken, and F8 takes it back whole") {
        office.press(ui::Key::end);
        auto asked = office.press(ui::Key::enter);
        if (office.screen.prompt) {
            CHECK(asked.empty());
            CHECK(office.screen.prompt->label.starts_with("Why does "));
            asked = office.frame({pressed(U'b'), pressed(U'u'), pressed(U's'), pressed(ui::Key::enter)});
        }
        REQUIRE(command_in(asked));
        const ui::intent::Command step = *command_in(asked);
        CHECK(1 + step.more.size() == children);
        CHECK(step.json.starts_with(R"({"command":"move","bib":")"));
        CHECK(step.json.find(R"("from":"6","heat":"12")") != std::string::npos);
        CHECK_FALSE(office.asks());
        REQUIRE(office.screen.undoable.size() == 1);

        const auto back = office.press(ui::Key::f8);
        REQUIRE(command_in(back));
        CHECK(1 + command_in(back)->more.size() == children);
        CHECK(command_in(back)->json.find(R"("from":"12","heat":"6")") != std::string::npos);
    }
    SECTION("a timer is told whom to ask") {
        TeamOffice timer{5, Role::timer};
        timer.press('g');
        CHECK_FALSE(timer.asks());
        CHECK_FALSE(timer.screen.said.empty());
    }
}

TEST_CASE("A team dragged onto a heat asks what G asks, and does nothing by itself", "[ui][heats]") {
    TeamOffice office{5};
    CHECK(office.pointer(kChildX, kChildY, true, true, false).empty());
    CHECK(office.pointer(kChildX - 40, kChildY, false, true, false).empty());
    CHECK(office.screen.numbers["heats.dragged"] == 1);

    SECTION("let go over a heat of its band") {
        office.pointer(kListX, list_y(7), false, true, false);
        CHECK(office.pointer(kListX, list_y(7), false, false, true).empty());
        CHECK(office.asks());
        CHECK(office.screen.lists["heats.team-targets"].selected == 1);  // Heats 7, 8, …
        CHECK(office.screen.numbers["heats.dragged"] == 0);
        CHECK(office.screen.heat == HeatId{5U});
    }
    SECTION("let go elsewhere") {
        CHECK(office.pointer(1200, 600, false, false, true).empty());
        CHECK_FALSE(office.asks());
        CHECK(office.screen.numbers["heats.drag"] == 0);
    }
    SECTION("let go over another band") {
        CHECK(office.pointer(kListX, list_y(0), false, false, true).empty());
        CHECK_FALSE(office.asks());
    }
    SECTION("Esc drops it") {
        office.press(ui::Key::escape);
        CHECK(office.pointer(kListX, list_y(7), false, false, true).empty());
        CHECK_FALSE(office.asks());
    }
}

TEST_CASE("A click that does not move is no drag", "[ui][heats]") {
    TeamOffice office{5};
    office.pointer(kChildX, kChildY, true, true, false);
    office.pointer(kChildX + 3, kChildY, false, true, false);
    CHECK(office.screen.numbers["heats.dragged"] == 0);
    office.pointer(kChildX + 3, kChildY, false, false, true);
    CHECK(office.screen.numbers["heats.drag"] == 0);
    office.pointer(kListX, list_y(7), false, true, false);
    CHECK(office.screen.numbers["heats.dragged"] == 0);
}
