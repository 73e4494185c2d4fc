#pragma once
// What the results view says: a table of everybody, or of one heat, or of whom a search found, and its lines as texts.
//
// The table holds where its lines come from, and texts are made for visible lines only: 80,000 lines cost as much as
// 80. Pure; any thread.

#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "ui/desk/desk.h"
#include "ui/desk/kit.h"
#include "ui/desk/memo.h"
#include "ui/desk/search.h"

namespace heatline::ui {

// A line of the table: a row of a heat; or, with no heat, a child who is in none, by RunnerId.
struct ResultRef {
    HeatId heat;
    std::uint32_t row = 0;
    friend bool operator==(const ResultRef&, const ResultRef&) = default;
};

// What a line is, however the lines around it change.
struct LineAnchor {
    HeatId heat;
    RunnerId runner;   // None: a finisher who is not known…
    ReadingIndex tap;  // …and this is the tap.
    friend bool operator==(const LineAnchor&, const LineAnchor&) = default;
};
LineAnchor anchor_of(const Snapshot& snapshot, ResultRef ref);

class ResultsTable {
public:
    ResultsTable() = default;
    // Everybody, or with `heat` the children of one, in the order of the day and of results.
    ResultsTable(const Snapshot& snapshot, HeatId heat);
    // Of these, whom the search found: the best fit first. `fits` is by RunnerId; `query` also finds the numbers of
    // finishers who are not known.
    ResultsTable(const Snapshot& snapshot, HeatId heat, const std::vector<Fit>& fits, const std::string& query);

    std::size_t size() const { return refs_.size(); }
    ResultRef at(std::size_t index) const { return refs_[index]; }
    // Where this line stands in it; size() when it does not.
    std::size_t index_of(const Snapshot& snapshot, const LineAnchor& anchor) const;

private:
    std::vector<ResultRef> refs_;
};

// The table and the index behind it, worked out once for what they are made from. A memo of the window.
class ResultsMemo {
public:
    const ResultsTable& table(const Desk& desk, HeatId heat, const std::string& query);
    // How often a table was made: a line may stand elsewhere after each time.
    std::uint64_t made() const { return made_; }

private:
    using IndexKey = std::tuple<std::shared_ptr<const Roster>, std::shared_ptr<const std::vector<std::string>>,
                                std::shared_ptr<const GivenNames>>;
    using TableKey = std::tuple<std::shared_ptr<const Snapshot>, IndexKey, HeatId, std::string>;
    Memo<IndexKey, SearchIndex> index_;
    Memo<TableKey, ResultsTable> table_;
    std::uint64_t made_ = 0;
};

// One line, as it is read.
struct ResultLine {
    std::string heat, place, bib, name, team, grade, time;
    std::string status;  // "on course", "did not finish".
    Mark mark = Mark::none;
    bool check = false;   // A person should look.
    bool nobody = false;  // A finisher who is not known.
    friend bool operator==(const ResultLine&, const ResultLine&) = default;
};
ResultLine result_line(const Desk& desk, ResultRef ref);

// The row behind a line; nullptr for a child who is in no heat.
const ResultRow* row_of(const Snapshot& snapshot, ResultRef ref);
// Whose line it is; none for a finisher who is not known.
RunnerId runner_of(const Snapshot& snapshot, ResultRef ref);

// An outcome as people say it, and its mark.
const char* outcome_words(const Outcome& outcome);
Mark mark_of(const Outcome& outcome);

// "All heats", or the heat and its band.
std::string heat_choice(const Snapshot& snapshot, HeatId heat);
// The choice after (or before) this one: all heats, then each in the order of the day, round and round.
HeatId next_choice(const Snapshot& snapshot, HeatId heat, int step);

}  // namespace heatline::ui
