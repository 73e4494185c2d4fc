// What holds for every line whatever its streams say, and the corners where a stream is missing or mad.

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "engine/base/limits.h"
#include "tests/support/line_builder.h"

using namespace heatline;
using heatline::test::at;
using heatline::test::LineBuilder;
using heatline::test::row_of;

namespace {

// Draws below `n` from a generator that is the same on every machine.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : random_(seed) {}
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

private:
    std::mt19937 random_;
};

// The promises of fuse.h, told again the slow way.
void check_promises(const fusion::LineInput& input, const std::vector<Finish>& rows) {
    std::set<std::pair<HeatId, RunnerId>> seen;
    std::set<ReadingIndex> instants;
    std::vector<std::size_t> places;
    for (const Finish& row : rows) {
        std::size_t place = 0;
        while (place < input.heats.size() && input.heats[place].heat != row.heat) ++place;
        REQUIRE(place < input.heats.size());
        places.push_back(place);
        if (row.runner) {
            REQUIRE(seen.insert({row.heat, row.runner}).second);
        }
        if (row.at) {
            const fusion::RunningHeat& heat = input.heats[place];
            REQUIRE(*row.at >= heat.start + heat.minimum_finish);
            REQUIRE(*row.at <= heat.start + limits::kHeatLongest);
        }
        if (row.tap) {
            REQUIRE(instants.insert(row.tap).second);
        }
        REQUIRE(row.review == (row.doubt != Doubt::none));
        REQUIRE(row.confidence_milli <= 1000);
        REQUIRE_FALSE(fusion::evidence_text(row).empty());
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
        REQUIRE(places[i - 1] <= places[i]);
        if (places[i - 1] != places[i]) continue;
        const bool timeless_last = rows[i - 1].at.has_value() || !rows[i].at.has_value();
        REQUIRE(timeless_last);
        if (rows[i - 1].at && rows[i].at) {
            REQUIRE(*rows[i - 1].at <= *rows[i].at);
        }
    }
}

// A line with slips of every kind; `chaos` in thousandths of a chance a reading.
LineBuilder messy_line(std::uint32_t seed, std::uint32_t chaos) {
    Dice dice(seed);
    const auto chance = [&](std::uint32_t thousandths) { return dice.below(1'000) < thousandths; };
    const auto between = [&](double a, double b) { return a + (b - a) * (dice.below(10'001)) / 10'000.0; };
    LineBuilder line;
    line.heat(1, 0).heat(2, 200).heat(3, 2'000);
    std::uint32_t bib = 1;
    for (const auto& [heat, gun] : {std::pair{1u, 0.0}, std::pair{2u, 200.0}, std::pair{3u, 2'000.0}}) {
        const std::uint32_t last = bib + dice.below(60);
        line.children(bib, last, heat);
        double free = 0;
        for (; bib <= last; ++bib) {
            const double crossing = gun + between(200, 300);
            if (!chance(chaos)) line.tap(crossing);
            if (chance(chaos)) line.tap(crossing + between(0, 1));
            if (chance(400)) line.tap(crossing + between(-0.2, 0.2), LineBuilder::kTapper2);
            free = std::max(free + 0.6, crossing + between(8, 12));
            const std::uint32_t worn = chance(chaos) ? 1 + dice.below(250) : bib;
            if (!chance(chaos)) (chance(50) ? line.keyed(worn) : line.scan(worn, free));
            if (chance(120)) line.select(worn, crossing + between(-0.4, 0.4));
            if (chance(200)) line.chip(bib, crossing - between(0, 0.5));
            if (chance(chaos)) line.chip(bib, between(0, 3'000));
            if (chance(chaos / 4)) line.token(bib, 1 + dice.below(200));
        }
    }
    return line;
}

}  // namespace

TEST_CASE("Whatever the streams say, the promises hold", "[engine][fusion][property]") {
    const auto seed = GENERATE(take(150, random(1u, 1'000'000u)));
    const auto chaos = GENERATE(0u, 30u, 300u, 900u);
    CAPTURE(seed, chaos);
    LineBuilder line = messy_line(seed, chaos);
    const fusion::LineInput input = line.input();
    check_promises(input, fusion::fuse(input));
}

TEST_CASE("Every known child whose number was taken live has a finish", "[engine][fusion][property]") {
    const auto seed = GENERATE(take(100, random(1u, 1'000'000u)));
    CAPTURE(seed);
    LineBuilder line = messy_line(seed, 40);
    const fusion::LineInput input = line.input();
    std::set<RunnerId> finished;
    for (const Finish& row : fusion::fuse(input)) finished.insert(row.runner);
    // All scans lie minutes after the guns of their children's heats, or fit the heat of those around them.
    for (const fusion::Item& scan : input.bibs) {
        if (!scan.runner) continue;
        CAPTURE(scan.runner.value);
        CHECK(finished.count(scan.runner) == 1);
    }
}

TEST_CASE("The same readings give the same finishes in whatever order they arrive", "[engine][fusion][property]") {
    const auto seed = GENERATE(take(20, random(1u, 1'000'000u)));
    CAPTURE(seed);
    Dice dice(seed);
    struct Sent {
        std::uint32_t bib;
        double crossing;
    };
    std::vector<Sent> sent;
    for (std::uint32_t bib = 1; bib <= 80; ++bib) sent.push_back({bib, 300 + (dice.below(60'000)) / 1'000.0});
    std::sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return a.crossing < b.crossing; });
    // Each device sends in its own order; which device's reading comes first differs.
    const auto arrival = [&](const std::vector<int>& devices) {
        LineBuilder line;
        line.heat(1, 0).children(1, 80, 1);
        for (const int device : devices) {
            double free = 0;
            for (const Sent& s : sent) {
                free = std::max(free + 0.7, s.crossing + 10);
                if (device == 0 && s.bib % 23 != 0) line.tap(s.crossing);
                if (device == 1 && s.bib % 17 != 0) line.tap(s.crossing + 0.1, LineBuilder::kTapper2);
                if (device == 2 && s.bib % 31 != 0) line.scan(s.bib, free);
                if (device == 3 && s.bib % 9 == 0) line.select(s.bib, s.crossing + 0.2);
            }
        }
        auto rows = line.fuse();
        for (Finish& row : rows) row.tap = row.identity = ReadingIndex::none();  // Numbered by arrival.
        return rows;
    };
    const auto expected = arrival({0, 1, 2, 3});
    CHECK(arrival({3, 2, 1, 0}) == expected);
    CHECK(arrival({2, 0, 3, 1}) == expected);
}

TEST_CASE("A line where nothing happened has no finishes", "[engine][fusion]") {
    CHECK(fusion::fuse({}).empty());
    LineBuilder line;
    line.heat(1, 0).child(1, 1);
    CHECK(line.fuse().empty());
}

TEST_CASE("Readings before any gun are nobody's finish", "[engine][fusion]") {
    LineBuilder line;
    line.child(1, 1);
    line.tap(300);
    line.scan(1, 310);
    line.select(1, 300);
    line.chip(1, 300);
    line.keyed(1);
    line.token(1, 1);
    CHECK(line.fuse().empty());
}

TEST_CASE("Ten thousand taps and no number are ten thousand finishers without a name", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0);
    for (int k = 0; k < 10'000; ++k) line.tap(300 + 0.5 * k);
    const auto rows = line.fuse();
    CHECK(rows.size() == 10'000);
    CHECK(rows.back().at == at(300 + 0.5 * 9'999));
}

TEST_CASE("Ten thousand taps and a hundred numbers still give every number a finish", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 100, 1);
    for (int k = 0; k < 10'000; ++k) line.tap(300 + 0.5 * k);
    for (std::uint32_t bib = 1; bib <= 100; ++bib) line.scan(bib, 1'000 + 20.0 * bib);
    const fusion::LineInput input = line.input();
    const auto rows = fusion::fuse(input);
    check_promises(input, rows);
    CHECK(std::count_if(rows.begin(), rows.end(), [](const Finish& r) { return bool{r.runner}; }) == 100);
}

TEST_CASE("Everybody at the same instant is everybody at that instant", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 200, 1);
    for (std::uint32_t bib = 1; bib <= 200; ++bib) {
        line.tap(300, 10 + bib);  // Two hundred tappers.
        line.scan(bib, 310);
        line.select(bib, 300);
        line.chip(bib, 300);
    }
    const fusion::LineInput input = line.input();
    const auto rows = fusion::fuse(input);
    check_promises(input, rows);
    CHECK(rows.size() == 200);
    for (const Finish& row : rows) CHECK(row.at == at(300));
}

TEST_CASE("A chute of nothing but unknown numbers keeps every one of them", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0);
    for (std::uint32_t bib = 1; bib <= 500; ++bib) {
        line.tap(300.0 + bib);
        line.scan(bib, 315.0 + bib);
    }
    const auto rows = line.fuse();
    REQUIRE(rows.size() == 500);
    for (const Finish& row : rows) CHECK(row.doubt == Doubt::unknown_number);
}

TEST_CASE("Ten thousand numbers and no tap are ten thousand finishers", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 10'000, 1);
    SECTION("scanned, with estimated times") {
        for (std::uint32_t bib = 1; bib <= 10'000; ++bib) line.scan(bib, 300 + 0.5 * bib);
        const auto rows = line.fuse();
        REQUIRE(rows.size() == 10'000);
        for (const Finish& row : rows) REQUIRE(row.evidence.has(Evidence::estimated));
    }
    SECTION("keyed later, without times") {
        for (std::uint32_t bib = 1; bib <= 10'000; ++bib) line.keyed(bib);
        const auto rows = line.fuse();
        REQUIRE(rows.size() == 10'000);
        for (const Finish& row : rows) REQUIRE_FALSE(row.at);
    }
}

TEST_CASE("Of two heats the one without a start has no finishes, and hurts nobody", "[engine][fusion]") {
    LineBuilder line;
    line.heat(1, 0).children(1, 20, 1).children(21, 40, 2);  // The gun of heat 2 was never heard.
    for (std::uint32_t bib = 1; bib <= 20; ++bib) {
        line.tap(300 + 4.0 * bib);
        line.scan(bib, 310 + 4.0 * bib);
    }
    for (const Finish& row : line.fuse()) {
        CHECK(row.heat == HeatId{1u});
        CHECK(row.at == at(300 + 4.0 * row.runner.value));
    }
    line.tap(500);
    line.scan(21, 510);
    // A child of the other heat crosses all the same: it is put where a gun was heard, and marked.
    CHECK(row_of(line.fuse(), 21).doubt == Doubt::wrong_heat);
}
