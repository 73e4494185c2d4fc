#include "engine/rulings/closing.h"

#include <algorithm>

#include "engine/base/counted.h"
#include "engine/base/limits.h"

namespace heatline::rulings {
namespace {

constexpr std::size_t kNamedInASentence = 3;

// As team names are compared: without regard to case and spaces.
bool same_person(std::string_view a, std::string_view b) { return team_key(a) == team_key(b); }

}  // namespace

Ruling Closing::operator()(const GiveAward& c) {
    const TeamId team = s_.roster->find_team(c.team);
    if (!team) return refuse("there is no team " + quoted(c.team) + "; check the spelling");
    std::string grant;
    if (!choose_grant(c, grant)) return refuse(problem_);
    if (c.amount > limits::kAwardMax)
        return refuse("one award is at most " + format_usd(limits::kAwardMax) + "; check the point in the amount");
    const auto held = s_.awards.find({team, grant});
    const std::string& name = s_.roster->team(team).name;
    if (held == s_.awards.end() && c.amount.count == 0)
        return refuse(name + " has no award of the grant " + quoted(grant) + ", so there is nothing to take back");
    if (held != s_.awards.end() && held->second.amount == c.amount && held->second.reason.value == reason_)
        return Error{Refusal{"nothing would change: " + name + " has this award already", true}};
    return Bodies{TeamAwarded{team, std::move(grant), c.amount, reason_}};
}

bool Closing::choose_grant(const GiveAward& c, std::string& grant) {
    std::vector<std::string> awards;
    for (const GrantRules& rule : s_.rules->grants) {
        if (rule.kind == GrantKind::award && (c.grant.empty() || rule.id == c.grant)) awards.push_back(rule.id);
    }
    if (awards.size() == 1) {
        grant = awards.front();
        return true;
    }
    if (awards.size() > 1) {
        problem_ = "the meet has several grants of the kind award; name one: " + listed(awards, awards.size());
    } else if (c.grant.empty()) {
        problem_ = "the meet has no grant of the kind award; write one into meet.toml and start the server again";
    } else {
        problem_ = "there is no grant " + quoted(c.grant) + " of the kind award; write its id as in meet.toml";
    }
    return false;
}

Ruling Closing::operator()(const ApproveGrants& c) {
    if (!name_fits(team_key(c.by), "name of who approves")) return refuse(problem_);
    if (c.undo) return take_back_approval(c);
    if (c.digest != c.digest_now) {
        return refuse("these are not the statements as they are now, whose digest is " + c.digest_now +
                      "; look at them again");
    }
    const auto is_this = [&](const Approval& held) {
        return held.digest == c.digest && same_person(held.by.value, c.by);
    };
    if (std::any_of(s_.approvals.begin(), s_.approvals.end(), is_this))
        return refuse(c.by + " has approved these statements already; somebody else must approve them too");
    if (s_.approvals.size() >= limits::kApprovalsMax)
        return refuse("100 approvals stand already; take back those that are out of date");
    return Bodies{GrantsApproved{c.by, c.digest_now, c.total, reason_}};
}

Ruling Closing::take_back_approval(const ApproveGrants& c) {
    const auto is_this = [&](const Approval& held) {
        return same_person(held.by.value, c.by) && (c.digest.empty() || held.digest == c.digest);
    };
    const auto last = std::find_if(s_.approvals.rbegin(), s_.approvals.rend(), is_this);
    if (last == s_.approvals.rend()) return refuse("no approval by " + c.by + " stands, so there is none to take back");
    return Bodies{ApprovalTakenBack{last->seq, reason_}};
}

Ruling Closing::operator()(const CloseMeet& c) {
    if (c.undo) {
        if (!s_.closed) return refuse("the meet is not closed, so there is nothing to take back");
        return Bodies{MeetReopened{reason_}};
    }
    if (s_.closed) return refuse("the meet is closed already");
    std::vector<std::string> open;
    std::size_t count = 0;
    for (const Heat& heat : s_.heats) {
        if (heat.official || !has_started(heat)) continue;
        if (++count <= kNamedInASentence) open.push_back(heat.name);
    }
    if (count > 0) {
        return refuse(counted(count, "heat has started and is", "heats have started and are") + " not official (" +
                      listed(open, count) + "); make them official first");
    }
    if (c.unaccounted > 0) {
        return refuse(counted(c.unaccounted, "child is", "children are") + " not accounted for (" +
                      listed(c.children, c.unaccounted) + "); find them, or account for each with a reason");
    }
    return Bodies{MeetClosed{c.digest, reason_}};
}

}  // namespace heatline::rulings
