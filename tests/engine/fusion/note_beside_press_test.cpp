// A note exactly beside a press, where the press of the child next to it is missing: whose press is it?

#include "tests/support/line_builder.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::test;

namespace {

constexpr std::uint32_t kChildren = 24, kNoted = 12;

// Children who cross every so many seconds; the 12th is noted at its press, and nobody pressed for the one beside it.
struct Beside {
    double every, apart;  // Seconds from child to child, and from the noted one to the one without a press.
    int side;             // -1: the one before; 1: the one behind.
    double service;       // Of the scanner; the walk takes ten seconds.
    bool scanned;         // The number of the noted child was taken.

    double crossed(std::uint32_t child) const {
        if (child == unpressed()) return crossed(kNoted) + side * apart;
        return 300 + every * child + (every > 2 ? 0.3 : 0.06) * static_cast<double>(child * 7 % 5);
    }
    std::uint32_t unpressed() const { return side < 0 ? kNoted - 1 : kNoted + 1; }

    std::vector<Finish> told() const {
        LineBuilder line;
        line.heat(1, 0).children(1, kChildren, 1);
        double served = 0;
        for (std::uint32_t child = 1; child <= kChildren; ++child) {
            if (child != unpressed()) line.tap(crossed(child));
            if (child == kNoted) line.select(child, crossed(child));
            served = std::max(served + service, crossed(child) + 10);
            if (child != kNoted || scanned) line.scan(child, served);
        }
        return line.fuse();
    }
};

}  // namespace

TEST_CASE("A press with a note exactly beside it is the noted child's where the neighbour's press is missing",
          "[engine][fusion]") {
    const auto [every, apart] =
        GENERATE(table<double, double>({{1, 0.3}, {1, 0.8}, {2, 0.3}, {2, 0.8}, {2, 1.5}, {4, 3}, {10, 3}}));
    const int side = GENERATE(-1, 1);
    const double service = GENERATE(0.5, 2.0);
    CAPTURE(every, apart, side, service);
    const Beside line{every, apart, side, service, true};
    const auto rows = line.told();
    CHECK(rows.size() == kChildren);
    CHECK(row_of(rows, kNoted).at == at(line.crossed(kNoted)));
    CHECK(row_of(rows, kNoted).evidence.has(Evidence::tap));
}

TEST_CASE("A noted child whose number was not taken stands at its note and is asked about, whoever has the press",
          "[engine][fusion]") {
    const auto [every, apart] = GENERATE(table<double, double>({{2, 0.8}, {4, 0.3}, {4, 1.5}, {10, 3}}));
    const int side = GENERATE(-1, 1);
    CAPTURE(every, apart, side);
    const Beside line{every, apart, side, 2.0, false};
    const auto rows = line.told();
    CHECK(rows.size() == kChildren);
    CHECK(row_of(rows, kNoted).at == at(line.crossed(kNoted)));
    CHECK(row_of(rows, kNoted).review);
}
