#include "ui/desk/gallery/sample_day.h"
#include "ui/desk/gallery/scenes.h"
#include "ui/desk/gallery/station_scenes.h"
#include "ui/desk/practice/practice.h"
#include "ui/desk/views/station_model.h"

namespace heatline::ui {
namespace {

LineWatch counts(const Desk& desk, std::uint32_t taps, std::uint32_t bibs, std::uint32_t second) {
    LineWatch watch;
    watch.taps = taps;
    watch.bibs = bibs;
    watch.second_taps = second;
    watch.since = desk.now;
    watch.last_tap = desk.now - seconds(4);
    return watch;
}

// The last `count` entries wait for the server, and there are as many again a second apart.
void keep_here(Desk& desk, std::size_t count) {
    auto entries = std::make_shared<std::vector<OwnEntry>>(*desk.station.entries);
    for (std::size_t i = 0; i < count; ++i) {
        OwnEntry entry = entries->back();
        ++entry.number;
        entry.at = desk.now - seconds(static_cast<std::int64_t>(2 * (count - i)));
        entry.sent = false;
        entries->push_back(entry);
    }
    desk.station.unsent = count;
    desk.station.entries = std::move(entries);
}

}  // namespace

std::vector<Scene> finish_scenes() {
    Screen screen;
    screen.view = View::finish;
    const Sample sample = morning();
    const Desk plain = station_desk(sample, "finish-1");
    std::vector<Scene> scenes;
    const auto add = [&](const char* name, const Desk& desk) { scenes.push_back({name, desk, screen}); };

    Desk heat = with_counts(plain, counts(plain, 90, 90, 90));
    heat.station.said_of = heat.station.entries->back();
    heat.station.said = own_words(*heat.station.said_of);
    heat.station.said_ms = 3'000;
    add("finish", heat);

    Desk tapped = heat;
    tapped.station.said_ms = 60;
    add("finish-tap", tapped);

    Desk typed = heat;
    typed.station.typed = "1044";
    add("finish-typed", typed);

    Desk undone = heat;
    auto entries = std::make_shared<std::vector<OwnEntry>>(*undone.station.entries);
    entries->back().undone = true;
    undone.station.said = "removed " + own_words(entries->back());
    undone.station.said_of = entries->back();
    undone.station.entries = entries;
    undone.station.can_redo = true;
    add("finish-undone", undone);

    LineWatch apart = counts(plain, 87, 85, 87);
    apart.last_tap = plain.now - seconds(30);
    apart.differ_since = plain.now - seconds(48);
    Desk differ = with_counts(plain, apart);
    auto quiet = std::make_shared<std::vector<OwnEntry>>(*differ.station.entries);
    for (OwnEntry& entry : *quiet) entry.at = entry.at - seconds(30);
    differ.station.entries = quiet;
    add("finish-differ", differ);

    Desk lost = heat;
    lost.link.state = LinkLook::State::lost;
    lost.link.since_s = 200;
    keep_here(lost, 37);
    lost.station.said_of = lost.station.entries->back();
    lost.station.said = own_words(*lost.station.said_of);
    add("finish-lost", lost);

    Desk battery = heat;
    battery.battery_percent = 12;
    battery.battery_low_ms = 60'000;
    add("finish-battery", battery);

    Desk refused = heat;
    refused.station.said = "a heat was started just now; F8 takes it back";
    refused.station.said_of.reset();
    refused.station.said_ms = 80;
    refused.station.refused_flash = true;
    add("finish-refused", refused);

    Desk before = station_desk(planned(), "finish-1");
    before.now = SampleDay::clock(8, 58, 42);
    add("finish-before", before);
    before.now = SampleDay::clock(9, 2, 10);
    add("finish-late", before);

    Desk waits = station_desk(held(), "finish-1");
    add("finish-held", waits);

    add("finish-over", station_desk(finished(), "finish-1"));
    add("finish-empty", station_desk(empty(), "finish-1"));

    Desk alone = heat;
    alone.snapshot = nullptr;
    alone.overview = nullptr;
    alone.names = {};
    alone.link.state = LinkLook::State::connecting;
    alone.station.timed = false;
    keep_here(alone, 12);
    auto own = std::make_shared<std::vector<OwnEntry>>(alone.station.entries->end() - 12, alone.station.entries->end());
    alone.station.entries = own;
    alone.station.said.clear();
    add("finish-alone", alone);

    Desk watching = with_counts(desk_over(sample, Role::director), counts(plain, 87, 87, 87));
    add("finish-watching", watching);

    Practice practice{View::finish, 0};
    add("finish-practice", practice.desk(heat));
    practice.take({key_action::Record::Kind::start, "Practice", 3'000'000, 0});
    for (const std::int64_t at : {11'100'000, 19'700'000}) {
        practice.tick(at - 100'000);
        practice.take({key_action::Record::Kind::tap, "", at, 0});
        practice.tick(at + 1'600'000);
    }
    practice.tick(30'800'000);
    practice.take({key_action::Record::Kind::tap, "", 30'850'000, 0});
    practice.tick(30'920'000);
    add("finish-practice-bunch", practice.desk(heat));

    Desk deaf = heat;
    deaf.focused = false;
    add("finish-not-listening", deaf);
    Desk full = heat;
    full.station.trouble = "The disk is full: delete something else on this laptop. 3 presses wait in memory.";
    add("finish-not-recording", full);
    return scenes;
}

}  // namespace heatline::ui
