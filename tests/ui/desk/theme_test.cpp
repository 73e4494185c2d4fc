// The themes: legible in the sun, by the formula of WCAG 2.1.

#include "ui/desk/theme.h"

#include <catch2/catch.hpp>

using namespace heatline::ui;

TEST_CASE("Every text stands 7 to 1 or more on background and surface of each theme", "[ui][theme]") {
    for (const ThemeName name : {ThemeName::sun, ThemeName::shade, ThemeName::dark}) {
        const Theme& it = theme(name);
        for (const Ink ink : {Ink::text, Ink::muted, Ink::accent, Ink::ok, Ink::warn, Ink::bad}) {
            CAPTURE(it.word, static_cast<int>(ink));
            CHECK(contrast_milli(it[ink], it[Ink::background]) >= 7'000);
            CHECK(contrast_milli(it[ink], it[Ink::surface]) >= 7'000);
        }
    }
}

TEST_CASE("Contrast is that of the standard", "[ui][theme]") {
    CHECK(contrast_milli({0, 0, 0}, {255, 255, 255}) == 21'000);
    CHECK(contrast_milli({80, 80, 80}, {80, 80, 80}) == 1'000);
    // #767676 on white is the well-known grey of 4.54 to 1.
    CHECK(contrast_milli({0x76, 0x76, 0x76}, {255, 255, 255}) / 10 == 454);
    CHECK(contrast_milli({255, 255, 255}, {0x76, 0x76, 0x76}) / 10 == 454);
}

TEST_CASE("The themes follow each other in a ring", "[ui][theme]") {
    CHECK(next_theme(ThemeName::sun) == ThemeName::shade);
    CHECK(next_theme(ThemeName::shade) == ThemeName::dark);
    CHECK(next_theme(ThemeName::dark) == ThemeName::sun);
}
