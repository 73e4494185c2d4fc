// What the parts of the heats view ask of a frame, and the keys that are worth showing at its foot.

#include <algorithm>
#include <array>
#include <tuple>

#include "ui/desk/memo.h"
#include "ui/desk/prompt.h"
#include "ui/desk/undo.h"
#include "ui/desk/views/heats_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::array kColumns{MatchColumn::taps, MatchColumn::numbers, MatchColumn::second};

}  // namespace

RunnerId HeatsLook::moving() const {
    const auto found = frame.screen.numbers.find(kHeatsMoving);
    if (found == frame.screen.numbers.end() || found->second <= 0) return {};
    const RunnerId child{static_cast<std::size_t>(found->second - 1)};
    return child.index() < frame.desk.snapshot->roster->runners().size() ? child : RunnerId::none();
}

HeatId HeatsLook::moving_from() const {
    const std::int64_t from = frame.screen.numbers[kHeatsFrom];
    if (from <= 0 || static_cast<std::size_t>(from) > frame.desk.snapshot->heats.size()) return {};
    return HeatId{static_cast<std::size_t>(from - 1)};
}

std::vector<MoveCost> HeatsLook::costs() const {
    const RunnerId child = moving();
    return child ? move_costs(frame.desk, book, child, moving_from()) : std::vector<MoveCost>{};
}

TeamGroup HeatsLook::moving_team() const {
    const std::int64_t team = frame.screen.numbers[kHeatsTeam];
    const HeatId from = moving_from();
    if (team <= 0 || !from || static_cast<std::size_t>(team) > frame.desk.snapshot->roster->teams().size()) return {};
    return {TeamId{static_cast<std::size_t>(team - 1)}, from};
}

namespace {

struct TeamKept {
    Memo<std::shared_ptr<const Snapshot>, HeatsDay> day;
    Memo<std::tuple<std::shared_ptr<const Snapshot>, TeamId, HeatId, std::int64_t>, std::vector<TeamMove>> moves;
};

}  // namespace

const std::vector<TeamMove>& HeatsLook::team_moves_of(const TeamGroup& group) const {
    TeamKept& kept = frame.screen.memos.get<TeamKept>();
    const auto& snapshot = frame.desk.snapshot;
    const HeatsDay& day = kept.day.of(snapshot, [&] { return heats_day(*snapshot); });
    return kept.moves.of({snapshot, group.team, group.heat, frame.desk.now.us / 60'000'000},
                         [&] { return team_moves(frame.desk, book, day, group); });
}

HeatsPlace HeatsLook::place() const { return static_cast<HeatsPlace>(frame.screen.numbers["heats.place"]); }
void HeatsLook::go(HeatsPlace place) const {
    frame.screen.numbers["heats.place"] = static_cast<int>(place);
    if (place != HeatsPlace::heats) frame.screen.numbers["heats.panel"] = static_cast<int>(place);
}
MatchColumn HeatsLook::column() const { return static_cast<MatchColumn>(frame.screen.numbers["heats.column"]); }
void HeatsLook::say(std::string sentence) const { frame.screen.said = std::move(sentence); }

void HeatsLook::ask(const char* purpose, std::string label, std::string typed) const {
    screen().numbers[kHeatsAsked] = heat.value;
    open_prompt(frame, purpose, std::move(label), std::move(typed));
}

void HeatsLook::ask_unless(std::string why_not, const char* purpose, std::string label) const {
    if (!why_not.empty()) return say(std::move(why_not));
    ask(purpose, std::move(label));
}

void HeatsLook::give_or_say(HeatOrder order) const { say(give(frame, std::move(order))); }

RowKeys child_rows(const HeatsLook& look) {
    return {[&children = look.children](std::size_t row) { return RowKey{children[row].runner.value} + 1; }, {}};
}

RowKeys match_rows(const HeatsLook& look) {
    if (!look.match) return {};
    const auto key_in = [&look](std::size_t row, MatchColumn column) {
        const ShownReading* reading = reading_in(look.desk(), *look.match, look.entries[row], column);
        return reading ? RowKey{reading->reading.value} + 1 : RowKey{0};
    };
    return {[key_in, &look](std::size_t row) {
                if (const RowKey key = key_in(row, look.column())) return key;
                for (const MatchColumn column : kColumns) {
                    if (const RowKey key = key_in(row, column)) return key;
                }
                return RowKey{0};
            },
            [key_in](std::size_t row, RowKey key) {
                return std::any_of(kColumns.begin(), kColumns.end(),
                                   [&](MatchColumn column) { return key_in(row, column) == key; });
            }};
}

std::optional<HeatsHint> heats_verb(const HeatsLook& look) {
    if (look.is_moving() || look.screen().prompt) return std::nullopt;
    const HeatPicture& heat = look.picture();
    const auto given = look.screen().guns.find(heat.name);
    const bool startable = !look.desk().snapshot->held_since && given == look.screen().guns.end() &&
                           start_now(look.desk(), look.heat, look.desk().now_device_us).ask;
    if (heat.state == HeatState::planned && startable) return HeatsHint{key_press('S'), "Start " + heat_title(heat)};
    const bool in = heat.state == HeatState::running && heat.counts.on_course == 0 && heat.counts.finished > 0;
    if (in && cannot_command(look.desk()).empty())
        return HeatsHint{key_press('O'), "Make " + heat_title(heat) + " official"};
    return std::nullopt;
}

namespace {

std::vector<HeatsHint> team_hints(const HeatsLook& look) {
    const std::vector<TeamMove>& moves = look.team_moves_of(look.moving_team());
    const auto chosen = chosen_row(look.screen().lists[kHeatsTeamTargets], moves.size());
    std::vector<HeatsHint> hints;
    if (chosen && moves[*chosen].refused.empty())
        hints.push_back(
            {key_press(Key::enter), moves[*chosen].against.empty() ? "move them" : "move them, with a reason"});
    if (chosen && !moves[*chosen].against.empty()) hints.push_back({key_press('F'), "let others make room"});
    hints.push_back({key_press(Key::escape), "leave it"});
    return hints;
}

}  // namespace

std::vector<HeatsHint> heats_hints(const HeatsLook& look) {
    if (look.dragged_team().team) return {{key_press(Key::escape), "leave it"}};
    if (look.moving_team().team) return team_hints(look);
    if (look.moving()) return {{key_press(Key::enter), "move"}, {key_press(Key::escape), "leave it"}};
    std::vector<HeatsHint> hints;
    const auto hint = [&](auto key, std::string does) { hints.push_back({key_press(key), std::move(does)}); };
    const HeatPicture& heat = look.picture();
    const auto verb = heats_verb(look);
    const auto on_button = [&](char letter) {
        return verb && verb->key.text == static_cast<char32_t>(static_cast<unsigned char>(letter));
    };
    const bool may = cannot_command(look.desk()).empty();
    hint(Key::tab, look.place() == HeatsPlace::heats      ? "children"
                   : look.place() == HeatsPlace::children ? "match"
                                                          : "heats");
    if (look.place() == HeatsPlace::match && may && heat.state == HeatState::running) {
        hint('I', "tap in");
        hint('N', "number in");
        hint('V', "take out");
        hint('R', "restore");
        hint('B', "whose tap");
    }
    if (look.place() == HeatsPlace::children && may && heat.state != HeatState::official) {
        hint('M', "move child");
        hint('G', "move team");
    }
    if (!heat.start && heat.state == HeatState::planned && !on_button('S') && cannot_give_guns(look.desk()).empty())
        hint('S', "start now");
    if (may && heat.state == HeatState::planned) {
        hint('T', "started at");
        hint('L', "late child");
        hint(Key::remove, "cancel");
    }
    if (may && heat.state == HeatState::running) {
        if (look.place() != HeatsPlace::match) {
            hint('T', "started at");
            hint('X', "false start");
            hint('C', heat.course_clear ? "course not clear" : "course clear");
        }
        if (!look.cards.empty()) hint('D', look.card() ? "next place" : "what needs a look");
        if (!on_button('O')) hint('O', "make official");
    }
    if (may && look.place() != HeatsPlace::match) hint(Key::f6, "change of the day");
    if (may && heat.state == HeatState::official) hint('P', "reopen");
    if (may && heat.state == HeatState::cancelled) hint(Key::remove, "put back");
    if (may && !look.screen().undoable.empty()) hint(Key::f8, undo_words(look.screen()));
    return hints;
}

}  // namespace heatline::ui
