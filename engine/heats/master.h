#pragma once
// Master: the linear program over possible heats. Takes how much of each column, so that every item runs once, there
// are at most so many heats, every cut holds, and the span is least.
//
// Primal simplex with a dense inverse. Doubles, + - x / in a fixed order: the same calls give the same numbers. Its
// answers are hints: whoever proves something from the duals rounds them and counts again in integers (bound.h).
// Not thread-safe; one owner.

#include <cstdint>
#include <vector>

#include "engine/heats/column.h"

namespace heatline::heats {

class Master {
public:
    // `dear`: what an item costs that is in no heat, or in one too many; more than any dual should be.
    Master(std::size_t items, std::int64_t heats, double dear);

    std::size_t add(const Column& column);
    void add_cut(const Cut& cut);

    // Begins with these columns, which are a packing, or with none.
    void start(const std::vector<std::size_t>& packing);

    // Another price of what is not covered. Rising in steps keeps the duals, and so the columns they ask for, sensible.
    void set_dear(double dear);

    // Columns that may not be used; all others may. Keeps the basis.
    void ban(const std::vector<bool>& banned);

    // Keeps only these columns, of which the basis is made, and drops cuts that hold by themselves.
    void keep(const std::vector<bool>& kept);

    // Runs to the optimum. `work` falls by about one for each multiplication; false when it ran out before.
    bool solve(std::int64_t& work);

    const std::vector<Column>& columns() const { return columns_; }
    const std::vector<Cut>& cuts() const { return cuts_; }
    const std::vector<double>& duals() const { return duals_; }  // Of the items, of the number of heats, of the cuts.

    // How much of each column the optimum takes, and how much is covered at the price `dear`.
    std::vector<double> amounts() const;
    double uncovered() const;

private:
    // What is basic in a row: a column, or one of two things that only this row knows. See id_of.
    using Basic = std::int64_t;
    static Basic id_of(std::size_t row, bool negative) { return -1 - static_cast<Basic>(2 * row + (negative ? 1 : 0)); }

    std::size_t rows() const { return items_ + 1 + cuts_.size(); }
    double* inverse_row(std::size_t r) { return inverse_.data() + r * stride_; }
    const double* inverse_row(std::size_t r) const { return inverse_.data() + r * stride_; }
    double cost(Basic b) const;
    double right_side(std::size_t row) const;
    void list_rows(std::size_t column);
    void grow();
    void recount();
    bool refactor();
    bool pivot(std::size_t row, Basic entering, const std::vector<double>& direction);
    Basic cheapest(double& reduced);
    void direction_of(Basic b, std::vector<double>& direction) const;

    std::size_t items_;
    double heats_;
    double dear_;
    std::vector<Column> columns_;
    std::vector<Cut> cuts_;
    std::vector<bool> banned_;
    std::vector<std::vector<std::uint16_t>> rows_of_;  // Of each column; all its numbers are 1.
    std::size_t stride_ = 0;
    std::vector<double> inverse_;
    std::vector<Basic> basis_;    // By row.
    std::vector<double> values_;  // Of the basis.
    std::vector<double> duals_;
    std::int64_t pivots_ = 0;  // Since the last refactoring.
    std::size_t next_look_ = 0;
    std::int64_t entries_seen_ = 0;
};

}  // namespace heatline::heats
