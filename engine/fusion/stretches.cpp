#include "engine/fusion/stretches.h"

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// Stretch k lies before anchor k; the last one behind all of them.
class Touched {
public:
    explicit Touched(const Places& places)
        : places_(places), stretches_(places.anchors.size() + 1, false), anchors_(places.anchors.size(), false) {}

    void slot(std::uint32_t slot) {
        const std::size_t k = places_.anchors_before_slot(slot);
        touch(k, k < anchors_.size() && places_.anchors[k].slot == slot);
        weaken(k, slot);
    }
    void arrival(std::uint32_t arrival) {
        const std::size_t k = places_.anchors_before_arrival(arrival);
        touch(k, k < anchors_.size() && places_.anchors[k].arrival == arrival);
    }
    void gap(std::uint32_t slot) {
        const std::size_t k = places_.anchors_before_slot(slot);
        touch(k, false);
        weaken(k, slot);
    }

    std::vector<Stretch> done(std::size_t slots, std::size_t arrivals) const {
        std::vector<Stretch> out;
        for (std::size_t k = 0; k < stretches_.size(); ++k) {
            if (!stretches_[k]) continue;
            std::size_t last = k;
            while (last < anchors_.size() && anchors_[last]) ++last;
            out.push_back(stretch_between(places_, slots, arrivals, k, last + 1));
            k = last;
        }
        return out;
    }

private:
    void touch(std::size_t stretch, bool anchor) {
        stretches_[stretch] = true;
        if (!anchor) return;
        anchors_[stretch] = true;
        stretches_[stretch + 1] = true;
    }
    // A weak anchor near the place holds nothing.
    void weaken(std::size_t stretch, std::uint32_t slot) {
        const auto near = [&](const Anchor& a) {
            return a.weak && std::max(a.slot, slot) - std::min(a.slot, slot) <= tuning::kWeakAnchorNear;
        };
        if (stretch < anchors_.size() && near(places_.anchors[stretch])) touch(stretch, true);
        if (stretch > 0 && near(places_.anchors[stretch - 1])) touch(stretch - 1, true);
    }

    const Places& places_;
    std::vector<bool> stretches_, anchors_;
};

}  // namespace

Stretch stretch_between(const Places& places, std::size_t slots, std::size_t arrivals, std::size_t before,
                        std::size_t behind) {
    Stretch s{before, behind, 0, static_cast<std::uint32_t>(slots), 0, static_cast<std::uint32_t>(arrivals)};
    if (before > 0) {
        s.slots_from = places.anchors[before - 1].slot + 1;
        s.arrivals_from = places.anchors[before - 1].arrival + 1;
    }
    if (behind <= places.anchors.size()) {
        s.slots_to = places.anchors[behind - 1].slot;
        s.arrivals_to = places.anchors[behind - 1].arrival;
    }
    return s;
}

std::vector<Stretch> touched_stretches(const Places& places, std::size_t slots, std::size_t arrivals,
                                       const Words& words) {
    Touched touched{places};
    for (const std::uint32_t slot : words.slots_touched) touched.slot(slot);
    for (const std::uint32_t arrival : words.arrivals_touched) touched.arrival(arrival);
    for (const std::uint32_t slot : words.gaps_touched) touched.gap(slot);
    return touched.done(slots, arrivals);
}

}  // namespace heatline::fusion
