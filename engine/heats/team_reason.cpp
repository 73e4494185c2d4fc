#include "engine/heats/team_reason.h"

#include "engine/heats/locks.h"
#include "engine/heats/order.h"

namespace heatline::heats {

namespace {

// Nothing but more coaches, or smaller groups of children, would help.
std::optional<Infeasible> unit_without_coaches(const DayTask& day, std::size_t b, const UnitSize& unit) {
    const BandRules& band = day.input.rules.bands[b];
    const std::optional<std::int32_t> coaches = day.input.teams[unit.team].coaches;
    // With no turnaround no start looks back, not even at itself.
    if (!coaches || band.lanes > 0 || day.input.rules.turnaround_min == 0) return std::nullopt;
    const HeatSize size = heat_size(day.input.rules, band);
    const bool whole = heats_needed(unit.seats, unit.assisted, size) == 1;
    const std::int64_t children = whole ? unit.seats - unit.assisted * (size.seats_of_assisted - 1) : 1;
    const std::int64_t need = coaches_for(day.input.rules, children);
    if (need <= *coaches) return std::nullopt;
    const std::string& name = day.input.teams[unit.team].name;
    return Infeasible{"H7",
                      "'" + name + "' has " + (whole ? std::to_string(children) : "") +
                          (whole ? " children in one heat of '" : "children in '") + band.name + "', who need " +
                          (whole ? std::to_string(need) + " coaches" : std::string("a coach in each heat")) +
                          ", and has " + std::to_string(*coaches) +
                          "; find more coaches or raise chaperone_ratio (no other plan can help)",
                      {name}};
}

}  // namespace

std::optional<Infeasible> team_reason(const DayTask& day) {
    for (std::size_t b = 0; b < day.input.rules.bands.size(); ++b) {
        const BandTask task = day.band(b, 0);
        if (std::optional<Infeasible> why = child_without_room(task)) return why;
        if (const Result<std::vector<TeamLock>, Infeasible> locks = team_locks(task); !locks) return locks.error();
    }
    for (std::size_t b = 0; b < day.input.rules.bands.size(); ++b) {
        for (const UnitSize& unit : day.units[b]) {
            if (std::optional<Infeasible> why = unit_without_coaches(day, b, unit)) return why;
        }
    }
    return std::nullopt;
}

}  // namespace heatline::heats
