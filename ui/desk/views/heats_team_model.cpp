#include "ui/desk/views/heats_team_model.h"

#include <algorithm>
#include <optional>

#include "ui/desk/command_json.h"
#include "ui/desk/undo.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

std::string tents(std::int64_t count) { return counted(static_cast<std::uint64_t>(count), "tent", "tents"); }

class Words {
public:
    Words(const Desk& desk, const HeatsDay& day, const TeamGroup& group)
        : desk_(desk), snapshot_(*desk.snapshot), rules_(*desk.snapshot->rules), day_(day), group_(group) {}

    TeamMove of(HeatId to, heats::TeamMoveCost cost) const {
        const HeatPicture& heat = *snapshot_.heats[to.index()];
        TeamMove move;
        move.to = to;
        move.title = heat_title(heat) + ", " + clock(heat.planned);
        if (heat.state == HeatState::official) move.refused = "official; P there reopens it";
        if (heat.state == HeatState::cancelled) move.refused = "cancelled; Delete there puts it back";
        if (!move.refused.empty()) return move;
        move.cost = std::move(cost);
        move.places = places_after(move.cost.places_left(), move.cost.places);
        move.against = against(move);
        const bool late = move.cost.call_after < desk_.now && !heat.start;
        const bool divides = move.cost.families_after > move.cost.families_before;
        move.look = !move.against.empty() || late || divides;
        move.brief = !move.against.empty() ? move.against
                     : divides             ? "divides siblings; " + leaves(move.cost.call_after)
                                           : more_walk(move.cost) + "; " + leaves(move.cost.call_after);
        write_lines(move);
        return move;
    }

private:
    std::string clock(Instant at) const { return clock_time(at, rules_); }
    std::string title(std::size_t heat) const { return heat_title(*snapshot_.heats[heat]); }
    const std::string& team() const { return snapshot_.roster->team(group_.team).name; }

    // "2 of the 4 kept"
    static std::string kept(const heats::TeamMoveCost& cost) {
        return number(cost.reserve_taken()) + " of the " + number(cost.reserve) + " kept";
    }
    static std::string number(std::int64_t count) { return grouped(static_cast<std::uint64_t>(count)); }

    // What the marshal walks more or less, both heats together.
    static std::string more_walk(const heats::TeamMoveCost& cost) {
        std::int64_t more = cost.joined.walk_after - cost.joined.walk_before;
        for (const heats::HeatChange& left : cost.left) more += left.walk_after - left.walk_before;
        if (more == 0) return "as much walking";
        return tents(more < 0 ? -more : more) + (more < 0 ? " less to walk" : " more to walk");
    }
    std::string leaves(Instant at) const {
        return (at < desk_.now ? "should have left the tent at " : "leaves the tent at ") + clock(at);
    }

    // Each rule that would be broken, and each heat that is under way, in one sentence.
    std::string against(const TeamMove& move) const {
        const heats::TeamMoveCost& cost = move.cost;
        const HeatPicture& heat = *snapshot_.heats[move.to.index()];
        std::string words;
        const auto add = [&](const std::string& sentence) { words += (words.empty() ? "" : "; ") + sentence; };
        if (cost.places_left() < 0)
            add(heat_title(heat) + " would hold " + number(cost.joined.seats_after) + " on " + number(cost.places) +
                " places");
        if (cost.breaks("H4") && cost.assisted > rules_.heats.max_assisted)
            add(heat_title(heat) + " would have " + number(cost.assisted) + " assisted children and helpers for " +
                number(rules_.heats.max_assisted));
        if (cost.breaks("H5"))
            add(team() + " would run in " + number(cost.pieces_after) + " heats, though it fits one");
        if (cost.breaks("H7"))
            add(team() + " needs " + coaches(cost.coaches.after) + " at " + start_of(cost.coaches.heat) + " and has " +
                number(*cost.coaches.has));
        if (cost.breaks("H8")) add(lock(move));
        if (heat.start)
            add(heat_title(heat) + " has started, so only if they ran in it");
        else if (cost.called)
            add(called(cost));
        return words;
    }
    std::string called(const heats::TeamMoveCost& cost) const {
        const heats::RaceDay now = day_.at(desk_.now);
        const std::size_t from = group_.heat.index();
        const bool first = now.called[from];
        const std::size_t heat = first ? from : cost.joined.heat;
        return title(heat) + " was called at " + clock(day_.call[heat].value_or(day_.heats[heat].start));
    }
    std::string start_of(std::size_t heat) const { return clock(day_.heats[heat].start); }
    static std::string coaches(std::int64_t count) {
        return counted(static_cast<std::uint64_t>(count), "coach", "coaches");
    }
    std::string lock(const TeamMove& move) const {
        const BandId band = day_.heats[move.to.index()].band;
        for (const LockRules& lock : rules_.heats.locks) {
            if (team_key(lock.team) != team_key(team()) ||
                team_key(lock.band) != team_key(rules_.heats.bands[band.index()].name))
                continue;
            return "meet.toml locks " + team() + " to the " +
                   ordinal(static_cast<std::uint64_t>(std::max(0, lock.heat_in_band))) + " heat of " + lock.band;
        }
        return "the roster asks for another heat";
    }

    void write_lines(TeamMove& move) const {
        const heats::TeamMoveCost& cost = move.cost;
        const HeatPicture& heat = *snapshot_.heats[move.to.index()];
        const auto line = [&](const char* what, std::string words, bool look = false) {
            move.lines.push_back({what, std::move(words), look});
        };
        std::string seats = heat_title(heat) + ": " + number(cost.joined.seats_after) + " of " + number(cost.places) +
                            ", not " + number(cost.joined.seats_before);
        if (cost.reserve > 0)
            seats += cost.reserve_taken() > 0
                         ? "; with " + kept(cost) + " for late children"
                         : "; " + number(cost.reserve) + " of the free ones are kept for late children";
        line("Places", seats, cost.places_left() < 0);
        std::string walk;
        const auto walks = [&](const heats::HeatChange& change) {
            walk += (walk.empty() ? "" : "; ") + title(change.heat) + ": " + tents(change.walk_after);
            walk += change.walk_before == change.walk_after ? " as before" : ", not " + number(change.walk_before);
        };
        for (const heats::HeatChange& left : cost.left) walks(left);
        walks(cost.joined);
        line("Walk", walk);
        line("Coaches", coach_words(cost), cost.breaks("H7"));
        write_times(move);
        if (cost.families_before + cost.families_after > 0)
            line("Siblings", sibling_words(cost), cost.families_after > cost.families_before);
    }
    std::string coach_words(const heats::TeamMoveCost& cost) const {
        const heats::CoachesNeeded& needed = cost.coaches;
        if (needed.after == 0) return "none needed";
        const std::string at = " needed at " + start_of(needed.heat);
        const std::string before =
            needed.before > 0 && needed.before != needed.after ? ", not " + number(needed.before) : "";
        if (!needed.has) return coaches(needed.after) + at + before + "; how many it has is not known";
        if (needed.after > *needed.has) return coaches(needed.after) + at + ", and it has " + number(*needed.has);
        return number(needed.after) + " of its " + coaches(*needed.has) + at + before;
    }
    // Who has to be told, and what has happened already.
    void write_times(TeamMove& move) const {
        const heats::TeamMoveCost& cost = move.cost;
        const Team& at = snapshot_.roster->team(group_.team);
        const bool started = snapshot_.heats[move.to.index()]->start.has_value();
        if (started) return;
        const bool late = cost.call_after < desk_.now;
        move.lines.push_back({"Tell team",
                              "leave " + (at.tent.empty() ? "the tent" : "tent " + at.tent) + " by " +
                                  clock(cost.call_after) + ", not " + clock(cost.call_before) +
                                  (late ? ", which has passed" : ""),
                              late});
        if (cost.arrive_after > desk_.now)
            move.lines.push_back({"Tell families",
                                  "be there at " + clock(cost.arrive_after) + ", not " + clock(cost.arrive_before),
                                  false});
        std::uint32_t staged = 0;
        for (const heats::ChildIndex child : cost.children)
            staged += (*snapshot_.ledger)[child].state == ChildState::staged ? 1 : 0;
        if (staged > 0)
            move.lines.push_back({"Tell staging",
                                  grouped(staged) + " of its " +
                                      number(static_cast<std::int64_t>(cost.children.size())) +
                                      " children wait there already",
                                  false});
    }
    static std::string sibling_words(const heats::TeamMoveCost& cost) {
        const auto families = [](std::int64_t count) {
            return counted(static_cast<std::uint64_t>(count), "family", "families");
        };
        if (cost.families_after == 0) return families(cost.families_before) + " together again";
        std::string words = families(cost.families_after) + " in different heats";
        if (cost.families_before != cost.families_after) words += ", " + number(cost.families_before) + " as it is";
        return words;
    }

    const Desk& desk_;
    const Snapshot& snapshot_;
    const MeetRules& rules_;
    const HeatsDay& day_;
    const TeamGroup& group_;
};

std::vector<RunnerId> children_of(const Snapshot& snapshot, const TeamGroup& group) {
    std::vector<RunnerId> children;
    for (const Placement& placement : snapshot.heats[group.heat.index()]->placements) {
        if (snapshot.roster->brief(placement.runner).team == group.team) children.push_back(placement.runner);
    }
    return children;
}

}  // namespace

std::string cannot_move_team(const Desk& desk, const TeamGroup& group) {
    if (std::string why = cannot_command(desk); !why.empty()) return why;
    const Snapshot& snapshot = *desk.snapshot;
    const HeatPicture& from = *snapshot.heats[group.heat.index()];
    if (from.state == HeatState::official) return heat_title(from) + " is official; P reopens it first";
    const auto& bands = snapshot.rules->heats.bands;
    if (!from.band || from.band.index() >= bands.size()) return heat_title(from) + " is of no band; M moves one child";
    if (bands[from.band.index()].lanes > 0) return "lanes are given by seed; M moves one child";
    const std::string& team = snapshot.roster->team(group.team).name;
    const std::vector<RunnerId> children = children_of(snapshot, group);
    if (children.empty()) return team + " has nobody in " + heat_title(from);
    const auto without = std::count_if(children.begin(), children.end(),
                                       [&](RunnerId child) { return (*snapshot.bibs)[child.index()].empty(); });
    if (without > 0)
        return counted(static_cast<std::uint64_t>(without), "child of ", "children of ") + team +
               (without == 1 ? " has" : " have") + " no number; give it at check-in first";
    return {};
}

std::vector<TeamMove> team_moves(const Desk& desk, const HeatsBook& book, const HeatsDay& day, const TeamGroup& group) {
    const heats::RaceDay now = day.at(desk.now);
    const BandId band = day.heats[group.heat.index()].band;
    const Words words{desk, day, group};
    std::vector<TeamMove> moves;
    for (const std::size_t heat : book.day) {
        if (heat == group.heat.index() || day.heats[heat].band != band) continue;
        heats::TeamMoveCost cost = cost_of_move(now, {group.team.value, band, heat, group.heat.index()});
        moves.push_back(words.of(HeatId{heat}, std::move(cost)));
    }
    return moves;
}

std::size_t best_team_move(const std::vector<TeamMove>& moves, const Snapshot& snapshot, HeatId from) {
    const Instant earliest = snapshot.heats[from.index()]->planned;
    const auto rank = [&](const TeamMove& move) {
        if (!move.refused.empty()) return 4;
        if (!move.against.empty()) return 3;
        if (move.look) return 2;
        return snapshot.heats[move.to.index()]->planned < earliest ? 1 : 0;
    };
    const auto best = std::min_element(moves.begin(), moves.end(),
                                       [&](const TeamMove& a, const TeamMove& b) { return rank(a) < rank(b); });
    return best == moves.end() ? 0 : static_cast<std::size_t>(best - moves.begin());
}

std::string team_question(const Desk& desk, const TeamGroup& group, const TeamMove& move) {
    if (move.against.empty()) return {};
    const Snapshot& snapshot = *desk.snapshot;
    return "Why does " + snapshot.roster->team(group.team).name + " run in " +
           heat_title(*snapshot.heats[move.to.index()]) + " all the same?";
}

HeatOrder move_team(const Desk& desk, const TeamGroup& group, const TeamMove& move, const std::string& reason) {
    if (std::string why = cannot_move_team(desk, group); !why.empty()) return {std::nullopt, std::move(why)};
    if (!move.refused.empty()) return {std::nullopt, move.title + ": " + move.refused};
    if (reason.empty() && !move.against.empty()) return {std::nullopt, team_question(desk, group, move)};
    const Snapshot& snapshot = *desk.snapshot;
    const HeatPicture& from = *snapshot.heats[group.heat.index()];
    const HeatPicture& to = *snapshot.heats[move.to.index()];
    std::vector<CommandStep> steps;
    for (const RunnerId child : children_of(snapshot, group)) {
        const std::string& bib = (*snapshot.bibs)[child.index()];
        const auto one = [&](const std::string& leaves, const std::string& joins) {
            return CommandJson{"move"}.text("bib", bib).text("from", leaves).text("heat", joins);
        };
        CommandJson json = one(from.name, to.name);
        if (!reason.empty()) json.text("reason", reason);
        steps.push_back({json.str(), {one(to.name, from.name).str()}});
    }
    const std::string words = snapshot.roster->team(group.team).name + ", " +
                              counted(steps.size(), "child", "children") + ": " + heat_title(to) + ", not " +
                              heat_title(from);
    return {undoable(std::move(steps), words), {}};
}

}  // namespace heatline::ui
