// Where a team may be moved to: each heat of its band with what it would cost, and all of the chosen one's cost below,
// before it is done.

#include <algorithm>
#include <cmath>

#include "ui/desk/list.h"
#include "ui/desk/prompt.h"
#include "ui/desk/views/change.h"
#include "ui/desk/views/heats_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr const char* kTo = "heats.team-to";  // The heat that a reason is typed for, plus one.
constexpr float kRow = 56, kLine = 28, kWhat = 152;
constexpr float kLow = 360, kLowLine = 24, kLowWhat = 104;

RowKeys rows_of(const std::vector<TeamMove>& moves) {
    return {[&moves](std::size_t row) { return RowKey{moves[row].to.value} + 1; }, {}};
}

void end(const HeatsLook& look) { look.screen().numbers[kHeatsTeam] = 0; }

void give_move(const HeatsLook& look, const TeamMove& move, const std::string& reason) {
    look.give_or_say(move_team(look.desk(), look.moving_team(), move, reason));
    end(look);
}

// The same wish to the planner: who would have to make room.
void find_room(const HeatsLook& look, const ListState& rows, const std::vector<TeamMove>& moves) {
    const auto chosen = chosen_row(rows, moves.size());
    if (!chosen) return look.say(kRowGone);
    if (!moves[*chosen].refused.empty()) return look.say(moves[*chosen].title + ": " + moves[*chosen].refused);
    const TeamGroup group = look.moving_team();
    const Snapshot& snapshot = *look.desk().snapshot;
    ChangeAsk ask;
    ask.kind = ChangeKind::team_to;
    ask.who = snapshot.roster->team(group.team).name;
    ask.from = snapshot.heats[group.heat.index()]->name;
    ask.heat = snapshot.heats[moves[*chosen].to.index()]->name;
    end(look);
    open_change(look.screen(), ask);
}

// One line of the sentence, or two.
float against_height(const Kit& kit, const TeamMove& move, float width) {
    if (move.against.empty()) return 0;
    const float lines = std::ceil(kit.width(move.against, Size::body, Weight::medium) * 1.05F / (width - 32));
    return kLine * std::clamp(lines, 1.0F, 2.0F) + 8;
}

// How much of the lines fits is shown; what speaks against it comes first. Where there is little room they are small.
void draw_cost(const HeatsLook& look, Rect rect, const TeamMove& move, bool low) {
    Kit& kit = look.frame.kit;
    if (!move.refused.empty()) {
        kit.text(rect.take_top(kLine), move.title + ": " + move.refused, {Size::body, Ink::muted});
        return;
    }
    if (!move.against.empty()) {
        Rect box = rect.take_top(against_height(kit, move, rect.w));
        kit.mark(Rect{box.x, box.y, 20, kLine}.inset_y(4), Mark::look, Ink::warn);
        box.take_left(32);
        kit.paragraph(box, move.against, {Size::body, Ink::warn, Weight::medium});
    }
    const float height = low ? kLowLine : kLine;
    for (const CostLine& line : move.lines) {
        if (rect.h < height) return;
        Rect row = rect.take_top(height);
        kit.text(row.take_left(low ? kLowWhat : kWhat), line.what, {Size::meta, Ink::muted});
        row.take_left(16);
        kit.text(row, line.words,
                 {low ? Size::meta : Size::body, line.look ? Ink::warn : Ink::text,
                  line.look ? Weight::medium : Weight::regular});
    }
}

float cost_height(const Kit& kit, const TeamMove& move, float width) {
    return 8 + against_height(kit, move, width) +
           kLine * static_cast<float>(move.refused.empty() ? move.lines.size() : 1);
}

void draw_target(Kit& kit, Rect where, const TeamMove& move, bool selected) {
    const bool can = move.refused.empty();
    Rect row{where.x + 16, where.y + 4, where.w - 32, 24};
    const std::string places = can ? move.places : "";
    const float width = kit.width(places, Size::body);
    const bool over = can && move.cost.places_left() < 0;
    kit.text(row.take_right(std::min(row.w / 2, width)), places, {Size::body, over ? Ink::warn : Ink::text});
    row.take_right(12);
    kit.text(row, move.title, {Size::body, can ? Ink::text : Ink::muted, Weight::medium});
    Rect below{where.x + 16, where.y + 28, where.w - 32, 24};
    if (can && move.look) {
        kit.mark(below.take_left(20).inset(2), Mark::look, selected ? Ink::warn : Ink::muted);
        below.take_left(8);
    }
    kit.text(below, can ? move.brief : move.refused,
             {Size::meta, can && move.look && selected ? Ink::warn : Ink::muted});
    kit.rule(where.x, where.bottom() - 1, where.w);
}

}  // namespace

void start_team_move(const HeatsLook& look, const TeamGroup& group, HeatId to) {
    if (std::string why = cannot_move_team(look.desk(), group); !why.empty()) return look.say(std::move(why));
    const std::vector<TeamMove>& moves = look.team_moves_of(group);
    if (moves.empty()) {
        const HeatPicture& from = *look.desk().snapshot->heats[group.heat.index()];
        return look.say(heat_title(from) + " is the only heat of " + heat_subtitle(from, *look.desk().snapshot->rules));
    }
    std::size_t row = best_team_move(moves, *look.desk().snapshot, group.heat);
    for (std::size_t i = 0; i < moves.size(); ++i) {
        if (moves[i].to == to) row = i;
    }
    look.screen().numbers[kHeatsTeam] = group.team.value + 1;
    look.screen().numbers[kHeatsFrom] = group.heat.value + 1;
    look.screen().lists[kHeatsTeamTargets] = {row, row > 2 ? row - 2 : 0};
}

void take_team_keys(const HeatsLook& look) {
    if (look.frame.take(Key::escape)) return end(look);
    const std::vector<TeamMove>& moves = look.team_moves_of(look.moving_team());
    ListState& rows = look.screen().lists[kHeatsTeamTargets];
    hold_row(rows, moves.size(), rows_of(moves));
    if (look.frame.take_letter('f')) return find_room(look, rows, moves);
    if (!look.frame.take(Key::enter)) return;
    if (std::string why = cannot_move_team(look.desk(), look.moving_team()); !why.empty()) {
        look.say(std::move(why));
        return end(look);
    }
    const auto chosen = chosen_row(rows, moves.size());
    if (!chosen) return look.say(kRowGone);
    const TeamMove& move = moves[*chosen];
    if (!move.refused.empty()) return look.say(move.title + ": " + move.refused);
    if (std::string question = team_question(look.desk(), look.moving_team(), move); !question.empty()) {
        look.screen().numbers[kTo] = move.to.value + 1;
        return look.ask(kHeatsTeam, std::move(question));
    }
    give_move(look, move, {});
}

void typed_for_team(const HeatsLook& look, const std::string& reason) {
    if (!look.moving_team().team) return;
    for (const TeamMove& move : look.team_moves_of(look.moving_team())) {
        if (move.to.value + 1 == look.screen().numbers[kTo]) return give_move(look, move, reason);
    }
    look.say(kRowGone);
}

void draw_heats_team(const HeatsLook& look, Rect rect) {
    Kit& kit = look.frame.kit;
    const TeamGroup group = look.moving_team();
    const Snapshot& snapshot = *look.desk().snapshot;
    const HeatPicture& from = *snapshot.heats[group.heat.index()];
    const Team& team = snapshot.roster->team(group.team);
    const std::vector<TeamMove>& moves = look.team_moves_of(group);
    kit.text(rect.take_top(40), "Move " + team.name, {Size::heading, Ink::text, Weight::medium});
    std::uint32_t children = 0;
    for (const TeamBlock& block : look.book.heats[group.heat.index()].blocks)
        children += block.team == group.team ? block.children : 0;
    kit.text(rect.take_top(28),
             counted(children, "child", "children") + " from " + heat_title(from) + ", " +
                 heat_subtitle(from, *snapshot.rules) + ", to",
             {Size::body, Ink::muted});
    rect.take_top(8);
    if (moves.empty()) {
        kit.text(rect.take_top(40), "There is no other heat of this band.", {Size::body, Ink::muted});
        return;
    }
    ListState& rows = look.screen().lists[kHeatsTeamTargets];
    const auto chosen = chosen_row(rows, moves.size());
    const float wanted = chosen ? cost_height(kit, moves[*chosen], rect.w) : 0;
    // The list keeps two rows at least, one where there is little room, and the cost the rest.
    const bool low = rect.h < kLow;
    const float least = low ? kRow : 2 * kRow;
    const float room = rect.h - std::min(wanted, std::max(0.0F, rect.h - least));
    const float list = std::min(room, kRow * static_cast<float>(moves.size()));
    const float whole = std::max(kRow, kRow * std::floor(list / kRow));
    draw_list(look.frame, rect.take_top(whole), rows, moves.size(), {kRow, !look.screen().prompt, rows_of(moves)},
              [&](std::size_t i, Rect where, bool selected) { draw_target(kit, where, moves[i], selected); });
    rect.take_top(8);
    if (const auto now = chosen_row(rows, moves.size())) draw_cost(look, rect, moves[*now], low);
}

}  // namespace heatline::ui
