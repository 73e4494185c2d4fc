#include "engine/fusion/words.h"

#include <algorithm>

namespace heatline::fusion {

const ArrivalLeft* Words::arrival_left(std::uint32_t arrival) const {
    const auto found = std::lower_bound(arrivals.begin(), arrivals.end(), arrival,
                                        [](const ArrivalLeft& a, std::uint32_t j) { return a.arrival < j; });
    return found != arrivals.end() && found->arrival == arrival ? &*found : nullptr;
}

const PressesLeft* Words::presses_left(std::uint32_t crossing) const {
    const auto found = std::lower_bound(presses.begin(), presses.end(), crossing,
                                        [](const PressesLeft& p, std::uint32_t c) { return p.crossing < c; });
    return found != presses.end() && found->crossing == crossing ? &*found : nullptr;
}

bool Words::is_gone(std::uint32_t crossing) const {
    const PressesLeft* found = presses_left(crossing);
    return found && !found->left;
}

const SaidFinish* Words::taking_crossing(std::uint32_t crossing) const {
    return by_crossing_[crossing] == kNobody ? nullptr : &finishes[by_crossing_[crossing]];
}

const SaidFinish* Words::taking_arrival(std::uint32_t arrival) const {
    return by_arrival_[arrival] == kNobody ? nullptr : &finishes[by_arrival_[arrival]];
}

void Words::index(std::size_t crossings, std::size_t of_arrivals) {
    by_crossing_.assign(crossings, kNobody);
    by_arrival_.assign(of_arrivals, kNobody);
    for (std::uint32_t k = 0; k < finishes.size(); ++k) {
        if (finishes[k].crossing != kNoCrossing) by_crossing_[finishes[k].crossing] = k;
        if (finishes[k].arrival != kNobody) by_arrival_[finishes[k].arrival] = k;
    }
}

}  // namespace heatline::fusion
