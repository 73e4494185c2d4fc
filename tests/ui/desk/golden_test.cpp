// The pictures of the README, drawn again: what people see changes only on purpose. `tools/pictures` makes them anew;
// look at each.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "ui/desk/gallery/gallery.h"
#include "ui/desk/offscreen.h"

namespace heatline::ui {
namespace {

namespace fs = std::filesystem;

constexpr int kWidth = 1366, kHeight = 768;
// A driver rounds an edge differently here and there: a pixel counts when a channel is this far off, and so many may
// count.
constexpr int kChannelOff = 48;
constexpr std::size_t kPixelsOff = kWidth * kHeight / 1000;

std::size_t pixels_off(const Picture& a, const Picture& b) {
    if (a.rgb.size() != b.rgb.size()) return a.rgb.size();
    std::size_t off = 0;
    for (std::size_t i = 0; i + 2 < a.rgb.size(); i += 3) {
        const auto differs = [&](std::size_t c) {
            return std::abs(int{a.rgb[i + c]} - int{b.rgb[i + c]}) > kChannelOff;
        };
        off += differs(0) || differs(1) || differs(2) ? 1 : 0;
    }
    return off;
}

TEST_CASE("every golden picture is drawn again as it was") {
    std::map<std::string, Scene> scenes;
    for (Scene& scene : gallery()) scenes.emplace(scene.name, std::move(scene));
    auto offscreen = Offscreen::make(kWidth, kHeight);
    REQUIRE(offscreen);
    std::size_t compared = 0;
    for (const auto& file : fs::directory_iterator{HEATLINE_SOURCE_DIR "/tests/data/gallery"}) {
        const std::string name = file.path().stem().string();
        INFO(name);
        REQUIRE(scenes.count(name) == 1);
        const auto golden = read_png(file.path().string());
        REQUIRE(golden);
        Scene& scene = scenes.at(name);
        std::vector<KeyPress> keys;
        std::vector<Intent> intents;
        CHECK(pixels_off((*offscreen)->draw(scene.desk, scene.screen, keys, intents), *golden) <= kPixelsOff);
        ++compared;
    }
    CHECK(compared >= kViews);
}

TEST_CASE("a picture that lost its clock is not taken for the golden one") {
    auto offscreen = Offscreen::make(kWidth, kHeight);
    REQUIRE(offscreen);
    std::vector<Scene> scenes = scenes_of(View::finish);
    std::vector<KeyPress> keys;
    std::vector<Intent> intents;
    const Picture before = (*offscreen)->draw(scenes[0].desk, scenes[0].screen, keys, intents);
    scenes[0].desk.now = scenes[0].desk.now + seconds(61);
    const Picture after = (*offscreen)->draw(scenes[0].desk, scenes[0].screen, keys, intents);
    CHECK(pixels_off(before, after) > kPixelsOff);
}

}  // namespace
}  // namespace heatline::ui
