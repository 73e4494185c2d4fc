#include "tools/simulate/dollars.h"

#include <algorithm>

#include "engine/base/counted.h"

namespace heatline::simulate {
namespace {

std::int64_t counted(const TeamCount& team, Basis basis, bool include_virtual) {
    std::int64_t count = team.registered;
    if (basis == Basis::checked_in) count = team.checked_in;
    if (basis == Basis::started) count = team.started;
    if (basis == Basis::finished) count = team.finished;
    return count + (include_virtual ? team.virtuals : 0);
}

bool may_have(const GrantRules& grant, const TeamCount& team) {
    return team.eligible && counted(team, grant.minimum_basis, grant.include_virtual) >= grant.minimum;
}

// A team's prize: count who is bigger and who is as big; the prizes from its place on are split among the latter.
Cents prize(const GrantRules& grant, const std::vector<TeamCount>& teams, const TeamCount& team) {
    const std::int64_t size = counted(team, grant.basis, grant.include_virtual);
    if (!may_have(grant, team) || size == 0) return {};
    std::size_t bigger = 0, as_big = 0, as_big_before = 0;
    for (const TeamCount& other : teams) {
        if (!may_have(grant, other)) continue;
        const std::int64_t its_size = counted(other, grant.basis, grant.include_virtual);
        if (its_size > size) ++bigger;
        if (its_size == size) ++as_big;
        if (its_size == size && other.team < team.team) ++as_big_before;
    }
    if (bigger >= grant.prizes.size()) return {};
    if (grant.tie == TieRule::all_win) return grant.prizes[bigger];
    std::int64_t pot = 0;
    for (std::size_t place = bigger; place < std::min(bigger + as_big, grant.prizes.size()); ++place)
        pot += grant.prizes[place].count;
    const auto sharers = static_cast<std::int64_t>(as_big);
    return {pot / sharers + (static_cast<std::int64_t>(as_big_before) < pot % sharers ? 1 : 0)};
}

}  // namespace

std::vector<std::vector<Cents>> dollars(const std::vector<GrantRules>& grants, const std::vector<TeamCount>& teams) {
    std::vector<std::vector<Cents>> paid;
    for (const GrantRules& grant : grants) {
        std::vector<Cents> amounts;
        for (const TeamCount& team : teams) {
            if (grant.kind == GrantKind::biggest_teams) {
                amounts.push_back(prize(grant, teams, team));
            } else {
                const std::int64_t children = counted(team, Basis::finished, grant.include_virtual);
                amounts.push_back(may_have(grant, team) ? children * grant.amount : Cents{});
            }
        }
        paid.push_back(std::move(amounts));
    }
    // Who wins a grant takes none of those it excludes.
    for (std::size_t winner = 0; winner < grants.size(); ++winner) {
        for (std::size_t other = 0; other < grants.size(); ++other) {
            const auto& excluded = grants[winner].not_with;
            if (std::find(excluded.begin(), excluded.end(), grants[other].id) == excluded.end()) continue;
            for (std::size_t team = 0; team < teams.size(); ++team) {
                if (paid[winner][team].count > 0) paid[other][team] = {};
            }
        }
    }
    return paid;
}

}  // namespace heatline::simulate
