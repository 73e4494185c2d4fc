// What the heats view says: seats, children by team, what a move costs, taps and numbers side by side.

#include "ui/desk/views/heats_model.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "engine/overview/overview.h"
#include "tests/support/headless_desk.h"
#include "tests/support/meet_builder.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/views/heats_children_model.h"
#include "ui/desk/views/heats_match_model.h"
#include "ui/desk/views/heats_mend.h"

using namespace heatline;
using namespace heatline::test;

namespace {

// One band of 5 places, 1 of them kept; an assisted child takes two. Grade 3 fits, grade 5 does not.
struct SmallMeet {
    MeetBuilder meet;
    ui::Desk desk;

    SmallMeet() {
        meet.rules([](MeetRules& rules) {
            BandRules younger, older;
            younger.name = "Mile 2-3";
            younger.grades = {{2}, {3}};
            younger.capacity = 5;
            younger.reserve = 1;
            older.name = "Mile 4-5";
            older.grades = {{4}, {5}};
            older.capacity = 5;
            rules.heats.bands = {younger, older};
        });
        meet.team("Vale", [](Team& team) { team.tent_row = 1, team.tent_col = 9; });
        meet.team("Lincoln", [](Team& team) { team.tent_row = 1, team.tent_col = 2; });
        for (int i = 1; i <= 8; ++i) {
            meet.runner(i % 2 == 0 ? "Vale" : "Lincoln", std::to_string(i), [i](Runner& runner) {
                runner.grade = {3};
                runner.assisted = i == 8;
            });
        }
        meet.heat("1", {"1", "2", "3", "4", "5"}, "mile", BandId{0U});
        meet.heat("2", {"6", "7"}, "mile", BandId{0U});
        meet.heat("3", {}, "mile", BandId{1U});
        look(at(-3600));
    }
    void look(Instant now) {
        desk.snapshot = Deriver{}.derive(meet.state());
        desk.overview =
            std::make_shared<const Overview>(Overviewer{}.look(meet.state(), *desk.snapshot, {HeatId{0U}, {}}));
        desk.now = now;
        desk.link.role = Role::director;
        desk.names = ui::NameBook{desk.snapshot, Role::director};
    }
    ui::HeatsBook book() const { return ui::heats_book(*desk.snapshot); }
    std::vector<ui::MoveCost> costs(const char* bib, HeatId from) const {
        return ui::move_costs(desk, book(), find_runner_by_bib(meet.state(), bib), from);
    }
};

}  // namespace

TEST_CASE("A heat's seats are told by team, in the order of the tents", "[ui][heats]") {
    const SmallMeet small;
    const ui::HeatSeats seats = small.book().heats[0];
    CHECK(seats.taken == 5);
    CHECK(seats.places == 5);
    CHECK(seats.reserve == 1);
    REQUIRE(seats.blocks.size() == 2);
    CHECK(small.desk.snapshot->roster->team(seats.blocks[0].team).name == "Lincoln");
    CHECK(seats.blocks[0].children == 3);
    CHECK(seats.blocks[1].children == 2);
    CHECK(ui::heat_line(small.desk, small.book(), HeatId{1U}).seats == "2 of 5");
    CHECK(ui::heat_head(small.desk, small.book(), HeatId{0U}).seats == "5 of 5 places taken, 1 kept for late children");
}

TEST_CASE("A child who does not come takes no place in a heat that has not started", "[ui][heats]") {
    SmallMeet small;
    small.meet.status("1", "3", Status::dns).status("1", "2", Status::withdrawn);
    small.look(at(-3600));

    const ui::HeatSeats seats = small.book().heats[0];
    CHECK(seats.taken == 3);
    REQUIRE(seats.blocks.size() == 2);
    CHECK(seats.blocks[0].children == 2);
    CHECK(small.costs("6", HeatId{1U})[0].seats == "1 place left after");

    SECTION("and takes it again when it comes") {
        small.meet.status("1", "3", Status::none);
        small.look(at(-3600));
        CHECK(small.book().heats[0].taken == 4);
    }
}

TEST_CASE("The cost of a move is told before it is done", "[ui][heats]") {
    const SmallMeet small;
    const auto costs = small.costs("1", HeatId{0U});
    REQUIRE(costs.size() == 2);
    CHECK(costs[0].to == HeatId{1U});
    CHECK(costs[0].seats == "2 places left after");
    CHECK(costs[0].band == "Mile 2-3");
    CHECK(costs[0].others == "with 1 of Lincoln");
    CHECK_FALSE(costs[0].look);
    CHECK(costs[1].band == "Mile 4-5, another band");
    CHECK(costs[1].others == "alone of Lincoln");
    CHECK(costs[1].look);
    CHECK(ui::best_move(costs, *small.desk.snapshot, HeatId{0U}) == 0);

    SECTION("a full heat says by how much it would be over") {
        const auto into_full = small.costs("6", HeatId{1U});
        CHECK(into_full[0].seats == "1 over the 5");
        CHECK(into_full[0].look);
    }
    SECTION("an assisted child takes two places") {
        CHECK(small.costs("8", {})[0].seats == "2 over the 5");
        CHECK(small.costs("8", {})[1].seats == "1 place left after");
    }
    SECTION("a team that should be on its way is told") {
        SmallMeet late;
        late.look(at(-60));
        CHECK(late.costs("1", HeatId{0U})[0].walk.starts_with("should have left the tent at "));
    }
    SECTION("the child's own heat is none to move to") {
        for (const ui::MoveCost& cost : costs) CHECK(cost.to != HeatId{0U});
    }
}

TEST_CASE("A child stands once in its heat, under its team", "[ui][heats]") {
    const ui::Sample sample = ui::morning();
    const ui::HeatsBook book = ui::heats_book(*sample.snapshot);
    for (const auto& heat : sample.snapshot->heats) {
        const auto children = ui::children_of(*sample.snapshot, book, heat->heat);
        std::set<RunnerId> seen;
        std::set<TeamId> closed;
        for (const ui::ChildPlace& child : children) {
            CHECK(seen.insert(child.runner).second);
            const TeamId of = sample.snapshot->roster->brief(child.runner).team;
            // Each team stands in one place.
            if (!child.guest) CHECK(closed.insert(of).second == child.first_of_team);
        }
        for (const Placement& placement : heat->placements) CHECK(seen.contains(placement.runner));
    }
}

TEST_CASE("Loose readings stand between the rows by their instant", "[ui][heats]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 200; ++round) {
        HeatMatch match;
        std::vector<ShownReading> loose(random() % 6);
        match.rows.resize(random() % 8);
        std::int64_t now = 0;
        for (MatchRow& row : match.rows) {
            if (random() % 5 != 0) row.at = Instant{now += static_cast<std::int64_t>(random() % 3)};
        }
        std::stable_partition(match.rows.begin(), match.rows.end(),
                              [](const MatchRow& row) { return row.at.has_value(); });
        now = 0;
        for (ShownReading& reading : loose) reading.at = Instant{now += static_cast<std::int64_t>(random() % 4)};
        const auto entries = ui::match_entries(match, loose);

        REQUIRE(entries.size() == match.rows.size() + loose.size());
        Instant last{-1};
        for (const ui::MatchEntry& entry : entries) {
            const auto at = entry.is_row() ? match.rows[entry.row].at : loose[entry.loose].at;
            if (!at) continue;
            CHECK(*at >= last);
            last = *at;
        }
        for (std::size_t row = 0; row < match.rows.size(); ++row) CHECK(entries[ui::entry_of(entries, row)].row == row);
    }
}

TEST_CASE("F7 brings the queues into step where a tap was missed", "[ui][heats]") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 20; ++round) {
        MeetBuilder meet;
        meet.team("Lincoln");
        std::vector<std::string> bibs;
        for (int i = 1; i <= 30; ++i) {
            bibs.push_back(std::to_string(100 + i));
            meet.runner("Lincoln", bibs.back());
        }
        meet.heat("1", bibs);
        meet.device("desk", Role::director);
        meet.gun("1", at(0));
        const std::size_t missed = 5 + random() % 20;
        for (std::size_t i = 0; i < bibs.size(); ++i) {
            const double when = 400.0 + 3.0 * static_cast<double>(i);
            if (i != missed) meet.tap(at(when));
            if (i % 10 == 9) meet.select(bibs[i], at(when));
            meet.bib(bibs[i], at(when + 12));
        }
        ui::Desk desk;
        const auto look = [&] {
            desk.snapshot = Deriver{}.derive(meet.state());
            desk.overview =
                std::make_shared<const Overview>(Overviewer{}.look(meet.state(), *desk.snapshot, {HeatId{0U}, {}}));
        };
        look();
        desk.link.role = Role::director;
        desk.link.state = ui::LinkLook::State::live;
        desk.link.device = "desk";
        desk.station.records = true;
        CAPTURE(missed);
        const HeatMatch* match = ui::match_of(desk, HeatId{0U});
        REQUIRE(match);
        REQUIRE(match->shift);
        CHECK(ui::shift_words(*match).find("a tap is missing: F7 puts it in here") != std::string::npos);
        const ui::HeatOrder order = ui::mend_shift(desk, *match);
        REQUIRE(order.ask);
        meet.reading("desk", std::get<ui::intent::Record>(*order.ask).reading);
        look();
        CHECK_FALSE(desk.overview->match->shift);
        // And F8 finds the reading again, to take it out.
        ui::Screen screen;
        ui::answered(screen, *order.ask, true);
        REQUIRE(screen.undoable.size() == 1);
        CHECK(ui::take_back(desk, screen.undoable.back()));
    }
}

TEST_CASE("Of twelve thousand children the heats view draws those that fit", "[ui][heats]") {
    MeetBuilder meet;
    meet.rules([](MeetRules& rules) {
        BandRules band;
        band.name = "Mile";
        band.capacity = 600;
        rules.heats.bands = {band};
    });
    std::vector<std::vector<std::string>> heats(24);
    for (int team = 0; team < 100; ++team) meet.team("Team " + std::to_string(team));
    for (int i = 0; i < 12'000; ++i) {
        const std::string bib = std::to_string(1'000 + i);
        meet.runner("Team " + std::to_string(i % 100), bib);
        heats[static_cast<std::size_t>(i) / 500].push_back(bib);
    }
    for (std::size_t i = 0; i < heats.size(); ++i) meet.heat(std::to_string(i + 1), heats[i], "mile", BandId{0U});
    ui::Desk desk;
    desk.snapshot = Deriver{}.derive(meet.state());
    desk.overview = std::make_shared<const Overview>();
    desk.names = ui::NameBook{desk.snapshot, Role::director};
    desk.link.role = Role::director;
    ui::Screen screen;
    screen.view = ui::View::heats;
    HeadlessDesk window;
    window.frame(desk, screen);
    const int drawn = window.drawn();
    CHECK(drawn > 1'000);
    CHECK(drawn < 20'000);  // Corners: about four a letter; 12,000 names would be a million.
    window.frame(desk, screen, {pressed(ui::Key::down)});
    CHECK(window.drawn() < drawn + drawn / 4);
}
