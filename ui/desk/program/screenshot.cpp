// --screenshot of a meet: waits until the state has arrived, draws one picture without a display.

#include <chrono>
#include <cstdio>

#include "ui/desk/offscreen.h"
#include "ui/desk/program/app.h"
#include "ui/desk/program/bell.h"
#include "ui/desk/program/connection.h"
#include "ui/desk/program/desk_maker.h"
#include "ui/desk/program/window.h"

namespace heatline::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto kArrivesWithin = 30s;
// What comes beside the facts (names, the stations) follows them at once.
constexpr auto kRestWithin = 500ms;

int fail(const std::string& sentence) {
    std::fprintf(stderr, "heatline-dashboard: %s\n", sentence.c_str());
    return 1;
}

bool has_arrived(const timing::Laptop& laptop) {
    const auto replica = laptop.replica();
    return laptop.link()->state == timing::LinkPicture::State::live && replica->snapshot && laptop.server_seq() > 0 &&
           replica->seq >= laptop.server_seq();
}

}  // namespace

int take_screenshot(const Options& options) {
    Bell bell;
    auto connection = connect(options, [&bell] { bell.ring(); });
    if (!connection) return fail(connection.error());
    connection->laptop.folder.clear();  // It watches.
    timing::Laptop laptop{std::move(connection->laptop), {[](const auto&) {}, [&bell] { bell.ring(); }}};
    const auto until = std::chrono::steady_clock::now() + kArrivesWithin;
    while (!has_arrived(laptop) && std::chrono::steady_clock::now() < until) {
        const auto link = laptop.link();
        if (link->state == timing::LinkPicture::State::refused) return fail(link->sentence);
        bell.wait_until(std::min(until, std::chrono::steady_clock::now() + 250ms));
    }
    if (!has_arrived(laptop)) {
        const std::string why = laptop.link()->sentence;
        return fail("nothing to draw: the meet's state did not arrive in 30 s" + (why.empty() ? why : "; " + why));
    }
    const auto rest = std::chrono::steady_clock::now() + kRestWithin;
    while (std::chrono::steady_clock::now() < rest) bell.wait_until(rest);

    auto offscreen = Offscreen::make(options.width, options.height);
    if (!offscreen) return fail(offscreen.error());
    DeskMaker maker;
    Screen screen;
    screen.theme = options.theme;
    screen.zoom_percent = options.zoom_percent;
    const Role role = laptop.link()->role.value_or(Role::timer);
    screen.view = options.view.value_or(first_view(role));
    if (!may_see(role, screen.view))
        return fail(std::string{"this token may not see the view "} + view_word(screen.view) +
                    "; use another token or view");
    Picture picture;
    // Twice: the first frame says what it looks at, the second has what belongs to it.
    for (int round = 0; round < 2; ++round) {
        Desk desk = maker.make(laptop, boottime_us(), wall_us());
        desk.station.records = true;  // As the window would.
        std::vector<KeyPress> keys;
        std::vector<Intent> intents;
        picture = (*offscreen)->draw(desk, screen, keys, intents);
        if (round == 0 && screen.focus != Focus{}) {
            laptop.look_at(screen.focus);
            const auto looked = std::chrono::steady_clock::now() + kRestWithin;
            while (std::chrono::steady_clock::now() < looked) bell.wait_until(looked);
        }
    }
    const auto written = write_png(options.screenshot, picture);
    return written ? 0 : fail(written.error());
}

}  // namespace heatline::ui
