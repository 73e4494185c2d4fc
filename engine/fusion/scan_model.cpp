#include "engine/fusion/scan_model.h"

#include <algorithm>
#include <array>

#include "engine/fusion/curves.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

double seconds_of(std::int64_t us) { return static_cast<double>(us) / t::kSecond; }

// The commonest gap between scans, to a tenth of a second: a triangle is slid over the gaps.
double usual_service(std::span<const Arrival> arrivals) {
    std::array<double, t::kServiceBins> count{};
    for (const Arrival& a : arrivals) {
        const std::int64_t bin = a.since_last / t::kServiceBin;
        if (a.live && bin >= 0 && bin < static_cast<std::int64_t>(t::kServiceBins))
            count[static_cast<std::size_t>(bin)] += 1;
    }
    double most = 0, service = t::kService;
    for (std::size_t b = 3; b + 3 < count.size(); ++b) {
        double sum = 0;
        for (int d = -2; d <= 2; ++d) {
            sum += count[b + static_cast<std::size_t>(d + 2) - 2] * (3 - (d < 0 ? -d : d));
        }
        if (sum > most && sum >= t::kServiceSamples) {
            most = sum;
            service = (static_cast<double>(b) + 0.5) * seconds_of(t::kServiceBin);
        }
    }
    return service;
}

// Log-normal around `mode`.
double service_density(double gap, double mode) {
    const double z = (ln(gap) - ln(mode)) / t::kServiceSpread;
    return bell(z) / (2.5066282746 * t::kServiceSpread * gap);
}
double service_less(double gap, double mode) { return normal_below((ln(gap) - ln(mode)) / t::kServiceSpread); }

}  // namespace

bool ScanTerms::is_idle_before(const Arrival& arrival) const {
    return arrival.since_last >= static_cast<std::int64_t>(service * t::kIdleServices * t::kSecond);
}

ScanTerms usual_terms(std::span<const Arrival> arrivals) {
    ScanTerms terms{t::kWalk, usual_service(arrivals), 0};
    std::size_t busy = 0, all = 0;
    for (const Arrival& a : arrivals) {
        all += a.live;
        busy += a.live && !terms.is_idle_before(a);
    }
    const double share = all > 0 ? static_cast<double>(busy) / static_cast<double>(all) : 1;
    terms.weight = t::kScanWeightIdle + (t::kScanWeightBusy - t::kScanWeightIdle) * share;
    return terms;
}

ScanModel::ScanModel(std::span<const Arrival> arrivals, const ScanTerms& terms) : terms_(terms), weigh_(terms.weight) {
    gaps_.resize(arrivals.size());
    const double twice = t::kServedTwice;
    for (std::size_t k = 0; k < arrivals.size(); ++k) {
        if (!arrivals[k].live) continue;
        Gap& g = gaps_[k];
        const double gap = std::max(seconds_of(arrivals[k].since_last), 0.02);
        g.two_now = service_density(gap, 2 * terms.service);
        g.two_before = service_less(gap, 2 * terms.service);
        g.service_now = (1 - twice) * service_density(gap, terms.service) + twice * g.two_now;
        g.service_before = (1 - twice) * service_less(gap, terms.service) + twice * g.two_before;
        const double plausible = 2 * seconds_of(t::kWalkPlausible);
        g.scale = 1 / (g.service_now + g.service_before / plausible + t::kScanFloor);
    }
}

double ScanModel::of(std::size_t k, std::int64_t lag) const { return after_unseen(k, lag, 0); }

double ScanModel::density(std::size_t k, std::int64_t lag) const {
    const double z = seconds_of(lag - terms_.walk_us) * (1 / t::kWalkSpreadSeconds);
    const double there_now = bell(z) * (1 / (2.5066282746 * t::kWalkSpreadSeconds));
    return gaps_[k].service_now * normal_below(z) + gaps_[k].service_before * there_now + t::kUntappedFloor;
}

double ScanModel::after_unseen(std::size_t k, std::int64_t lag, double unseen) const {
    const double z = seconds_of(lag - terms_.walk_us) * (1 / t::kWalkSpreadSeconds);
    const double there_now = bell(z) * (1 / (2.5066282746 * t::kWalkSpreadSeconds));
    const Gap& gap = gaps_[k];
    const double now = gap.service_now + unseen * (gap.two_now - gap.service_now);
    const double before = gap.service_before + unseen * (gap.two_before - gap.service_before);
    return weigh_.of((now * normal_below(z) + before * there_now + t::kScanFloor) * gap.scale);
}

double ScanModel::between(std::size_t k, std::int64_t least, std::int64_t most) const {
    // Only the moments that the walk makes plausible, or the one nearest to them.
    const std::int64_t low = std::max(least, terms_.walk_us - t::kWalkPlausible);
    const std::int64_t high = std::min(most, terms_.walk_us + t::kWalkPlausible);
    if (high - low < t::kMomentShort) return of(k, std::clamp((low + high) / 2, least, most));
    const double z_low = seconds_of(low - terms_.walk_us) / t::kWalkSpreadSeconds;
    const double z_high = seconds_of(high - terms_.walk_us) / t::kWalkSpreadSeconds;
    const double now = (normal_below(z_high) - normal_below(z_low)) / seconds_of(high - low);
    const Gap& gap = gaps_[k];
    return weigh_.of((gap.service_now * normal_below((z_low + z_high) / 2) + gap.service_before * now + t::kScanFloor) *
                     gap.scale);
}

std::int64_t middle_walk(std::vector<std::int64_t>& lags) {
    if (lags.size() < t::kWalkSamples) return t::kWalk;
    // Where a queue was taken for an idle scanner the lag is anything longer; the walk is where the lags crowd.
    std::sort(lags.begin(), lags.end());
    std::size_t most = 0, first = 0;
    for (std::size_t from = 0, to = 0; from < lags.size(); ++from) {
        while (to < lags.size() && lags[to] <= lags[from] + t::kWalkPlausible) ++to;
        if (to - from <= most) continue;
        most = to - from;
        first = from;
    }
    // Their mean: the middle one of a few is off by more, and all idle scans would share that error.
    const std::int64_t middle = lags[first + most / 2];
    std::int64_t sum = 0, count = 0;
    for (const std::int64_t lag : lags) {
        if (lag < middle - t::kWalkPlausible || lag > middle + t::kWalkPlausible) continue;
        sum += lag;
        ++count;
    }
    return std::clamp(sum / count, t::kWalkLeast, t::kWalkSlowest);
}

}  // namespace heatline::fusion
