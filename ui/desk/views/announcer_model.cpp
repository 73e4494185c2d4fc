#include "ui/desk/views/announcer_model.h"

#include <algorithm>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

const HeatPicture* picture(const Snapshot& snapshot, HeatId heat) {
    return heat && heat.index() < snapshot.heats.size() ? snapshot.heats[heat.index()].get() : nullptr;
}

std::optional<Instant> newest_finish(const HeatPicture& heat) {
    std::optional<Instant> newest;
    for (const Finish& finish : heat.finishes) {
        if (finish.at && (!newest || *finish.at > *newest)) newest = finish.at;
    }
    return newest;
}

bool on_line(const Snapshot& snapshot, const HeatPicture& heat, std::string_view line) {
    const auto& bands = snapshot.rules->heats.bands;
    const bool known = heat.band && heat.band.index() < bands.size();
    return (known ? std::string_view{bands[heat.band.index()].line} : std::string_view{"finish"}) == line;
}

// The heat on the line that started last; none before the first gun.
HeatId last_started(const Snapshot& snapshot, std::string_view line) {
    const HeatPicture* last = nullptr;
    for (const auto& heat : snapshot.heats) {
        if (heat->start && on_line(snapshot, *heat, line) && (!last || *heat->start > *last->start)) last = heat.get();
    }
    return last ? last->heat : HeatId::none();
}

void say_state(const Snapshot& snapshot, const HeatPicture& heat, AnnouncerLook& look) {
    switch (heat.state) {
        case HeatState::running:
            look.state = "UNOFFICIAL";
            look.state_mark = Mark::look;
            look.state_ink = Ink::warn;
            return;
        case HeatState::official:
            look.state = "OFFICIAL";
            look.state_mark = Mark::back;
            look.state_ink = Ink::ok;
            return;
        case HeatState::cancelled:
            look.state = "CANCELLED";
            look.state_mark = Mark::did_not_finish;
            look.state_ink = Ink::bad;
            return;
        case HeatState::planned:
            if (!snapshot.held_since) return;
            look.state = "HOLD";
            look.state_mark = Mark::held;
            look.state_ink = Ink::warn;
    }
}

void say_clock(const Desk& desk, const HeatPicture& heat, AnnouncerLook& look) {
    if (heat.state == HeatState::official) return;
    if (heat.start) {
        const std::string running = running_clock(*heat.start, desk.now);
        look.clock = running.substr(0, running.find('.'));  // Nobody reads tenths aloud.
        look.clock_says = "since the gun";
        return;
    }
    const std::int64_t left = micros_between(desk.now, heat.planned) / 1'000'000;
    const std::string title = heat_title(heat);
    if (desk.snapshot->held_since) {
        look.clock = "Hold";
        look.clock_says = title + " waits";
    } else if (left >= 0) {
        look.clock = left < 60 ? "0:" + std::string(left < 10 ? "0" : "") + std::to_string(left) : span(left);
        look.clock_says = "to the start of " + title;
    } else {
        look.clock = left > -60 ? "Now" : "+" + std::to_string(-left / 60) + " min";
        look.clock_says = title + (left > -60 ? " starts" : " is late");
    }
}

void say_next(const Snapshot& snapshot, HeatId next, AnnouncerLook& look) {
    const HeatPicture* heat = picture(snapshot, next);
    if (!heat) {
        look.next_says = "No heat waits";
        return;
    }
    look.next = next;
    const std::string band = heat_subtitle(*heat, *snapshot.rules);
    look.next_says = "Next: " + heat_title(*heat) + (band.empty() ? "" : " · " + band) + " at " +
                     clock_time(heat->planned, *snapshot.rules);
    for (const ResultRow& row : heat->rows) look.next_children += row.runner ? 1 : 0;
}

AnnouncerFace face_of(const HeatPicture& heat, const AnnouncerLook& look, bool any_gun) {
    if (!heat.start) return any_gun ? AnnouncerFace::between : AnnouncerFace::before;
    const bool finishers = look.spoken && !look.spoken->by_place.empty();
    const bool all_in = heat.state == HeatState::official || (finishers && heat.counts.on_course == 0);
    if (all_in) return AnnouncerFace::results;
    return finishers ? AnnouncerFace::finishing : AnnouncerFace::waiting;
}

}  // namespace

HeatId followed_heat(const Snapshot& snapshot, std::string_view line) {
    const HeatPicture* newest = nullptr;
    const HeatPicture* first_gun = nullptr;
    std::optional<Instant> newest_at;
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::running || !heat->start || !on_line(snapshot, *heat, line)) continue;
        const auto finish = newest_finish(*heat);
        if (finish && (!newest_at || *finish > *newest_at)) {
            newest = heat.get();
            newest_at = finish;
        }
        if (!finish && (!first_gun || *heat->start < *first_gun->start)) first_gun = heat.get();
    }
    if (newest) return newest->heat;
    if (first_gun) return first_gun->heat;
    return next_heat(snapshot, line);
}

std::shared_ptr<const HeatSpoken> AnnouncerMemo::spoken(const Desk& desk, HeatId heat) {
    const auto& picture = desk.snapshot->heats[heat.index()];
    return spoken_.of({picture, desk.snapshot->roster, desk.names.given()},
                      [&] { return std::make_shared<const HeatSpoken>(speak(desk, *picture)); });
}

const std::vector<RehearsalLine>& AnnouncerMemo::rehearsal(const Desk& desk, HeatId heat) {
    const auto& picture = desk.snapshot->heats[heat.index()];
    return rehearsal_.of({picture, desk.snapshot->roster, desk.names.given()},
                         [&] { return rehearse(desk, *picture); });
}

const std::vector<Milestone>& AnnouncerMemo::told(const Desk& desk) {
    return milestones_.of(desk.snapshot, [&] { return milestones(*desk.snapshot); });
}

AnnouncerLook AnnouncerMemo::look(const Desk& desk, const AnnouncerChoice& choice) {
    const Snapshot& snapshot = *desk.snapshot;
    const std::string_view line =
        desk.link.line.empty() ? std::string_view{"finish"} : std::string_view{desk.link.line};
    AnnouncerLook look;
    look.followed = !picture(snapshot, choice.heat);
    const HeatId last = last_started(snapshot, line);
    look.heat = look.followed ? followed_heat(snapshot, line) : choice.heat;
    if (!look.heat) look.heat = last;  // All heats are over.
    if (snapshot.held_since)
        look.held = "Hold since " + clock_time(*snapshot.held_since, *snapshot.rules) + ": no heat starts";
    say_next(snapshot, next_heat(snapshot, line), look);
    const HeatPicture* heat = picture(snapshot, look.heat);
    if (!heat) return look;
    look.title = heat_title(*heat);
    look.subtitle = heat_subtitle(*heat, *snapshot.rules);
    say_state(snapshot, *heat, look);
    say_clock(desk, *heat, look);
    // Between heats the results of the last one stay beside the countdown.
    const HeatPicture* spoken_of = heat->start ? heat : look.followed ? picture(snapshot, last) : nullptr;
    if (spoken_of) look.spoken = spoken(desk, spoken_of->heat);
    if (spoken_of && spoken_of != heat)
        look.spoken_says =
            heat_title(*spoken_of) + " · " + (spoken_of->state == HeatState::official ? "OFFICIAL" : "UNOFFICIAL");
    look.planned_says = "planned for " + clock_time(heat->planned, *snapshot.rules);
    look.counts = counted(heat->counts.registered, "child", "children");
    if (heat->start) {
        look.counts = grouped(heat->counts.finished) + " in · " + grouped(heat->counts.on_course) + " still out";
        if (heat->counts.on_course == 0) look.counts = "all " + grouped(heat->counts.finished) + " are in";
    }
    look.face = face_of(*heat, look, static_cast<bool>(last));
    if (look.followed && !look.next && heat->state == HeatState::official) {
        look.face = AnnouncerFace::over;
        look.next_says = "All heats are over";
    }
    if (choice.results && heat->start) look.face = AnnouncerFace::results;
    if (choice.rehearsal && look.next) look.face = AnnouncerFace::rehearsal;
    return look;
}

Size least_name_size(float zoom) {
    for (std::size_t size = 0; size < kSizes; ++size) {
        if (kPixels[size] * zoom >= kNamePixelsLeast) return static_cast<Size>(size);
    }
    return Size::clock;
}

}  // namespace heatline::ui
