// The field as a map: where tents stand, what a tile counts, how arrows walk, whose children come first.

#include "ui/desk/views/tents_model.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/headless_desk.h"
#include "tests/support/meet_builder.h"
#include "ui/desk/gallery/gallery.h"

using namespace heatline;
using namespace heatline::ui;
using heatline::test::at;
using heatline::test::HeadlessDesk;
using heatline::test::MeetBuilder;
using heatline::test::pressed;

namespace {

MeetBuilder& tent(MeetBuilder& meet, const std::string& name, std::int32_t row, std::int32_t col) {
    return meet.team(name, [&](Team& team) {
        team.tent = name;
        team.tent_row = row;
        team.tent_col = col;
    });
}

std::string name_at(const MeetBuilder& meet, const TentMap& map, std::size_t tile) {
    return meet.state().roster->team(map.tiles[tile].team).name;
}

}  // namespace

TEST_CASE("No two tents of two hundred are drawn at one place, and none is left out", "[ui][tents]") {
    MeetBuilder meet;
    for (int i = 0; i < 200; ++i) {
        // Some have no place, some were given one that is taken.
        const int row = i % 7 == 3 ? 0 : 2 + i / 15, col = i % 11 == 5 ? 4 : 3 + i % 15;
        tent(meet, "School " + std::to_string(i), row, col);
    }
    const TentMap map = tents_of(*meet.snapshot());
    REQUIRE(map.tiles.size() == 200);
    std::set<std::pair<std::int32_t, std::int32_t>> places;
    std::set<TeamId> teams;
    for (const TentTile& tile : map.tiles) {
        CHECK(places.emplace(tile.row, tile.col).second);
        CHECK(teams.insert(tile.team).second);
        CHECK((tile.row >= 0 && tile.row < map.rows && tile.col >= 0 && tile.col < map.cols));
    }
    CHECK(map.cols == 15);
}

TEST_CASE("A field without places is drawn in the order of names", "[ui][tents]") {
    MeetBuilder meet;
    meet.team("Vale").team("Grove").team("Lincoln");
    const TentMap map = tents_of(*meet.snapshot());
    CHECK_FALSE(map.placed);
    REQUIRE(map.tiles.size() == 3);
    CHECK(name_at(meet, map, 0) == "Grove");
    CHECK(name_at(meet, map, 1) == "Lincoln");
    CHECK(name_at(meet, map, 2) == "Vale");
    CHECK(tents_of(*MeetBuilder{}.snapshot()).tiles.empty());
}

TEST_CASE("A tile counts out, back and all, and shows the worst of its children", "[ui][tents]") {
    MeetBuilder meet;
    meet.team("Lincoln");
    for (const char* bib : {"1", "2", "3", "4"}) meet.runner("Lincoln", bib);
    meet.heat("1", {"1", "2", "3", "4"});
    const auto words = [&] {
        const auto snapshot = meet.snapshot();
        return words_of(tents_of(*snapshot).tiles[0], *snapshot);
    };
    CHECK(words().first == "0 of 4 here");
    meet.gun("1", at(10));
    meet.select("1", at(400));
    meet.seen("2", Where::tent_return, at(500));
    CHECK(words().first == "2 out");
    CHECK(words().second == "1 of 4 back");
    CHECK(words().mark == Mark::on_course);
    meet.fact(CourseCleared{meet.heat_id("1"), "test"});
    CHECK(words().mark == Mark::look);
    meet.seen("3", Where::medical, at(600));
    CHECK(words().mark == Mark::did_not_finish);
    meet.seen("3", Where::tent_return, at(700));
    meet.account("4");
    CHECK(words().first == "1 not back");
    meet.seen("1", Where::tent_return, at(800));
    CHECK(words().first == "all back");
    CHECK(words().mark == Mark::back);
    CHECK(words().ink == Ink::muted);  // Nobody need look.
}

TEST_CASE("Arrows walk the map in two dimensions, over holes, and stop at its edges", "[ui][tents]") {
    MeetBuilder meet;
    for (const auto& [name, row, col] : {std::tuple{"a1", 1, 1}, std::tuple{"a3", 1, 3}, std::tuple{"b2", 2, 2},
                                         std::tuple{"c1", 3, 1}, std::tuple{"c3", 3, 3}})
        tent(meet, name, row, col);
    const TentMap map = tents_of(*meet.snapshot());
    const auto walk = [&](const char* from, int across, int down) {
        for (std::size_t i = 0; i < map.tiles.size(); ++i) {
            if (name_at(meet, map, i) == from) return name_at(meet, map, tile_beside(map, i, across, down));
        }
        return std::string{};
    };
    CHECK(walk("a1", 1, 0) == "a3");
    CHECK(walk("a3", 1, 0) == "a3");
    CHECK(walk("a1", 0, 1) == "b2");
    CHECK(walk("b2", 0, -1) == "a1");
    CHECK(walk("b2", 1, 0) == "b2");
    CHECK(walk("c3", -1, 0) == "c1");
    CHECK(walk("c1", 0, 1) == "c1");
}

TEST_CASE("Of one tent, who is out longest comes first and who is back comes last", "[ui][tents]") {
    MeetBuilder meet;
    meet.team("Lincoln");
    for (const char* bib : {"9", "10", "11", "12", "13"}) meet.runner("Lincoln", bib);
    meet.heat("1", {"11", "12"}).heat("2", {"9", "10"}).heat("3", {"13"});
    for (const char* bib : {"9", "10", "11", "12", "13"}) meet.seen(bib, Where::tent, at(1));
    meet.gun("1", at(10));
    meet.gun("2", at(300));
    meet.seen("12", Where::tent_return, at(250));
    meet.select("10", at(700));
    const auto snapshot = meet.snapshot();
    std::vector<std::string> order;
    for (const TentChild& child : children_of(*snapshot, TeamId{0U}))
        order.push_back((*snapshot->bibs)[child.runner.index()]);
    CHECK(order == std::vector<std::string>{"11", "9", "10", "13", "12"});
}

TEST_CASE("Enter opens a tent, and Escape shows the field again", "[ui][tents]") {
    Scene scene = scenes_of(View::tents).front();
    HeadlessDesk window;
    window.frame(scene.desk, scene.screen, {pressed(Key::right)});
    window.frame(scene.desk, scene.screen, {pressed(Key::enter)});
    CHECK(scene.desk.snapshot->roster->team(scene.screen.team).name == "Vale");
    window.frame(scene.desk, scene.screen, {pressed(Key::escape)});
    CHECK_FALSE(scene.screen.team);
}

TEST_CASE("A tent's own laptop sees its tent alone and accounts for nobody", "[ui][tents]") {
    for (Scene& scene : scenes_of(View::tents)) {
        if (scene.desk.link.role != Role::tent) continue;
        HeadlessDesk window;
        window.frame(scene.desk, scene.screen, {pressed(Key::escape)});
        CHECK(scene.screen.team == scene.desk.link.team);
        CHECK(window.frame(scene.desk, scene.screen, {pressed(U'a')}).empty());
        CHECK_FALSE(scene.screen.prompt);
    }
}
