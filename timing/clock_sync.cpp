#include "timing/clock_sync.h"

namespace heatline::timing {
namespace {

constexpr std::int64_t kMicrosPerDrift = 10'000;  // 100 ppm: a microsecond more every 10 ms of age.
// Times beyond this (36 years from a boot, or from now) are no times; what is below can be added without care.
constexpr std::int64_t kDeviceMax = std::int64_t{1} << 50;
constexpr std::int64_t kMeetMax = std::int64_t{1} << 53;

std::int64_t drift(std::int64_t age_us) { return (age_us + kMicrosPerDrift - 1) / kMicrosPerDrift; }

}  // namespace

bool ClockSync::take(const Probe& probe) {
    if (probe.received_us < 0 || probe.returned_us < probe.received_us || probe.returned_us > kDeviceMax) return false;
    if (probe.sent.us < 0 || probe.arrived < probe.sent || probe.arrived.us > kMeetMax) return false;
    const Limit low{probe.sent.us - probe.received_us, probe.received_us};
    const Limit high{probe.arrived.us - probe.returned_us, probe.returned_us};
    if (low.offset_us > high.offset_us + drift(high.at_us - low.at_us)) return false;  // Longer there than it was gone.

    const Limits before = limits_at(probe.returned_us);
    const std::int64_t low_now = low.offset_us - drift(low.age(probe.returned_us));
    const bool meet = known_ && before.low <= high.offset_us && low_now <= before.high;
    last_us_ = probe.returned_us;
    if (!meet) {
        known_ = true;
        lowest_ = low;
        highest_ = high;
        return true;
    }
    // Which of two limits is the tighter does not depend on when one looks, as both widen alike.
    const auto is_higher = [](Limit a, Limit b, std::int64_t sign) {
        return (a.offset_us - b.offset_us) * kMicrosPerDrift + sign * (a.at_us - b.at_us) > 0;
    };
    if (is_higher(low, lowest_, 1)) lowest_ = low;
    if (is_higher(highest_, high, -1)) highest_ = high;
    return true;
}

ClockSync::Limits ClockSync::limits_at(std::int64_t device_us) const {
    return {lowest_.offset_us - drift(lowest_.age(device_us)), highest_.offset_us + drift(highest_.age(device_us))};
}

std::optional<ClockSync::Offset> ClockSync::at(std::int64_t device_us) const {
    if (!known_) return std::nullopt;
    const Limits limits = limits_at(device_us);
    const std::int64_t width = limits.high - limits.low;
    return Offset{limits.low + width / 2, (width + 1) / 2};
}

}  // namespace heatline::timing
