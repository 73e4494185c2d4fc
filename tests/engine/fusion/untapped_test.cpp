// Where nobody pressed the key: when children crossed, by the scans and notes of all of them together.

#include "engine/fusion/untapped.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/support/line_builder.h"

using namespace heatline;
using heatline::test::at;
using heatline::test::LineBuilder;
using heatline::test::row_of;

namespace {

// How far the time of this child is from the one it crossed at.
double off(const std::vector<Finish>& rows, std::uint32_t bib, double crossed) {
    return std::abs(static_cast<double>(row_of(rows, bib).at->us - at(crossed).us)) / 1e6;
}

}  // namespace

TEST_CASE("A few notes tell how long the way to the scanner is", "[engine][fusion][untapped]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 30, 1);
    for (std::uint32_t bib = 1; bib <= 30; ++bib) line.scan(bib, 300 + 8.0 * bib + 14);  // Walks of 14 s.
    for (const std::uint32_t noted : {4u, 13u, 22u}) line.select(noted, 300 + 8.0 * noted);

    const auto rows = line.fuse();

    for (std::uint32_t bib = 1; bib <= 30; ++bib) {
        INFO("child " << bib);
        CHECK(off(rows, bib, 300 + 8.0 * bib) < 1);
    }
}

TEST_CASE("Without taps nobody crosses before the child in front", "[engine][fusion][untapped]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 40, 1);
    double scanned = 0;
    for (std::uint32_t bib = 1; bib <= 40; ++bib) {
        const double crossed = 300 + 0.7 * bib, walk = bib % 3 == 0 ? 12.5 : 10;
        scanned = std::max(crossed + walk, scanned + 0.7);
        line.scan(bib, scanned);
    }

    const auto rows = line.fuse();

    for (std::uint32_t bib = 2; bib <= 40; ++bib) {
        INFO("child " << bib);
        CHECK(row_of(rows, bib - 1).at <= row_of(rows, bib).at);
    }
}

TEST_CASE("A time from scans says how sure it is: less in a queue than behind a pause", "[engine][fusion][untapped]") {
    std::vector<fusion::Arrival> arrivals(60);
    std::int64_t last = 0;
    for (std::size_t k = 0; k < arrivals.size(); ++k) {
        fusion::Arrival& a = arrivals[k];
        a.person = static_cast<fusion::Person>(k);
        a.live = true;
        a.scan = at(1'000 + 0.8 * static_cast<double>(k) + (k >= 50 ? 20.0 * static_cast<double>(k - 49) : 0)).us;
        a.since_last = k == 0 ? at(60).us : a.scan - last;
        last = a.scan;
    }

    const auto weighed = fusion::weigh_without_taps(arrivals);

    REQUIRE(weighed.size() == 60);
    CHECK(weighed[55]->right > 0.25);
    CHECK(weighed[55]->right < 0.5);
    CHECK(weighed[25]->right < weighed[55]->right);
}
