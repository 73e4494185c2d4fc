// The tents view and heats: who leaves when, who is here, the marshal's way along the tents, and the keys.

#include <catch2/catch.hpp>
#include <random>

#include "tests/support/headless_desk.h"
#include "tests/support/meet_builder.h"
#include "ui/desk/gallery/gallery.h"
#include "ui/desk/gallery/sample_meet.h"
#include "ui/desk/views/tents_heats_model.h"

using namespace heatline;
using namespace heatline::ui;
using heatline::test::at;
using heatline::test::HeadlessDesk;
using heatline::test::MeetBuilder;
using heatline::test::pressed;

namespace {

// Lincoln at the first tent and Vale at the fifth, 50 m apart at 50 m a minute, ten minutes before the start.
struct Field {
    MeetBuilder meet;
    Desk desk;

    Field() {
        meet.rules([](MeetRules& rules) {
            rules.heats.tent_cols = 4;
            rules.heats.tent_pitch_m = 50;
            rules.heats.walk_m_per_min = 50;
            rules.heats.staging_min = 10;
        });
        tent("Lincoln", 1, 1);
        tent("Vale", 2, 3);
        for (const char* bib : {"1", "2", "3"}) meet.runner("Lincoln", bib);
        for (const char* bib : {"11", "12"}) meet.runner("Vale", bib);
        meet.heat("1", {"1", "2", "11"}).heat("2", {"3", "12"});
    }
    void tent(const std::string& name, std::int32_t row, std::int32_t col) {
        meet.team(name, [&](Team& team) {
            team.tent = name.substr(0, 1);
            team.tent_row = row;
            team.tent_col = col;
        });
    }
    const Desk& at_time(Instant now) {
        desk.snapshot = meet.snapshot();
        desk.now = now;
        return desk;
    }
    TentBook book() { return tent_book(*meet.snapshot()); }
};

std::vector<TeamId> teams(std::initializer_list<std::size_t> ids) {
    std::vector<TeamId> list;
    for (const std::size_t id : ids) list.emplace_back(id);
    return list;
}

}  // namespace

TEST_CASE("A team leaves its tent as early as its way is long", "[ui][tents]") {
    Field field;
    const TentBook book = field.book();
    REQUIRE(book.teams[0].size() == 2);
    CHECK(book.teams[0][0].leaves == at(-10 * 60));
    CHECK(book.teams[1][0].leaves == at(-15 * 60));  // Five tents on: the second row runs back.
}

TEST_CASE("Each child of a heat is counted once, where it is", "[ui][tents]") {
    for (const Sample& sample : {planned(), morning(), held(), finished()}) {
        const TentBook book = tent_book(*sample.snapshot);
        std::vector<std::uint32_t> in_heat(sample.snapshot->heats.size());
        for (const std::vector<TentHeat>& of_team : book.teams) {
            for (const TentHeat& heat : of_team) {
                CHECK(heat.all == heat.unseen + heat.here + heat.staged + heat.out + heat.not_back + heat.back);
                in_heat[heat.heat.index()] += heat.all;
            }
        }
        for (const auto& heat : sample.snapshot->heats) CHECK(in_heat[heat->heat.index()] <= heat->placements.size());
    }
}

TEST_CASE("A child is seen, staged, out, not back and back in its heat", "[ui][tents]") {
    Field field;
    const auto of = [&] { return field.book().teams[0][0]; };
    CHECK(of().unseen == 2);
    field.meet.seen("1", Where::tent, at(-1200));
    CHECK(of().here == 1);
    field.meet.seen("1", Where::staging, at(-300));
    CHECK(of().staged == 1);
    field.meet.gun("1", at(0));
    CHECK(of().out == 1);
    field.meet.select("1", at(400));
    CHECK(of().not_back == 1);
    field.meet.seen("1", Where::tent_return, at(600));
    CHECK(of().back == 1);
}

TEST_CASE("A child of two heats has run the one and waits for the other", "[ui][tents]") {
    MeetBuilder meet;
    meet.team("Lincoln");
    meet.runner("Lincoln", "1");
    meet.heat("1", {"1"}).heat("2", {"1"});
    meet.seen("1", Where::tent, at(-1200));
    meet.gun("1", at(0));
    meet.select("1", at(400));
    meet.seen("1", Where::tent_return, at(600));
    const auto of = [&](std::size_t heat) { return tent_book(*meet.snapshot()).teams[0][heat]; };
    CHECK(of(0).back == 1);
    CHECK(of(1).here == 1);
    meet.gun("2", at(1200));
    CHECK(of(0).back == 1);
    CHECK(of(1).out == 1);
}

TEST_CASE("What is said of a team goes from leaves to should leave to has left", "[ui][tents]") {
    Field field;
    const auto words = [&](int now) {
        const Desk& desk = field.at_time(at(now));
        return stop_words(tent_book(*desk.snapshot).teams[0][0], desk);
    };
    CHECK_FALSE(words(-3600).look);
    CHECK(words(-1200).look);  // Nobody of it is here ten minutes before it should leave.
    CHECK(words(-1200).who == "nobody here");
    field.meet.seen("1", Where::tent, at(-1200));
    CHECK(words(-1200).when.starts_with("leaves "));
    CHECK(words(-1200).who == "1 of 2 here");
    CHECK_FALSE(words(-1200).look);
    CHECK(words(-500).when.starts_with("should leave "));
    CHECK(words(-500).late);
    field.meet.seen("1", Where::staging, at(-400));
    CHECK(words(-300).when == "has left");
    CHECK_FALSE(words(-300).late);
}

TEST_CASE("The list begins with who leaves next and ends with who has nothing to leave for", "[ui][tents]") {
    Field field;
    field.tent("Grove", 1, 2);
    CHECK(list_order(field.book(), *field.meet.snapshot()) == teams({1, 0, 2}));
    const Desk& desk = field.at_time(at(-1000));
    const TentMap map = tents_of(*desk.snapshot);
    const TentLine line = tent_line(map.tiles[*tile_of(map, TeamId{1U})], field.book(), desk);
    CHECK(line.next == "Heat 1");
    CHECK(line.unseen == 2);
    CHECK(tent_line(map.tiles[*tile_of(map, TeamId{2U})], field.book(), desk).leave.empty());
}

TEST_CASE("The marshal's way passes every tent of the heat, row by row, there and back", "[ui][tents]") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 100; ++round) {
        const std::int32_t cols = 2 + static_cast<std::int32_t>(random() % 8);
        MeetBuilder meet;
        meet.rules([&](MeetRules& rules) { rules.heats.tent_cols = cols; });
        std::vector<std::string> bibs;
        const int teams = 2 * cols + static_cast<int>(random() % 10);
        for (int i = 0; i < teams; ++i) {
            const std::string name = "School " + std::to_string(i);
            meet.team(name, [&](Team& team) {
                team.tent_row = 1 + i / cols;
                team.tent_col = 1 + i % cols;
            });
            if (random() % 3 != 0) continue;
            bibs.push_back(std::to_string(100 + i));
            meet.runner(name, bibs.back());
        }
        if (bibs.empty()) continue;
        meet.heat("1", bibs);
        const auto snapshot = meet.snapshot();
        const TentBook book = tent_book(*snapshot);
        const TentMap map = tents_of(*snapshot);
        const HeatWalk walk = walk_of(book, HeatId{0U});
        CHECK(walk.stops.size() == bibs.size());
        const std::vector<WalkLeg> legs = legs_of(walk, map, *snapshot);
        std::int64_t passed = static_cast<std::int64_t>(legs.size()) - 1;  // A step down at each turn.
        for (std::size_t i = 0; i < legs.size(); ++i) {
            passed += std::abs(legs[i].to - legs[i].from);
            if (i > 0) CHECK(legs[i].from == legs[i - 1].to);
            if (i > 0) CHECK(legs[i].row == legs[i - 1].row + 1);
        }
        CHECK(passed == walk.tents);
        for (const TeamId stop : walk.stops) {
            const TentTile& tile = map.tiles[*tile_of(map, stop)];
            bool on_the_way = false;
            for (const WalkLeg& leg : legs) {
                on_the_way = on_the_way || (leg.row == tile.row && std::min(leg.from, leg.to) <= tile.col &&
                                            tile.col <= std::max(leg.from, leg.to));
            }
            CHECK(on_the_way);
        }
    }
}

TEST_CASE("A heat of one tent, of none and a field without places have no way to draw", "[ui][tents]") {
    Field field;
    field.meet.heat("3", {});
    const auto snapshot = field.meet.snapshot();
    const TentMap map = tents_of(*snapshot);
    CHECK(legs_of(walk_of(field.book(), HeatId{2U}), map, *snapshot).empty());
    CHECK(walk_words(walk_of(field.book(), HeatId{2U}), field.book(), field.at_time(at(0)))
              .ends_with("nobody runs in it"));
    MeetBuilder bare;
    bare.team("Grove");
    bare.runner("Grove", "1");
    bare.heat("1", {"1"});
    const auto plain = bare.snapshot();
    CHECK(legs_of(walk_of(tent_book(*plain), HeatId{0U}), tents_of(*plain), *plain).empty());
}

TEST_CASE("N and P go through the walks of the day, W hides them, L shows the list", "[ui][tents]") {
    Scene scene = scenes_of(View::tents).front();
    HeadlessDesk window;
    const auto press = [&](char letter) {
        window.frame(scene.desk, scene.screen, {pressed(static_cast<char32_t>(letter))});
    };
    press('n');  // From the next heat that is to start, Heat 4.
    CHECK(scene.screen.numbers["tents.walk"] == 5);
    press('p');
    press('p');
    CHECK(scene.screen.numbers["tents.walk"] == 3);
    for (int i = 0; i < 20; ++i) press('n');
    CHECK(scene.screen.numbers["tents.walk"] == 12);
    press('w');
    CHECK(scene.screen.numbers["tents.no-walk"] == 1);
    press('l');
    CHECK(scene.screen.numbers["tents.as-list"] == 1);
    window.frame(scene.desk, scene.screen, {pressed(Key::down)});
    window.frame(scene.desk, scene.screen, {pressed(Key::enter)});
    CHECK(scene.screen.team);
    window.frame(scene.desk, scene.screen, {pressed(Key::escape)});
    CHECK_FALSE(scene.screen.team);
    CHECK(scene.screen.numbers["tents.as-list"] == 1);
}

TEST_CASE("A tent sees itself alone, without walks or other tents", "[ui][tents]") {
    for (const Scene& scene : scenes_of(View::tents)) {
        if (scene.name != "tents-own") continue;
        Scene own = scene;
        HeadlessDesk window;
        for (const char key : {'n', 'l', 'w'})
            window.frame(own.desk, own.screen, {pressed(static_cast<char32_t>(key))});
        CHECK(own.screen.team == own.desk.link.team);
        CHECK(own.screen.numbers["tents.walk"] == 0);
        CHECK(own.screen.numbers["tents.as-list"] == 0);
    }
}
