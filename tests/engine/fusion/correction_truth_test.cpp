// A day that is corrected row by row, in any order, to what really happened. Seeds are printed.

#include <random>

#include "engine/fusion/fuser.h"
#include "tests/support/day_line.h"
// Catch2 last: it has a CHECK_THAT of its own.
#include <catch2/catch.hpp>

using namespace heatline;
using heatline::test::Correction;
using heatline::test::DayLine;
using Kind = Correction::Kind;
using fusion_days::Family;

namespace {

// What a person who knows would say of each registered finisher: whose tap it is, or when it crossed.
std::vector<Correction> truth_of(const fusion_days::KnownDay& known, const DayLine& line) {
    std::vector<Correction> words;
    for (std::size_t k = 0; k < known.day.truth.size(); ++k) {
        const auto& child = known.day.truth[k];
        const auto runner = line.runner_of(child);
        if (!runner) continue;
        Correction word{.kind = Kind::enter, .runner = *runner, .heat = line.heat_of(child), .at = child.at};
        for (std::size_t r = 0; r < known.origins.size(); ++r) {
            const bool its = known.day.readings[r].kind == ReadingKind::tap &&
                             known.origins[r] == static_cast<fusion_days::Origin>(k);
            const auto late = its ? std::abs(known.day.readings[r].at->us - child.at.us) : 0;
            // A press that was late is no right time; the person enters the time then.
            if (its && late < 400'000) word = {.kind = Kind::assign, .reading = ReadingIndex{r}, .runner = *runner};
        }
        words.push_back(word);
    }
    return words;
}

std::int64_t count(const std::vector<bool>& right) { return std::count(right.begin(), right.end(), true); }
std::int64_t marked(const std::vector<Finish>& rows) {
    return std::count_if(rows.begin(), rows.end(), [](const Finish& row) { return row.review; });
}

}  // namespace

TEST_CASE("The truth said row by row makes all of it right and the queue short",
          "[engine][fusion][corrections][property]") {
    const auto family = GENERATE(Family::clean, Family::typical, Family::heavy, Family::batch, Family::two_tappers,
                                 Family::chips, Family::no_taps, Family::strangers);
    const std::uint64_t seed = GENERATE(41u, 42u);
    INFO("family " << fusion_days::name_of(family) << ", seed " << seed);
    const fusion_days::KnownDay known = fusion_days::make_known_day(family, fusion_days::layouts()[1], seed);
    DayLine line(known.day);
    fusion::Fuser fuser;
    std::vector<Finish> rows = fuser.fuse(line.input());
    const std::int64_t queue = marked(rows);
    std::int64_t right = count(line.right(rows));
    std::vector<Correction> words = truth_of(known, line);
    std::mt19937 random(static_cast<std::uint32_t>(seed));
    for (std::size_t k = words.size(); k > 1; --k) std::swap(words[k - 1], words[random() % k]);
    for (const Correction& word : words) {
        line.say(word);
        rows = fuser.fuse(line.input());
        const std::int64_t now = count(line.right(rows));
        INFO("runner " << word.runner.value << (word.kind == Kind::enter ? ", entered" : ", its tap given"));
        CHECK(now >= right - 2);
        right = now;
    }
    const auto last = line.right(rows);
    for (std::size_t k = 0; k < last.size(); ++k) {
        INFO("truth " << k << ", bib " << known.day.truth[k].bib);
        if (line.runner_of(known.day.truth[k])) CHECK(last[k]);
    }
    // What is left are numbers that are nobody's, and second entries.
    INFO("to review before " << queue << ", after " << marked(rows));
    CHECK(marked(rows) <= queue);
    CHECK(marked(rows) <= static_cast<std::int64_t>(words.size()) / 12);
}
