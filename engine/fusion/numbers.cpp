#include "engine/fusion/numbers.h"

#include <algorithm>

#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

// Appends `item` unless it repeats the last number of the same person.
class Collector {
public:
    Collector(std::size_t persons, std::size_t items, std::vector<Number> room) : last_(persons, kNobody) {
        out_.list = std::move(room);
        out_.first_of.assign(persons, kNobody);
        out_.list.reserve(items);
    }

    // False when it was a repeat.
    bool take(const Item& item, Person person, bool live, std::int64_t since_last, std::uint32_t ring) {
        if (person == kNobody) return false;
        const auto place = static_cast<std::uint32_t>(out_.list.size());
        std::uint32_t& last = last_[person];
        if (last != kNobody && repeats(out_.list[last], item, place - last, live)) return false;
        (last == kNobody ? out_.first_of[person] : out_.list[last].next_same) = place;
        last = place;
        Number& n = out_.list.emplace_back();
        n.person = person;
        n.runner = item.runner;
        n.bib = item.bib;
        n.reading = item.reading;
        n.live = live;
        n.at = item.at;
        n.since_last = since_last;
        n.ring = ring;
        return true;
    }

    Numbers done() { return std::move(out_); }

private:
    static bool repeats(const Number& before, const Item& item, std::uint32_t places, bool live) {
        if (!live) return places <= tuning::kRepeatedPlaces;
        const std::int64_t apart = item.at.us - before.at.us;
        if (apart <= tuning::kRepeatedScan) return true;
        return places <= tuning::kRepeatedPlaces && apart <= tuning::kRepeatedNear;
    }

    std::vector<std::uint32_t> last_;
    Numbers out_;
};

// A batch item and how far through its device's list it stands, as a fraction.
struct Keyed {
    const Item* item;
    std::uint64_t numerator;    // 2k + 1
    std::uint64_t denominator;  // 2n
    std::uint32_t ring;
};

}  // namespace

Numbers live_numbers(const LineInput& input, const Persons& persons, std::vector<Number> room) {
    Collector numbers(persons.count(), input.bibs.size(), std::move(room));
    std::int64_t last = -1;
    for (const Item& item : input.bibs) {
        const std::int64_t since = last < 0 ? tuning::kWalkMost : item.at.us - last;
        // A second scan of the same child is no turn of the scanner.
        if (numbers.take(item, persons.of(item.runner, item.bib), true, since, 0)) last = item.at.us;
    }
    return numbers.done();
}

Numbers batch_numbers(const LineInput& input, const Persons& persons) {
    std::vector<Keyed> keyed;
    std::uint32_t ring = 0;
    for (std::size_t from = 0; from < input.untimed.size();) {
        std::size_t to = from;
        const std::size_t first = keyed.size();
        while (to < input.untimed.size() && input.untimed[to].device == input.untimed[from].device) {
            const Item& item = input.untimed[to];
            if (item.kind == ReadingKind::bib) {
                const bool goes_on = keyed.size() > first && item.order <= keyed.back().item->order + 2;
                keyed.push_back({&item, 2 * (keyed.size() - first) + 1, 0, goes_on ? ring : ++ring});
            }
            ++to;
        }
        for (std::size_t k = first; k < keyed.size(); ++k) keyed[k].denominator = 2 * (keyed.size() - first);
        from = to;
    }
    std::stable_sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
        return a.numerator * b.denominator < b.numerator * a.denominator;
    });
    Collector numbers(persons.count(), keyed.size(), {});
    for (const Keyed& k : keyed) numbers.take(*k.item, persons.of(k.item->runner, k.item->bib), false, 0, k.ring);
    return numbers.done();
}

}  // namespace heatline::fusion
