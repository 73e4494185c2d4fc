#include "engine/fusion/slots.h"

#include <algorithm>

#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

double seconds_of(std::int64_t us) { return static_cast<double>(us) / tuning::kSecond; }

// How much likelier a press is missed here than elsewhere: fingers lose children in a pack.
double pack(double gap) { return tuning::kPackBase + tuning::kPackMore * exp_minus(gap / tuning::kPackGap); }

class Chances {
public:
    explicit Chances(const std::vector<Crossing>& list) : list_(list) {}

    double of(std::size_t i) {
        const Crossing& c = list_[i];
        if (c.heard > 1) return tuning::kRealHeardTwice;
        const double rate = rate_around(i);
        if (c.unheard) {
            if (lonely_run(i) >= tuning::kLonelyRun) return tuning::kRealOtherAway;
            const double missed = tuning::kOtherMissed * pack(gap_around(i));
            double extra = tuning::kExtraHeardOnce;
            if (c.again) extra += tuning::kDoubleRate / std::max(rate, tuning::kRateLeast);
            return missed / (missed + extra);
        }
        if (c.again) return rate / (rate + tuning::kDoubleRate);
        return tuning::kReal;
    }

private:
    double gap_around(std::size_t i) const {
        double gap = 60;
        if (i > 0) gap = std::min(gap, seconds_of(list_[i].at.us - list_[i - 1].at.us));
        if (i + 1 < list_.size()) gap = std::min(gap, seconds_of(list_[i + 1].at.us - list_[i].at.us));
        return gap;
    }

    // Children a second, from the presses within kRateAround.
    double rate_around(std::size_t i) {
        const std::int64_t at = list_[i].at.us;
        while (list_[from_].at.us < at - tuning::kRateAround) ++from_;
        while (to_ < list_.size() && list_[to_].at.us <= at + tuning::kRateAround) ++to_;
        return static_cast<double>(to_ - from_) / seconds_of(2 * tuning::kRateAround);
    }

    // Presses in a row around `i` that one tapper alone heard.
    std::size_t lonely_run(std::size_t i) const {
        std::size_t from = i, to = i + 1;
        while (from > 0 && i - from < tuning::kLonelyRun && list_[from - 1].heard == 1) --from;
        while (to < list_.size() && to - i < tuning::kLonelyRun && list_[to].heard == 1) ++to;
        return to - from;
    }

    const std::vector<Crossing>& list_;
    std::size_t from_ = 0, to_ = 0;
};

}  // namespace

std::vector<Slot> make_slots(const std::vector<Crossing>& crossings, std::uint32_t from, std::uint32_t to) {
    std::vector<Slot> slots;
    slots.reserve(to - from);
    Chances chances(crossings);
    for (std::uint32_t c = from; c < to; ++c) {
        const bool fixed = crossings[c].fixed;
        if (crossings[c].taken && !fixed) continue;
        slots.push_back({c, crossings[c].at.us, fixed ? tuning::kRealHeardTwice : chances.of(c), fixed});
    }
    return slots;
}

}  // namespace heatline::fusion
