#include <algorithm>
#include <map>

#include "tools/draw.h"
#include "tools/fusion_days/streams.h"

namespace heatline::fusion_days {
namespace {

using tools::Draw;

constexpr std::int64_t kUs = 1'000;  // In a millisecond.

class Mat {
public:
    Mat(const Field& field, const ChipRates& rates, std::uint64_t seed)
        : field_(field), rates_(rates), draw_(seed, "mat") {
        for (const DayRunner& runner : field.runners) tag_of_[runner.bib] = runner.tag;
        for (const DayStart& start : field.starts) gun_of_[start.heat] = start.at;
    }

    std::vector<Made> read_all() {
        for (const DayRunner& runner : field_.runners) {
            if (!draw_.chance(rates_.at_start_permille)) continue;
            const Millis stands{draw_.between(rates_.at_start_low_ms, rates_.at_start_high_ms)};
            read(runner.tag, gun_of_[runner.heat] + stands, rates_.at_start_most);
        }
        const std::int64_t unread = draw_.between(rates_.unread_low_permille, rates_.unread_high_permille);
        for (const Crossing& crossing : field_.crossings) {
            const auto tag = tag_of_.find(crossing.bib);
            if (tag == tag_of_.end()) continue;  // An unregistered number has no chip.
            if (!draw_.chance(unread)) read(tag->second, crossing.at, rates_.reads_most);
            if (!draw_.chance(rates_.comes_back_permille)) continue;
            const Millis later{draw_.between(rates_.comes_back_low_ms, rates_.comes_back_high_ms)};
            read(tag->second, crossing.at + later, rates_.at_start_most);
        }
        std::stable_sort(made_.begin(), made_.end(), [](const Made& a, const Made& b) { return a.due < b.due; });
        return std::move(made_);
    }

private:
    void read(const std::string& tag, Instant about, std::int64_t most) {
        const Instant from{about.us - reach_us()}, to{about.us + reach_us()};
        for (std::int64_t left = draw_.between(1, most); left > 0; --left) {
            DayReading reading;
            reading.kind = ReadingKind::chip;
            reading.tag = tag;
            reading.at = whole_ms(Instant{draw_.between(from.us, to.us)});
            made_.push_back({reading, *reading.at});
        }
    }

    std::int64_t reach_us() {
        return std::max<std::int64_t>(0, draw_.normal(rates_.reach_ms * kUs, rates_.reach_spread_ms * kUs));
    }

    const Field& field_;
    const ChipRates& rates_;
    Draw draw_;
    std::map<std::string, std::string> tag_of_;
    std::map<std::string, Instant> gun_of_;
    std::vector<Made> made_;
};

}  // namespace

std::vector<Made> read_chips(const Field& field, const ChipRates& rates, std::uint64_t seed) {
    return Mat{field, rates, seed}.read_all();
}

}  // namespace heatline::fusion_days
