#pragma once
// Reasons: why there is no plan, with few teams, those that clash by themselves.
//
// A reason is sound before it is small: where teams are named as a clash, no plan of these teams alone keeps the rule.
// What could only not be found says so in its sentence. Points into the planner's own data. Pure; any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/heats/bounds.h"
#include "engine/heats/order.h"

namespace heatline::heats {

class Reasons {
public:
    // `units` by band. All must outlive it, and may be filled later.
    Reasons(const PlanInput& input, const std::vector<std::int64_t>& positions, const Entries& entries,
            const std::vector<std::vector<UnitSize>>& units)
        : input_(input), positions_(positions), entries_(entries), units_(units) {}

    // What no other team has a part in: looked at first, whatever the band.
    std::optional<Infeasible> team_by_itself() const;

    // Of the reasons why the band, or one after it, cannot be made, one that concerns few teams.
    Infeasible least_of_bands(std::size_t band, std::int64_t heats_before, Infeasible why) const;

    // H6 and H7 of a day that was laid out. `lacking`: the teams without coaches enough in its best order.
    std::optional<Infeasible> too_late(const std::vector<DayHeat>& day, const std::vector<Instant>& starts) const;
    Infeasible no_order(const std::vector<DayHeat>& day, const std::vector<Instant>& starts,
                        const std::vector<TeamIndex>& lacking) const;

    // The reason with fewer teams, where the others are proven to have no plan, by whatever rule, whoever runs beside
    // them. What is left can lose no team, or says that this was not decided.
    Infeasible least(Infeasible why) const;

private:
    bool every_way_of(const std::vector<TeamIndex>& teams) const;
    std::string beside_sentence(bool coaches) const;
    BandTask task_of(std::size_t band, std::int64_t heats_before) const;
    std::optional<Infeasible> unit_without_coaches(std::size_t b, const UnitSize& unit) const;
    std::vector<std::string> too_early_clash(std::size_t band, std::int64_t heats_before,
                                             std::vector<std::string> named) const;
    std::vector<std::string> lane_clash(std::size_t band, std::int64_t heats_before,
                                        std::vector<std::string> named) const;
    std::optional<Instant> soonest_end(const std::vector<TeamIndex>& teams) const;
    std::vector<TeamIndex> largest_first() const;

    const PlanInput& input_;
    const std::vector<std::int64_t>& positions_;
    const Entries& entries_;
    const std::vector<std::vector<UnitSize>>& units_;
};

}  // namespace heatline::heats
