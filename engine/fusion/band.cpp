#include "engine/fusion/band.h"

#include <algorithm>
#include <span>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// So many slots and so many arrivals are through.
struct Link {
    std::size_t slots = 0, arrivals = 0;
};

std::size_t slots_before(std::span<const Slot> slots, std::int64_t at) {
    const auto s = std::lower_bound(slots.begin(), slots.end(), at,
                                    [](const Slot& slot, std::int64_t when) { return slot.at < when; });
    return static_cast<std::size_t>(s - slots.begin());
}

// The longest chain that rises in both, by patience sorting.
std::vector<Link> longest_chain(const std::vector<Link>& links) {
    std::vector<std::size_t> ends;  // By length less one: the link with the fewest slots that ends such a chain.
    std::vector<std::size_t> before(links.size(), links.size());
    for (std::size_t k = 0; k < links.size(); ++k) {
        const auto place = std::lower_bound(ends.begin(), ends.end(), links[k].slots,
                                            [&](std::size_t e, std::size_t s) { return links[e].slots < s; });
        if (place != ends.begin()) before[k] = *(place - 1);
        if (place == ends.end()) {
            ends.push_back(k);
        } else {
            *place = k;
        }
    }
    std::vector<Link> chain;
    if (ends.empty()) return chain;
    for (std::size_t k = ends.back(); k < links.size(); k = before[k]) chain.push_back(links[k]);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

}  // namespace

Band find_band(const std::vector<Slot>& all_slots, const std::vector<Arrival>& all_arrivals, const Window& window,
               std::size_t entered, bool open) {
    const auto slots = std::span{all_slots}.subspan(window.slot, window.slots());
    const auto arrivals = std::span{all_arrivals}.subspan(window.arrival, window.arrivals());
    std::vector<Link> links;
    for (std::size_t j = 0; j < arrivals.size(); ++j) {
        const Arrival& a = arrivals[j];
        if (a.has_chip()) {
            links.push_back({slots_before(slots, a.chip_at), j});
            continue;
        }
        // The later first, so that no chain holds both.
        if (a.second_note) links.push_back({slots_before(slots, std::max(a.note->at, a.second_note->at).us), j});
        if (a.note) {
            const Instant first = a.second_note ? std::min(a.note->at, a.second_note->at) : a.note->at;
            links.push_back({slots_before(slots, first.us), j});
        }
    }
    std::vector<Link> chain{{0, entered}};
    for (const Link& link : longest_chain(links)) {
        // What crossed behind an open end says nothing of the place where it ends.
        if (open && link.slots == slots.size()) continue;
        if (link.slots > 0 && link.arrivals > entered) chain.push_back(link);
    }
    const std::size_t slots_left = std::max<std::size_t>(slots.size() - std::min(slots.size(), chain.back().slots), 1);
    const std::size_t at_end = open ? chain.back().arrivals + slots_left : arrivals.size();
    chain.push_back(
        {chain.back().slots + slots_left, std::max(std::min(at_end, arrivals.size()), chain.back().arrivals)});
    Band band;
    std::size_t next = 1;
    for (std::size_t i = 0; i <= slots.size(); ++i) {
        while (next + 1 < chain.size() && chain[next].slots <= i) ++next;
        const Link &a = chain[next - 1], &b = chain[next];
        const std::size_t gap = b.slots - a.slots, part = std::min(i - std::min(i, a.slots), gap);
        const std::size_t middle = a.arrivals + (b.arrivals - a.arrivals) * part / std::max<std::size_t>(gap, 1);
        const std::size_t far = std::min(part, gap - part);
        const std::size_t half = std::min(tuning::kBandLeast + far / tuning::kBandWider, tuning::kBandMost);
        band.from.push_back(middle - std::min(middle, half));
        band.to.push_back(std::min(middle + half, arrivals.size()));
    }
    // A band that falls back would be no path.
    for (std::size_t i = 1; i < band.to.size(); ++i) band.to[i] = std::max(band.to[i], band.to[i - 1]);
    for (std::size_t i = band.from.size() - 1; i-- > 0;) band.from[i] = std::min(band.from[i], band.from[i + 1]);
    return band;
}

}  // namespace heatline::fusion
