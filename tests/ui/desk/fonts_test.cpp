// A machine that lacks a font loses looks and never a function.

#include <catch2/catch.hpp>

#include "tests/support/headless_desk.h"
#include "ui/desk/gallery/gallery.h"
#include "ui/desk/offscreen.h"

using namespace heatline;
using namespace heatline::ui;

TEST_CASE("Without any font every scene is drawn, in ImGui's own face", "[ui][fonts]") {
    auto offscreen = Offscreen::make(1366, 768);
    REQUIRE(offscreen);
    const FontPlaces nowhere{{"/no/such/font.ttf"}, {"/no/such/font.ttf"}, {"/no/such/other.ttf"}};
    for (Scene& scene : gallery()) {
        CAPTURE(scene.name);
        std::vector<KeyPress> keys;
        std::vector<Intent> intents;
        const Picture picture = (*offscreen)->draw(scene.desk, scene.screen, keys, intents, nowhere);
        const std::set<std::uint8_t> shades(picture.rgb.begin(), picture.rgb.end());
        CHECK(shades.size() > 10);  // Something is on it.
    }
}

TEST_CASE("Letters that no face has are named, those that one has are not", "[ui][fonts]") {
    ImGuiContext* context = ImGui::CreateContext();
    Letters letters;
    letters.add("Łukasz Nguyễn 李明");
    std::vector<char32_t> missing;
    build_faces({{"/no/such/font.ttf"}, {}, {}}, letters, 1, &missing);
    for (const char32_t letter : {U'Ł', U'ễ', U'李', U'明'})
        CHECK(std::count(missing.begin(), missing.end(), letter) == 1);
    build_faces(system_fonts(), letters, 1, &missing);
    for (const char32_t letter : {U'Ł', U'ễ', U'李', U'明'})
        CHECK(std::count(missing.begin(), missing.end(), letter) == 0);
    ImGui::DestroyContext(context);
}
