// The heats of the director view: where they stand in time, and which one is looked at.

#include <algorithm>

#include "ui/desk/views/director_model.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kMinuteUs = 60'000'000;
constexpr std::int64_t kSlotUs = 15 * kMinuteUs;  // Of a heat without a band.

std::int64_t slot_us(const HeatPicture& heat, const MeetRules& rules) {
    const auto& bands = rules.heats.bands;
    if (!heat.band || heat.band.index() >= bands.size()) return kSlotUs;
    return std::max<std::int64_t>(1, bands[heat.band.index()].interval_min) * kMinuteUs;
}

// When the last child of the heat crossed; nothing while nobody has.
std::optional<Instant> last_crossing(const HeatPicture& heat) {
    std::optional<Instant> last;
    for (const Finish& finish : heat.finishes) {
        if (finish.at && (!last || *last < *finish.at)) last = finish.at;
    }
    return last;
}

Stretch went(const HeatPicture& heat, Instant now) {
    const bool over = heat.state == HeatState::official || heat.counts.on_course == 0 || heat.course_clear;
    const auto last = last_crossing(heat);
    const Instant to = over && last ? *last : std::max(now, *heat.start);
    return {heat.heat, *heat.start, std::max(to, *heat.start), heat.name,
            over ? Stretch::Look::done : Stretch::Look::running};
}

// The heats that are not cancelled, in the order of the plan.
std::vector<const HeatPicture*> by_plan(const Snapshot& snapshot) {
    std::vector<const HeatPicture*> heats;
    for (const auto& heat : snapshot.heats) {
        if (heat->state != HeatState::cancelled) heats.push_back(heat.get());
    }
    std::stable_sort(heats.begin(), heats.end(),
                     [](const HeatPicture* a, const HeatPicture* b) { return a->planned < b->planned; });
    return heats;
}

std::vector<TimelineTick> ticks_between(Instant from, Instant to, const MeetRules& rules) {
    std::vector<TimelineTick> ticks;
    const std::int64_t whole = to.us - from.us;
    const std::int64_t step = (whole > 6 * 60 * kMinuteUs ? 60 : whole > 150 * kMinuteUs ? 30 : 15) * kMinuteUs;
    const std::int64_t zone = std::int64_t{rules.zone_offset_min} * kMinuteUs;
    std::int64_t at = (from.us + zone + step - 1) / step * step - zone;
    for (; at <= to.us && ticks.size() < 48; at += step) ticks.push_back({Instant{at}, clock_time(Instant{at}, rules)});
    return ticks;
}

}  // namespace

Timeline timeline_of(const Desk& desk, HeatId selected) {
    const Snapshot& snapshot = *desk.snapshot;
    Timeline timeline;
    timeline.selected = selected;
    for (const HeatPicture* heat : by_plan(snapshot)) {
        const Instant slot_end{heat->planned.us + slot_us(*heat, *snapshot.rules)};
        timeline.planned.push_back({heat->heat, heat->planned, slot_end, heat->name,
                                    heat->start ? Stretch::Look::passed : Stretch::Look::planned});
        if (heat->start) timeline.real.push_back(went(*heat, desk.now));
    }
    std::stable_sort(timeline.real.begin(), timeline.real.end(),
                     [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
    if (timeline.planned.empty()) return timeline;
    // A heat planned while another of the same hour still has its slot is drawn up to the next one.
    for (std::size_t i = 0; i + 1 < timeline.planned.size(); ++i) {
        Stretch& stretch = timeline.planned[i];
        if (stretch.from < timeline.planned[i + 1].from)
            stretch.to = std::min(stretch.to, timeline.planned[i + 1].from);
    }
    timeline.from = timeline.planned.front().from;
    timeline.to = timeline.planned.back().to;
    for (const Stretch& stretch : timeline.real) {
        timeline.from = std::min(timeline.from, stretch.from);
        timeline.to = std::max(timeline.to, stretch.to);
    }
    timeline.from = Instant{timeline.from.us - 2 * kMinuteUs};
    timeline.to = Instant{timeline.to.us + 2 * kMinuteUs};
    timeline.ticks = ticks_between(timeline.from, timeline.to, *snapshot.rules);
    if (desk.now > timeline.from && desk.now < timeline.to) timeline.now = desk.now;
    return timeline;
}

HeatId selected_heat(const Desk& desk, HeatId chosen) {
    const Snapshot& snapshot = *desk.snapshot;
    if (chosen && chosen.index() < snapshot.heats.size() &&
        snapshot.heats[chosen.index()]->state != HeatState::cancelled)
        return chosen;
    const HeatPicture* running = nullptr;
    for (const HeatPicture* heat : by_plan(snapshot)) {
        if (heat->state == HeatState::running && (!running || *running->start <= *heat->start)) running = heat;
    }
    if (running) return running->heat;
    for (const HeatPicture* heat : by_plan(snapshot)) {
        if (!heat->start) return heat->heat;
    }
    const auto heats = by_plan(snapshot);
    return heats.empty() ? HeatId::none() : heats.back()->heat;
}

HeatId heat_beside(const Snapshot& snapshot, HeatId from, int by) {
    const auto heats = by_plan(snapshot);
    if (heats.empty()) return HeatId::none();
    const auto found =
        std::find_if(heats.begin(), heats.end(), [&](const HeatPicture* heat) { return heat->heat == from; });
    if (found == heats.end()) return heats.front()->heat;
    const std::int64_t at = found - heats.begin() + by;
    return heats[static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, static_cast<std::int64_t>(heats.size()) - 1))]
        ->heat;
}

std::string heat_line(const Desk& desk, HeatId id) {
    const Snapshot& snapshot = *desk.snapshot;
    if (!id || id.index() >= snapshot.heats.size()) return {};
    const HeatPicture& heat = *snapshot.heats[id.index()];
    std::string line = heat_title(heat) + " \u00B7 " + heat_subtitle(heat, *snapshot.rules) + " \u00B7 planned " +
                       clock_time(heat.planned, *snapshot.rules);
    if (!heat.start) return line + " \u00B7 " + counted(heat.counts.registered, "child", "children");
    line += ", gun " + clock_time(*heat.start, *snapshot.rules) + " \u00B7 " + grouped(heat.counts.on_course) +
            " out, " + grouped(heat.counts.finished) + " in";
    if (heat.state == HeatState::official) return line + " \u00B7 official";
    return line + (heat.course_clear ? " \u00B7 course clear" : "");
}

}  // namespace heatline::ui
