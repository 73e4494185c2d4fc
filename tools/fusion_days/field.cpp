#include "tools/fusion_days/field.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "tools/draw.h"

namespace heatline::fusion_days {
namespace {

using tools::Draw;

constexpr const char* kFirstGun = "2026-10-10T14:01:00Z";
constexpr std::int64_t kGunLateMost = 2'000;  // A later heat starts when planned, or at most so much off.
constexpr std::array kFirstNames{"Ava",  "Ben",   "Zoe",  "Leo",  "Mia",   "Sam",  "Priya", "Jack", "Dāvis",
                                 "Rosa", "Björn", "Finn", "Lena", "Aoife", "Hugo", "Max",   "Noor", "Tomás"};
constexpr std::array kLastNames{"Khan",  "Wong",  "Hill",   "Meyer",  "Xu",    "Müller", "Reyes",  "Jones", "Evans",
                                "Young", "Adams", "Garcia", "Foster", "Singh", "Patel",  "Święch", "Lopez", "Okafor"};
constexpr std::array<std::int64_t, 5> kFirstBibs{1, 101, 401, 1001, 2001};  // As in the cases.
constexpr std::int64_t kFirstStrangerBib = 9001;

template <std::size_t N>
std::string one_of(const std::array<const char*, N>& list, Draw& draw) {
    return list[static_cast<std::size_t>(draw.below(std::int64_t{N}))];
}

class FieldMaker {
public:
    FieldMaker(const Layout& layout, const Rates& rates, std::uint64_t seed)
        : layout_(layout), rates_(rates), draw_(seed, "field") {}

    Field make() {
        fire_guns();
        for (std::size_t heat = 0; heat < layout_.heats.size(); ++heat) register_heat(heat);
        for (std::size_t heat = 0; heat < layout_.heats.size(); ++heat) run_heat(heat);
        std::sort(field_.crossings.begin(), field_.crossings.end(),
                  [](const Crossing& a, const Crossing& b) { return std::tie(a.at, a.bib) < std::tie(b.at, b.bib); });
        for (std::size_t i = 1; i < field_.crossings.size(); ++i) {
            const Instant free = field_.crossings[i - 1].at + Millis{rates_.field.apart_ms};
            field_.crossings[i].at = std::max(field_.crossings[i].at, free);
        }
        for (const Crossing& crossing : field_.crossings) {
            if (!draw_.chance(rates_.field.adult_permille)) continue;
            field_.adults.push_back(crossing.at +
                                    Millis{draw_.between(rates_.field.adult_low_ms, rates_.field.adult_high_ms)});
        }
        std::sort(field_.adults.begin(), field_.adults.end());
        return std::move(field_);
    }

private:
    void fire_guns() {
        const Instant first = *parse_rfc3339(kFirstGun);
        for (std::size_t i = 0; i < layout_.heats.size(); ++i) {
            const Millis off{i == 0 ? 0 : draw_.between(-kGunLateMost, kGunLateMost)};
            field_.starts.push_back({"H" + std::to_string(i + 1), first + Millis{layout_.heats[i].after_ms} + off});
            medians_.push_back(draw_.between(rates_.field.median_low_ms, rates_.field.median_high_ms));
        }
        next_bib_ = kFirstBibs[static_cast<std::size_t>(draw_.below(std::int64_t{kFirstBibs.size()}))];
        next_stranger_ = kFirstStrangerBib;
    }

    // As many as it takes for the wanted number to start: strangers come on top.
    void register_heat(std::size_t heat) {
        const std::int64_t wanted = layout_.heats[heat].finishers;
        std::int64_t strangers = 0;
        for (std::int64_t i = 0; i < wanted; ++i) strangers += draw_.chance(rates_.field.unregistered_permille) ? 1 : 0;
        strangers_.push_back(strangers);
        const std::int64_t ran = wanted - strangers;
        const std::int64_t one_in = rates_.field.absent_one_in;
        const std::int64_t registered = (ran * one_in + one_in - 2) / (one_in - 1);
        std::vector<std::size_t> places;
        for (std::int64_t i = 0; i < registered; ++i) {
            places.push_back(field_.runners.size());
            field_.runners.push_back(runner(heat));
        }
        for (std::int64_t i = 0; i < registered - ran; ++i)
            places.erase(places.begin() + draw_.below(static_cast<std::int64_t>(places.size())));
        starters_.push_back(places);
    }

    DayRunner runner(std::size_t heat) {
        DayRunner made;
        made.bib = std::to_string(next_bib_++);
        if (draw_.chance(rates_.field.bib_gap_permille)) next_bib_ += draw_.between(1, rates_.field.bib_gap_most);
        made.first = one_of(kFirstNames, draw_);
        made.last = one_of(kLastNames, draw_);
        made.grade = std::to_string(draw_.between(1, 8));
        made.gender = draw_.chance(500) ? "F" : "M";
        made.team = "School " + std::to_string(draw_.between(1, 12));
        made.heat = field_.starts[heat].heat;
        if (rates_.has_chips) made.tag = tag();
        return made;
    }

    // Codes as the chips of the cases bear them; the count keeps them apart.
    std::string tag() {
        constexpr const char* kHex = "0123456789ABCDEF";
        std::string text = "E2";
        for (int i = 0; i < 6; ++i) text += kHex[draw_.below(16)];
        for (int shift = 12; shift >= 0; shift -= 4) text += kHex[(field_.runners.size() >> shift) & 15];
        return text;
    }

    void run_heat(std::size_t heat) {
        std::optional<std::size_t> before;
        const auto finish = [&](std::string bib, std::size_t ran_in) {
            Instant at = field_.starts[ran_in].at + Millis{takes(ran_in)};
            if (before && ran_in == heat && draw_.chance(rates_.field.pack_permille))
                at = field_.crossings[*before].at +
                     Millis{draw_.between(rates_.field.pack_low_ms, rates_.field.pack_high_ms)};
            if (ran_in == heat) before = field_.crossings.size();
            field_.crossings.push_back({field_.starts[ran_in].heat, std::move(bib), at});
        };
        for (const std::size_t index : starters_[heat]) finish(field_.runners[index].bib, heat_of_child(heat));
        for (std::int64_t i = 0; i < strangers_[heat]; ++i) {
            finish(std::to_string(next_stranger_), heat);
            next_stranger_ += draw_.between(1, 5);
        }
    }

    std::size_t heat_of_child(std::size_t own) {
        const auto heats = static_cast<std::int64_t>(layout_.heats.size());
        if (heats < 2 || !draw_.chance(rates_.field.wrong_heat_permille)) return own;
        const auto other = static_cast<std::size_t>(draw_.below(heats - 1));
        return other >= own ? other + 1 : other;
    }

    std::int64_t takes(std::size_t heat) {
        const FieldRates& rates = rates_.field;
        std::int64_t ms = draw_.log_normal(medians_[heat], rates.sigma_permille);
        if (draw_.chance(rates.walker_permille))
            ms = ms * draw_.between(rates.walker_low_permille, rates.walker_high_permille) / 1'000;
        return ms > rates.fastest_ms ? ms : rates.fastest_ms + draw_.below(rates.fastest_spread_ms);
    }

    const Layout& layout_;
    const Rates& rates_;
    Draw draw_;
    Field field_;
    std::vector<std::int64_t> medians_;               // By heat.
    std::vector<std::int64_t> strangers_;             // By heat: how many.
    std::vector<std::vector<std::size_t>> starters_;  // By heat: runners who start.
    std::int64_t next_bib_ = 1, next_stranger_ = 1;
};

}  // namespace

Field make_field(const Layout& layout, const Rates& rates, std::uint64_t seed) {
    return FieldMaker{layout, rates, seed}.make();
}

}  // namespace heatline::fusion_days
