#include "engine/fusion/estimate.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// A place where the lag of the chute is known.
struct Knot {
    std::int64_t scan = 0;
    std::int64_t lag = 0;
};

std::vector<Knot> knots_of(std::span<const Arrival> arrivals, std::span<const Known> known) {
    std::vector<Knot> knots;
    for (std::size_t k = 0; k < arrivals.size(); ++k) {
        if (!arrivals[k].live) continue;
        if (known[k].at) {
            const std::int64_t lag = arrivals[k].scan - known[k].at->us;
            if (lag >= 0 && lag <= tuning::kWalkMost) knots.push_back({arrivals[k].scan, lag});
        } else if (arrivals[k].since_last >= tuning::kIdleGap) {
            knots.push_back({arrivals[k].scan, known[k].walk});
        }
    }
    return knots;
}

// The lag at `scan`, evenly between the knots around it. `hint` moves along with rising scans.
std::int64_t lag_at(const std::vector<Knot>& knots, std::int64_t scan, std::int64_t walk, std::size_t& hint) {
    if (knots.empty()) return walk;
    while (hint < knots.size() && knots[hint].scan < scan) ++hint;
    if (hint == 0) return knots.front().lag;
    if (hint == knots.size()) return knots.back().lag;
    const Knot &a = knots[hint - 1], &b = knots[hint];
    return b.scan == a.scan ? a.lag : a.lag + (b.lag - a.lag) * (scan - a.scan) / (b.scan - a.scan);
}

}  // namespace

std::vector<std::optional<Instant>> estimate_instants(std::span<const Arrival> arrivals, std::span<const Known> known) {
    std::vector<std::optional<Instant>> out(arrivals.size());
    const std::vector<Knot> knots = knots_of(arrivals, known);
    std::size_t hint = 0, next = 0;
    std::optional<Instant> before;
    std::size_t before_place = 0;
    for (std::size_t k = 0; k < arrivals.size(); ++k) {
        if (known[k].at) {
            out[k] = known[k].at;
            before = known[k].at;
            before_place = k;
            continue;
        }
        next = std::max(next, k + 1);
        while (next < arrivals.size() && !known[next].at) ++next;
        std::optional<Instant> after;
        if (next < arrivals.size()) after = known[next].at;
        if (arrivals[k].live) {
            Instant at{arrivals[k].scan - lag_at(knots, arrivals[k].scan, known[k].walk, hint)};
            if (before && at < *before) at = *before;
            if (after && at > *after && (!before || *after >= *before)) at = *after;
            out[k] = std::min(at, Instant{arrivals[k].scan});
            before = out[k];
            before_place = k;
        } else if (before && after && *after >= *before) {
            const auto part = static_cast<std::int64_t>(k - before_place),
                       all = static_cast<std::int64_t>(next - before_place);
            out[k] = Instant{before->us + (after->us - before->us) * part / all};
        }
    }
    return out;
}

}  // namespace heatline::fusion
