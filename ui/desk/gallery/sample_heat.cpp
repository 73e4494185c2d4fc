#include "ui/desk/gallery/sample_heat.h"

#include <algorithm>
#include <optional>
#include <random>

namespace heatline::ui {
namespace {

struct Crossing {
    SampleChild child;
    Instant at;
};

// Seeded by the heat; mt19937 gives the same numbers everywhere, which the standard's distributions do not.
class Dice {
public:
    explicit Dice(std::uint32_t seed) : numbers_(seed) {}
    std::int64_t below(std::int64_t end) { return static_cast<std::int64_t>(numbers_()) % end; }

private:
    std::mt19937 numbers_;
};

// Six to sixteen minutes for the mile, most of them around eleven.
std::vector<Crossing> crossings(const SampleHeat& heat, const HeatScript& script, Dice& dice) {
    std::vector<Crossing> all;
    const auto run = [&](const SampleChild& child) {
        const std::int64_t ms = 360'000 + dice.below(200'000) + dice.below(200'000) + dice.below(200'000);
        if (!child.absent) all.push_back({child, heat.gun + Millis{ms}});
    };
    for (const SampleChild& child : heat.children) run(child);
    for (const SampleChild& child : script.guests) run(child);
    std::sort(all.begin(), all.end(), [](const Crossing& a, const Crossing& b) { return a.at < b.at; });
    for (std::size_t i = 1; i < all.size(); ++i)  // Two children are not at one place at once.
        all[i].at = std::max(all[i].at, all[i - 1].at + Millis{450});
    return all;
}

class HeatTelling {
public:
    HeatTelling(SampleDay& day, const SampleDevices& devices, const SampleHeat& heat, const HeatScript& script)
        : day_(day), devices_(devices), heat_(heat), script_(script), dice_(heat.heat.value + 2027) {}

    void tell() {
        before_the_gun();
        Reading gun = read_as(ReadingKind::start, heat_.gun);
        gun.heat = heat_.name;
        day_.reading(devices_.starter, gun);
        const std::vector<Crossing> order = crossings(heat_, script_, dice_);
        for (std::uint32_t place = 0; place < order.size(); ++place) cross(order, place);
    }

private:
    std::optional<Slip::Kind> slip_at(std::uint32_t place) const {
        for (const Slip& slip : script_.slips) {
            if (slip.place == place) return slip.kind;
        }
        return std::nullopt;
    }

    void before_the_gun() {
        for (const SampleChild& child : heat_.children) {
            if (child.absent) continue;
            const Instant came = SampleDay::clock(8, 5) + Millis{dice_.below(50 * 60'000)};
            day_.reading(devices_.field, read_as(ReadingKind::sighting, came, child.bib, Where::tent));
            const Instant staged = heat_.gun - Millis{180'000 + dice_.below(400'000)};
            day_.reading(devices_.staging, read_as(ReadingKind::sighting, staged, child.bib, Where::staging));
        }
    }

    void cross(const std::vector<Crossing>& order, std::uint32_t place) {
        const Crossing& now = order[place];
        const std::optional<Slip::Kind> slip = slip_at(place);
        if (slip == Slip::Kind::lost) return;
        at_the_line(now, place, slip);
        if (slip == Slip::Kind::note_wrong && place >= 6) note(now.at, order[place - 6].child.bib);
        // Who swaps in the chute comes out as the other.
        const bool before_swapped = place > 0 && slip_at(place - 1) == Slip::Kind::swapped;
        const std::size_t comes_out = slip == Slip::Kind::swapped ? place + 1 : before_swapped ? place - 1 : place;
        in_the_chute(order[std::min(comes_out, order.size() - 1)].child.bib, now.at, slip);
        if (script_.all_back || dice_.below(12) != 0) {
            const Instant back = now.at + Millis{150'000 + dice_.below(200'000)};
            day_.reading(devices_.field, read_as(ReadingKind::sighting, back, now.child.bib, Where::tent_return));
        }
    }

    void at_the_line(const Crossing& now, std::uint32_t place, std::optional<Slip::Kind> slip) {
        const bool nobody = slip == Slip::Kind::both_missed;
        if (!nobody && slip != Slip::Kind::first_timer_missed)
            day_.reading(devices_.finish, read_as(ReadingKind::tap, now.at));
        if (slip == Slip::Kind::pressed_twice)
            day_.reading(devices_.finish, read_as(ReadingKind::tap, now.at + Millis{230}));
        if (!nobody) day_.reading(devices_.second, read_as(ReadingKind::tap, now.at + Millis{dice_.below(160) - 80}));
        if (place % 10 == 3 || slip == Slip::Kind::swapped) note(now.at, now.child.bib);
        if (!now.child.tag.empty()) {
            Reading chip = read_as(ReadingKind::chip, now.at - Millis{250});
            chip.tag = now.child.tag;
            day_.reading(devices_.mat, chip);
        }
    }

    void note(Instant crossed, const std::string& bib) {
        day_.reading(devices_.notes, read_as(ReadingKind::select, crossed + Millis{60}, bib));
    }

    void in_the_chute(const std::string& bib, Instant crossed, std::optional<Slip::Kind> slip) {
        scanned_ = std::max(crossed + Millis{8'000 + dice_.below(3'000)}, scanned_ + Millis{1'600});
        if (slip == Slip::Kind::number_missed) return;
        const std::string taken = slip == Slip::Kind::number_misread   ? "9" + bib.substr(1)
                                  : slip == Slip::Kind::number_unknown ? "0"
                                                                       : bib;
        day_.reading(devices_.chute, read_as(ReadingKind::bib, scanned_, taken));
        if (slip == Slip::Kind::taken_again)
            day_.reading(devices_.chute, read_as(ReadingKind::bib, scanned_ + seconds(100), taken));
    }

    SampleDay& day_;
    const SampleDevices& devices_;
    const SampleHeat& heat_;
    const HeatScript& script_;
    Dice dice_;
    Instant scanned_;
};

}  // namespace

void script_heat(SampleDay& day, const SampleDevices& devices, const SampleHeat& heat, const HeatScript& script) {
    HeatTelling{day, devices, heat, script}.tell();
}

}  // namespace heatline::ui
