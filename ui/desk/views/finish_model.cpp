#include "ui/desk/views/finish_model.h"

#include <cstdlib>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;

// "1:18", "0:40": a countdown, rounded up so that it ends with the second.
std::string minutes_and_seconds(std::int64_t us) {
    const std::int64_t seconds = (us + kSecondUs - 1) / kSecondUs;
    std::string text = seconds >= 3600 ? std::to_string(seconds / 3600) + ":" : "";
    const std::string minute = std::to_string(seconds / 60 % 60);
    text += seconds >= 3600 && minute.size() == 1 ? "0" + minute : minute;
    const std::string second = std::to_string(seconds % 60);
    return text + (second.size() == 1 ? ":0" : ":") + second;
}

std::string also_words(const Desk& desk, const StationHeats& heats) {
    std::string words;
    for (const HeatId id : heats.also) {
        const HeatPicture& heat = *desk.snapshot->heats[id.index()];
        if (!heat.start || heat.counts.on_course == 0) continue;
        if (!words.empty()) words += " \u00B7 ";
        words += heat_title(heat) + " runs too: " + running_clock(*heat.start, desk.now) + ", " +
                 grouped(heat.counts.on_course) + " out";
    }
    return words;
}

void say_waiting(FinishModel& model, const Desk& desk, HeatId next) {
    const HeatPicture& heat = *desk.snapshot->heats[next.index()];
    const std::string planned = clock_time(heat.planned, *desk.snapshot->rules);
    const std::int64_t left = micros_between(desk.now, heat.planned);
    model.clock = minutes_and_seconds(std::abs(left));
    if (desk.snapshot->held_since) {
        model.clock_label = "held; was planned for " + planned;
        model.clock_ink = Ink::muted;
    } else if (left >= 0) {
        model.clock_label = "until the start at " + planned;
        model.clock_ink = Ink::muted;
    } else {
        model.clock_label = "later than planned, " + planned;
    }
    model.ask = desk.station.practice ? "press F4: the gun" : "press F4 at the gun of " + heat_title(heat);
}

}  // namespace

FinishModel finish_model(const Desk& desk) {
    const StationHeats heats = station_heats(desk);
    const StationLook& look = desk.station;
    FinishModel model;
    static_cast<StationSays&>(model) = station_says(desk, heats);
    if (heats.gun) {
        model.face = FinishModel::Face::running;
        model.clock = running_clock(*heats.gun, desk.now);
        model.clock_label = "since the gun";
        model.count = grouped(crossed_here(desk, heats));
        model.count_label = heats.also.empty() ? "have crossed" : "have crossed, of all heats out there";
        model.ask = "press SPACE as each child crosses";
        if (desk.snapshot) model.also = also_words(desk, heats);
    } else if (!desk.snapshot || (look.records && !look.timed)) {
        model.face = FinishModel::Face::alone;
        model.count = grouped(crossed_here(desk, heats));
        model.count_label = "have crossed";
        model.ask = "press SPACE as each child crosses";
    } else if (heats.next) {
        model.face = FinishModel::Face::waiting;
        say_waiting(model, desk, heats.next);
    } else {
        model.face = FinishModel::Face::over;
        model.ask = heats.over ? "every heat of this line is over" : "no heat is planned on this line";
    }
    if (!look.records && model.face != FinishModel::Face::over) model.ask.clear();
    model.typed = look.typed;
    if (desk.snapshot && look.records && heats.next) {
        const HeatPicture& next = *desk.snapshot->heats[heats.next.index()];
        model.start = "Start " + heat_title(next);
        if (model.face != FinishModel::Face::waiting)
            model.planned = "planned " + clock_time(next.planned, *desk.snapshot->rules);
    }
    return model;
}

}  // namespace heatline::ui
