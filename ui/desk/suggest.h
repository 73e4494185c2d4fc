#pragma once
// Suggest: whose number it may be that somebody types in the chute: the children still out, likeliest first.
//
// Only children who may come next are offered: who is on course in a heat that runs on this line, and who is known to
// have crossed (by a chip, by a note at the line) without a number taken yet. Whatever is typed, the ones offered first
// are those
//
//   1. whose number begins with it;
//   2. whose number does so without the first signs that all of them share, and without the zeros that follow;
//   3. whose number would, with one sign wrong or two neighbours swapped (from three signs on).
//
// Within each: who crossed already, first come first; then who is due: the gun and the seed time, for others any time
// is as likely as now; then who started first; then by number.
//
// The field is made once a snapshot, O(children of the running heats); an answer is O(field). Plain values; any thread.

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/snapshot.h"

namespace heatline::ui {

inline constexpr std::size_t kSuggestions = 5;

struct StillOut {
    RunnerId runner;
    HeatId heat;
    std::string bib;
    Instant gun;
    std::optional<Instant> crossed;  // Known to have crossed, no number taken yet.
    std::optional<Instant> due;      // By the gun and the seed time.
    friend bool operator==(const StillOut&, const StillOut&) = default;
};

struct Suggestion {
    StillOut out;
    bool inexact = false;  // By rule 3.
    friend bool operator==(const Suggestion&, const Suggestion&) = default;
};

class SuggestField {
public:
    SuggestField() = default;
    SuggestField(const Snapshot& snapshot, std::string_view line);

    // At most kSuggestions, likeliest first. Without those whose number stands in `taken`: what this laptop took and
    // the snapshot may not know yet. Nothing typed: whoever comes next.
    std::vector<Suggestion> suggest(std::string_view typed, const std::set<std::string>& taken, Instant now) const;
    std::size_t size() const { return out_.size(); }

private:
    std::vector<StillOut> out_;
    std::size_t shared_ = 0;  // So many first signs are the same in all their numbers.
};

// Keeps the field of the last snapshot. It never changes, so that another thread may hold it.
class SuggestMemo {
public:
    std::shared_ptr<const SuggestField> field(const std::shared_ptr<const Snapshot>& snapshot, std::string_view line);

private:
    std::shared_ptr<const Snapshot> snapshot_;
    std::string line_;
    std::shared_ptr<const SuggestField> field_ = std::make_shared<const SuggestField>();
};

}  // namespace heatline::ui
