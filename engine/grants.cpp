#include "engine/grants.h"

#include <algorithm>
#include <string_view>

#include "engine/base/digest.h"

namespace heatline {
namespace {

std::int32_t counted(const TeamCounts& counts, Basis basis, bool include_virtual) {
    const std::int32_t virtuals = include_virtual ? counts.virtuals : 0;
    switch (basis) {
        case Basis::registered:
            return counts.registered + virtuals;
        case Basis::checked_in:
            return counts.checked_in + virtuals;
        case Basis::started:
            return counts.started + virtuals;
        case Basis::finished:
            return counts.finished + virtuals;
    }
    return 0;
}

std::string_view word(Basis basis) {
    switch (basis) {
        case Basis::registered:
            return "registered";
        case Basis::checked_in:
            return "checked in";
        case Basis::started:
            return "started";
        case Basis::finished:
            return "finished";
    }
    return "";
}

// A team must have this on record; nothing on record counts as no.
void require(const std::optional<bool>& on_record, const char* what, std::vector<std::string>& reasons) {
    if (!on_record) reasons.push_back(std::string{"no record of "} + what);
    if (on_record && !*on_record) reasons.push_back(std::string{"no "} + what);
}

std::vector<std::string> why_ineligible(const EligibilityRules& rules, const Team& team) {
    std::vector<std::string> reasons;
    if (rules.no_fee_unless_exception && team.charges_fee.value_or(false) && !team.fee_exception.value_or(false)) {
        reasons.push_back(team.fee_exception ? "charges a fee without an exception"
                                             : "charges a fee, and no record of an exception");
    }
    if (rules.registered_coach) require(team.registered_coach, "registered coach", reasons);
    if (rules.background_check) require(team.background_check, "background check", reasons);
    if (rules.event_training) require(team.event_training, "event training", reasons);
    return reasons;
}

class Statements {
public:
    Statements(const MeetRules& rules, const Roster& roster, std::span<const TeamCounts> counts, const Awards& awards)
        : rules_(rules), roster_(roster), counts_(counts), awards_(awards), by_grant_(rules.grants.size()) {}

    Grants all() {
        for (std::size_t team = 0; team < roster_.teams().size(); ++team) {
            ineligible_.push_back(why_ineligible(rules_.eligibility, roster_.teams()[team]));
        }
        for (std::size_t grant = 0; grant < rules_.grants.size(); ++grant) {
            for (std::size_t team = 0; team < roster_.teams().size(); ++team) open(grant, team);
            if (rules_.grants[grant].kind == GrantKind::per_finisher) pay_per_finisher(grant);
            if (rules_.grants[grant].kind == GrantKind::biggest_teams) pay_prizes(grant);
            if (rules_.grants[grant].kind == GrantKind::award) pay_awards(grant);
        }
        exclude_not_with();
        return collect();
    }

private:
    const GrantRules& rule(std::size_t grant) const { return rules_.grants[grant]; }
    std::int32_t count_for(std::size_t grant, std::size_t team, Basis basis) const {
        return counted(counts_[team], basis, rule(grant).include_virtual);
    }

    void open(std::size_t grant, std::size_t team) {
        GrantStatement statement;
        statement.team = TeamId{team};
        statement.grant = rule(grant).id;
        statement.counts = counts_[team];
        statement.eligible = ineligible_[team].empty();
        statement.reasons = ineligible_[team];
        by_grant_[grant].push_back(std::move(statement));
    }

    // Says "24 of 25" and is false where the team brings fewer than the grant's minimum.
    bool meets_minimum(std::size_t grant, std::size_t team) {
        const std::int32_t brought = count_for(grant, team, rule(grant).minimum_basis);
        if (brought >= rule(grant).minimum) return true;
        by_grant_[grant][team].reasons.push_back(std::to_string(brought) + " of " +
                                                 std::to_string(rule(grant).minimum) + " " +
                                                 std::string{word(rule(grant).minimum_basis)});
        return false;
    }

    void pay_per_finisher(std::size_t grant) {
        for (std::size_t team = 0; team < by_grant_[grant].size(); ++team) {
            GrantStatement& statement = by_grant_[grant][team];
            const std::int32_t unregistered = counts_[team].finished_unregistered;
            if (unregistered > 0) {
                statement.reasons.push_back(std::to_string(unregistered) +
                                            " finished without being registered, not counted");
            }
            const bool enough = meets_minimum(grant, team);
            if (statement.eligible && enough)
                statement.amount = count_for(grant, team, Basis::finished) * rule(grant).amount;
        }
    }

    void pay_prizes(std::size_t grant) {
        // Who ranks: eligible, not below the minimum, and not empty-handed. Ties stand in the order of names.
        std::vector<std::size_t> ranked;
        for (std::size_t team = 0; team < by_grant_[grant].size(); ++team) {
            const bool enough = meets_minimum(grant, team);
            if (by_grant_[grant][team].eligible && enough && size_of(grant, team) > 0) ranked.push_back(team);
        }
        std::sort(ranked.begin(), ranked.end(), [&](std::size_t a, std::size_t b) {
            if (size_of(grant, a) != size_of(grant, b)) return size_of(grant, a) > size_of(grant, b);
            return roster_.teams()[a].name < roster_.teams()[b].name;
        });
        for (std::size_t first = 0; first < ranked.size();) {
            std::size_t end = first + 1;
            while (end < ranked.size() && size_of(grant, ranked[end]) == size_of(grant, ranked[first])) ++end;
            give_prizes(grant, {ranked.data() + first, end - first}, first);
            first = end;
        }
    }
    std::int32_t size_of(std::size_t grant, std::size_t team) const {
        return count_for(grant, team, rule(grant).basis);
    }

    // Gives the teams tied over places first+1 … first+m what the tie rule says.
    void give_prizes(std::size_t grant, std::span<const std::size_t> tied, std::size_t first) {
        const std::vector<Cents>& prizes = rule(grant).prizes;
        const auto tied_count = static_cast<std::int64_t>(tied.size());
        Cents sum;
        for (std::size_t place = first; place < std::min(first + tied.size(), prizes.size()); ++place)
            sum += prizes[place];
        for (std::size_t i = 0; i < tied.size(); ++i) {
            GrantStatement& statement = by_grant_[grant][tied[i]];
            if (rule(grant).tie == TieRule::all_win) {
                if (first < prizes.size()) statement.amount = prizes[first];
            } else {
                const bool gets_leftover_cent = static_cast<std::int64_t>(i) < sum.count % tied_count;
                statement.amount = {sum.count / tied_count + (gets_leftover_cent ? 1 : 0)};
            }
            std::string reason = "place " + std::to_string(first + 1);
            if (tied.size() > 1) reason += ", tied with " + std::to_string(tied.size() - 1);
            if (first < prizes.size()) statement.reasons.push_back(std::move(reason));
        }
    }

    void pay_awards(std::size_t grant) {
        for (std::size_t team = 0; team < by_grant_[grant].size(); ++team) {
            const auto award = awards_.find({TeamId{team}, rule(grant).id});
            if (award == awards_.end()) continue;
            GrantStatement& statement = by_grant_[grant][team];
            statement.award_reason = award->second.reason.value;
            statement.awarded = award->second.seq;
            if (statement.eligible) {
                statement.amount = award->second.amount;
            } else {
                statement.reasons.push_back(format_usd(award->second.amount) + " awarded, not paid");
            }
        }
    }

    // A winner of a grant takes none of those that the grant names in `not_with`.
    void exclude_not_with() {
        for (std::size_t grant = 0; grant < by_grant_.size(); ++grant) {
            for (std::size_t team = 0; team < by_grant_[grant].size(); ++team) {
                if (by_grant_[grant][team].amount.count == 0) continue;
                for (std::size_t other = 0; other < by_grant_.size(); ++other) {
                    const auto& excluded = rule(grant).not_with;
                    if (other == grant) continue;  // A grant never takes itself away.
                    if (std::find(excluded.begin(), excluded.end(), rule(other).id) == excluded.end()) continue;
                    GrantStatement& lost = by_grant_[other][team];
                    if (lost.amount.count == 0) continue;
                    lost.amount = {};
                    lost.reasons.push_back("not together with " + rule(grant).id);
                }
            }
        }
    }

    Grants collect() {
        Grants grants;
        for (std::size_t team = 0; team < roster_.teams().size(); ++team) {
            for (auto& statements : by_grant_) {
                grants.total += statements[team].amount;
                grants.statements.push_back(std::move(statements[team]));
            }
        }
        grants.digest = digest_of(grants);
        return grants;
    }

    std::string digest_of(const Grants& grants) const {
        Digest digest;
        for (const GrantStatement& statement : grants.statements) {
            const TeamCounts& counts = statement.counts;
            digest.text(roster_.team(statement.team).name);
            digest.text(statement.grant);
            for (const std::int32_t count : {counts.registered, counts.checked_in, counts.started, counts.finished,
                                             counts.virtuals, counts.finished_unregistered}) {
                digest.number(static_cast<std::uint64_t>(count));
            }
            digest.number(statement.eligible ? 1 : 0);
            digest.number(statement.reasons.size());
            for (const std::string& reason : statement.reasons) digest.text(reason);
            digest.number(statement.awarded);
            digest.number(static_cast<std::uint64_t>(statement.amount.count));
        }
        return digest.hex();
    }

    const MeetRules& rules_;
    const Roster& roster_;
    std::span<const TeamCounts> counts_;
    const Awards& awards_;
    std::vector<std::vector<std::string>> ineligible_;   // By team.
    std::vector<std::vector<GrantStatement>> by_grant_;  // By grant, then team.
};

}  // namespace

std::vector<TeamCounts> count_teams(const Roster& roster, std::span<const LedgerRow> ledger) {
    std::vector<TeamCounts> counts(roster.teams().size());
    for (std::size_t i = 0; i < roster.runners().size(); ++i) {
        const RunnerBrief& runner = roster.brief(RunnerId{i});
        TeamCounts& team = counts[runner.team.index()];
        if (runner.virtually) {
            team.virtuals += runner.registered ? 1 : 0;
            continue;
        }
        if (!runner.registered) {
            team.finished_unregistered += ledger[i].finished ? 1 : 0;
            continue;
        }
        ++team.registered;
        team.checked_in += ledger[i].seen ? 1 : 0;
        team.started += ledger[i].started ? 1 : 0;
        team.finished += ledger[i].finished ? 1 : 0;
    }
    return counts;
}

Grants grant_statements(const MeetRules& rules, const Roster& roster, std::span<const TeamCounts> counts,
                        const Awards& awards) {
    return Statements{rules, roster, counts, awards}.all();
}

}  // namespace heatline
