#include "engine/heats/master.h"

#include <algorithm>
#include <utility>

namespace heatline::heats {

namespace {

constexpr double kZero = 1e-9;              // Numbers below this are rounding.
constexpr double kImproves = 1e-7;          // Reduced costs above -this end the search.
constexpr std::size_t kLooksLeast = 3'000;  // Columns looked at before the cheapest of them is taken.
constexpr std::int64_t kPivotsMax = 120;    // Then the inverse is made anew.

}  // namespace

Master::Master(std::size_t items, std::int64_t heats, double dear)
    : items_(items), heats_(static_cast<double>(heats)), dear_(dear) {
    stride_ = items_ + 1 + 64;
}

std::size_t Master::add(const Column& column) {
    columns_.push_back(column);
    banned_.push_back(false);
    rows_of_.emplace_back();
    list_rows(columns_.size() - 1);
    return columns_.size() - 1;
}

void Master::list_rows(std::size_t column) {
    std::vector<std::uint16_t>& rows = rows_of_[column];
    rows.assign(columns_[column].items.begin(), columns_[column].items.end());
    rows.push_back(static_cast<std::uint16_t>(items_));
    for (std::size_t c = 0; c < cuts_.size(); ++c) {
        if (in_cut(columns_[column], cuts_[c])) rows.push_back(static_cast<std::uint16_t>(items_ + 1 + c));
    }
}

// Every item counts a little more than once, each by another amount: ties, at which the simplex would stand still,
// disappear. The duals are optimal all the same, and those are what counts.
double Master::right_side(std::size_t row) const {
    const double shift = static_cast<double>((row * 2'654'435'761u) % 4096 + 64) * 1e-7;
    return row == items_ ? heats_ * (1.0 + 5e-4) : 1.0 + shift;
}

double Master::cost(Basic b) const {
    if (b >= 0) {
        const auto c = static_cast<std::size_t>(b);
        return static_cast<double>(columns_[c].span) + (banned_[c] ? dear_ : 0.0);
    }
    const std::size_t at = static_cast<std::size_t>(-1 - b);
    const bool negative = at % 2 == 1;
    return at / 2 < items_ || negative ? dear_ : 0.0;  // What a bound leaves over costs nothing.
}

void Master::start(const std::vector<std::size_t>& packing) {
    const std::size_t m = rows();
    inverse_.assign(stride_ * m, 0.0);
    basis_.resize(m);
    for (std::size_t r = 0; r < m; ++r) {
        inverse_row(r)[r] = 1.0;
        basis_[r] = id_of(r, false);
    }
    for (const std::size_t c : packing) {  // The row that counts least leads, so that the others stay above zero.
        const auto leader = *std::min_element(columns_[c].items.begin(), columns_[c].items.end(),
                                              [&](auto a, auto b) { return right_side(a) < right_side(b); });
        basis_[leader] = static_cast<Basic>(c);
        for (const std::uint16_t r : rows_of_[c]) {
            if (r != leader) inverse_row(r)[leader] = -1.0;
        }
    }
    recount();
}

void Master::grow() {
    if (rows() <= stride_) return;
    const std::size_t wider = rows() + 64;
    std::vector<double> bigger(wider * basis_.size(), 0.0);
    for (std::size_t r = 0; r < basis_.size(); ++r)
        std::copy_n(inverse_row(r), basis_.size(), bigger.data() + r * wider);
    inverse_ = std::move(bigger);
    stride_ = wider;
}

void Master::add_cut(const Cut& cut) {
    cuts_.push_back(cut);
    grow();
    const std::size_t m = rows(), last = m - 1;
    inverse_.resize(stride_ * m, 0.0);
    double* row = inverse_row(last);
    std::fill(row, row + stride_, 0.0);
    double held = 0.0;
    for (std::size_t r = 0; r + 1 < m; ++r) {
        inverse_row(r)[last] = 0.0;
        if (basis_[r] < 0 || !in_cut(columns_[static_cast<std::size_t>(basis_[r])], cut)) continue;
        held += values_[r];
        const double* from = inverse_row(r);
        for (std::size_t k = 0; k + 1 < m; ++k) row[k] += from[k];
    }
    // Broken cuts begin with what is too much, others with what is left over.
    const bool broken = held > right_side(last);
    row[last] = broken ? -1.0 : 1.0;
    if (!broken) {
        for (std::size_t k = 0; k + 1 < m; ++k) row[k] = -row[k];
    }
    basis_.push_back(id_of(last, broken));
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (in_cut(columns_[c], cut)) rows_of_[c].push_back(static_cast<std::uint16_t>(last));
    }
    recount();
}

void Master::set_dear(double dear) {
    dear_ = dear;
    recount();
}

void Master::ban(const std::vector<bool>& banned) {
    banned_ = banned;
    recount();
}

void Master::keep(const std::vector<bool>& kept) {
    // Cuts whose slack is basic hold by themselves.
    std::vector<std::size_t> row_now(rows(), 0);
    std::vector<Cut> cuts;
    std::vector<std::size_t> kept_rows;
    for (std::size_t r = 0; r < rows(); ++r) {
        if (r > items_ && basis_[r] == id_of(r, false)) {
            row_now[r] = rows();  // Gone.
            continue;
        }
        row_now[r] = kept_rows.size();
        if (r > items_) cuts.push_back(cuts_[r - items_ - 1]);
        kept_rows.push_back(r);
    }
    std::vector<bool> needed = kept;
    for (const Basic b : basis_) {
        if (b >= 0) needed[static_cast<std::size_t>(b)] = true;
    }
    std::vector<Basic> now(columns_.size(), 0);
    std::size_t count = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (!needed[c]) continue;
        now[c] = static_cast<Basic>(count);
        if (count != c) columns_[count] = std::move(columns_[c]);
        banned_[count] = banned_[c];
        ++count;
    }
    columns_.resize(count);
    next_look_ = 0;
    banned_.resize(count);
    rows_of_.resize(count);
    std::vector<Basic> basis;
    for (const std::size_t r : kept_rows) {
        Basic b = basis_[r];
        if (b >= 0) {
            b = now[static_cast<std::size_t>(b)];
        } else {
            // Its own row is still there: a slack of a dropped row is basic nowhere else.
            const std::size_t at = static_cast<std::size_t>(-1 - b);
            b = id_of(row_now[at / 2], at % 2 == 1);
        }
        basis.push_back(b);
    }
    cuts_ = std::move(cuts);
    basis_ = std::move(basis);
    for (std::size_t c = 0; c < columns_.size(); ++c) list_rows(c);
    if (!refactor()) start({});
}

// Values and duals from the inverse.
void Master::recount() {
    const std::size_t m = rows();
    values_.assign(m, 0.0);
    duals_.assign(m, 0.0);
    for (std::size_t r = 0; r < m; ++r) {
        const double* row = inverse_row(r);
        const double price = cost(basis_[r]);
        double value = 0.0;
        for (std::size_t k = 0; k < m; ++k) {
            value += row[k] * right_side(k);
            duals_[k] += price * row[k];
        }
        values_[r] = value > 0.0 ? value : 0.0;
    }
}

void Master::direction_of(Basic b, std::vector<double>& direction) const {
    const std::size_t m = rows();
    direction.assign(m, 0.0);
    if (b < 0) {
        const std::size_t at = static_cast<std::size_t>(-1 - b);
        const double sign = at % 2 == 1 ? -1.0 : 1.0;
        for (std::size_t r = 0; r < m; ++r) direction[r] = sign * inverse_row(r)[at / 2];
        return;
    }
    for (std::size_t r = 0; r < m; ++r) {
        const double* row = inverse_row(r);
        double sum = 0.0;
        for (const std::uint16_t k : rows_of_[static_cast<std::size_t>(b)]) sum += row[k];
        direction[r] = sum;
    }
}

// Makes the inverse anew from the basis, against the errors that pile up. False: the basis is no basis any more.
bool Master::refactor() {
    const std::size_t m = rows();
    const std::vector<Basic> wanted = basis_;
    inverse_.assign(stride_ * m, 0.0);
    std::vector<bool> taken(m, false);
    for (std::size_t r = 0; r < m; ++r) {
        inverse_row(r)[r] = 1.0;
        basis_[r] = id_of(r, false);
    }
    std::vector<double> direction;
    // Those that know one row only first: they cost nothing.
    for (const bool columns : {false, true}) {
        for (const Basic b : wanted) {
            if ((b >= 0) != columns) continue;
            direction_of(b, direction);
            std::size_t best = m;
            for (std::size_t r = 0; r < m; ++r) {
                if (taken[r]) continue;
                const double size = direction[r] < 0 ? -direction[r] : direction[r];
                const double known = best == m ? 1e-7 : direction[best] < 0 ? -direction[best] : direction[best];
                if (size > known) best = r;
            }
            if (best == m || !pivot(best, b, direction)) return false;
            taken[best] = true;
        }
    }
    pivots_ = 0;
    recount();
    return true;
}

bool Master::pivot(std::size_t row, Basic entering, const std::vector<double>& direction) {
    const std::size_t m = rows();
    const double by = direction[row];
    if (by < kZero && by > -kZero) return false;
    double* chosen = inverse_row(row);
    const double factor = 1.0 / by;
    std::size_t from = m, to = 0;  // Most of a row is zero early on.
    for (std::size_t k = 0; k < m; ++k) {
        if (chosen[k] == 0.0) continue;
        chosen[k] *= factor;
        from = std::min(from, k);
        to = k + 1;
    }
    for (std::size_t r = 0; r < m; ++r) {
        if (r == row || direction[r] == 0.0) continue;
        double* other = inverse_row(r);
        const double times = direction[r];
        for (std::size_t k = from; k < to; ++k) other[k] -= times * chosen[k];
    }
    basis_[row] = entering;
    return true;
}

Master::Basic Master::cheapest(double& reduced) {
    Basic best = 0;
    reduced = -kImproves;
    bool found = false;
    const auto offer = [&](Basic b, double rc) {
        if (rc >= reduced) return;
        reduced = rc;
        best = b;
        found = true;
    };
    for (std::size_t r = 0; r < rows(); ++r) {
        offer(id_of(r, false), (r < items_ ? dear_ : 0.0) - duals_[r]);
        offer(id_of(r, true), dear_ + duals_[r]);
    }
    // A part of the columns at a time: the cheapest of all is not worth the looking.
    for (std::size_t seen = 0; seen < columns_.size() && !(found && seen >= kLooksLeast); ++seen) {
        const std::size_t c = next_look_;
        next_look_ = c + 1 < columns_.size() ? c + 1 : 0;
        if (banned_[c]) continue;
        double rc = static_cast<double>(columns_[c].span);
        for (const std::uint16_t r : rows_of_[c]) rc -= duals_[r];
        offer(static_cast<Basic>(c), rc);
        entries_seen_ += static_cast<std::int64_t>(rows_of_[c].size());
    }
    if (!found) reduced = 0.0;
    return best;
}

bool Master::solve(std::int64_t& work) {
    std::vector<double> direction;
    const std::size_t m = rows();
    for (;;) {
        double reduced = 0.0;
        const Basic entering = cheapest(reduced);
        if (reduced == 0.0) return true;
        work -= std::exchange(entries_seen_, 0) + static_cast<std::int64_t>(m) * static_cast<std::int64_t>(m);
        if (work < 0) return false;
        direction_of(entering, direction);
        std::size_t leaving = m;
        double step = 0.0;
        for (std::size_t r = 0; r < m; ++r) {
            if (direction[r] <= 1e-8) continue;
            const double ratio = values_[r] / direction[r];
            if (leaving == m || ratio < step - kZero || (ratio < step + kZero && direction[r] > direction[leaving])) {
                leaving = r;
                step = ratio;
            }
        }
        if (leaving == m) return true;  // Cannot be: everything has a cost. Stop rather than run on.
        const double share = reduced / direction[leaving];
        const double* row = inverse_row(leaving);
        for (std::size_t k = 0; k < m; ++k) duals_[k] += share * row[k];
        for (std::size_t r = 0; r < m; ++r) {
            values_[r] -= step * direction[r];
            if (values_[r] < 0.0) values_[r] = 0.0;
        }
        values_[leaving] = step;
        if (!pivot(leaving, entering, direction)) return true;
        if (++pivots_ >= kPivotsMax) {
            work -= static_cast<std::int64_t>(m) * static_cast<std::int64_t>(m) * static_cast<std::int64_t>(m) / 4;
            if (!refactor()) {
                start({});
                pivots_ = 0;
            }
        }
    }
}

std::vector<double> Master::amounts() const {
    std::vector<double> amounts(columns_.size(), 0.0);
    for (std::size_t r = 0; r < basis_.size(); ++r) {
        if (basis_[r] >= 0) amounts[static_cast<std::size_t>(basis_[r])] = values_[r];
    }
    return amounts;
}

double Master::uncovered() const {
    double sum = 0.0;
    for (std::size_t r = 0; r < basis_.size(); ++r) {
        const bool bad = basis_[r] >= 0 ? banned_[static_cast<std::size_t>(basis_[r])] : cost(basis_[r]) > 0.0;
        if (bad && values_[r] > 2e-3) sum += values_[r];
    }
    return sum;
}

}  // namespace heatline::heats
