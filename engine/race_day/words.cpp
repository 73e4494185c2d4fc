#include <algorithm>

#include "engine/base/counted.h"
#include "engine/race_day/change.h"
#include "engine/time_text.h"

namespace heatline::race_day {
namespace {

using NameOf = std::function<std::string(RunnerId)>;

std::string clock(const Day& day, Instant at) { return clock_time(at, day.rules->zone_offset_min); }

std::int64_t minutes_between(Instant from, Instant to) { return (to.us - from.us) / 60'000'000; }

class Words {
public:
    Words(const Day& day, const Change& change, const NameOf& name) : day_(day), change_(change), name_(name) {}

    std::vector<std::string> all() {
        if (change_.nothing()) {
            lines_.emplace_back("Nothing has to change: every rule holds as it is.");
            return std::move(lines_);
        }
        if (change_.cancels) add("Heat " + heat(*change_.cancels) + " is not run.");
        if (change_.coaches) {
            add(team(change_.coaches->team) + " has " +
                counted(static_cast<std::size_t>(change_.coaches->coaches), "coach", "coaches") + " from now on.");
        }
        if (!change_.gone.empty()) gone();
        for (const RunnerId child : change_.stays)
            add(name_(child) + " is counted as coming again, in the heat it has.");
        for (const Move& move : change_.moves) moved(move);
        for (const Stuck& stuck : change_.stuck) {
            add(counted(stuck.children, "child", "children") + " of the team " + (stuck.children == 1 ? "is" : "are") +
                " in heat " + heat(stuck.heat) + ", which was called: nothing changes there.");
        }
        if (change_.added) {
            add("Heat " + change_.added->name + " is added at " + clock(day_, change_.added->start) + ", in the band " +
                day_.rules->heats.bands[change_.added->band.index()].name + ".");
        }
        for (const Later& later : change_.later) {
            const std::int64_t by = minutes_between(later.before, later.after);
            add("Heat " + heat(later.heat) + " starts at " + clock(day_, later.after) + " instead of " +
                clock(day_, later.before) + ", and its teams leave their tents " + std::to_string(by) +
                (by == 1 ? " minute" : " minutes") + " later.");
        }
        cost();
        for (const Offer& offer : change_.offers) offered(offer);
        return std::move(lines_);
    }

private:
    void add(std::string line) { lines_.push_back(std::move(line)); }
    const std::string& team(TeamId id) const { return day_.roster->team(id).name; }
    const std::string& heat(HeatId id) const {
        return id.index() < day_.heats.size() ? day_.heats[id.index()].name : change_.added->name;
    }

    void gone() {
        const TeamId absent = day_.roster->runner(change_.gone.front()).team;
        std::vector<RunnerId> children = change_.gone;
        std::sort(children.begin(), children.end());
        children.erase(std::unique(children.begin(), children.end()), children.end());
        add(counted(children.size(), "child", "children") + " of " + team(absent) + " " +
            (children.size() == 1 ? "is" : "are") + " counted as not coming (dns), and their places are free.");
    }

    void moved(const Move& move) {
        const bool one = move.children.size() == 1;
        std::string line = one ? name_(move.children.front()) + " of " + team(move.team)
                               : counted(move.children.size(), "child", "children") + " of " + team(move.team);
        if (move.from) {
            line += (one ? " goes" : " go") + (" from heat " + heat(move.from)) + " to heat " + heat(move.to);
        } else {
            line += (one ? " runs" : " run") + (" in heat " + heat(move.to));
        }
        line += std::string{"; "} + (one ? "leaves" : "they leave") + " the tent at " + clock(day_, move.leaves);
        if (move.left && *move.left != move.leaves) line += " instead of " + clock(day_, *move.left);
        add(line + ".");
    }

    void cost() {
        if (change_.moves.empty()) return;
        if (change_.others_moved == 0) {
            add("Nobody else moves.");
        } else {
            add(counted(change_.others_moved, "other child moves", "other children move") +
                (change_.fewest ? ", and there is no way with fewer." : "; that fewer would do is not ruled out."));
        }
        const std::int64_t more = change_.walk_after - change_.walk_before;
        if (more == 0) return;
        add("The marshal passes " + counted(static_cast<std::size_t>(more < 0 ? -more : more), "tent", "tents") +
            (more > 0 ? " more than before." : " fewer than before."));
    }

    void offered(const Offer& offer) {
        std::string line = "Or " + name_(offer.runner) + " may run with heat " + heat(offer.heat) +
                           " alone, if the family agrees: nobody else moves, the child leaves the tent at " +
                           clock(day_, offer.leaves);
        if (offer.walk > 0)
            line += ", the marshal passes " + counted(static_cast<std::size_t>(offer.walk), "tent", "tents") + " more";
        add(line + ".");
    }

    const Day& day_;
    const Change& change_;
    const NameOf& name_;
    std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> words_of(const Day& day, const Change& change, const NameOf& name) {
    return Words{day, change, name}.all();
}

}  // namespace heatline::race_day
