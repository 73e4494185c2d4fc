#pragma once
// HeatsOffice: the heats view over the sample morning, on one heat, as somebody with a role sees it. Keys go in as they
// are pressed; what the meet does meanwhile is told as facts. One at a time, one thread.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/apply.h"
#include "engine/derive.h"
#include "tests/support/headless_desk.h"
#include "ui/desk/gallery/scenes.h"

namespace heatline::test {

struct HeatsOffice {
    ui::Sample sample = ui::morning();
    ui::Desk desk;
    ui::Screen screen;
    HeadlessDesk window;
    Role role;

    // Heat 3 runs, Heat 1 is official, Heat 4 and later ones wait; `heat` counts from 0.
    explicit HeatsOffice(std::size_t heat = 2, Role who = Role::director) : role(who) {
        screen.view = ui::View::heats;
        screen.heat = HeatId{heat};
        see();
    }
    // The meet as it is now.
    void see() {
        desk = ui::desk_over(sample, role);
        desk.link.device = "desk";
        desk.station.records = true;
        desk.overview =
            std::make_shared<const Overview>(Overviewer{}.look(sample.state, *sample.snapshot, {screen.heat, {}}));
    }
    // The server says so, and the window sees it.
    void happens(const std::vector<Fact>& facts) {
        for (const Fact& fact : facts) apply(sample.state, sample.state.seq + 1, fact);
        sample.snapshot = Deriver{}.derive(sample.state);
        see();
    }
    void happens(FactBody body) { happens({{sample.now, "desk", {}, std::move(body)}}); }

    std::vector<ui::Intent> frame(std::vector<ui::KeyPress> keys = {}, ui::Mouse mouse = {}) {
        return window.frame(desk, screen, std::move(keys), mouse);
    }
    std::vector<ui::Intent> press(char letter) { return frame({pressed(static_cast<char32_t>(letter))}); }
    std::vector<ui::Intent> press(ui::Key key) { return frame({pressed(key)}); }
    void press(ui::Key key, int times) {
        for (int i = 0; i < times; ++i) press(key);
    }
    // A line and Enter.
    std::vector<ui::Intent> type(const std::string& line) {
        std::vector<ui::KeyPress> keys;
        for (const char c : line)
            keys.push_back(c == ' ' ? pressed(ui::Key::space) : pressed(static_cast<char32_t>(c)));
        keys.push_back(pressed(ui::Key::enter));
        return frame(std::move(keys));
    }
};

// The command that is asked for; none where that is not all.
inline const ui::intent::Command* command_in(const std::vector<ui::Intent>& intents) {
    return intents.size() == 1 ? std::get_if<ui::intent::Command>(&intents[0]) : nullptr;
}

}  // namespace heatline::test
