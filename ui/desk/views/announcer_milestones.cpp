// A team's 25th finisher, and every 50th: told as it happens, with the money where the team will get it.

#include <algorithm>

#include "ui/desk/views/announcer_model.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

// When the registered finishers of each team crossed, as the grants count children: each child once, at its first.
std::vector<std::vector<Instant>> crossings_by_team(const Snapshot& snapshot) {
    constexpr Instant kNever{INT64_MAX};
    std::vector<Instant> first(snapshot.roster->runners().size(), kNever);
    for (const auto& heat : snapshot.heats) {
        for (const ResultRow& row : heat->rows) {
            const auto* finished = std::get_if<outcome::Finished>(&row.outcome);
            if (finished && row.runner && row.runner.index() < first.size())
                first[row.runner.index()] = std::min(first[row.runner.index()], finished->at);
        }
    }
    std::vector<std::vector<Instant>> by_team(snapshot.roster->teams().size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        const RunnerBrief& runner = snapshot.roster->brief(RunnerId{i});
        if (first[i] != kNever && runner.registered && !runner.virtually)
            by_team[runner.team.index()].push_back(first[i]);
    }
    for (auto& crossings : by_team) std::sort(crossings.begin(), crossings.end());
    return by_team;
}

const GrantRules* per_finisher(const MeetRules& rules) {
    for (const GrantRules& grant : rules.grants) {
        if (grant.kind == GrantKind::per_finisher) return &grant;
    }
    return nullptr;
}

// Whether the team gets this grant as things stand.
bool gets(const Snapshot& snapshot, TeamId team, const GrantRules& grant) {
    for (const GrantStatement& statement : snapshot.grants->statements) {
        if (statement.team == team && statement.grant == grant.id)
            return statement.eligible && statement.amount.count > 0;
    }
    return false;
}

}  // namespace

std::vector<Milestone> milestones(const Snapshot& snapshot) {
    std::vector<Milestone> all;
    const GrantRules* grant = per_finisher(*snapshot.rules);
    const auto by_team = crossings_by_team(snapshot);
    for (std::size_t i = 0; i < by_team.size(); ++i) {
        const bool paid = grant && gets(snapshot, TeamId{i}, *grant);
        for (std::size_t count = 1; count <= by_team[i].size(); ++count) {
            const bool minimum = grant && grant->minimum_basis == Basis::finished && grant->minimum > 1 &&
                                 count == static_cast<std::size_t>(grant->minimum);
            if (!minimum && count % static_cast<std::size_t>(kMilestoneEvery) != 0) continue;
            std::string says = snapshot.roster->teams()[i].name + " has " + counted(count, "finisher", "finishers");
            if (paid) says += ": " + dollars(static_cast<std::int64_t>(count) * grant->amount) + " for the team";
            all.push_back({by_team[i][count - 1], std::move(says)});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Milestone& a, const Milestone& b) { return a.at > b.at; });
    return all;
}

std::vector<Milestone> milestones_now(const std::vector<Milestone>& all, Instant now) {
    std::vector<Milestone> told;
    for (const Milestone& milestone : all) {
        if (milestone.at <= now && now < milestone.at + kMilestoneTold && told.size() < kMilestonesShown)
            told.push_back(milestone);
    }
    return told;
}

}  // namespace heatline::ui
