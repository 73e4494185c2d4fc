// Every picture of the stations can be drawn at every size and zoom, and a station's view takes no key: what its keys
// mean is decided where they are heard.

#include <catch2/catch.hpp>

#include "tests/support/headless_desk.h"
#include "ui/desk/gallery/gallery.h"

using namespace heatline;
using namespace heatline::ui;

TEST_CASE("Each scene of the stations is drawn at each size and zoom and asks for nothing", "[ui][frames]") {
    const auto [width, height, zoom] = GENERATE(table<int, int, int>(
        {{1366, 768, 100}, {1366, 768, 200}, {1366, 768, 250}, {1920, 1080, 100}, {1024, 600, 80}, {640, 480, 200}}));
    CAPTURE(width, height, zoom);
    test::HeadlessDesk window{width, height};
    for (const View view : {View::finish, View::chute}) {
        for (Scene& scene : scenes_of(view)) {
            CAPTURE(scene.name);
            scene.screen.zoom_percent = zoom;
            CHECK(window.frame(scene.desk, scene.screen).empty());
            CHECK(window.drawn() > 80);
        }
    }
}
