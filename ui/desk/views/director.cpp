// The director's view: how late the day is, who is out, what waits for somebody. Its keys, and where its parts stand.

#include "ui/desk/memo.h"
#include "ui/desk/prompt.h"
#include "ui/desk/views/change.h"
#include "ui/desk/views/director_orders.h"
#include "ui/desk/views/director_parts.h"
#include "ui/desk/views/views.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr const char* kHeat = "director.heat";
constexpr const char* kColumn = "director.column";
constexpr const char* kHold = "director.hold";
constexpr const char* kResume = "director.resume";
constexpr const char* kAccount = "director.account";

struct DirectorMemo {
    Memo<std::shared_ptr<const Snapshot>, MeetPicture> picture;
};

HeatId chosen_heat(const Screen& screen) {
    const auto found = screen.numbers.find(kHeat);
    return found == screen.numbers.end() ? HeatId::none() : HeatId{static_cast<std::uint32_t>(found->second)};
}

void type_a_reason(Frame& frame) {
    if (prompt_is(frame, kHold)) {
        if (const auto why = type_into_prompt(frame)) frame.intents.push_back(hold_all(*why));
    } else if (prompt_is(frame, kResume)) {
        if (const auto why = type_into_prompt(frame)) frame.intents.push_back(resume_all(*why));
    } else if (prompt_is(frame, kAccount)) {
        const std::string bib = frame.screen.texts[kAccount];
        if (const auto why = type_into_prompt(frame)) frame.intents.push_back(account_for(bib, *why));
    }
}

void ask_hold_or_resume(Frame& frame) {
    if (frame.desk.snapshot->held_since) {
        open_prompt(frame, kResume, "All heats go on, moved by the minutes they waited. Why?", "all clear");
    } else {
        open_prompt(frame, kHold, "No heat starts any more. Why?", "lightning");
    }
}

void account_selected(Frame& frame, const DirectorScene& scene) {
    const auto& out = scene.picture.out;
    if (out.empty()) return;
    const auto chosen = chosen_row(frame.screen.lists[kOutList], out.size());
    if (!chosen) {
        frame.screen.said = kRowGone;
        return;
    }
    const std::string& bib = (*frame.desk.snapshot->bibs)[out[*chosen].runner.index()];
    if (bib.empty()) return;  // Contract: a child is accounted for by its number.
    frame.screen.texts[kAccount] = bib;
    open_prompt(frame, kAccount, "Where is " + bib + "?");
}

void take_keys(Frame& frame, DirectorScene& scene) {
    const Snapshot& snapshot = *frame.desk.snapshot;
    if (frame.take(Key::tab)) frame.screen.numbers[kColumn] = scene.column == DirectorColumn::out ? 1 : 0;
    while (frame.take(Key::left)) scene.heat = heat_beside(snapshot, scene.heat, -1);
    while (frame.take(Key::right)) scene.heat = heat_beside(snapshot, scene.heat, 1);
    if (scene.heat) {
        const HeatPicture& heat = *snapshot.heats[scene.heat.index()];
        const bool waits = heat.state == HeatState::planned && !heat.start;
        while (frame.take_letter('+') || frame.take_letter('=')) {
            if (waits && frame.may_order()) frame.intents.push_back(delay_from(heat, kDelayStep));
        }
        while (frame.take_letter('-')) {
            if (waits && frame.may_order()) frame.intents.push_back(delay_from(heat, -kDelayStep));
        }
        if (frame.take_letter('c') && heat.state == HeatState::running && frame.may_order())
            frame.intents.push_back(clear_course(heat));
    }
    if (frame.take_letter('h') && frame.may_order()) ask_hold_or_resume(frame);
    if (frame.take_letter('a') && frame.may_order()) account_selected(frame, scene);
    scene.column = frame.screen.numbers[kColumn] == 1 ? DirectorColumn::look : DirectorColumn::out;
}

void open_story(Frame& frame, RunnerId runner, HeatId heat) {
    frame.screen.runner = runner;
    frame.screen.heat = heat;
    frame.intents.push_back(intent::ShowView{View::results});
}

void open_problem(Frame& frame, const Problem& problem) {
    if (problem.runner) frame.screen.runner = problem.runner;
    if (problem.heat) frame.screen.heat = problem.heat;
    if (problem.team) frame.screen.team = problem.team;
    frame.intents.push_back(intent::ShowView{problem.mends});
}

void draw_lists(Frame& frame, const DirectorLayout& layout, const DirectorScene& scene) {
    const bool typing = frame.screen.prompt.has_value();
    if (layout.both || scene.column == DirectorColumn::out) {
        const int opened = draw_out(frame, layout.out, scene, scene.column == DirectorColumn::out && !typing);
        if (opened >= 0) {
            const ChildOut& child = scene.picture.out[static_cast<std::size_t>(opened)];
            open_story(frame, child.runner, child.heat);
        }
    }
    if (layout.both || scene.column == DirectorColumn::look) {
        const int opened = draw_look(frame, layout.look, scene, scene.column == DirectorColumn::look && !typing);
        if (opened >= 0) open_problem(frame, scene.problems[static_cast<std::size_t>(opened)]);
    }
}

}  // namespace

void draw_director(Frame& frame, Rect body) {
    const Desk& desk = frame.desk;
    const auto sources = sources_of(desk);
    const MeetPicture& picture =
        frame.screen.memos.get<DirectorMemo>().picture.of(desk.snapshot, [&] { return picture_of(*desk.snapshot); });
    DirectorScene scene{picture, problems_of(desk, picture, sources), sources,
                        selected_heat(desk, chosen_heat(frame.screen)),
                        frame.screen.numbers[kColumn] == 1 ? DirectorColumn::look : DirectorColumn::out};
    hold_row(frame.screen.lists[kOutList], scene.picture.out.size(), out_rows(scene));
    if (draw_change(frame, body, {{}, scene.heat})) return;
    if (!frame.screen.prompt) take_keys(frame, scene);
    type_a_reason(frame);

    const DirectorLayout layout = layout_of(body);
    draw_day(frame, layout, scene);
    if (desk.snapshot->held_since) {
        draw_held(frame, layout);
    } else if (const HeatId clicked = draw_heats_in_time(frame, layout, scene)) {
        scene.heat = clicked;
    }
    if (scene.heat) frame.screen.numbers[kHeat] = scene.heat.value;
    draw_lists(frame, layout, scene);
    draw_pulse(frame, layout, scene);
    draw_hints(frame, layout, scene);
}

}  // namespace heatline::ui
