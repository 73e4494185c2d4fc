#include "tools/heatline/showing.h"

#include <algorithm>
#include <array>

#include "engine/privacy.h"
#include "ui/format.h"
#include "ui/paper/reports.h"
#include "ui/paper/start_lists.h"

namespace heatline::tools {
namespace {

constexpr std::size_t kRowsShown = 5;

// How wide UTF-8 text is on a terminal, near enough: its code points.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}
std::string left(std::string text, std::size_t columns) {
    if (width(text) < columns) text.append(columns - width(text), ' ');
    return text;
}
std::string right(std::string text, std::size_t columns) {
    if (width(text) < columns) text.insert(0, columns - width(text), ' ');
    return text;
}
std::string clock_of(Instant instant, const MeetRules& rules) { return ui::format_local(instant, rules).substr(11, 5); }

std::string heat_lines(const Snapshot& snapshot, const HeatPicture& heat) {
    const MeetRules& rules = *snapshot.rules;
    std::vector<RunnerId> children;
    for (const ResultRow& row : heat.rows) {
        if (row.runner) children.push_back(row.runner);
    }
    const HeatNames names{*snapshot.roster, rules.privacy, children};
    const bool has_band = heat.band && heat.band.index() < rules.heats.bands.size();
    std::string text = "Heat " + heat.name + (has_band ? ", " + rules.heats.bands[heat.band.index()].name : "") + ", " +
                       clock_of(heat.start.value_or(heat.planned), rules) + ": " +
                       std::to_string(heat.counts.finished) + " finished" +
                       (heat.state == HeatState::official ? ", official" : ", unofficial") +
                       (heat.counts.review ? ", " + std::to_string(heat.counts.review) + " to look at" : "") + "\n";
    std::size_t shown = 0;
    for (const ResultRow& row : heat.rows) {
        const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
        if (!finished || shown == kRowsShown) break;
        ++shown;
        const std::string name = row.runner ? names.public_name(row.runner) : "(not known)";
        text += right(std::to_string(finished->place), 5) + "  " +
                right(ui::format_time(finished->elapsed_us, rules.timing.rounding), 8) + "  " + left(name, 18) +
                (row.runner ? snapshot.roster->team(snapshot.roster->runner(row.runner).team).name : "") + "\n";
    }
    if (heat.counts.finished > shown)
        text += "       … and " + std::to_string(heat.counts.finished - shown) + " more\n";
    return text;
}

}  // namespace

std::string show_heats(const Snapshot& snapshot) {
    std::string text;
    for (const HeatPicture* heat : ui::heats_in_order(snapshot)) text += heat_lines(snapshot, *heat);
    return text;
}

std::string show_ledger(const Snapshot& snapshot) {
    std::array<std::size_t, 11> by_state{};
    for (const LedgerRow& row : *snapshot.ledger) ++by_state[static_cast<std::size_t>(row.state)];
    std::string text = "Ledger: " + std::to_string(snapshot.totals.accounted) + " of " +
                       std::to_string(snapshot.totals.runners) + " children accounted for";
    std::string states;
    for (std::size_t state = 0; state < by_state.size(); ++state) {
        if (by_state[state])
            states += (states.empty() ? "" : ", ") + std::to_string(by_state[state]) + " " +
                      ui::state_word(static_cast<ChildState>(state));
    }
    return text + " (" + states + ")\n";
}

std::string show_grants(const Snapshot& snapshot) {
    std::size_t team_width = 4, grant_width = 5;
    for (const GrantStatement& s : snapshot.grants->statements) {
        team_width = std::max(team_width, width(snapshot.roster->team(s.team).name));
        grant_width = std::max(grant_width, width(s.grant));
    }
    std::string text = "Grants\n  " + left("team", team_width) + "  " + left("grant", grant_width) +
                       "  checked in  finished  eligible    amount  reasons\n";
    for (const GrantStatement& s : snapshot.grants->statements) {
        std::string reasons;
        for (const std::string& reason : s.reasons) reasons += (reasons.empty() ? "" : "; ") + reason;
        text += "  " + left(snapshot.roster->team(s.team).name, team_width) + "  " + left(s.grant, grant_width) +
                right(std::to_string(s.counts.checked_in), 12) + right(std::to_string(s.counts.finished), 10) +
                right(ui::yes_no(s.eligible), 10) + right("$" + format_usd(s.amount), 10) +
                (reasons.empty() ? "" : "  " + reasons) + "\n";
    }
    return text + "  " + left("all teams", team_width + grant_width + 34) +
           right("$" + format_usd(snapshot.grants->total), 10) + "\n";
}

}  // namespace heatline::tools
