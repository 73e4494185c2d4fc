#include "ui/desk/views/heats_children_model.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "engine/heats/tent.h"
#include "engine/heats/units.h"
#include "ui/desk/words.h"
#include "ui/format.h"

namespace heatline::ui {
namespace {

std::string result_words(const HeatPicture& heat, const ResultRow& row, const MeetRules& rules) {
    const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
    if (!finished || !heat.start) return {};
    return format_time(finished->elapsed_us, rules.timing.rounding) + ", " + ordinal(finished->place);
}

bool bib_before(const std::string& a, const std::string& b) { return heats::key_before(a, b); }

}  // namespace

std::vector<ChildPlace> children_of(const Snapshot& snapshot, const HeatsBook& book, HeatId id) {
    const HeatPicture& heat = *snapshot.heats[id.index()];
    std::unordered_map<RunnerId, std::uint32_t> row_of;
    for (std::uint32_t i = 0; i < heat.rows.size(); ++i) {
        if (heat.rows[i].runner) row_of.emplace(heat.rows[i].runner, i);
    }
    const auto before = [&](const ChildPlace& a, const ChildPlace& b) {
        const TeamId left = snapshot.roster->brief(a.runner).team, right = snapshot.roster->brief(b.runner).team;
        if (left != right)
            return std::pair{book.position[left.index()], left} < std::pair{book.position[right.index()], right};
        return bib_before((*snapshot.bibs)[a.runner.index()], (*snapshot.bibs)[b.runner.index()]);
    };
    std::vector<ChildPlace> children, guests;
    std::unordered_set<RunnerId> placed;
    for (const Placement& placement : heat.placements) {
        const auto row = row_of.find(placement.runner);
        children.push_back({placement.runner, row == row_of.end() ? ChildPlace::kNoRow : row->second, false, false});
        placed.insert(placement.runner);
    }
    for (const auto& [runner, row] : row_of) {
        if (!placed.contains(runner)) guests.push_back({runner, row, false, true});
    }
    std::sort(children.begin(), children.end(), before);
    std::sort(guests.begin(), guests.end(), before);
    children.insert(children.end(), guests.begin(), guests.end());
    for (std::size_t i = 0; i < children.size(); ++i) {
        children[i].first_of_team =
            i == 0 || children[i].guest != children[i - 1].guest ||
            snapshot.roster->brief(children[i].runner).team != snapshot.roster->brief(children[i - 1].runner).team;
    }
    return children;
}

ChildLine child_line(const Desk& desk, HeatId id, const ChildPlace& place) {
    const Snapshot& snapshot = *desk.snapshot;
    const HeatPicture& heat = *snapshot.heats[id.index()];
    const Team& team = snapshot.roster->team(snapshot.roster->brief(place.runner).team);
    const LedgerRow& ledger = (*snapshot.ledger)[place.runner.index()];
    ChildLine line;
    line.bib = desk.names.bib(place.runner);
    line.name = desk.names.name(id, place.runner);
    line.team = team.name;
    line.tent = team.tent;
    line.grade = desk.names.grade(place.runner);
    line.state = child_state_word(ledger.state);
    line.mark = mark_of(ledger.state);
    if (place.row != ChildPlace::kNoRow) line.detail = result_words(heat, heat.rows[place.row], *snapshot.rules);
    if (line.detail.empty() && ledger.last_seen_at) {
        line.detail = std::string{seen_at_words(ledger.last_seen_where)} + " " +
                      clock_time(*ledger.last_seen_at, *snapshot.rules);
    }
    if (place.guest) line.detail = "not entered here" + (line.detail.empty() ? "" : "; " + line.detail);
    return line;
}

std::vector<MoveCost> move_costs(const Desk& desk, const HeatsBook& book, RunnerId child, HeatId from) {
    const Snapshot& snapshot = *desk.snapshot;
    const MeetRules& rules = *snapshot.rules;
    const Runner& runner = snapshot.roster->runner(child);
    const Team& team = snapshot.roster->team(runner.team);
    const std::string race = from ? snapshot.heats[from.index()]->race : "";
    const heats::PlanChild as_planned{"", 0, runner.grade, runner.age, runner.gender, {}, false, "", "", {}};
    const auto own_band = heats::band_for(rules.heats, as_planned, race);
    const auto needs = runner.assisted ? std::max<std::int64_t>(1, rules.heats.assist_seats) : 1;

    std::vector<MoveCost> costs;
    for (const std::size_t index : book.day) {
        const HeatPicture& heat = *snapshot.heats[index];
        if (heat.heat == from || (!race.empty() && heat.race != race)) continue;
        const HeatSeats& seats = book.heats[index];
        MoveCost cost;
        cost.to = heat.heat;
        cost.title = heat_title(heat) + ", " + clock_time(heat.planned, rules);
        if (heat.state == HeatState::official) cost.refused = "official; P there reopens it";
        if (heat.state == HeatState::cancelled) cost.refused = "cancelled; Delete there puts it back";
        for (const Placement& placement : heat.placements) {
            if (placement.runner == child) cost.refused = "runs there already";
        }
        const std::int64_t left = seats.left() - needs;
        cost.seats = seats.places == 0 ? counted(seats.taken, "child", "children") : places_after(left, seats.places);
        if (seats.places > 0 && left < 0) cost.look = true;
        const bool fits = !heat.band || (own_band && *own_band == heat.band.index());
        cost.band = fits ? heat_subtitle(heat, rules) : heat_subtitle(heat, rules) + ", another band";
        if (!fits) cost.look = true;
        const auto mates = std::find_if(seats.blocks.begin(), seats.blocks.end(),
                                        [&](const TeamBlock& block) { return block.team == runner.team; });
        cost.others = mates == seats.blocks.end() ? "alone of " + team.name
                                                  : "with " + grouped(mates->children) + " of " + team.name;
        if (heat.state == HeatState::running) {
            cost.walk = "runs already";
            cost.look = true;
        } else {
            const Instant leaves = heats::call_time(rules.heats, book.position[runner.team.index()], heat.planned);
            cost.walk = (leaves < desk.now ? "should have left the tent at " : "leaves the tent at ") +
                        clock_time(leaves, rules);
            if (leaves < desk.now) cost.look = true;
        }
        cost.fits = fits;
        costs.push_back(std::move(cost));
    }
    const auto rank = [](const MoveCost& cost) { return !cost.refused.empty() ? 2 : cost.fits ? 0 : 1; };
    std::stable_sort(costs.begin(), costs.end(),
                     [&](const MoveCost& a, const MoveCost& b) { return rank(a) < rank(b); });
    return costs;
}

std::size_t best_move(const std::vector<MoveCost>& costs, const Snapshot& snapshot, HeatId from) {
    const Instant earliest = from ? snapshot.heats[from.index()]->planned : Instant{};
    std::optional<std::size_t> can;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        if (!costs[i].refused.empty() || snapshot.heats[costs[i].to.index()]->planned < earliest) continue;
        if (!costs[i].look) return i;
        if (!can && snapshot.heats[costs[i].to.index()]->state == HeatState::planned) can = i;
    }
    return can.value_or(0);
}

}  // namespace heatline::ui
