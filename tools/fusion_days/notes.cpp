#include <array>

#include "tools/draw.h"
#include "tools/fusion_days/streams.h"
#include "tools/fusion_days/typing.h"

namespace heatline::fusion_days {
namespace {

using tools::Draw;

constexpr std::int64_t kUs = 1'000;  // In a millisecond.

// An exponential pause: from 64 quantiles at even steps, so that it is the same on every machine.
std::int64_t pause_ms(Draw& draw, std::int64_t mean_ms) {
    // -ln(1 - (i + 1/2) / 64), in thousandths.
    constexpr std::array<std::int64_t, 64> kQuantiles{
        8,     24,    40,    56,    73,    90,    107,   125,   143,   161,   179,   198,   217,   237,   257,   277,
        298,   319,   341,   363,   386,   409,   433,   458,   482,   508,   534,   562,   590,   618,   648,   679,
        709,   741,   775,   809,   845,   882,   920,   960,   1'001, 1'044, 1'089, 1'136, 1'186, 1'238, 1'293, 1'351,
        1'412, 1'478, 1'549, 1'624, 1'707, 1'797, 1'897, 2'008, 2'134, 2'277, 2'444, 2'645, 2'896, 3'233, 3'743, 4'852};
    const std::int64_t even = kQuantiles[static_cast<std::size_t>(draw.below(std::int64_t{kQuantiles.size()}))];
    return even * mean_ms / 1'000;
}

}  // namespace

std::vector<Made> note(const Field& field, const NoteRates& rates, std::uint64_t seed) {
    Draw draw{seed, "notes"};
    std::vector<Made> made;
    const auto& crossings = field.crossings;
    Instant looks_up{};
    for (std::size_t i = 0; i < crossings.size(); ++i) {
        const Instant at = crossings[i].at;
        if (i == 0) looks_up = at + Millis{pause_ms(draw, rates.every_ms)};
        if (at < looks_up) continue;
        looks_up = at + Millis{pause_ms(draw, rates.every_ms)};
        std::size_t whose = i;
        if (draw.chance(rates.neighbour_permille)) whose = i + 1 < crossings.size() && draw.chance(500) ? i + 1 : i - 1;
        DayReading reading;
        reading.kind = ReadingKind::select;
        reading.bib = crossings[whose].bib;
        if (draw.chance(rates.wrong_digit_permille)) reading.bib = wrong_digits(reading.bib, draw);
        const Instant noted{at.us + draw.normal(0, rates.spread_ms * kUs)};
        reading.at = whole_ms(noted);
        made.push_back({reading, noted});
    }
    return made;
}

}  // namespace heatline::fusion_days
