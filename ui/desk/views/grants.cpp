#include <algorithm>

#include "ui/desk/prompt.h"
#include "ui/desk/undo.h"
#include "ui/desk/views/grants_parts.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kMargin = 24, kPanel = 360, kSideBySide = 1000;

void draw_keys(Frame& frame, Rect strip, const GrantsState& state, bool panel) {
    Kit& kit = frame.kit;
    float x = strip.x;
    const float y = strip.y + (strip.h - 26) / 2;
    const auto hint = [&](const char* key, const std::string& does) {
        const float width = kit.width(key, Size::meta, Weight::medium) + kit.width(does, Size::meta) + 22;
        if (x + width <= strip.right()) x += kit.key_hint(x, y, key, does) + 24;
    };
    if (state.open) hint("Esc", "all teams");
    hint("A", "approve");
    if (!frame.desk.snapshot->approvals.empty()) hint("T", "take an approval back");
    if (!award_grants(*frame.desk.snapshot->rules).empty()) hint("W", "award");
    if (!frame.screen.undoable.empty()) hint("F8", undo_words(frame.screen));
    if (!panel && !state.open) hint("Enter", "why");
}

void ask_for_award(Frame& frame, GrantsState& state, TeamId team) {
    const std::vector<std::string> grants = award_grants(*frame.desk.snapshot->rules);
    if (grants.empty() || !team) return;
    state.team = team;
    state.grant = grants.front();
    const std::string& name = frame.desk.snapshot->roster->team(team).name;
    if (grants.size() == 1) {
        open_prompt(frame, "grants.amount", grant_title(state.grant) + " for " + name + ", in dollars");
        return;
    }
    std::string choices;
    for (std::size_t i = 0; i < grants.size(); ++i)
        choices += (i > 0 ? ", " : "") + std::to_string(i + 1) + " " + grant_title(grants[i]);
    open_prompt(frame, "grants.which", "Which award for " + name + "? " + choices);
}

}  // namespace

void take_grants_keys(Frame& frame, GrantsState& state, TeamId selected) {
    if (frame.take(Key::escape)) state.open = false;
    if (frame.take_letter('a') && frame.may_order()) {
        state.digest = frame.desk.snapshot->grants->digest;
        open_prompt(frame, "grants.approve", "Your name, to approve " + dollars(frame.desk.snapshot->grants->total));
    } else if (!frame.desk.snapshot->approvals.empty() && frame.take_letter('t') && frame.may_order()) {
        open_prompt(frame, "grants.take-back", "Whose approval is taken back? The name as above");
    } else if (frame.take_letter('w') && frame.may_order()) {
        ask_for_award(frame, state, selected);
    }
}

void take_grants_prompt(Frame& frame, GrantsState& state) {
    const std::string purpose = frame.screen.prompt->purpose;
    const auto typed = type_into_prompt(frame);
    if (!typed) return;
    const Snapshot& snapshot = *frame.desk.snapshot;
    if (purpose == "grants.approve") {
        frame.intents.push_back(undoable(approve_command(state.digest, *typed), *typed + " approves the grants",
                                         take_back_command(*typed)));
        return;
    }
    if (purpose == "grants.take-back") {
        frame.intents.push_back(intent::Command{
            take_back_command(*typed), "The approval by " + *typed + " is taken back", std::nullopt, std::nullopt});
        return;
    }
    if (!state.team || state.team.index() >= snapshot.roster->teams().size()) return;
    const std::string& name = snapshot.roster->team(state.team).name;
    if (purpose == "grants.which") {
        const std::vector<std::string> grants = award_grants(*snapshot.rules);
        const bool digit = typed->size() == 1 && (*typed)[0] >= '1' && (*typed)[0] <= '9';
        const std::size_t which = digit ? static_cast<std::size_t>((*typed)[0] - '1') : grants.size();
        if (which >= grants.size()) return ask_for_award(frame, state, state.team);
        state.grant = grants[which];
        open_prompt(frame, "grants.amount", grant_title(state.grant) + " for " + name + ", in dollars");
    } else if (purpose == "grants.amount") {
        const auto amount = award_amount(*typed);
        if (!amount) {
            open_prompt(frame, purpose, *typed + " is no amount; write 250 or 250.50");
            return;
        }
        state.amount = *amount;
        open_prompt(frame, "grants.why", "Why does " + name + " get $" + state.amount + "?");
    } else if (purpose == "grants.why") {
        const std::string before = awarded_now(snapshot, state.team, state.grant);
        frame.intents.push_back(undoable(award_command(snapshot, state.team, state.grant, state.amount, *typed),
                                         "$" + state.amount + " awarded to " + name,
                                         award_command(snapshot, state.team, state.grant, before, "taken back")));
    }
}

void draw_grants(Frame& frame, Rect body) {
    auto& state = frame.screen.memos.get<GrantsState>();
    const auto& snapshot = frame.desk.snapshot;
    const GrantsTable& table = state.table.of(snapshot, [&] { return grants_lines(*snapshot); });
    ListState& list = frame.screen.lists["grants"];
    const auto selected = [&] {
        return table.lines.empty() ? TeamId::none() : table.lines[std::min(list.selected, table.lines.size() - 1)].team;
    };
    if (frame.screen.prompt && frame.screen.prompt->purpose.starts_with("grants.")) {
        take_grants_prompt(frame, state);
    } else {
        take_grants_keys(frame, state, selected());
    }
    const bool side_by_side = body.w >= kSideBySide;
    Rect rest{body.x + kMargin, body.y, body.w - 2 * kMargin, body.h};
    if (table.lines.empty() || table.grants.empty()) {
        const char* headline = table.lines.empty() ? "No teams yet" : "This meet pays no grants";
        const char* sentence = table.lines.empty() ? "They show here as soon as a roster is imported."
                                                   : "Grants are written into meet.toml, as [[grants]].";
        frame.kit.text({rest.x, rest.y + rest.h / 2 - 72, rest.w, 56}, headline,
                       {Size::action, Ink::text, Weight::medium, Align::centre});
        frame.kit.paragraph({rest.x, rest.y + rest.h / 2, rest.w, 72}, sentence,
                            {Size::heading, Ink::muted, Weight::regular, Align::centre});
        return;
    }
    if (side_by_side) {
        const Rect panel{body.right() - kPanel - kMargin, body.y + 16, kPanel, body.h - 24};
        frame.kit.rule_down(panel.x - kMargin, body.y, body.h);
        draw_team_sheet(frame, panel, team_sheet(*snapshot, selected()));
        rest.take_right(kPanel + 2 * kMargin);
    }
    draw_keys(frame, rest.take_bottom(side_by_side ? 48 : 40), state, side_by_side);
    if (!side_by_side && state.open) {
        rest.take_top(16);
        return draw_team_sheet(frame, rest, team_sheet(*snapshot, selected()));
    }
    draw_approval(frame, rest.take_top(side_by_side ? 96 : 72), approval_look(*snapshot), table.sums.total);
    draw_grants_table(frame, rest, table, state);
}

}  // namespace heatline::ui
