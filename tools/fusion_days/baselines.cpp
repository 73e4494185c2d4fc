#include "tools/fusion_days/baselines.h"

#include <algorithm>
#include <map>
#include <set>

namespace heatline::fusion_days {
namespace {

constexpr Millis kLeast = seconds(120);  // The least time of the default rules: earlier reads are the start's.

class Pairing {
public:
    explicit Pairing(const Day& day) : day_(day) {
        for (const DayRunner& runner : day.runners) {
            heat_of_[runner.bib] = runner.heat;
            if (!runner.tag.empty()) bib_of_tag_[runner.tag] = runner.bib;
        }
        for (const DayStart& start : day.starts) gun_of_[start.heat] = start.at;
        std::set<std::string> listed;
        for (const DayReading& reading : day.readings) {
            if (reading.kind == ReadingKind::tap && (tapper_.empty() || tapper_ == reading.device)) {
                tapper_ = reading.device;
                taps_.push_back(*reading.at);
            }
            if (reading.kind == ReadingKind::bib && listed.insert(reading.bib).second) bibs_.push_back(reading.bib);
        }
        std::sort(taps_.begin(), taps_.end());
    }

    std::vector<FinishRow> all(bool restarts) {
        if (!bib_of_tag_.empty()) {
            first_reads();
        } else {
            pair(restarts ? restarts_by_place() : std::vector<std::int64_t>(bibs_.size()));
        }
        number_places();
        return std::move(rows_);
    }

private:
    // How far the tap of each place is from the place itself.
    std::vector<std::int64_t> restarts_by_place() const {
        std::vector<const DayReading*> selects;
        for (const DayReading& reading : day_.readings) {
            if (reading.kind == ReadingKind::select) selects.push_back(&reading);
        }
        std::stable_sort(selects.begin(), selects.end(),
                         [](const DayReading* a, const DayReading* b) { return a->at < b->at; });
        std::vector<std::int64_t> shift(bibs_.size());
        for (const DayReading* select : selects) {
            const auto place = std::find(bibs_.begin(), bibs_.end(), select->bib);
            if (place == bibs_.end() || taps_.empty()) continue;
            const std::int64_t from = place - bibs_.begin();
            std::fill(shift.begin() + from, shift.end(), nearest_tap(*select->at) - from);
        }
        return shift;
    }

    std::int64_t nearest_tap(Instant at) const {
        const auto after = std::lower_bound(taps_.begin(), taps_.end(), at);
        if (after == taps_.end()) return static_cast<std::int64_t>(taps_.size()) - 1;
        if (after != taps_.begin() && at.us - (after - 1)->us <= after->us - at.us) return after - 1 - taps_.begin();
        return after - taps_.begin();
    }

    void pair(const std::vector<std::int64_t>& shift) {
        std::vector<bool> used(taps_.size());
        for (std::size_t place = 0; place < bibs_.size(); ++place) {
            const std::int64_t tap = static_cast<std::int64_t>(place) + shift[place];
            std::optional<Instant> at;
            if (tap >= 0 && tap < static_cast<std::int64_t>(taps_.size())) {
                at = taps_[static_cast<std::size_t>(tap)];
                used[static_cast<std::size_t>(tap)] = true;
            }
            add(bibs_[place], at);
        }
        for (std::size_t tap = 0; tap < taps_.size(); ++tap) {
            if (!used[tap]) add("", taps_[tap]);
        }
    }

    void first_reads() {
        std::map<std::string, Instant> first;
        for (const DayReading& reading : day_.readings) {
            const auto bib = bib_of_tag_.find(reading.tag);
            if (reading.kind != ReadingKind::chip || bib == bib_of_tag_.end()) continue;
            if (*reading.at < gun_of_[heat_of_[bib->second]] + kLeast) continue;
            const auto [read, is_first] = first.emplace(bib->second, *reading.at);
            if (!is_first) read->second = std::min(read->second, *reading.at);
        }
        for (const auto& [bib, at] : first) add(bib, at);
    }

    void add(const std::string& bib, std::optional<Instant> at) {
        FinishRow row;
        const auto entered = heat_of_.find(bib);
        row.heat = entered != heat_of_.end() ? entered->second : last_heat_started(at);
        row.bib = bib;
        row.at = at;
        rows_.push_back(std::move(row));
    }
    std::string last_heat_started(std::optional<Instant> at) const {
        std::string heat = day_.starts.empty() ? "" : day_.starts.front().heat;
        for (const DayStart& start : day_.starts) {
            if (at && start.at + kLeast <= *at) heat = start.heat;
        }
        return heat;
    }

    void number_places() {
        std::stable_sort(rows_.begin(), rows_.end(), [](const FinishRow& a, const FinishRow& b) {
            return std::pair{!a.at, a.at.value_or(Instant{})} < std::pair{!b.at, b.at.value_or(Instant{})};
        });
        std::map<std::string, int> next;
        for (FinishRow& row : rows_) {
            if (row.at) row.place = ++next[row.heat];
        }
    }

    const Day& day_;
    std::map<std::string, std::string> heat_of_, bib_of_tag_;
    std::map<std::string, Instant> gun_of_;
    std::string tapper_;
    std::vector<Instant> taps_;
    std::vector<std::string> bibs_;
    std::vector<FinishRow> rows_;
};

}  // namespace

std::vector<FinishRow> index_pairing(const Day& day) { return Pairing{day}.all(false); }
std::vector<FinishRow> resync_pairing(const Day& day) { return Pairing{day}.all(true); }

}  // namespace heatline::fusion_days
