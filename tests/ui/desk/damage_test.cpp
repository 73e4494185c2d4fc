// What the next frame changes is found, all of it, and little more. The second opinion is the pictures themselves.

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/headless_desk.h"
#include "ui/desk/damage.h"
#include "ui/desk/gallery/gallery.h"
#include "ui/desk/offscreen.h"

using namespace heatline;
using namespace heatline::ui;

namespace {

bool holds(const std::vector<PixelRect>& rects, int x, int y) {
    for (const PixelRect& rect : rects) {
        if (x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h) return true;
    }
    return false;
}
std::int64_t area_of(const std::vector<PixelRect>& rects) {
    std::int64_t area = 0;
    for (const PixelRect& rect : rects) area += std::int64_t{rect.w} * rect.h;
    return area;
}
// Pixels that differ and that no rectangle holds.
std::size_t missed(const Picture& a, const Picture& b, const std::vector<PixelRect>& rects) {
    std::size_t count = 0;
    for (int y = 0; y < a.height; ++y) {
        for (int x = 0; x < a.width; ++x) {
            const std::size_t at =
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(a.width) + static_cast<std::size_t>(x)) * 3;
            const bool differs = !std::equal(a.rgb.begin() + static_cast<std::ptrdiff_t>(at),
                                             a.rgb.begin() + static_cast<std::ptrdiff_t>(at + 3),
                                             b.rgb.begin() + static_cast<std::ptrdiff_t>(at));
            if (differs && !holds(rects, x, y)) ++count;
        }
    }
    return count;
}

std::unique_ptr<Offscreen> offscreen_window() {
    auto made = Offscreen::make(1366, 768);
    REQUIRE(made);
    return std::move(*made);
}

struct Window {
    std::unique_ptr<Offscreen> offscreen = offscreen_window();
    Damage damage;
    Picture picture;

    std::vector<PixelRect> draw(const Desk& desk, Screen& screen) {
        std::vector<KeyPress> keys;
        std::vector<Intent> intents;
        picture = offscreen->draw(desk, screen, keys, intents);
        return damage.of(*ImGui::GetDrawData());
    }
};

}  // namespace

TEST_CASE("Whatever differs in the picture of the next frame is damaged", "[ui][damage]") {
    Window window;
    for (Scene& scene : gallery()) {
        CAPTURE(scene.name);
        window.draw(scene.desk, scene.screen);
        const Picture before = window.picture;
        CHECK(window.draw(scene.desk, scene.screen).empty());
        // A second later, another line at the foot, the next theme.
        scene.desk.now.us += 1'000'000;
        auto damaged = window.draw(scene.desk, scene.screen);
        CHECK(missed(before, window.picture, damaged) == 0);
        const Picture ticked = window.picture;
        scene.desk.answer = {true, "Heat 3 is official", 0};
        damaged = window.draw(scene.desk, scene.screen);
        CHECK(missed(ticked, window.picture, damaged) == 0);
        const Picture answered = window.picture;
        scene.screen.theme = next_theme(scene.screen.theme);
        damaged = window.draw(scene.desk, scene.screen);
        CHECK(missed(answered, window.picture, damaged) == 0);
    }
}

TEST_CASE("A clock that ticks damages its own corner of the window", "[ui][damage]") {
    Window window;
    Scene scene = std::move(scenes_of(View::director).front());
    window.draw(scene.desk, scene.screen);
    scene.desk.now.us += 1'000'000;
    const auto damaged = window.draw(scene.desk, scene.screen);
    CHECK_FALSE(damaged.empty());
    CHECK(damaged.size() <= Damage::kRectsMax);
    CHECK(area_of(damaged) < 1366 * 768 / 5);  // The clocks, and how long each child is out.
}

TEST_CASE("The first frame, one of another size and one after forgetting are damaged whole", "[ui][damage]") {
    Scene scene = std::move(scenes_of(View::finish).front());
    Damage damage;
    const auto whole = [](int width, int height) { return std::vector<PixelRect>{{0, 0, width, height}}; };
    {
        test::HeadlessDesk window{1366, 768};
        window.frame(scene.desk, scene.screen);
        CHECK(damage.of(*ImGui::GetDrawData()) == whole(1366, 768));
        CHECK(damage.of(*ImGui::GetDrawData()).empty());
        damage.forget();
        CHECK(damage.of(*ImGui::GetDrawData()) == whole(1366, 768));
    }
    test::HeadlessDesk window{1000, 700};
    window.frame(scene.desk, scene.screen);
    CHECK(damage.of(*ImGui::GetDrawData()) == whole(1000, 700));
}
