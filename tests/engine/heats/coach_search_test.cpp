// Heats in which coaches suffice, where no order of the heats does: against every way on small days.

#include "engine/heats/coach_search.h"
#include "engine/heats/check.h"
#include "tests/engine/heats/world.h"

#include <catch2/catch.hpp>
#include <functional>

using namespace heatline;
using namespace heatline::heats;
using heatline::heats::test::draw;
using heatline::heats::test::World;

namespace {

// A day laid out one item a team and band, into the heats in turn; items by team and band.
struct Laid {
    World world;
    std::vector<DayHeat> day;
    std::vector<Instant> starts;

    explicit Laid(std::uint64_t seed) {
        std::mt19937_64 random(seed);
        HeatRules& rules = world.input.rules;
        rules.chaperone_ratio = 2;
        rules.turnaround_min = draw(random, 10, 25);
        const int bands = draw(random, 1, 3), teams = draw(random, 2, 4);
        for (int t = 0; t < teams; ++t) {
            PlanTeam& team = world.team(std::string(1, static_cast<char>('P' + t)), draw(random, 0, 9) * 4 + t);
            if (draw(random, 0, 3) > 0) team.coaches = draw(random, 1, 3);
        }
        std::vector<std::size_t> bands_of;
        for (int b = 0; b < bands; ++b) {
            world.band(std::string(1, static_cast<char>('A' + b)), {b}, draw(random, 3, 8));
            const int heats = draw(random, 1, std::min(3, teams));
            const std::size_t first = day.size();
            for (int h = 0; h < heats; ++h) {
                day.push_back({static_cast<std::size_t>(b), {}});
                bands_of.push_back(static_cast<std::size_t>(b));
            }
            for (int t = 0; t < teams; ++t) {
                Item item;
                item.team = static_cast<TeamIndex>(t);
                item.position = world.input.teams[item.team].tent_col - 1;
                item.seats = draw(random, 1, 3);
                item.children.assign(static_cast<std::size_t>(item.seats), 0);
                const int heat = t % heats;
                if (draw(random, 0, 9) == 0) item.pin = heat + 1;
                day[first + static_cast<std::size_t>(heat)].group.items.push_back(std::move(item));
            }
        }
        starts = start_times(rules, bands_of);
    }

    bool holds(const std::vector<DayHeat>& heats) const {
        const HeatRules& rules = world.input.rules;
        for (const DayHeat& heat : heats) {
            if (heat.group.items.empty() || heat.group.seats() > rules.bands[heat.band].capacity) return false;
        }
        for (TeamIndex t = 0; t < world.input.teams.size(); ++t) {
            if (!world.input.teams[t].coaches) continue;
            for (std::size_t h = 0; h < heats.size(); ++h) {
                std::int64_t busy = 0;
                bool here = false;
                for (std::size_t g = 0; g <= h; ++g) {
                    if (starts[g] <= starts[h] - minutes(rules.turnaround_min)) continue;
                    for (const Item& item : heats[g].group.items) {
                        if (item.team != t) continue;
                        busy += (item.seats + 1) / 2;
                        here = here || g == h;
                    }
                }
                if (here && busy > *world.input.teams[t].coaches) return false;
            }
        }
        return true;
    }

    // The shortest walk of all ways; -1: there is none.
    std::int64_t least_span() const {
        struct Free {
            Item item;
            std::size_t band;
        };
        std::vector<Free> free;
        std::vector<DayHeat> heats = day;
        for (DayHeat& heat : heats) {
            for (const Item& item : heat.group.items) {
                if (item.pin == 0) free.push_back({item, heat.band});
            }
            std::erase_if(heat.group.items, [](const Item& item) { return item.pin == 0; });
        }
        std::int64_t best = -1;
        const std::function<void(std::size_t)> put = [&](std::size_t i) {
            if (i == free.size()) {
                if (!holds(heats)) return;
                std::int64_t span = 0;
                for (const DayHeat& heat : heats) span += heat.group.span();
                if (best < 0 || span < best) best = span;
                return;
            }
            for (DayHeat& heat : heats) {
                if (heat.band != free[i].band) continue;
                if (heat.group.seats() + free[i].item.seats > world.input.rules.bands[heat.band].capacity) continue;
                heat.group.items.push_back(free[i].item);
                put(i + 1);
                heat.group.items.pop_back();
            }
        };
        put(0);
        return best;
    }
};

}  // namespace

TEST_CASE("Heats with coaches enough are found whenever there are any, and their walk is short",
          "[engine][heats][property]") {
    int found = 0, impossible = 0, longer = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        INFO("seed " << seed);
        const Laid laid(seed);
        const std::int64_t least = laid.least_span();
        std::vector<DayHeat> day = laid.day;

        const CoachAnswer answer = coach_search(laid.world.input, day, laid.starts);

        CHECK(answer == (least < 0 ? CoachAnswer::impossible : CoachAnswer::found));
        if (answer != CoachAnswer::found) {
            ++impossible;
            continue;
        }
        ++found;
        CHECK(laid.holds(day));
        std::int64_t span = 0;
        for (std::size_t h = 0; h < day.size(); ++h) {
            span += day[h].group.span();
            for (const Item& item : laid.day[h].group.items) {  // Pinned ones have not moved.
                if (item.pin == 0) continue;
                CHECK(std::any_of(day[h].group.items.begin(), day[h].group.items.end(),
                                  [&](const Item& i) { return i.team == item.team; }));
            }
        }
        longer += span > least ? 1 : 0;
    }
    CHECK(found > 100);
    CHECK(impossible > 50);
    CHECK(longer <= found / 20);
}

TEST_CASE("Two teams that must run together in every band are given a plan", "[engine][heats]") {
    // Both have coaches only if they are in the first heat of A, the second of B and the second of C.
    World world;
    world.input.rules.turnaround_min = 20;
    world.input.rules.chaperone_ratio = 20;
    for (const char* name : {"A", "B", "C"}) world.band(name, {name[0] - 'A'}, 50).interval_min = 6;
    const auto team = [&](const char* name, int tent, std::int32_t coaches, std::initializer_list<int> sizes) {
        world.team(name, tent).coaches = coaches;
        int grade = 0;
        for (const int n : sizes) world.children(grade++, n);
    };
    team("Harbor", 5, 3, {23, 24, 26});
    team("Grove", 6, 2, {12, 21, 13});
    team("View", 0, 2, {7, 12, 18});
    team("Vista", 1, 2, {9, 16, 15});
    team("Park", 8, 2, {8, 9, 8});
    team("Spring", 9, 2, {9, 20, 4});
    team("Cedar", 10, 2, {7, 16, 9});

    const auto plan = make_plan(world.input);

    REQUIRE(plan);
    CHECK(check_heats(world.input, plan->heats).violations.empty());
    CHECK(plan->report.heats == plan->report.heats_lower_bound);
}
