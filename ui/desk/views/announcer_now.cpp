#include <algorithm>

#include "ui/desk/views/announcer_parts.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr float kBunchColumn = 400;
constexpr std::size_t kBunchShown = 4;

// As large as a name has to be: in one line, or in two rather than smaller. Returns the height used.
float draw_name(Frame& frame, Rect rect, const std::string& name) {
    Kit& kit = frame.kit;
    const Size least = least_name_size(static_cast<float>(frame.screen.zoom_percent) / 100);
    const Size largest = rect.h < 260 ? Size::action : Size::name;
    const Size size = std::max(least, kit.fit(name, rect.w, std::max(least, largest), Weight::medium));
    const float line = Kit::line_height(size);
    const bool two = kit.width(name, size, Weight::medium) > rect.w;
    return kit.paragraph({rect.x, rect.y, rect.w, two ? 2 * line : line}, name, {size, Ink::text, Weight::medium});
}

void draw_bunch(Frame& frame, Rect rect, const HeatSpoken& spoken) {
    Kit& kit = frame.kit;
    kit.text(rect.take_top(28), "together with", {Size::meta, Ink::muted});
    const std::size_t others = spoken.bunch.size() - 1;
    const std::size_t shown = std::min(others, others > kBunchShown ? kBunchShown - 1 : others);
    for (std::size_t i = 1; i <= shown; ++i) {
        const Spoken& child = spoken.by_place[spoken.bunch[i]];
        Rect row = rect.take_top(44);
        const float name = kit.text(row, child.name, {Size::heading, Ink::text, Weight::medium});
        row.take_left(name + 16);
        kit.text(row, child.say_it, {Size::body, Ink::accent});
    }
    if (shown < others)
        kit.text(rect.take_top(44), "and " + std::to_string(others - shown) + " more", {Size::heading, Ink::muted});
}

}  // namespace

void draw_announcer_head(Frame& frame, Rect strip, const AnnouncerLook& look) {
    Kit& kit = frame.kit;
    const bool narrow = strip.w < 1000;
    const Size large = narrow ? Size::heading : Size::action;
    const bool clock_on_top = look.face == AnnouncerFace::finishing || look.face == AnnouncerFace::results ||
                              look.face == AnnouncerFace::rehearsal;
    if (clock_on_top && !look.clock.empty()) {
        const float width = kit.width(look.clock, large, Weight::medium);
        kit.text(strip.take_right(width), look.clock, {large, Ink::text, Weight::medium, Align::right});
        strip.take_right(16);
        if (!narrow) {
            const float says = kit.width(look.clock_says, Size::meta);
            kit.text(strip.take_right(says), look.clock_says, {Size::meta, Ink::muted});
            strip.take_right(16);
        }
    }
    const std::string title = narrow || look.subtitle.empty() ? look.title : look.title + " · " + look.subtitle;
    kit.text(strip.take_left(std::min(strip.w, kit.width(title, Size::heading, Weight::medium))), title,
             {Size::heading, Ink::text, Weight::medium});
    if (!look.state.empty()) {
        strip.take_left(24);
        kit.mark(strip.take_left(24), look.state_mark, look.state_ink);
        strip.take_left(8);
        kit.text(strip.take_left(std::min(strip.w, kit.width(look.state, Size::heading, Weight::medium))), look.state,
                 {Size::heading, look.state_ink, Weight::medium});
    }
    strip.take_left(24);
    if (!narrow) kit.text(strip, look.counts, {Size::body, Ink::muted});
}

float draw_announcer_now(Frame& frame, Rect rect, const HeatSpoken& spoken) {
    Kit& kit = frame.kit;
    const float top = rect.y;
    const bool wide = rect.w >= 1000;
    if (spoken.bunch.empty()) {
        const float used = draw_name(frame, rect, "A finisher is being checked");
        kit.text({rect.x, rect.y + used, rect.w, 44}, "Names come as soon as the numbers are taken.",
                 {Size::heading, Ink::muted});
        return used + 60;
    }
    const Spoken& now = spoken.by_place[spoken.bunch.front()];
    if (wide && spoken.bunch.size() > 1) {
        draw_bunch(frame, rect.take_right(kBunchColumn), spoken);
        rect.take_right(24);
    }
    rect.take_top(draw_name(frame, rect, now.name));
    const Size said = kit.fit(now.say_it, rect.w, wide ? Size::action : Size::heading, Weight::medium);
    if (!now.say_it.empty())
        kit.text(rect.take_top(Kit::line_height(said) + 1), now.say_it, {said, Ink::accent, Weight::medium});
    const Size line = wide ? Size::heading : Size::body;
    const float height = Kit::line_height(line) + 5;
    kit.text(rect.take_top(height), now.about, {line, Ink::text});
    Rect places = rect.take_top(height);
    if (now.checked) {
        kit.mark(places.take_left(24), Mark::look, Ink::warn);
        places.take_left(8);
    }
    const std::string words = now.checked ? "being checked · " + now.places : now.places;
    places.take_left(kit.text(places, words, {line, now.checked ? Ink::warn : Ink::text, Weight::medium}) + 24);
    if (spoken.newer_unknown > 0 && wide) {
        kit.text(places, counted(spoken.newer_unknown, "more has crossed", "more have crossed") + ", names follow",
                 {Size::body, Ink::muted});
    }
    // A bunch keeps its room, so that nothing below moves when it grows.
    const float least = wide ? 228.0F : 0.0F;
    return std::max(rect.y - top, least) + 8;
}

}  // namespace heatline::ui
