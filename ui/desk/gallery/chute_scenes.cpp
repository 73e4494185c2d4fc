#include "ui/desk/gallery/scenes.h"
#include "ui/desk/gallery/station_scenes.h"
#include "ui/desk/practice/practice.h"
#include "ui/desk/suggest.h"

namespace heatline::ui {

std::vector<Scene> chute_scenes() {
    Screen screen;
    screen.view = View::chute;
    const Sample sample = morning();
    LineWatch watch;
    watch.taps = 87;
    watch.bibs = 85;
    watch.second_taps = 87;
    watch.last_tap = sample.now - seconds(4);
    watch.differ_since = sample.now - seconds(9);
    const Desk plain = with_counts(station_desk(sample, "chute-1"), watch);
    std::vector<Scene> scenes;
    const auto add = [&](const char* name, const Desk& desk) { scenes.push_back({name, desk, screen}); };

    const SuggestField field{*sample.snapshot, "finish"};
    const std::vector<Suggestion> likely = field.suggest("", {}, sample.now);
    Desk typing = plain;
    if (!likely.empty()) typing.station.typed = likely.front().out.bib.substr(0, 3);
    add("chute", typing);

    add("chute-nothing-typed", plain);

    Desk chosen = typing;
    for (const Suggestion& found : field.suggest(typing.station.typed, {}, sample.now))
        chosen.station.offered.push_back(found.out.bib);
    chosen.station.chosen = chosen.station.offered.size() > 1 ? 1 : 0;
    add("chute-chosen", chosen);

    Desk nobody = plain;
    nobody.station.typed = "9077";
    add("chute-nobody", nobody);

    Desk other = plain;
    other.station.typed = sample.snapshot->heats[5]->rows[3].bib;
    add("chute-other-heat", other);

    Desk again = plain;
    again.station.typed = again.station.entries->back().bib;
    add("chute-again", again);

    Desk named = with_counts(desk_over(sample, Role::director), watch);
    named.station = typing.station;
    add("chute-names", named);

    Desk lost = typing;
    lost.link.state = LinkLook::State::lost;
    lost.link.since_s = 1'260;
    auto entries = std::make_shared<std::vector<OwnEntry>>(*lost.station.entries);
    for (std::size_t i = entries->size() - 6; i < entries->size(); ++i) (*entries)[i].sent = false;
    entries->back().undone = true;
    lost.station.entries = entries;
    lost.station.unsent = 6;
    lost.station.said = "removed number " + entries->back().bib;
    lost.station.said_of = entries->back();
    lost.station.can_redo = true;
    add("chute-lost", lost);

    add("chute-before", station_desk(planned(), "chute-1"));

    Practice practice{View::chute, 0};
    for (const char* bib : {"1003", "1008", "1002", "1001"})
        practice.take({key_action::Record::Kind::bib, bib, 9'000'000, 0});
    practice.tick(14'000'000);
    Desk learning = practice.desk(plain);
    learning.station.typed = "100";
    add("chute-practice", learning);

    Desk alone = typing;
    alone.snapshot = nullptr;
    alone.overview = nullptr;
    alone.names = {};
    alone.link.state = LinkLook::State::connecting;
    add("chute-alone", alone);
    return scenes;
}

}  // namespace heatline::ui
