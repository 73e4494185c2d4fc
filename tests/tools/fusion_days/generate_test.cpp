// The days that the fusion is measured on: the same by seed, and their mistakes as often as rates.h says.

#include "tools/fusion_days/generate.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "tools/fusion_days/typing.h"

namespace heatline::fusion_days {
namespace {

constexpr std::uint64_t kSeeds = 20;

const Layout& layout(std::string_view name) {
    const auto& all = layouts();
    return *std::find_if(all.begin(), all.end(), [&](const Layout& one) { return one.name == name; });
}

std::vector<DayReading> of_kind(const Day& day, ReadingKind kind) {
    std::vector<DayReading> found;
    for (const DayReading& reading : day.readings) {
        if (reading.kind == kind) found.push_back(reading);
    }
    return found;
}

// Within five standard deviations of what `count` chances of `permille` give.
bool is_about(std::int64_t made, std::int64_t count, std::int64_t permille) {
    const double wanted = static_cast<double>(count * permille) / 1'000;
    const double share = static_cast<double>(permille) / 1'000;
    INFO(made << " of " << count << ", wanted " << wanted);
    return std::abs(static_cast<double>(made) - wanted) <= 5 * std::sqrt(wanted * (1 - share)) + 1;
}

// A day on which nothing goes wrong, not even by itself.
Rates spotless() {
    Rates rates = rates_of(Family::clean);
    rates.taps.crowd_permille = 0;
    return rates;
}

double seconds_between(Instant from, Instant to) { return static_cast<double>(micros_between(from, to)) / 1e6; }

}  // namespace

TEST_CASE("A finish-line day is the same for the same seed and another for another", "[fusion_days]") {
    for (const Family family : kFamilies) {
        CAPTURE(name_of(family));
        const Day day = make_day(family, layout("120"), 7);
        CHECK(day == make_day(family, layout("120"), 7));
        CHECK_FALSE(day == make_day(family, layout("120"), 8));
    }
}

TEST_CASE("A generated day stays what it was, on every machine", "[fusion_days]") {
    // If this fails, figures taken before the change cannot be compared with figures taken after it.
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    for (const Family family : kFamilies) {
        for (const DayReading& reading : make_day(family, layout("overlap-350"), 1).readings) {
            add(static_cast<std::uint64_t>(reading.at.value_or(Instant{}).us));
            for (const char c : reading.bib + reading.tag) add(static_cast<unsigned char>(c));
        }
    }
    CHECK(hash == 16849169173400112667ULL);
}

TEST_CASE("Every layout has as many finishers as it says, in heats that start as it says", "[fusion_days]") {
    for (const Layout& one : layouts()) {
        for (const Family family : {Family::clean, Family::strangers}) {
            CAPTURE(one.name, name_of(family));
            const Day day = make_day(family, one, 3);
            CHECK(static_cast<std::int64_t>(day.truth.size()) == one.finishers());
            REQUIRE(day.starts.size() == one.heats.size());
            for (std::size_t i = 0; i < one.heats.size(); ++i) {
                const double after = seconds_between(day.starts[0].at, day.starts[i].at);
                CHECK(after == Approx(static_cast<double>(one.heats[i].after_ms) / 1'000).margin(2.001));
            }
            CHECK(std::is_sorted(day.truth.begin(), day.truth.end(),
                                 [](const Crossing& a, const Crossing& b) { return a.at < b.at; }));
        }
    }
}

TEST_CASE("Each device counts from 1 without gaps, and names are one child's", "[fusion_days]") {
    for (const Family family : kFamilies) {
        CAPTURE(name_of(family));
        const Day day = make_day(family, layout("400"), 5);
        std::map<std::string, std::uint64_t> last;
        for (const DayReading& reading : day.readings) CHECK(reading.seq == ++last[reading.device]);
        std::set<std::string> bibs, tags;
        for (const DayRunner& runner : day.runners) {
            CHECK(bibs.insert(runner.bib).second);
            if (!runner.tag.empty()) CHECK(tags.insert(runner.tag).second);
        }
        std::set<std::string> finished;
        for (const Crossing& child : day.truth) CHECK(finished.insert(child.bib).second);
    }
}

TEST_CASE("On a spotless day every child is pressed for, scanned in order and read", "[fusion_days]") {
    Rates rates = spotless();
    rates.has_chips = true;
    rates.chips.unread_low_permille = rates.chips.unread_high_permille = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        CAPTURE(seed);
        const Day day = make_day(layout("120"), rates, seed);
        CHECK(of_kind(day, ReadingKind::tap).size() == day.truth.size());
        const auto bibs = of_kind(day, ReadingKind::bib);
        REQUIRE(bibs.size() == day.truth.size());
        for (std::size_t i = 0; i < bibs.size(); ++i) CHECK(bibs[i].bib == day.truth[i].bib);
        std::set<std::string> read;
        for (const DayReading& reading : of_kind(day, ReadingKind::chip)) read.insert(reading.tag);
        CHECK(read.size() >= day.truth.size());
    }
}

TEST_CASE("One in twelve registered children does not start", "[fusion_days]") {
    const Day day = make_day(Family::typical, layout("400"), 2);
    CHECK(day.runners.size() == 437);  // 400 x 12 / 11.
}

TEST_CASE("Presses are missed, doubled and made for nobody as often as the rates say", "[fusion_days]") {
    std::int64_t crossings = 0, missed = 0, doubled = 0, extra = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        Rates rates = spotless();
        // Far apart, so that a child's closeness to the one before plays no part.
        rates.field.pack_permille = 0;
        const auto presses = [&](const Rates& with) {
            return static_cast<std::int64_t>(of_kind(make_day(layout("30"), with, seed), ReadingKind::tap).size());
        };
        crossings += presses(rates);
        Rates worse = rates;
        worse.taps.missed_permille = 100;
        missed += presses(rates) - presses(worse);
        worse = rates;
        worse.taps.double_permille = 100;
        doubled += presses(worse) - presses(rates);
        worse = rates;
        worse.taps.extra_permille = 100;
        extra += presses(worse) - presses(rates);
    }
    REQUIRE(crossings == 30 * kSeeds);
    CHECK(missed >= crossings * 30 / 1'000);  // 0.6 of the rate where nobody is near …
    CHECK(missed <= crossings * 130 / 1'000);
    CHECK(is_about(doubled, crossings, 100));
    CHECK(is_about(extra, crossings, 100));
}

TEST_CASE("More presses are missed in a pack, and more again in a dense heat", "[fusion_days]") {
    const auto missed_share = [](const Rates& rates, std::string_view size) {
        std::int64_t presses = 0, children = 0;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const Day day = make_day(layout(size), rates, seed);
            presses += static_cast<std::int64_t>(of_kind(day, ReadingKind::tap).size());
            children += static_cast<std::int64_t>(day.truth.size());
        }
        return static_cast<double>(children - presses) / static_cast<double>(children);
    };
    Rates packs = spotless(), no_packs = spotless();
    packs.taps.missed_permille = no_packs.taps.missed_permille = 100;
    packs.field.pack_permille = 500;
    no_packs.field.pack_permille = 0;
    CHECK(missed_share(packs, "400") > 1.3 * missed_share(no_packs, "400"));

    const Rates clean = rates_of(Family::clean);
    CHECK(missed_share(clean, "400") == 0);
    CHECK(missed_share(clean, "1100") == Approx(0.010).margin(0.006));
    CHECK(missed_share(clean, "2000") == Approx(0.036).margin(0.012));
}

TEST_CASE("Numbers are missed, repeated, mistyped and swapped as often as the rates say", "[fusion_days]") {
    std::int64_t children = 0, never_seen = 0, repeated = 0, foreign = 0, backward = 0, close = 0;
    const Rates rates = rates_of(Family::typical);
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const Day day = make_day(layout("400"), rates, seed);
        std::map<std::string, std::size_t> place;
        for (std::size_t i = 0; i < day.truth.size(); ++i) place[day.truth[i].bib] = i;
        for (std::size_t i = 1; i < day.truth.size(); ++i)
            close += micros_between(day.truth[i - 1].at, day.truth[i].at) < rates.chute.swap_within_ms * 1'000;
        std::set<std::string> seen;
        std::string before;
        std::size_t furthest = 0;
        for (const DayReading& reading : of_kind(day, ReadingKind::bib)) {
            const auto at = place.find(reading.bib);
            if (reading.bib == before) ++repeated;
            if (at == place.end()) ++foreign;
            if (at != place.end() && seen.insert(reading.bib).second) {
                if (at->second < furthest && furthest - at->second < 4) ++backward;
                furthest = std::max(furthest, std::min(at->second, furthest + 5));
            }
            before = reading.bib;
        }
        children += static_cast<std::int64_t>(day.truth.size());
        never_seen += static_cast<std::int64_t>(day.truth.size() - seen.size());
    }
    // A mistyped child is not seen either, but where the number is another child's.
    CHECK(is_about(never_seen, children, rates.chute.missed_permille + rates.chute.wrong_digit_permille));
    CHECK(is_about(repeated, children, rates.chute.repeated_permille));
    CHECK(foreign >= children * rates.chute.wrong_digit_permille / 1'000 * 4 / 10);
    CHECK(foreign <= children * rates.chute.wrong_digit_permille / 1'000);
    CHECK(is_about(backward, close, rates.chute.swap_permille));
}

TEST_CASE("Children walk eleven seconds to a scanner that is free, and queue for one that is not", "[fusion_days]") {
    const auto lags = [](std::string_view size) {
        std::vector<double> found;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const Day day = make_day(layout(size), spotless(), seed);
            const auto bibs = of_kind(day, ReadingKind::bib);
            for (std::size_t i = 0; i < bibs.size(); ++i)
                found.push_back(seconds_between(day.truth[i].at, *bibs[i].at));
        }
        std::sort(found.begin(), found.end());
        return found;
    };
    const auto few = lags("30");
    CHECK(few[few.size() / 2] == Approx(11.0).margin(0.4));
    CHECK(few.front() > 6);
    const auto many = lags("1100");
    CHECK(many[many.size() / 2] > 60);
}

TEST_CASE("Notes come at the stated pace and are off by a fifth of a second", "[fusion_days]") {
    const NoteRates rates = rates_of(Family::typical).notes;
    std::int64_t notes = 0, in_time = 0, foreign = 0, neighbours = 0;
    double minutes = 0, squares = 0;
    for (std::uint64_t seed = 1; seed <= 3 * kSeeds; ++seed) {
        const Day day = make_day(Family::typical, layout("400"), seed);
        std::map<std::string, Instant> crossed;
        for (const Crossing& child : day.truth) crossed[child.bib] = child.at;
        // While children come all the time.
        const Instant from = day.truth[40].at, to = day.truth[320].at;
        minutes += seconds_between(from, to) / 60;
        for (const DayReading& note : of_kind(day, ReadingKind::select)) {
            ++notes;
            in_time += from < *note.at && *note.at < to ? 1 : 0;
            const auto child = crossed.find(note.bib);
            const double off = child == crossed.end() ? 0 : seconds_between(child->second, *note.at);
            foreign += child == crossed.end() ? 1 : 0;
            neighbours += std::abs(off) > 1 ? 1 : 0;
            squares += std::abs(off) > 1 ? 0 : off * off;
        }
    }
    // A pause, and then the wait for the next child.
    CHECK(static_cast<double>(in_time) / minutes == Approx(2.9).margin(0.3));
    CHECK(foreign > 0);
    CHECK(foreign < notes * 2 * rates.wrong_digit_permille / 1'000);
    // Neighbours close by are not told from a late note.
    CHECK(neighbours > notes * rates.neighbour_permille / 1'000 / 4);
    CHECK(neighbours < notes * (rates.neighbour_permille + rates.wrong_digit_permille) / 1'000);
    CHECK(std::sqrt(squares / static_cast<double>(notes)) == Approx(0.2).margin(0.03));
}

TEST_CASE("A chip is read about the crossing, and about one in a hundred is not", "[fusion_days]") {
    std::int64_t children = 0, unread = 0;
    double squares = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const Day day = make_day(Family::chips, layout("400"), seed);
        std::map<std::string, std::vector<double>> reads;
        std::map<std::string, const Crossing*> crossed;
        for (const Crossing& child : day.truth) crossed[child.bib] = &child;
        std::map<std::string, std::string> bib_of;
        for (const DayRunner& runner : day.runners) bib_of[runner.tag] = runner.bib;
        for (const DayReading& read : of_kind(day, ReadingKind::chip)) {
            const auto child = crossed.find(bib_of[read.tag]);
            if (child == crossed.end()) continue;
            const double off = seconds_between(child->second->at, *read.at);
            if (std::abs(off) < 4) reads[child->first].push_back(off);
        }
        children += static_cast<std::int64_t>(day.truth.size());
        unread += static_cast<std::int64_t>(day.truth.size() - reads.size());
        for (const auto& [bib, offs] : reads) {
            double sum = 0;
            for (const double off : offs) sum += off;
            squares += sum * sum / static_cast<double>(offs.size() * offs.size());
        }
    }
    CHECK(is_about(unread, children, 10));
    CHECK(std::sqrt(squares / static_cast<double>(children)) == Approx(0.19).margin(0.03));
}

TEST_CASE("Each family has the streams and the slips that its name says", "[fusion_days]") {
    const auto count = [](Family family, ReadingKind kind) {
        return of_kind(make_day(family, layout("400"), 4), kind).size();
    };
    CHECK(count(Family::no_taps, ReadingKind::tap) == 0);
    CHECK(count(Family::no_taps, ReadingKind::bib) > 350);
    CHECK(count(Family::taps_only, ReadingKind::bib) == 0);
    CHECK(count(Family::taps_only, ReadingKind::select) == 0);
    CHECK(count(Family::two_tappers, ReadingKind::tap) > 750);
    CHECK(count(Family::typical, ReadingKind::chip) == 0);
    CHECK(count(Family::chips, ReadingKind::chip) > 2'000);
    CHECK(count(Family::heavy, ReadingKind::tap) < 385);

    const auto keyed_later = [](Family family) {
        std::size_t later = 0;
        for (const DayReading& reading : of_kind(make_day(family, layout("400"), 4), ReadingKind::bib)) {
            later += reading.mode == Mode::batch ? 1 : 0;
            CHECK(reading.at.has_value() == (reading.mode == Mode::live));
        }
        return later;
    };
    CHECK(keyed_later(Family::batch) > 350);
    CHECK(keyed_later(Family::typical) == 0);
    CHECK(keyed_later(Family::heavy) >= 18);  // Two rings of 12, less what was not keyed.
    CHECK(keyed_later(Family::heavy) <= 24);
}

TEST_CASE("Strangers wear numbers nobody registered, run in other heats and bring adults", "[fusion_days]") {
    std::int64_t children = 0, unregistered = 0, elsewhere = 0, more_presses = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const Day day = make_day(Family::strangers, layout("overlap-350"), seed);
        std::map<std::string, std::string> entered;
        for (const DayRunner& runner : day.runners) entered[runner.bib] = runner.heat;
        for (const Crossing& child : day.truth) {
            const auto own = entered.find(child.bib);
            unregistered += own == entered.end() ? 1 : 0;
            elsewhere += own != entered.end() && own->second != child.heat ? 1 : 0;
        }
        children += static_cast<std::int64_t>(day.truth.size());
        Rates no_adults = spotless();
        Rates adults = no_adults;
        adults.field.adult_permille = 20;
        more_presses +=
            static_cast<std::int64_t>(of_kind(make_day(layout("400"), adults, seed), ReadingKind::tap).size()) - 400;
    }
    CHECK(is_about(unregistered, children, 28));
    CHECK(is_about(elsewhere, children, 24));
    CHECK(is_about(more_presses, 400 * kSeeds, 20));
}

TEST_CASE("A wrongly typed number is never the right one", "[fusion_days]") {
    tools::Draw draw{5, "typing"};
    for (const std::string bib : {"7", "11", "1000", "777", "A12", "X", "1044"}) {
        for (int i = 0; i < 500; ++i) {
            const std::string typed = wrong_digits(bib, draw);
            REQUIRE(typed != bib);
            REQUIRE(!typed.empty());
        }
    }
}

}  // namespace heatline::fusion_days
