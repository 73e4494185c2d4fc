#include <algorithm>
#include <cmath>

#include "ui/desk/list.h"
#include "ui/desk/prompt.h"
#include "ui/desk/undo.h"
#include "ui/desk/views/results_actions.h"
#include "ui/desk/views/results_child.h"
#include "ui/desk/views/results_parts.h"

namespace heatline::ui {
namespace {

constexpr float kStoryRow = 32;

// What the open child's keys are, from the foot up; returns the height used.
float draw_actions(Frame& frame, Rect rect, ResultRef ref, const ResultsState& state) {
    Kit& kit = frame.kit;
    std::vector<std::pair<std::string, std::string>> hints;
    if (state.open) {
        for (const ChildAction& action : actions_for(frame.desk, ref))
            hints.emplace_back(std::string{action.key}, action.does);
        if (std::string back = undo_words(frame.screen); !back.empty() && may_command(frame.desk.link.role))
            hints.emplace_back("F8", std::move(back));
        hints.emplace_back("Esc", "back to the list");
    }
    const std::size_t across = rect.w >= 600 ? 3 : 1;
    const float height = static_cast<float>((hints.size() + across - 1) / across) * 32;
    const float width = rect.w / static_cast<float>(across);
    for (std::size_t i = 0; i < hints.size(); ++i) {
        const float x = rect.x + width * static_cast<float>(i % across);
        const float y = rect.bottom() - height + static_cast<float>(i / across) * 32 + 3;
        kit.clip({x, y, width - 8, 28});
        kit.key_hint(x, y, hints[i].first, hints[i].second);
        kit.unclip();
    }
    if (!hints.empty()) kit.rule(rect.x, rect.bottom() - height - 8, rect.w);
    return hints.empty() ? 0 : height + 16;
}

void draw_story_line(Kit& kit, Rect where, const StoryText& line) {
    where.take_left(4);
    where.take_right(8);
    kit.text(where.take_left(64), line.at, {Size::meta, Ink::muted, Weight::regular, Align::right});
    where.take_left(12);
    const Ink ink = line.voided ? Ink::muted : line.decided ? Ink::warn : Ink::text;
    kit.text(where, line.voided ? line.what + ", void" : line.what, {Size::meta, ink});
}

void draw_story(Frame& frame, Rect rect, const ChildSheet& sheet, bool keys) {
    Kit& kit = frame.kit;
    if (rect.h > 140) kit.text(rect.take_top(28), "Story", {Size::meta, Ink::muted});
    if (sheet.loading || sheet.story.empty()) {
        kit.text(rect.take_top(kStoryRow), sheet.loading ? "…" : "Nothing was heard of this child yet",
                 {Size::body, Ink::muted});
        return;
    }
    ListState& state = frame.screen.lists["results.story"];
    // A line that is selected and was cut is there in full below the list.
    const bool in_full = keys && rect.h > 200;
    const Rect full = in_full ? rect.take_bottom(56) : Rect{};
    const float fits = std::max(1.0F, std::floor(rect.h / kStoryRow));
    rect.h = fits * kStoryRow;
    // Closed, the panel shows how the story ends.
    const auto rows = static_cast<std::size_t>(fits);
    if (!keys) state.first = sheet.story.size() > rows ? sheet.story.size() - rows : 0;
    if (!keys) state.selected = state.first;
    draw_list(frame, rect, state, sheet.story.size(), {kStoryRow, keys},
              [&](std::size_t index, Rect where, bool) { draw_story_line(kit, where, sheet.story[index]); });
    if (!in_full) return;
    const std::string& what = sheet.story[state.selected].what;
    if (kit.width(what, Size::meta) <= rect.w - 88) return;
    kit.paragraph({full.x, full.y + 8, full.w, 48}, what, {Size::meta, Ink::muted});
}

const ChildAction* action_of(const std::vector<ChildAction>& actions, std::string_view purpose) {
    for (const ChildAction& action : actions) {
        if (purpose.ends_with("." + std::string{action.key})) return &action;
    }
    return nullptr;
}

}  // namespace

void draw_results_child(Frame& frame, Rect rect, ResultRef ref, ResultsState& state) {
    Kit& kit = frame.kit;
    const ChildSheet sheet = child_sheet(frame.desk, ref);
    kit.text(rect.take_top(40), sheet.name,
             {kit.width(sheet.name, Size::heading, Weight::medium) <= rect.w ? Size::heading : Size::body, Ink::text,
              Weight::medium});
    kit.text(rect.take_top(28), sheet.about, {Size::body, Ink::muted});
    if (!sheet.say_it.empty()) kit.text(rect.take_top(28), "say " + sheet.say_it, {Size::body, Ink::muted});
    rect.take_top(8);
    const auto said = [&](Mark mark, const std::string& words, Ink ink, Weight weight) {
        if (words.empty()) return;
        Rect row = rect.take_top(32);
        kit.mark(row.take_left(20), mark, ink_of(mark));
        row.take_left(12);
        kit.text(row, words, {Size::body, ink, weight});
    };
    said(sheet.mark, sheet.result, Ink::text, Weight::medium);
    said(Mark::look, sheet.check, Ink::warn, Weight::medium);
    if (!sheet.rests.empty()) {
        const Rect lines{rect.x + 32, rect.y, rect.w - 32, 3 * Kit::line_height(Size::meta)};
        rect.take_top(kit.paragraph(lines, sheet.rests, {Size::meta, Ink::muted}) + 8);
    }
    if (!sheet.where.empty()) {
        Rect row = rect.take_top(32);
        kit.mark(row.take_left(20), sheet.where_mark, ink_of(sheet.where_mark));
        row.take_left(12);
        kit.text(row, sheet.where, {Size::meta, Ink::text});
    }
    rect.take_top(8);
    kit.rule(rect.x, rect.y, rect.w);
    rect.take_top(8);
    rect.take_bottom(draw_actions(frame, rect, ref, state));
    if (!sheet.where.empty()) draw_story(frame, rect, sheet, state.open);
}

void take_child_keys(Frame& frame, ResultRef ref, ResultsState& state) {
    if (frame.take(Key::escape)) {
        state.open = false;
        return;
    }
    for (const ChildAction& action : actions_for(frame.desk, ref)) {
        if (!frame.take_letter(action.key)) continue;
        if (!frame.may_order()) return;
        const bool asks = !action.question.empty();
        state.answer.clear();
        open_prompt(frame, std::string{asks ? "results.ask." : "results.why."} + action.key,
                    asks ? action.question : action.why);
        return;
    }
}

void take_child_prompt(Frame& frame, ResultRef ref, ResultsState& state) {
    const std::string purpose = frame.screen.prompt->purpose;
    const auto typed = type_into_prompt(frame);
    if (!typed) return;
    const std::vector<ChildAction> actions = actions_for(frame.desk, ref);
    const ChildAction* action = action_of(actions, purpose);
    if (!action) return;  // It may not be done any more: somebody else was faster.
    std::string problem;
    if (purpose.starts_with("results.ask.")) {
        state.answer = *typed;
        if (deed_of(frame.desk, ref, action->deed, state.answer, "-", problem)) {
            open_prompt(frame, std::string{"results.why."} + action->key, action->why);
        } else {
            open_prompt(frame, purpose, problem, *typed);
        }
        return;
    }
    auto deed = deed_of(frame.desk, ref, action->deed, state.answer, *typed, problem);
    if (deed) frame.intents.push_back(std::move(*deed));
}

}  // namespace heatline::ui
