#include "engine/fusion/untapped.h"

#include <algorithm>
#include <cstdlib>

#include "engine/fusion/curves.h"
#include "engine/fusion/scan_model.h"
#include "engine/fusion/tuning.h"

namespace heatline::fusion {
namespace {

namespace t = tuning;

double seconds_of(std::int64_t us) { return static_cast<double>(us) / t::kSecond; }

// The walk under which the notes of scanned children are likeliest.
std::int64_t learn_walk(const std::vector<Arrival>& arrivals, ScanModel& scans) {
    std::vector<std::size_t> noted;
    for (std::size_t k = 0; k < arrivals.size(); ++k) {
        if (arrivals[k].live && arrivals[k].note && !arrivals[k].second_note) noted.push_back(k);
    }
    const std::size_t step = noted.size() / t::kWalkNotesMost + 1;
    double best = 0;
    std::int64_t walk = t::kWalk;
    bool first = true;
    for (std::int64_t w = t::kWalkLeast; w <= t::kWalkSlowest; w += t::kWalkStep) {
        scans.set_walk(w);
        const double z = seconds_of(w - t::kWalkUsual) / t::kWalkUsualSpread;
        double sum = -z * z / 2;
        for (std::size_t i = 0; i < noted.size(); i += step) {
            const Arrival& a = arrivals[noted[i]];
            sum += ln(scans.density(noted[i], a.scan - a.note->at.us));
        }
        if (!first && sum <= best) continue;
        first = false;
        best = sum;
        walk = w;
    }
    return walk;
}

class Weigher {
public:
    explicit Weigher(const std::vector<Arrival>& arrivals)
        : arrivals_(arrivals), scans_(arrivals, usual_terms(arrivals)) {
        for (std::size_t k = 0; k < arrivals.size(); ++k) {
            if (arrivals[k].live) live_.push_back(k);
        }
    }

    std::vector<std::optional<Weighed>> run() {
        out_.resize(arrivals_.size());
        if (live_.empty()) return std::move(out_);
        scans_.set_walk(learn_walk(arrivals_, scans_));
        choose_notes();
        if (!lay_grid()) return std::move(out_);
        forward();
        backward();
        keep_order();
        return std::move(out_);
    }

private:
    // The moments at which a child may have crossed, [from, to) in steps of the grid, and where they stand in cells_.
    struct Row {
        std::int64_t from = 0, to = 0;
        std::size_t cells = 0;
    };

    // After a pause nobody was queueing: that child, and everybody behind it, crossed no earlier than its walk says.
    // And nobody crossed long before a child in front that has a note, or long after one behind.
    bool lay_grid() {
        origin_ = arrivals_[live_.front()].scan - t::kWalkMost;
        const auto slowest = scans_.terms().walk_us +
                             static_cast<std::int64_t>(6 * t::kWalkSpreadSeconds * static_cast<double>(t::kSecond));
        std::vector<std::int64_t> latest(live_.size());
        std::int64_t next = INT64_MAX;
        for (std::size_t j = live_.size(); j-- > 0;) {
            if (believed_[j]) next = std::min(next, believed_[j]->at.us + t::kNoteLagOff);
            latest[j] = std::min(arrivals_[live_[j]].scan - t::kWalkLeast, next);
        }
        std::size_t cells = 0;
        for (step_ = t::kGridStep;; step_ *= 2) {
            cells = 0;
            rows_.clear();
            std::int64_t earliest = origin_;
            for (std::size_t j = 0; j < live_.size(); ++j) {
                const Arrival& a = arrivals_[live_[j]];
                earliest = std::max(earliest, a.scan - t::kWalkMost);
                if (scans_.terms().is_idle_before(a)) earliest = std::max(earliest, a.scan - slowest - t::kBackMost);
                if (believed_[j]) earliest = std::max(earliest, believed_[j]->at.us - t::kNoteLagOff);
                if (latest[j] - earliest > t::kGridWidest) return false;
                const std::int64_t from = (earliest - origin_ + step_ - 1) / step_;
                const std::int64_t to = std::max((latest[j] - origin_) / step_, from) + 1;
                rows_.push_back({from, to, cells});
                cells += static_cast<std::size_t>(to - from);
            }
            if (cells <= t::kGridCellsMost) break;
        }
        cells_.resize(cells);
        return true;
    }

    // How well the scan, and the notes, of the j-th child agree with a crossing at `x`.
    double agree(std::size_t j, std::int64_t x) const {
        const Arrival& a = arrivals_[live_[j]];
        const std::int64_t at = origin_ + x * step_;
        double e = scans_.density(live_[j], a.scan - at);
        if (believed_[j]) e *= note(seconds_of(at - believed_[j]->at.us));
        return e;
    }
    double note(double off) const {
        // Never narrower than the grid.
        const double spread = std::max(t::kNoteSpreadSeconds, seconds_of(step_));
        return bell(off / spread) + t::kNoteBeside * bell(off / t::kNoteBesideSeconds) + t::kNoteAstray;
    }

    // A wrong number far from its place would pull everybody along: a note whose lag is not that of the notes around it
    // is not believed.
    void choose_notes() {
        believed_.assign(live_.size(), nullptr);
        std::vector<std::size_t> noted;
        for (std::size_t j = 0; j < live_.size(); ++j) {
            const Arrival& a = arrivals_[live_[j]];
            if (a.note && !a.second_note) noted.push_back(j);
        }
        const auto lag = [&](std::size_t i) {
            const Arrival& a = arrivals_[live_[noted[i]]];
            return a.scan - a.note->at.us;
        };
        for (std::size_t i = 0; i < noted.size(); ++i) {
            std::vector<std::int64_t> lags;
            for (std::size_t k = i > 2 ? i - 2 : 0; k < std::min(noted.size(), i + 3); ++k) lags.push_back(lag(k));
            std::sort(lags.begin(), lags.end());
            if (std::abs(lag(i) - lags[lags.size() / 2]) <= t::kNoteLagOff)
                believed_[noted[i]] = arrivals_[live_[noted[i]]].note;
        }
    }

    // sums_[x + 1 - row.from]: of all values up to and with x.
    void add_up(const Row& row, const double* values) {
        sums_.assign(static_cast<std::size_t>(row.to - row.from) + 1, 0);
        for (std::size_t i = 1; i < sums_.size(); ++i) sums_[i] = sums_[i - 1] + values[i - 1];
    }
    double sum_below(const Row& row, std::int64_t x) const {  // Of all before x.
        return sums_[static_cast<std::size_t>(std::clamp(x, row.from, row.to) - row.from)];
    }
    // The same of all values from x on. Not what the others leave of the whole: chances here span a hundred powers of
    // ten, and a difference would lose the small ones.
    void add_up_from_behind(const Row& row, const double* values) {
        sums_.assign(static_cast<std::size_t>(row.to - row.from) + 1, 0);
        for (std::size_t i = sums_.size() - 1; i-- > 0;) sums_[i] = sums_[i + 1] + values[i];
    }
    double sum_from(const Row& row, std::int64_t x) const {
        return sums_[static_cast<std::size_t>(std::clamp(x, row.from, row.to) - row.from)];
    }
    // A child that crossed later and was scanned before: they changed places.
    std::int64_t back() const { return t::kBackMost / step_; }

    void forward() {
        for (std::size_t j = 0; j < rows_.size(); ++j) {
            const Row& row = rows_[j];
            double* own = cells_.data() + row.cells;
            double all = 0;
            for (std::int64_t x = row.from; x < row.to; ++x) {
                double before = 1;
                if (j > 0) {
                    const double here = sum_below(rows_[j - 1], x + 1);
                    before = here + t::kBack * (sum_below(rows_[j - 1], x + 1 + back()) - here);
                }
                double& cell = own[x - row.from];
                cell = before * agree(j, x);
                all += cell;
            }
            if (!(all > 0)) all = 1;
            for (std::int64_t x = row.from; x < row.to; ++x) own[x - row.from] /= all;
            add_up(row, own);
        }
    }

    void backward() {
        std::vector<double> rest, next, both;
        for (std::size_t j = rows_.size(); j-- > 0;) {
            const Row& row = rows_[j];
            const auto size = static_cast<std::size_t>(row.to - row.from);
            rest.assign(size, 1);
            if (j + 1 < rows_.size()) {
                const Row& below = rows_[j + 1];
                add_up_from_behind(below, next.data());
                for (std::int64_t x = row.from; x < row.to; ++x) {
                    const double here = sum_from(below, x);
                    rest[static_cast<std::size_t>(x - row.from)] =
                        here + t::kBack * (sum_from(below, x - back()) - here);
                }
            }
            next.resize(size);
            both.resize(size);
            double all = 0;
            for (std::size_t i = 0; i < size; ++i) {
                both[i] = cells_[row.cells + i] * rest[i];
                next[i] = rest[i] * agree(j, row.from + static_cast<std::int64_t>(i));
                all += next[i];
            }
            if (all > 0) {
                for (double& value : next) value /= all;
            }
            choose(j, both);
        }
    }

    // In the order of the chute, like every time that is not known better.
    void keep_order() {
        Instant last{INT64_MIN};
        for (const std::size_t k : live_) {
            if (!out_[k]) continue;
            last = out_[k]->at = std::max(out_[k]->at, last);
        }
    }

    // The moment around which the most chance lies.
    void choose(std::size_t j, const std::vector<double>& chances) {
        const Row& row = rows_[j];
        add_up(row, chances.data());
        const std::int64_t reach = std::max<std::int64_t>(t::kGridRight / step_, 1);
        double best = -1;
        std::int64_t from = row.from, to = row.from;  // Where it is the most: a plateau has a middle.
        for (std::int64_t x = row.from; x < row.to; ++x) {
            const double inside = (sum_below(row, x + reach) - sum_below(row, x - reach + 1) +
                                   sum_below(row, x + reach + 1) - sum_below(row, x - reach)) /
                                  2;
            if (inside > best * (1 + 1e-9)) {
                best = inside;
                from = x;
            }
            if (inside >= best * (1 - 1e-9)) to = x;
        }
        const double all = sums_.back();
        if (!(all > 0)) return;
        out_[live_[j]] = Weighed{Instant{origin_ + (from + to) * step_ / 2}, best / all};
    }

    const std::vector<Arrival>& arrivals_;
    ScanModel scans_;
    std::vector<std::size_t> live_;      // Into arrivals_.
    std::vector<const Item*> believed_;  // The note, by place in live_.
    std::int64_t origin_ = 0, step_ = 0;
    std::vector<Row> rows_;
    std::vector<double> cells_, sums_;
    std::vector<std::optional<Weighed>> out_;
};

}  // namespace

std::vector<std::optional<Weighed>> weigh_without_taps(const std::vector<Arrival>& arrivals) {
    return Weigher{arrivals}.run();
}

}  // namespace heatline::fusion
