#include "ui/desk/plot.h"

#include <algorithm>

#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kTickHeight = 24, kGap = 8, kBarStep = 6, kBarWidth = 5;

// Where an instant stands on the axis. Only for drawing: no time is worked out from it.
struct Axis {
    Instant from, to;
    float x = 0, w = 0;
    float at(Instant instant) const {
        const auto whole = static_cast<float>(std::max<std::int64_t>(1, to.us - from.us));
        return x + w * static_cast<float>(instant.us - from.us) / whole;
    }
};

Rect bar_of(const Axis& axis, const Stretch& stretch, float y, float height) {
    const float left = axis.at(stretch.from);
    return {left, y, std::max(4.0F, axis.at(stretch.to) - left - 2), height};
}

void draw_stretch(Kit& kit, Rect bar, const Stretch& stretch, bool selected) {
    Ink words = Ink::text;
    switch (stretch.look) {
        case Stretch::Look::planned:
            kit.fill(bar, Ink::background, 4);
            kit.frame(bar, Ink::line, 1);
            break;
        case Stretch::Look::passed:
            words = Ink::muted;
            kit.fill(bar, Ink::surface, 4);
            break;
        case Stretch::Look::running:
            words = Ink::background;
            kit.fill(bar, Ink::accent, 4);
            break;
        case Stretch::Look::done:
            kit.fill(bar, Ink::surface, 4);
            kit.frame(bar, Ink::line, 1);
            break;
    }
    if (selected) kit.frame({bar.x - 3, bar.y - 3, bar.w + 6, bar.h + 6}, Ink::text, 2, 6);
    const Weight weight = selected ? Weight::medium : Weight::regular;
    if (kit.width(stretch.label, Size::meta, weight) + 4 <= bar.w)
        kit.text(bar, stretch.label, {Size::meta, words, weight, Align::centre});
}

HeatId draw_row(Kit& kit, Rect rect, const Axis& axis, const std::vector<Stretch>& stretches, HeatId selected) {
    const std::vector<std::size_t> lanes = lanes_of(stretches);
    const std::size_t count = lanes.empty() ? 1 : *std::max_element(lanes.begin(), lanes.end()) + 1;
    const float step = rect.h / static_cast<float>(count);
    HeatId clicked;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const Rect bar =
            bar_of(axis, stretches[i], rect.y + step * static_cast<float>(lanes[i]), step - (step < 24 ? 2.0F : 4.0F));
        draw_stretch(kit, bar, stretches[i], stretches[i].heat == selected);
        if (kit.clicked(bar)) clicked = stretches[i].heat;
    }
    return clicked;
}

}  // namespace

std::vector<std::size_t> lanes_of(const std::vector<Stretch>& stretches) {
    std::vector<std::size_t> lanes(stretches.size(), 0);
    std::vector<Instant> busy_until;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        std::size_t lane = 0;
        while (lane < busy_until.size() && stretches[i].from < busy_until[lane]) ++lane;
        lane = std::min(lane, kLanesMax - 1);
        if (lane >= busy_until.size()) busy_until.resize(lane + 1);
        busy_until[lane] = std::max(busy_until[lane], stretches[i].to);
        lanes[i] = lane;
    }
    return lanes;
}

HeatId draw_timeline(Kit& kit, Rect rect, const Timeline& timeline) {
    const Axis axis{timeline.from, timeline.to, rect.x, rect.w};
    const Rect all = rect;
    const Rect labels = rect.take_top(kTickHeight);
    float free_from = labels.x;
    for (const TimelineTick& tick : timeline.ticks) {
        const float x = axis.at(tick.at);
        kit.rule_down(x, labels.bottom() - 6, rect.h + 6);
        const float width = kit.width(tick.label, Size::meta);
        const float left = std::clamp(x - width / 2, labels.x, labels.right() - width);
        if (left < free_from) continue;
        kit.text({left, labels.y, width + 1, 16}, tick.label, {Size::meta, Ink::muted});
        free_from = left + width + kGap;
    }
    const Rect planned = rect.take_top(rect.h / 3);
    HeatId clicked = draw_row(kit, planned, axis, timeline.planned, timeline.selected);
    rect.take_top(kGap / 2);
    if (const HeatId below = draw_row(kit, rect, axis, timeline.real, timeline.selected)) clicked = below;
    if (timeline.now) {
        const float x = axis.at(*timeline.now);
        kit.fill({x - 1, labels.bottom() - 6, 2, all.bottom() - labels.bottom() + 6}, Ink::text);
        kit.fill({x - 4, labels.bottom() - 8, 8, 8}, Ink::text, 4);
    }
    return clicked;
}

void draw_minutes(Kit& kit, Rect rect, const std::vector<std::uint16_t>& minutes) {
    if (minutes.empty()) return;
    const auto fits = static_cast<std::size_t>(std::max(1.0F, rect.w / kBarStep));
    const std::size_t first = minutes.size() > fits ? minutes.size() - fits : 0;
    const float highest = static_cast<float>(std::max<int>(1, *std::max_element(minutes.begin(), minutes.end())));
    kit.rule(rect.x, rect.bottom() - 1, rect.w);
    for (std::size_t i = first; i < minutes.size(); ++i) {
        if (minutes[i] == 0) continue;
        const float height = std::max(2.0F, (rect.h - 1) * static_cast<float>(minutes[i]) / highest);
        const float x = rect.right() - kBarStep * static_cast<float>(minutes.size() - i);
        kit.fill({x, rect.bottom() - 1 - height, kBarWidth, height},
                 i + 1 == minutes.size() ? Ink::accent : Ink::muted);
    }
}

void draw_counts(Kit& kit, Rect rect, const std::vector<CountBar>& counts, bool agree) {
    if (counts.empty()) return;
    std::uint64_t most = 1;
    float words = 0, numbers = 0;
    for (const CountBar& bar : counts) {
        most = std::max(most, bar.count);
        words = std::max(words, kit.width(bar.word, Size::meta));
        numbers = std::max(numbers, kit.width(grouped(bar.count), Size::meta, Weight::medium));
    }
    const float step = rect.h / static_cast<float>(counts.size());
    for (const CountBar& bar : counts) {
        Rect row = rect.take_top(step);
        kit.text(row.take_left(words), bar.word, {Size::meta, Ink::muted});
        row.take_left(kGap);
        const bool short_of = !agree && bar.count < most;
        kit.text(row.take_right(numbers), grouped(bar.count),
                 {Size::meta, short_of ? Ink::warn : Ink::text, Weight::medium, Align::right});
        row.take_right(kGap);
        const Rect whole{row.x, row.y + row.h / 2 - 4, row.w, 8};
        const float part = static_cast<float>(bar.count) / static_cast<float>(most);
        kit.frame(whole, Ink::line, 1, 2);
        kit.fill({whole.x, whole.y, whole.w * part, whole.h}, short_of ? Ink::warn : Ink::muted, 2);
    }
}

}  // namespace heatline::ui
