#pragma once
// HeatsMatchModel: the taps and the numbers of one heat side by side, in words, and where they run out of step.
//
// It shows what overview.match holds; what a person can do about a row is heats_mend.h's. Pure; any thread.

#include <optional>
#include <string>
#include <vector>

#include "engine/overview/overview.h"
#include "ui/desk/desk.h"
#include "ui/desk/kit.h"

namespace heatline::ui {

// The match of this heat, if the overview holds it: it does from the moment the heat is looked at.
const HeatMatch* match_of(const Desk& desk, HeatId heat);

// A line of the view: a row of the match, or a reading that no row rests on.
struct MatchEntry {
    std::size_t row = 0;       // Of a loose reading: the row that follows it.
    std::size_t loose = kRow;  // Into Overview::loose.
    static constexpr std::size_t kRow = static_cast<std::size_t>(-1);
    bool is_row() const { return loose == kRow; }
    friend bool operator==(const MatchEntry&, const MatchEntry&) = default;
};
// In the order of crossing. O(rows + loose readings).
std::vector<MatchEntry> match_entries(const HeatMatch& match, const std::vector<ShownReading>& loose);
// Where this row stands among them.
std::size_t entry_of(const std::vector<MatchEntry>& entries, std::size_t row);

struct MatchLine {
    std::string place;   // Its number in the order of crossing, from 1.
    std::string tap;     // "8:31.1"; empty: nobody pressed.
    std::string second;  // The second timer's.
    std::string number;  // "1044"; "unknown" for 0; empty: none was taken.
    std::string child;   // The name, with the number where another was taken; "nobody has this number".
    std::string team;
    std::string doubt;  // In words; empty: none.
    bool mark = false;  // A sync mark.
    Ink ink = Ink::text;
    bool loose = false;  // Nothing rests on it.
};
MatchLine match_line(const Desk& desk, const HeatMatch& match, const MatchEntry& entry);

// "taps 87, numbers 85, second timer 87".
struct MatchCounts {
    std::string words;
    bool differ = false;
};
MatchCounts match_counts(const HeatMatch& match);

// "Out of step from row 60 on, a tap is missing: F7 puts it in here"; empty without a shift. Who may not mend it reads
// nothing of the key.
std::string shift_words(const HeatMatch& match, bool may_mend = true);

}  // namespace heatline::ui
