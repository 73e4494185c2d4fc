#include "tools/fusion_days/score.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heatline::fusion_days {
namespace {

constexpr std::pair<double, double> kBins[]{{0, .2}, {.2, .5}, {.5, .8}, {.8, .95}, {.95, .99}, {.99, 1.01}};

double seconds_of(Instant at) { return static_cast<double>(at.us) / 1e6; }

// Pairs out of order, by counting insertions.
std::int64_t inversions_in(const std::vector<double>& times) {
    std::vector<double> sorted;
    std::int64_t count = 0;
    for (const double time : times) {
        const auto place = std::upper_bound(sorted.begin(), sorted.end(), time);
        count += sorted.end() - place;
        sorted.insert(place, time);
    }
    return count;
}

// The largest number of one-to-one pairs within 0.5 s, both sorted; greedy is exact here.
std::int64_t timed_pairs(const std::vector<double>& truth, const std::vector<double>& listed) {
    std::int64_t count = 0;
    for (std::size_t i = 0, j = 0; i < truth.size() && j < listed.size();) {
        const double off = listed[j] - truth[i];
        if (std::abs(off) <= kRightWithinS) {
            ++count, ++i, ++j;
        } else if (off < 0) {
            ++j;
        } else {
            ++i;
        }
    }
    return count;
}

class Scorer {
public:
    Scorer(std::span<const Crossing> truth, std::span<const FinishRow> rows, const std::set<std::string>& registered)
        : truth_(truth), rows_(rows), registered_(registered) {
        for (const Crossing& child : truth) true_[child.bib] = &child;
        for (const FinishRow& row : rows) by_time_.push_back(&row);
        std::stable_sort(by_time_.begin(), by_time_.end(), [](const FinishRow* a, const FinishRow* b) {
            return std::pair{!a->at, a->at.value_or(Instant{})} < std::pair{!b->at, b->at.value_or(Instant{})};
        });
        made_.finishers = static_cast<std::int64_t>(truth.size());
        made_.rows = static_cast<std::int64_t>(rows.size());
    }

    Score all() {
        count_marks();
        judge_nameless();
        for (const FinishRow* row : by_time_) {
            if (!row->bib.empty()) judge(*row);
        }
        find_missing();
        compare_heats();
        compare_times();
        fill_bins();
        return std::move(made_);
    }

private:
    void count_marks() {
        bool before = false;
        for (const FinishRow* row : by_time_) {
            made_.review += row->review ? 1 : 0;
            made_.review_places += row->review && !before ? 1 : 0;
            before = row->review;
        }
    }

    void wrong(bool marked) {
        ++made_.wrong;
        made_.wrong_marked += marked ? 1 : 0;
    }

    // A nameless row is well where a child crossed within 1.5 s whom no named row has taken; each child once.
    void judge_nameless() {
        std::set<std::string> taken;
        for (const FinishRow& row : rows_) {
            const auto child = true_.find(row.bib);
            if (child != true_.end() && row.at &&
                std::abs(seconds_of(*row.at) - seconds_of(child->second->at)) <= kNearWithinS)
                taken.insert(row.bib);
        }
        std::vector<double> free;
        for (const Crossing& child : truth_) {
            if (!taken.contains(child.bib)) free.push_back(seconds_of(child.at));
        }
        std::sort(free.begin(), free.end());
        std::vector<bool> used(free.size());
        for (const FinishRow* row : by_time_) {
            if (!row->bib.empty()) continue;
            ++made_.nameless;
            const double at = row->at ? seconds_of(*row->at) : 0;
            std::optional<std::size_t> hit;
            auto k =
                static_cast<std::size_t>(std::lower_bound(free.begin(), free.end(), at - kNearWithinS) - free.begin());
            for (; k < free.size() && free[k] <= at + kNearWithinS; ++k) {
                if (!used[k] && (!hit || std::abs(free[k] - at) < std::abs(free[*hit] - at))) hit = k;
            }
            if (hit) {
                used[*hit] = true;
            } else {
                ++made_.extra;
                wrong(row->review);
            }
        }
    }

    void judge(const FinishRow& row) {
        bool right = false, near = false, gross = false;
        const auto child = true_.find(row.bib);
        if (seen_.contains(row.bib)) {
            ++made_.listed_twice;
            gross = true;
        } else if (child == true_.end()) {
            ++(registered_.contains(row.bib) ? made_.wrong_child : made_.phantom);
            gross = true;
        } else {
            seen_.insert(row.bib);
            ++made_.found;
            if (row.heat != child->second->heat) {
                ++made_.wrong_heat;
                gross = true;
            } else if (!row.at) {
                gross = true;
            } else {
                const double off = std::abs(seconds_of(*row.at) - seconds_of(child->second->at));
                right = off <= kRightWithinS;
                near = off <= kNearWithinS;
                gross = off > kGrossBeyondS;
            }
        }
        made_.right += right ? 1 : 0;
        made_.near += near ? 1 : 0;
        if (!near) wrong(row.review);
        if (gross) {
            ++made_.gross;
            made_.gross_marked += row.review ? 1 : 0;
        }
        if (!right) {
            ++made_.not_right;
            made_.not_right_marked += row.review ? 1 : 0;
        }
        if (row.confidence_milli)
            confidences_.emplace_back(std::clamp(*row.confidence_milli / 1000.0, 0.0, 1.0), right);
    }

    void find_missing() {
        std::vector<double> marked;
        for (const FinishRow& row : rows_) {
            if (row.review && row.at) marked.push_back(seconds_of(*row.at));
        }
        std::sort(marked.begin(), marked.end());
        for (const Crossing& child : truth_) {
            if (seen_.contains(child.bib)) continue;
            ++made_.missing;
            const double at = seconds_of(child.at);
            const auto next = std::lower_bound(marked.begin(), marked.end(), at - kCoveredWithinS);
            if (next == marked.end() || *next > at + kCoveredWithinS) ++made_.missing_uncovered;
        }
    }

    void compare_heats() {
        for (const Crossing& child : truth_) --made_.count_error[child.heat];
        for (const FinishRow& row : rows_) ++made_.count_error[row.heat];
        for (const auto& [heat, error] : made_.count_error) {
            std::vector<const FinishRow*> listed;
            for (const FinishRow& row : rows_) {
                const auto child = true_.find(row.bib);
                if (row.heat == heat && child != true_.end() && child->second->heat == heat) listed.push_back(&row);
            }
            const auto key = [](const FinishRow* row) {
                return std::pair{row->place > 0 ? row->place : 1 << 30, row->at.value_or(Instant{})};
            };
            std::stable_sort(listed.begin(), listed.end(),
                             [&](const FinishRow* a, const FinishRow* b) { return key(a) < key(b); });
            std::vector<double> times;
            for (const FinishRow* row : listed) times.push_back(seconds_of(true_[row->bib]->at));
            made_.inversions += inversions_in(times);
        }
    }

    void compare_times() {
        std::vector<double> truth, listed;
        for (const Crossing& child : truth_) truth.push_back(seconds_of(child.at));
        for (const FinishRow& row : rows_) {
            if (row.at) listed.push_back(seconds_of(*row.at));
        }
        std::sort(truth.begin(), truth.end());
        std::sort(listed.begin(), listed.end());
        made_.timed = timed_pairs(truth, listed);
    }

    void fill_bins() {
        made_.confidences = static_cast<std::int64_t>(confidences_.size());
        for (const auto& [confidence, right] : confidences_) {
            const double off = confidence - (right ? 1 : 0);
            made_.squared_error += off * off;
        }
        for (const auto& [from, to] : kBins) {
            CalibrationBin bin{from, 0, 0, 0};
            for (const auto& [confidence, right] : confidences_) {
                if (confidence < from || confidence >= to) continue;
                ++bin.rows;
                bin.confidence_sum += confidence;
                bin.right += right ? 1 : 0;
            }
            if (bin.rows > 0) made_.bins.push_back(bin);
        }
    }

    std::span<const Crossing> truth_;
    std::span<const FinishRow> rows_;
    const std::set<std::string>& registered_;
    std::map<std::string, const Crossing*> true_;
    std::vector<const FinishRow*> by_time_;
    std::set<std::string> seen_;
    std::vector<std::pair<double, bool>> confidences_;
    Score made_;
};

}  // namespace

void Score::add(const Score& other) {
    constexpr std::int64_t Score::*kCounts[]{&Score::finishers,
                                             &Score::rows,
                                             &Score::found,
                                             &Score::right,
                                             &Score::near,
                                             &Score::timed,
                                             &Score::nameless,
                                             &Score::extra,
                                             &Score::wrong_child,
                                             &Score::phantom,
                                             &Score::listed_twice,
                                             &Score::wrong_heat,
                                             &Score::inversions,
                                             &Score::review,
                                             &Score::review_places,
                                             &Score::wrong,
                                             &Score::wrong_marked,
                                             &Score::not_right,
                                             &Score::not_right_marked,
                                             &Score::gross,
                                             &Score::gross_marked,
                                             &Score::missing,
                                             &Score::missing_uncovered,
                                             &Score::confidences};
    for (const auto count : kCounts) this->*count += other.*count;
    for (const auto& [heat, error] : other.count_error) count_error[heat] += error;
    squared_error += other.squared_error;
    for (const CalibrationBin& bin : other.bins) {
        const auto same = [&](const CalibrationBin& own) { return own.from >= bin.from; };
        auto own = std::find_if(bins.begin(), bins.end(), same);
        if (own == bins.end() || own->from > bin.from) own = bins.insert(own, {bin.from, 0, 0, 0});
        own->rows += bin.rows;
        own->confidence_sum += bin.confidence_sum;
        own->right += bin.right;
    }
}

std::int64_t Score::count_error_sum() const {
    std::int64_t sum = 0;
    for (const auto& [heat, error] : count_error) sum += std::abs(error);
    return sum;
}

std::optional<double> Score::caught_percent() const {
    if (wrong == 0) return std::nullopt;
    return 100.0 * static_cast<double>(wrong_marked) / static_cast<double>(wrong);
}

std::optional<double> Score::brier() const {
    if (confidences == 0) return std::nullopt;
    return squared_error / static_cast<double>(confidences);
}

Score score(std::span<const Crossing> truth, std::span<const FinishRow> rows, const std::set<std::string>& registered) {
    return Scorer{truth, rows, registered}.all();
}

Score score(const Day& day, std::span<const FinishRow> rows) {
    std::set<std::string> registered;
    for (const DayRunner& runner : day.runners) registered.insert(runner.bib);
    return score(day.truth, rows, registered);
}

}  // namespace heatline::fusion_days
