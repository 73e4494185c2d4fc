// The oracle's grants: every team's counts and every statement, each worked out for itself.

#include <algorithm>

#include "tests/engine/oracle/each_fact.h"
#include "tests/engine/oracle/oracle.h"

namespace heatline::test {

TeamCounts Oracle::counts(TeamId team) const {
    TeamCounts counts;
    for (std::size_t i = 0; i < runners_.size(); ++i) {
        if (runners_[i].team != team) continue;
        const LedgerRow row = ledger(RunnerId{i});
        const bool here = runners_[i].attendance == Attendance::in_person;
        const bool registered = runners_[i].registered;
        if (!here && registered) ++counts.virtuals;
        if (here && !registered && row.finished) ++counts.finished_unregistered;
        if (!here || !registered) continue;
        ++counts.registered;
        if (row.seen) ++counts.checked_in;
        if (row.started) ++counts.started;
        if (row.finished) ++counts.finished;
    }
    return counts;
}

std::vector<std::string> Oracle::ineligible(const Team& team) const {
    std::vector<std::string> reasons;
    if (rules_.eligibility.no_fee_unless_exception && team.charges_fee == true && team.fee_exception != true) {
        reasons.push_back(team.fee_exception == false ? "charges a fee without an exception"
                                                      : "charges a fee, and no record of an exception");
    }
    const auto needs = [&](bool rule, const std::optional<bool>& has, const std::string& what) {
        if (rule && has != true) reasons.push_back((has == false ? "no " : "no record of ") + what);
    };
    needs(rules_.eligibility.registered_coach, team.registered_coach, "registered coach");
    needs(rules_.eligibility.background_check, team.background_check, "background check");
    needs(rules_.eligibility.event_training, team.event_training, "event training");
    return reasons;
}

// The last word on this team and grant; nothing where it is 0.00.
std::optional<TeamAwarded> Oracle::award(TeamId team, const std::string& grant, Seq* told) const {
    std::optional<TeamAwarded> last;
    each<TeamAwarded>(facts_, [&](const auto& f, Seq seq) {
        if (f.team != team || f.grant != grant) return;
        last = f;
        *told = seq;
    });
    return last && last->amount.count > 0 ? last : std::nullopt;
}

Grants Oracle::grants() const {
    std::vector<TeamCounts> all_counts;
    for (std::size_t t = 0; t < teams_.size(); ++t) all_counts.push_back(counts(TeamId{t}));
    const auto count = [&](std::size_t t, const GrantRules& rule, Basis basis) {
        const TeamCounts& c = all_counts[t];
        const std::int32_t of_basis = basis == Basis::registered   ? c.registered
                                      : basis == Basis::checked_in ? c.checked_in
                                      : basis == Basis::started    ? c.started
                                                                   : c.finished;
        return of_basis + (rule.include_virtual ? c.virtuals : 0);
    };
    const std::map<Basis, std::string> words{{Basis::registered, "registered"},
                                             {Basis::checked_in, "checked in"},
                                             {Basis::started, "started"},
                                             {Basis::finished, "finished"}};
    std::map<std::pair<std::size_t, std::size_t>, GrantStatement> made;  // By team and grant.
    for (std::size_t g = 0; g < rules_.grants.size(); ++g) {
        const GrantRules& rule = rules_.grants[g];
        const auto ranks = [&](std::size_t t) {
            return ineligible(teams_[t]).empty() && count(t, rule, rule.minimum_basis) >= rule.minimum &&
                   count(t, rule, rule.basis) > 0;
        };
        for (std::size_t t = 0; t < teams_.size(); ++t) {
            GrantStatement& s = made[{t, g}];
            s.team = TeamId{t};
            s.grant = rule.id;
            s.counts = all_counts[t];
            s.reasons = ineligible(teams_[t]);
            s.eligible = s.reasons.empty();
            if (rule.kind == GrantKind::award) {
                Seq told = 0;
                if (const auto given = award(TeamId{t}, rule.id, &told)) {
                    s.award_reason = given->reason.value;
                    s.awarded = told;
                    if (s.eligible) s.amount = given->amount;
                    if (!s.eligible) s.reasons.push_back(format_usd(given->amount) + " awarded, not paid");
                }
                continue;
            }
            const std::int32_t unregistered = all_counts[t].finished_unregistered;
            if (rule.kind == GrantKind::per_finisher && unregistered > 0)
                s.reasons.push_back(std::to_string(unregistered) + " finished without being registered, not counted");
            const std::int32_t brought = count(t, rule, rule.minimum_basis);
            if (brought < rule.minimum) {
                s.reasons.push_back(std::to_string(brought) + " of " + std::to_string(rule.minimum) + " " +
                                    words.at(rule.minimum_basis));
            }
            if (rule.kind == GrantKind::per_finisher) {
                if (s.eligible && brought >= rule.minimum)
                    s.amount.count = rule.amount.count * count(t, rule, Basis::finished);
                continue;
            }
            if (!ranks(t)) continue;
            const std::int32_t size = count(t, rule, rule.basis);
            std::size_t bigger = 0, tied = 0, tied_before_by_name = 0;
            for (std::size_t other = 0; other < teams_.size(); ++other) {
                if (!ranks(other)) continue;
                const std::int32_t theirs = count(other, rule, rule.basis);
                if (theirs > size) ++bigger;
                if (theirs == size) ++tied;
                if (theirs == size && teams_[other].name < teams_[t].name) ++tied_before_by_name;
            }
            if (bigger >= rule.prizes.size()) continue;
            if (rule.tie == TieRule::all_win) {
                s.amount = rule.prizes[bigger];
            } else {
                std::int64_t pot = 0;
                for (std::size_t place = bigger; place < bigger + tied; ++place) {
                    if (place < rule.prizes.size()) pot += rule.prizes[place].count;
                }
                // Hand out cent by cent, in the order of names, until the pot is empty.
                const auto m = static_cast<std::int64_t>(tied);
                s.amount.count = pot / m;
                if (static_cast<std::int64_t>(tied_before_by_name) < pot - pot / m * m) ++s.amount.count;
            }
            std::string place = "place " + std::to_string(bigger + 1);
            if (tied > 1) place += ", tied with " + std::to_string(tied - 1);
            s.reasons.push_back(place);
        }
    }
    for (std::size_t t = 0; t < teams_.size(); ++t) {
        for (std::size_t winner = 0; winner < rules_.grants.size(); ++winner) {
            for (std::size_t loser = 0; loser < rules_.grants.size(); ++loser) {
                const auto& not_with = rules_.grants[winner].not_with;
                const bool excluded = std::count(not_with.begin(), not_with.end(), rules_.grants[loser].id) > 0;
                GrantStatement& lost = made[{t, loser}];
                if (winner == loser || !excluded || made[{t, winner}].amount.count == 0 || lost.amount.count == 0)
                    continue;
                lost.amount.count = 0;
                lost.reasons.push_back("not together with " + rules_.grants[winner].id);
            }
        }
    }
    Grants grants;
    for (const auto& [key, statement] : made) {
        grants.total.count += statement.amount.count;
        grants.statements.push_back(statement);
    }
    return grants;
}

}  // namespace heatline::test
