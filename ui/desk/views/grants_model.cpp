#include "ui/desk/views/grants_model.h"

#include <algorithm>

#include "engine/grants.h"
#include "ui/desk/command_json.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

std::string whole(std::int64_t count) { return grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(0, count))); }

// The reasons that every grant of a team has first: those of [eligibility].
std::vector<std::string> why_not(const std::vector<const GrantStatement*>& statements) {
    if (statements.empty() || statements.front()->eligible) return {};
    std::vector<std::string> common = statements.front()->reasons;
    for (const GrantStatement* statement : statements) {
        std::size_t same = 0;
        while (same < common.size() && same < statement->reasons.size() && common[same] == statement->reasons[same])
            ++same;
        common.resize(same);
    }
    // With one grant alone the first reason is one of eligibility; what follows may be its own.
    if (common.empty())
        common.push_back(statements.front()->reasons.empty() ? "" : statements.front()->reasons.front());
    return common;
}

std::vector<std::vector<const GrantStatement*>> by_team(const Snapshot& snapshot) {
    std::vector<std::vector<const GrantStatement*>> teams(snapshot.roster->teams().size());
    for (const GrantStatement& statement : snapshot.grants->statements) {
        if (statement.team.index() < teams.size()) teams[statement.team.index()].push_back(&statement);
    }
    return teams;
}

std::string joined(const std::vector<std::string>& reasons) {
    std::string text;
    for (const std::string& reason : reasons) text += (text.empty() ? "" : "; ") + reason;
    return text;
}

// What all grants of a team say, each thing once.
std::string all_reasons(const std::vector<const GrantStatement*>& statements) {
    std::vector<std::string> reasons;
    for (const GrantStatement* statement : statements) {
        for (const std::string& reason : statement->reasons) {
            if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) reasons.push_back(reason);
        }
    }
    return joined(reasons);
}

std::string paid(Cents amount) { return amount.count == 0 ? std::string{} : dollars(amount); }

}  // namespace

std::string grant_title(const std::string& id) {
    std::string title = id;
    std::replace(title.begin(), title.end(), '-', ' ');
    std::replace(title.begin(), title.end(), '_', ' ');
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

GrantsTable grants_lines(const Snapshot& snapshot) {
    GrantsTable table;
    std::vector<Cents> sums(snapshot.rules->grants.size());
    TeamCounts counts;
    std::uint64_t eligible = 0;
    for (const GrantRules& grant : snapshot.rules->grants) table.grants.push_back(grant_title(grant.id));
    const auto teams = by_team(snapshot);
    const std::vector<TeamCounts> counted_of = count_teams(*snapshot.roster, *snapshot.ledger);
    for (std::size_t i = 0; i < teams.size(); ++i) {
        GrantsLine line;
        line.team = TeamId{i};
        line.name = snapshot.roster->teams()[i].name;
        const TeamCounts& team = counted_of[i];
        line.registered = whole(team.registered);
        line.started = whole(team.started);
        line.finished = whole(team.finished);
        line.eligible = teams[i].empty() || teams[i].front()->eligible;
        Cents total;
        for (std::size_t grant = 0; grant < teams[i].size() && grant < sums.size(); ++grant) {
            line.amounts.push_back(paid(teams[i][grant]->amount));
            total += teams[i][grant]->amount;
            sums[grant] += teams[i][grant]->amount;
        }
        line.total = dollars(total);
        if (total.count == 0) line.why = line.eligible ? all_reasons(teams[i]) : joined(why_not(teams[i]));
        counts.registered += team.registered;
        counts.started += team.started;
        counts.finished += team.finished;
        eligible += line.eligible ? 1 : 0;
        table.lines.push_back(std::move(line));
    }
    table.sums.name = counted(teams.size(), "team", "teams") + ", " + grouped(eligible) + " eligible";
    table.sums.registered = whole(counts.registered);
    table.sums.started = whole(counts.started);
    table.sums.finished = whole(counts.finished);
    for (const Cents sum : sums) table.sums.amounts.push_back(dollars(sum));
    table.sums.total = dollars(snapshot.grants->total);
    return table;
}

ApprovalLook approval_look(const Snapshot& snapshot) {
    const Grants& now = *snapshot.grants;
    const auto said = [&](const Approval& approval) {
        return (approval.by.empty() ? std::string{"somebody"} : approval.by.value) + " at " +
               clock_time(approval.at, *snapshot.rules);
    };
    std::vector<const Approval*> current;
    for (const Approval& approval : snapshot.approvals) {
        if (approval.digest == now.digest) current.push_back(&approval);
    }
    ApprovalLook look;
    if (current.size() >= 2) {
        return {Mark::back, Ink::ok, "Approved", said(*current[0]) + " and " + said(*current[1]), {}};
    }
    // What stood before, if that was another sum or other statements.
    const Approval* before = approved(snapshot.approvals);
    if (before && before->digest == now.digest) before = nullptr;
    if (!before && current.empty() && !snapshot.approvals.empty()) before = &snapshot.approvals.back();
    if (before) {
        const Cents difference{now.total.count - before->total.count};
        look.change = (difference.count > 0 ? "+" : "") + dollars(difference) + ", " + dollars(before->total) +
                      " was approved by " + said(*before);
        if (difference.count == 0) look.change = "the same " + dollars(now.total) + ", but other counts or reasons";
    }
    look.mark = before ? Mark::look : current.empty() ? Mark::absent : Mark::live;
    look.ink = before ? Ink::warn : current.empty() ? Ink::muted : Ink::text;
    if (!current.empty()) {
        look.headline = before ? "Approved anew by one" : "Approved once";
        look.detail = said(*current[0]) + "; somebody else must approve too";
    } else if (before) {
        look.headline = "Changed since the approval";
        look.detail = "two people must approve anew";
    } else {
        look.headline = "Not approved yet";
        look.detail = "two people must approve";
    }
    return look;
}

TeamSheet team_sheet(const Snapshot& snapshot, TeamId team) {
    TeamSheet sheet;
    if (!team || team.index() >= snapshot.roster->teams().size()) return sheet;
    const auto statements = by_team(snapshot)[team.index()];
    const TeamCounts counts = count_teams(*snapshot.roster, *snapshot.ledger)[team.index()];
    sheet.name = snapshot.roster->team(team).name;
    sheet.about = whole(counts.registered) + " registered · " + whole(counts.finished) + " finished";
    sheet.eligible = statements.empty() || statements.front()->eligible;
    sheet.why_not = why_not(statements);
    Cents total;
    for (const GrantStatement* statement : statements) {
        TeamGrantLook grant{grant_title(statement->grant), dollars(statement->amount), statement->reasons};
        // Said once for the team, not once a grant.
        const auto own = static_cast<std::ptrdiff_t>(std::min(sheet.why_not.size(), grant.reasons.size()));
        if (!sheet.eligible) grant.reasons.erase(grant.reasons.begin(), grant.reasons.begin() + own);
        if (!statement->award_reason.empty()) grant.reasons.push_back(statement->award_reason);
        total += statement->amount;
        sheet.grants.push_back(std::move(grant));
    }
    sheet.total = dollars(total);
    const auto not_counted = [&](std::int32_t count, const char* one, const char* many) {
        if (count > 0) sheet.not_counted.push_back(counted(static_cast<std::uint64_t>(count), one, many));
    };
    not_counted(counts.registered - counts.started, "registered child has not started",
                "registered children have not started");
    not_counted(counts.started - counts.finished, "started and has not finished", "started and have not finished");
    not_counted(counts.finished_unregistered, "finished without being registered", "finished without being registered");
    not_counted(counts.virtuals, "virtual runner", "virtual runners");
    return sheet;
}

std::vector<std::string> award_grants(const MeetRules& rules) {
    std::vector<std::string> ids;
    for (const GrantRules& grant : rules.grants) {
        if (grant.kind == GrantKind::award) ids.push_back(grant.id);
    }
    return ids;
}

std::optional<std::string> award_amount(std::string_view typed) {
    std::string plain{typed};
    if (plain.starts_with('$')) plain.erase(0, 1);
    std::erase(plain, ',');
    const auto amount = parse_usd(plain);
    if (!amount) return std::nullopt;
    return format_usd(*amount);
}

std::string approve_command(const std::string& digest, const std::string& by) {
    return CommandJson{"approve-grants"}.text("by", by).text("digest", digest).str();
}

std::string take_back_command(const std::string& by) {
    return CommandJson{"approve-grants"}.text("by", by).undo().str();
}

std::string award_command(const Snapshot& snapshot, TeamId team, const std::string& grant, const std::string& amount,
                          const std::string& reason) {
    return CommandJson{"award"}
        .text("team", snapshot.roster->team(team).name)
        .text("grant", grant)
        .text("amount", amount)
        .text("reason", reason)
        .str();
}

std::string awarded_now(const Snapshot& snapshot, TeamId team, const std::string& grant) {
    for (const GrantStatement& statement : snapshot.grants->statements) {
        if (statement.team == team && statement.grant == grant) return format_usd(statement.amount);
    }
    return format_usd({});
}

}  // namespace heatline::ui
