#include "tools/fusion_days/baselines.h"

#include <catch2/catch.hpp>

#include "tools/fusion_days/generate.h"

namespace heatline::fusion_days {
namespace {

const Instant kGun = *parse_rfc3339("2026-10-10T14:00:00Z");

// A line of one heat, told reading by reading; instants in seconds after the gun.
class Told {
public:
    Told() { day_.starts.push_back({"H1", kGun}); }

    Told& runners(const std::vector<std::string>& bibs, bool with_tags = false) {
        for (const std::string& bib : bibs)
            day_.runners.push_back({bib, "", "", "", "", "", "H1", with_tags ? "T" + bib : ""});
        return *this;
    }
    Told& tap(std::int64_t s, const std::string& device = "tap1") {
        return add({device, 0, ReadingKind::tap, kGun + seconds(s), "", "", Mode::none});
    }
    Told& bib(const std::string& bib) { return add({"bib1", 0, ReadingKind::bib, std::nullopt, bib, "", Mode::batch}); }
    Told& select(std::int64_t s, const std::string& bib) {
        return add({"select1", 0, ReadingKind::select, kGun + seconds(s), bib, "", Mode::none});
    }
    Told& chip(std::int64_t s, const std::string& bib) {
        return add({"chip1", 0, ReadingKind::chip, kGun + seconds(s), "", "T" + bib, Mode::none});
    }
    const Day& day() const { return day_; }

private:
    Told& add(DayReading reading) {
        day_.readings.push_back(std::move(reading));
        return *this;
    }
    Day day_;
};

// "101@400 102@410", in the order of the rows; "-" without a number or a time.
std::string shown(const std::vector<FinishRow>& rows) {
    std::string text;
    for (const FinishRow& row : rows) {
        if (!text.empty()) text += " ";
        text += (row.bib.empty() ? "-" : row.bib) + "@";
        text += row.at ? std::to_string(micros_between(kGun, *row.at) / 1'000'000) : "-";
    }
    return text;
}

}  // namespace

TEST_CASE("Index pairing gives press k to number k, of the first tapper alone", "[fusion_days][baselines]") {
    Told line;
    line.runners({"101", "102", "103"}).tap(400).tap(401, "tap2").tap(410).tap(420).bib("103").bib("101").bib("102");
    CHECK(shown(index_pairing(line.day())) == "103@400 101@410 102@420");
}

TEST_CASE("A missed press shifts everybody after it, and the last number has no time", "[fusion_days][baselines]") {
    Told line;
    line.runners({"101", "102", "103"}).tap(400).tap(420).bib("101").bib("102").bib("103");
    CHECK(shown(index_pairing(line.day())) == "101@400 102@420 103@-");
}

TEST_CASE("A number taken twice counts once, and a press too many is nobody's", "[fusion_days][baselines]") {
    Told line;
    line.runners({"101", "102"}).tap(400).tap(410).tap(420).bib("101").bib("101").bib("102");
    CHECK(shown(index_pairing(line.day())) == "101@400 102@410 -@420");
}

TEST_CASE("A note restarts the counting at the nearest press", "[fusion_days][baselines]") {
    Told line;
    line.runners({"101", "102", "103", "104"});
    line.tap(400).tap(420).tap(430).bib("101").bib("102").bib("103").bib("104").select(421, "103");
    // The press for 102 was missed: until the note 102 has 103's.
    CHECK(shown(index_pairing(line.day())) == "101@400 102@420 103@430 104@-");
    CHECK(shown(resync_pairing(line.day())) == "101@400 102@420 103@420 104@430");
}

TEST_CASE("A note of a number that is not in the list restarts nothing", "[fusion_days][baselines]") {
    Told line;
    line.runners({"101", "102"}).tap(400).tap(410).bib("101").bib("102").select(400, "999");
    CHECK(shown(resync_pairing(line.day())) == "101@400 102@410");
}

TEST_CASE("With chips the first read after the least time counts and nothing else", "[fusion_days][baselines]") {
    Told line;
    line.runners({"101", "102"}, true).tap(400).tap(410).bib("102").bib("101");
    line.chip(3, "101").chip(401, "101").chip(400, "101").chip(700, "101").chip(411, "102");
    CHECK(shown(index_pairing(line.day())) == "101@400 102@411");
    CHECK(shown(resync_pairing(line.day())) == "101@400 102@411");
}

TEST_CASE("A stranger goes to the last heat that has started, a child to its own", "[fusion_days][baselines]") {
    Told line;
    line.runners({"101"}).tap(400).tap(900).bib("101").bib("9001");
    Day day = line.day();
    day.starts.push_back({"H2", kGun + seconds(480)});
    const auto rows = index_pairing(day);
    CHECK(rows[0].heat == "H1");
    CHECK(rows[1].heat == "H2");
}

TEST_CASE("Who knows what belongs together gets all but swaps, missing numbers and wrong digits",
          "[fusion_days][baselines]") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        const auto right = [&](const Rates& rates) {
            const KnownDay known = make_known_day(layouts()[2], rates, seed);
            return score(known.day, known_pairing(known)).right;
        };
        Rates rates = rates_of(Family::typical);
        rates.chute.swap_permille = rates.chute.missed_permille = rates.chute.wrong_digit_permille = 0;
        CHECK(right(rates) >= 390);  // Who was not pressed for is not always within half a second.
        rates.taps.missed_permille = 0;
        CHECK(right(rates) >= 396);  // In a pack a press may come too late.
        CHECK(right(rates_of(Family::typical)) < 395);
    }
}

TEST_CASE("On a clean day index pairing is perfect", "[fusion_days][baselines]") {
    Told line;
    std::vector<std::string> bibs;
    for (int i = 0; i < 20; ++i) bibs.push_back(std::to_string(100 + i));
    line.runners(bibs);
    for (int i = 0; i < 20; ++i) line.tap(400 + 3 * i).bib(bibs[static_cast<std::size_t>(i)]);
    Day day = line.day();
    for (int i = 0; i < 20; ++i)
        day.truth.push_back({"H1", bibs[static_cast<std::size_t>(i)], kGun + seconds(400 + 3 * i)});
    CHECK(score(day, index_pairing(day)).right == 20);
}

}  // namespace heatline::fusion_days
