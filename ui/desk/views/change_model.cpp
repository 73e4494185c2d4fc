#include "ui/desk/views/change_model.h"

#include <algorithm>
#include <charconv>

#include "ui/desk/command_json.h"
#include "ui/desk/search.h"
#include "ui/desk/undo.h"
#include "ui/desk/words.h"
#include "ui/format_json.h"

namespace heatline::ui {
namespace {

constexpr std::size_t kTeamsNamed = 3;

std::vector<std::string> words_in(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + " ") {
        if (c != ' ' && c != ',' && c != ';') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

race_day::Question question_of(const ChangeAsk& ask) {
    switch (ask.kind) {
        case ChangeKind::team_late:
            return race_day::TeamLate{ask.who, ask.at, {}};
        case ChangeKind::team_absent:
            return race_day::TeamAbsent{ask.who};
        case ChangeKind::coaches:
            return race_day::TeamCoaches{ask.who, ask.coaches};
        case ChangeKind::cancel:
            return race_day::Cancel{ask.who};
        case ChangeKind::child_to:
            return race_day::ChildTo{ask.who, ask.heat};
        case ChangeKind::team_to:
            return race_day::TeamTo{ask.who, ask.from, ask.heat};
        case ChangeKind::late:
        case ChangeKind::none:
            break;
    }
    return race_day::Late{words_in(ask.who)};
}

std::string heat_name(const Desk& desk, const std::string& name) {
    for (const auto& heat : desk.snapshot->heats) {
        if (heat->name == name) return heat_title(*heat);
    }
    return "Heat " + name;
}

std::string summary_of(const race_day::Change& change) {
    if (change.nothing()) return "Nothing has to change";
    std::size_t asked = 0;
    bool placed = true;  // They have a heat already.
    for (const race_day::Move& move : change.moves) {
        asked += move.asked ? move.children.size() : 0;
        placed = placed && (!move.asked || move.from);
    }
    if (asked + change.others_moved == 0) return "Nobody moves";
    std::string words;
    if (asked > 0) {
        words = placed ? counted(asked, "child changes heats", "children change heats")
                       : counted(asked, "child gets a heat", "children get a heat");
        words += change.others_moved > 0 ? ", " : ", and ";
    }
    if (change.others_moved == 0) return words + "nobody else moves";
    words += counted(change.others_moved, "other makes room", "others make room");
    return words + (change.fewest ? ", the fewest there can be" : "");
}

CommandJson json_of(const Desk& desk, const ChangeAsk& ask) {
    CommandJson json{"replan"};
    switch (ask.kind) {
        case ChangeKind::late:
        case ChangeKind::none:
            return json.texts("late", words_in(ask.who));
        case ChangeKind::team_late:
            return json.text("team_late", ask.who)
                .text("at", format_rfc3339(ask.at, desk.snapshot->rules->zone_offset_min));
        case ChangeKind::team_absent:
            return json.text("team_absent", ask.who);
        case ChangeKind::coaches:
            return json.text("team_coaches", ask.who).number("coaches", ask.coaches);
        case ChangeKind::cancel:
            return json.text("cancel", ask.who);
        case ChangeKind::child_to:
            return json.text("child", ask.who).text("heat", ask.heat);
        case ChangeKind::team_to:
            return json.text("team", ask.who).text("from", ask.from).text("heat", ask.heat);
    }
    return json;
}

}  // namespace

ChangeWords words_of(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::late:
            return {"A child is here late", "Which number is here late? Several with spaces between", ""};
        case ChangeKind::team_late:
            return {"A team comes late", "Which team comes late?", "In how many minutes is it at its tent?"};
        case ChangeKind::team_absent:
            return {"A team does not come", "Which team does not come?", ""};
        case ChangeKind::coaches:
            return {"A coach is missing", "Which team has fewer coaches?", "How many coaches has it now?"};
        case ChangeKind::cancel:
            return {"A heat cannot be run", "Which heat cannot be run?", ""};
        case ChangeKind::child_to:
        case ChangeKind::team_to:
        case ChangeKind::none:
            break;
    }
    return {};
}

Result<std::string, std::string> typed_team(const Desk& desk, const std::string& typed) {
    const Roster& roster = *desk.snapshot->roster;
    if (const TeamId exact = roster.find_team(typed)) return roster.team(exact).name;
    const std::string part = folded(typed);
    std::vector<std::string> found;
    for (const Team& team : roster.teams()) {
        if (!part.empty() && folded(team.name).find(part) != std::string::npos) found.push_back(team.name);
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) return Error{std::string{"no team is called " + typed + "; a part of its name is enough"}};
    std::string names;
    for (std::size_t i = 0; i < std::min(found.size(), kTeamsNamed); ++i) names += (i > 0 ? ", " : "") + found[i];
    return Error{std::string{counted(found.size(), "team", "teams") + " are called so, " + names +
                             (found.size() > kTeamsNamed ? " and others" : "") + "; type more of the name"}};
}

Result<std::string, std::string> typed_heat(const Desk& desk, const std::string& typed) {
    for (const auto& heat : desk.snapshot->heats) {
        if (heat->name == typed || folded(heat_title(*heat)) == folded(typed)) return heat->name;
    }
    return Error{std::string{"there is no heat " + typed + "; type its number"}};
}

Result<std::int64_t, std::string> typed_count(const std::string& typed, std::int64_t least, std::int64_t most) {
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(typed.data(), typed.data() + typed.size(), count);
    if (problem == std::errc{} && end == typed.data() + typed.size() && count >= least && count <= most) return count;
    return Error{std::string{"type a number from " + std::to_string(least) + " to " + std::to_string(most)}};
}

std::string title_of(const Desk& desk, const ChangeAsk& ask) {
    const MeetRules& rules = *desk.snapshot->rules;
    switch (ask.kind) {
        case ChangeKind::late:
            return words_in(ask.who).size() > 1 ? ask.who + " are here late" : ask.who + " is here late";
        case ChangeKind::team_late:
            return ask.who + " is at its tent at " + clock_time(ask.at, rules);
        case ChangeKind::team_absent:
            return ask.who + " does not come";
        case ChangeKind::coaches:
            return ask.who + " has " +
                   counted(static_cast<std::uint64_t>(std::max<std::int64_t>(0, ask.coaches)), "coach", "coaches");
        case ChangeKind::cancel:
            return heat_name(desk, ask.who) + " cannot be run";
        case ChangeKind::child_to:
            return ask.who + " runs in " + heat_name(desk, ask.heat) + " alone, as its family agrees";
        case ChangeKind::team_to:
            return ask.who + " runs in " + heat_name(desk, ask.heat) + ", not in " + heat_name(desk, ask.from);
        case ChangeKind::none:
            break;
    }
    return {};
}

ChangePreview preview_of(const Desk& desk, const ChangeAsk& ask) {
    ChangePreview preview;
    preview.title = title_of(desk, ask);
    const race_day::Day day = race_day::day_of(*desk.snapshot);
    const auto change = race_day::change_of(day, question_of(ask), desk.now);
    if (!change) {
        preview.refused = change.error().sentence;
        char& first = preview.refused.front();
        if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
        return preview;
    }
    preview.summary = summary_of(*change);
    preview.nothing = change->nothing();
    preview.offers = change->offers;
    preview.digest = change->digest;
    const auto name = [&](RunnerId child) {
        const std::string bib = desk.names.bib(child), called = desk.names.name({}, child);
        return bib.empty() ? (called.empty() ? "a child" : called) : called.empty() ? bib : bib + " " + called;
    };
    if (preview.nothing) return preview;
    const std::vector<std::string> lines = race_day::words_of(day, *change, name);
    const std::size_t plain = lines.size() - std::min(lines.size(), change->offers.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        preview.rows.push_back({lines[i], i < plain ? -1 : static_cast<int>(i - plain)});
    return preview;
}

ChangeAsk ask_of(const Desk& desk, const race_day::Offer& offer) {
    ChangeAsk ask;
    ask.kind = ChangeKind::child_to;
    ask.who = (*desk.snapshot->bibs)[offer.runner.index()];
    ask.heat = desk.snapshot->heats[offer.heat.index()]->name;
    return ask;
}

intent::Command change_command(const Desk& desk, const ChangeAsk& ask, const ChangePreview& shown,
                               const std::string& reason) {
    const std::string json =
        json_of(desk, ask).text("accept", shown.digest).text("reason", reason.empty() ? shown.title : reason).str();
    return undoable(json, shown.title + ": " + shown.summary,
                    CommandJson{"replan"}.undo().text("accept", shown.digest).str());
}

}  // namespace heatline::ui
