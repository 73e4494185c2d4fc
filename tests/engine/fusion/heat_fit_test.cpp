// Whose heat a time fits.

#include "engine/fusion/heat_fit.h"

#include <catch2/catch.hpp>

#include "engine/base/time.h"

using namespace heatline;
using fusion::TimedRow;

namespace {

constexpr Instant at(std::int64_t s) { return {s * 1'000'000}; }

// Two heats eight minutes apart; thirty children of each, from 500 s on, five seconds apart.
struct Morning {
    std::vector<fusion::RunningHeat> heats{{HeatId{0u}, at(0), seconds(120), seconds(10), nullptr},
                                           {HeatId{1u}, at(480), seconds(120), seconds(10), nullptr}};
    std::vector<TimedRow> rows;

    Morning() {
        for (std::uint32_t heat = 0; heat < 2; ++heat) {
            for (std::int64_t k = 0; k < 30; ++k) rows.push_back({at(480 * heat + 500 + 5 * k), heat, true, true});
        }
    }
    fusion::HeatVerdict of(TimedRow row) {
        auto place = rows.begin();
        while (place != rows.end() && place->at < row.at) ++place;
        const auto index = static_cast<std::size_t>(place - rows.begin());
        rows.insert(place, row);
        const auto verdicts = fusion::judge_heats(heats, rows, fusion::learn_usual_time(heats, rows));
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(index));
        return verdicts[index];
    }
};

}  // namespace

TEST_CASE("A child far too fast for its own heat ran with the heat before", "[engine][fusion][heats]") {
    Morning morning;
    CHECK(morning.of({at(700), 1, true, true}).heat == 0);
    CHECK(morning.of({at(560), 0, true, true}).heat == 0);
    CHECK(morning.of({at(560), 0, true, true}).chance > 0.99);
}

TEST_CASE("Eighteen minutes in a heat of ten may be ten minutes in the heat after it", "[engine][fusion][heats]") {
    Morning morning;  // Or the child walked.
    CHECK(morning.of({at(1'080), 0, true, true}).chance < 0.93);
}

TEST_CASE("A row that is not open keeps its heat", "[engine][fusion][heats]") {
    Morning morning;
    CHECK(morning.of({at(700), 1, true, false}).heat == 1);
}

TEST_CASE("Somebody unknown belongs to those who cross around it", "[engine][fusion][heats]") {
    Morning morning;
    CHECK(morning.of({at(1'052), 0, false, true}).heat == 1);
    CHECK(morning.of({at(552), 1, false, true}).heat == 0);
}

TEST_CASE("Where few have finished no time is unusual", "[engine][fusion][heats]") {
    Morning morning;
    morning.rows.resize(5);
    CHECK(morning.of({at(700), 1, true, true}).heat == 1);
}
