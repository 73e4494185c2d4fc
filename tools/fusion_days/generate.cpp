#include "tools/fusion_days/generate.h"

#include <algorithm>

#include "tools/draw.h"
#include "tools/fusion_days/streams.h"

namespace heatline::fusion_days {
namespace {

// Readings come to the server a moment after they were made; those of one device stay in order.
class Server {
public:
    Server(const ArrivalRates& rates, std::uint64_t seed) : rates_(rates), draw_(seed, "arrival") {}

    void take(const std::string& device, std::vector<Made> made) {
        Instant last{};
        std::uint64_t seq = 0;
        for (Made& one : made) {
            one.reading.device = device;
            one.reading.seq = ++seq;
            last = std::max(last, one.due + Millis{draw_.between(0, rates_.delay_most_ms)});
            one.due = last;
            all_.push_back(std::move(one));
        }
    }

    void deliver(KnownDay& to) {
        std::stable_sort(all_.begin(), all_.end(), [](const Made& a, const Made& b) { return a.due < b.due; });
        for (Made& one : all_) {
            to.day.readings.push_back(std::move(one.reading));
            to.origins.push_back(one.about);
        }
    }

private:
    const ArrivalRates& rates_;
    tools::Draw draw_;
    std::vector<Made> all_;
};

}  // namespace

KnownDay make_known_day(const Layout& layout, const Rates& rates, std::uint64_t seed) {
    Field field = make_field(layout, rates, seed);
    Server server{rates.arrival, seed};
    for (std::int64_t i = 1; i <= rates.tappers; ++i) {
        const std::string name = "tap" + std::to_string(i);
        server.take(name, tap(field, rates.taps, seed, name));
    }
    if (rates.has_chute) server.take("bib1", scan(field, rates.chute, rates.keyed_later, seed));
    if (rates.has_notes) server.take("select1", note(field, rates.notes, seed));
    if (rates.has_chips) server.take("chip1", read_chips(field, rates.chips, seed));
    for (Crossing& crossing : field.crossings) crossing.at = whole_ms(crossing.at);
    KnownDay made;
    server.deliver(made);
    made.day.runners = std::move(field.runners);
    made.day.starts = std::move(field.starts);
    made.day.truth = std::move(field.crossings);
    return made;
}

KnownDay make_known_day(Family family, const Layout& layout, std::uint64_t seed) {
    // So that the families of one seed are different days.
    const std::uint64_t own = seed * kFamilies.size() + static_cast<std::uint64_t>(family);
    return make_known_day(layout, rates_of(family), own);
}

Day make_day(const Layout& layout, const Rates& rates, std::uint64_t seed) {
    return make_known_day(layout, rates, seed).day;
}
Day make_day(Family family, const Layout& layout, std::uint64_t seed) {
    return make_known_day(family, layout, seed).day;
}

}  // namespace heatline::fusion_days
