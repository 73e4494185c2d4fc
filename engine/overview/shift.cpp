// Where the queues of a heat run out of step: the first tap or number that stands alone before others that pair.

#include <algorithm>

#include "engine/fusion/tuning.h"
#include "engine/overview/heat_match.h"

namespace heatline {
namespace {

bool is_press(const MatchRow& row) { return row.tap || row.second; }
bool is_chute_number(const MatchRow& row) {
    return row.number && (row.number->kind == ReadingKind::bib || row.number->kind == ReadingKind::token);
}
// A number that nobody pressed for. A chip has seen the child, and a person's word needs no tap.
bool lacks_tap(const MatchRow& row) { return is_chute_number(row) && !is_press(row) && row.at; }
bool lacks_number(const MatchRow& row) { return is_press(row) && !row.number && !row.runner; }

class ShiftFinder {
public:
    explicit ShiftFinder(const std::vector<MatchRow>& rows) : rows_(rows) {}

    std::optional<Shift> find() const {
        const auto presses = std::count_if(rows_.begin(), rows_.end(), is_press);
        const auto last_number = std::find_if(rows_.rbegin(), rows_.rend(), is_chute_number);
        if (presses == 0 || last_number == rows_.rend()) return std::nullopt;
        const auto end = static_cast<std::size_t>(rows_.rend() - last_number);
        for (std::size_t i = 0; i < end; ++i) {
            if (lacks_tap(rows_[i])) return Shift{i, Shift::Mend::insert_tap, run_from(i, lacks_tap), room_at_line(i)};
            if (lacks_number(rows_[i]))
                return Shift{i, Shift::Mend::insert_number, run_from(i, lacks_number), place_in_chute(i)};
        }
        return std::nullopt;
    }

private:
    std::uint32_t run_from(std::size_t row, bool (*lacks)(const MatchRow&)) const {
        std::uint32_t count = 0;
        for (std::size_t i = row; i < rows_.size() && lacks(rows_[i]); ++i) ++count;
        return count;
    }

    // Whether a press there is one of its own: another person's press closer than this is the same crossing.
    bool stands_alone(Instant at) const {
        return std::none_of(rows_.begin(), rows_.end(), [&](const MatchRow& row) {
            return is_press(row) && row.at && std::abs(micros_between(*row.at, at)) <= fusion::tuning::kSameCrossing;
        });
    }

    // Fusion's own place where there is room; else the middle of the nearest gap that has room, between the marks
    // around.
    Instant room_at_line(std::size_t row) const {
        const Instant at = *rows_[row].at;
        if (stands_alone(at)) return at;
        std::size_t from = row, to = row;
        while (from > 0 && !rows_[from - 1].mark) --from;
        while (to + 1 < rows_.size() && !rows_[to].mark) ++to;
        for (std::size_t away = 0; away <= to - from; ++away) {
            for (const std::size_t i : {row + away, row - away}) {  // Before the first is a large number.
                if (i < from || i > to || i == 0 || !rows_[i].at || !rows_[i - 1].at) continue;
                const Instant middle{(rows_[i].at->us + rows_[i - 1].at->us) / 2};
                if (stands_alone(middle)) return middle;
            }
        }
        return at;
    }

    // Between the scans of the children before and after.
    Instant place_in_chute(std::size_t row) const {
        const auto scan = [&](const MatchRow& r) { return is_chute_number(r) ? r.number->at : std::nullopt; };
        std::optional<Instant> before, after;
        for (std::size_t i = row; i-- > 0 && !before;) before = scan(rows_[i]);
        for (std::size_t i = row + 1; i < rows_.size() && !after; ++i) after = scan(rows_[i]);
        if (before && after && *before < *after) return Instant{(before->us + after->us) / 2};
        if (before) return *before + Millis{1};
        const Instant crossed = *rows_[row].at;
        return after ? std::max(crossed, *after - Millis{1}) : crossed;
    }

    const std::vector<MatchRow>& rows_;
};

}  // namespace

std::optional<Shift> find_shift(const std::vector<MatchRow>& rows) { return ShiftFinder{rows}.find(); }

}  // namespace heatline
