#include "ui/desk/views/heats_match_model.h"

#include <algorithm>

#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

std::string elapsed(const Desk& desk, HeatId heat, const std::optional<ShownReading>& reading) {
    if (!reading) return {};
    if (!reading->at) return "no time";
    const HeatPicture& picture = *desk.snapshot->heats[heat.index()];
    if (!picture.start) return clock_time(*reading->at, *desk.snapshot->rules, true);
    const std::string time =
        format_time(micros_between(*picture.start, *reading->at), desk.snapshot->rules->timing.rounding);
    return time.empty() ? "before the gun" : time;
}

// Of a chip, the number it hangs on: people read numbers, not tags.
std::string number_words(const Desk& desk, const MatchRow& row) {
    if (row.number->kind == ReadingKind::chip && row.runner && !desk.names.bib(row.runner).empty())
        return desk.names.bib(row.runner);
    return row.number->bib == "0" ? "unknown" : row.number->bib;
}

std::string child_words(const Desk& desk, HeatId heat, const MatchRow& row) {
    // Of a number that came twice the child stands in the other row.
    if (!row.runner && row.doubt == Doubt::entered_twice) return "";
    if (!row.runner) return row.number && row.number->bib != "0" ? "nobody has this number" : "";
    const std::string name = desk.names.name(heat, row.runner);
    std::string words = name;
    const std::string bib = desk.names.bib(row.runner);
    if (row.number && row.number->kind != ReadingKind::chip && bib != row.number->bib && !bib.empty())
        words = bib + " " + words;
    if (!row.number && !bib.empty()) words = bib + " " + words;
    return words;
}

}  // namespace

const HeatMatch* match_of(const Desk& desk, HeatId heat) {
    if (!desk.overview || !desk.overview->match || desk.overview->match->heat != heat) return nullptr;
    return &*desk.overview->match;
}

std::vector<MatchEntry> match_entries(const HeatMatch& match, const std::vector<ShownReading>& loose) {
    std::vector<MatchEntry> entries;
    std::size_t next = 0;
    const auto take_before = [&](std::size_t row, const std::optional<Instant>& until) {
        for (; next < loose.size() && (!until || *loose[next].at < *until); ++next) entries.push_back({row, next});
    };
    for (std::size_t row = 0; row < match.rows.size(); ++row) {
        // Who has no time comes last, behind every tap.
        take_before(row, match.rows[row].at);
        entries.push_back({row, MatchEntry::kRow});
    }
    take_before(match.rows.size(), std::nullopt);
    return entries;
}

std::size_t entry_of(const std::vector<MatchEntry>& entries, std::size_t row) {
    const auto found = std::find(entries.begin(), entries.end(), MatchEntry{row, MatchEntry::kRow});
    return found == entries.end() ? 0 : static_cast<std::size_t>(found - entries.begin());
}

namespace {

MatchLine loose_line(const Desk& desk, HeatId heat, const ShownReading& reading) {
    MatchLine line;
    line.loose = true;
    line.ink = Ink::muted;
    if (reading.kind == ReadingKind::tap) {
        line.tap = elapsed(desk, heat, reading);
    } else {
        line.number = reading.bib == "0" ? "unknown" : reading.bib;
    }
    line.doubt = reading.voided ? "taken out" : "not used";
    return line;
}

}  // namespace

MatchLine match_line(const Desk& desk, const HeatMatch& match, const MatchEntry& entry) {
    if (!entry.is_row()) return loose_line(desk, match.heat, desk.overview->loose[entry.loose]);
    const MatchRow& row = match.rows[entry.row];
    MatchLine line;
    line.place = std::to_string(entry.row + 1);
    line.tap = elapsed(desk, match.heat, row.tap);
    line.second = elapsed(desk, match.heat, row.second);
    if (row.number) line.number = number_words(desk, row);
    line.child = child_words(desk, match.heat, row);
    if (row.runner) line.team = desk.names.team(row.runner);
    line.doubt = doubt_words(row.doubt);
    line.mark = row.mark;
    if (row.disagrees) line.doubt = "the mark says another child";
    line.ink = line.doubt.empty() ? Ink::text : Ink::warn;
    return line;
}

MatchCounts match_counts(const HeatMatch& match) {
    std::uint64_t taps = 0, numbers = 0, seconds = 0;
    for (const MatchRow& row : match.rows) {
        taps += row.tap ? 1 : 0;
        numbers += row.number ? 1 : 0;
        seconds += row.second ? 1 : 0;
    }
    MatchCounts counts;
    counts.words = "taps " + grouped(taps) + ", numbers " + grouped(numbers);
    if (seconds > 0) counts.words += ", second timer " + grouped(seconds);
    counts.differ = taps != numbers && taps > 0 && numbers > 0;
    return counts;
}

std::string shift_words(const HeatMatch& match, bool may_mend) {
    if (!match.shift) return {};
    const Shift& shift = *match.shift;
    const bool tap = shift.mend == Shift::Mend::insert_tap;
    const std::string missing = shift.by == 1
                                    ? std::string{tap ? "a tap" : "a number"} + " is missing"
                                    : std::to_string(shift.by) + (tap ? " taps" : " numbers") + " are missing";
    const std::string words = "Out of step from row " + std::to_string(shift.row + 1) + " on, " + missing;
    return may_mend ? words + ": F7 puts " + (shift.by == 1 ? "it" : "the first") + " in here" : words;
}

}  // namespace heatline::ui
