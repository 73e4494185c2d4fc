#pragma once
// Theme: the colours of the dashboard, by what they mean and never by what they look like.
//
// Every text colour stands 7 : 1 or more against the background and against the surface of its theme (WCAG 2.1, 1.4.6);
// a test computes it. Colour is never alone: what has a colour has a shape and a word too (mark.h). Plain values; any
// thread.

#include <array>
#include <cstdint>

namespace heatline::ui {

struct Rgb {
    std::uint8_t r = 0, g = 0, b = 0;
    friend bool operator==(Rgb, Rgb) = default;
};

enum class ThemeName : std::uint8_t { sun, shade, dark };

enum class Ink : std::uint8_t {
    background,
    surface,
    line,
    text,
    muted,
    accent,  // To act on; on the course.
    ok,      // Finished, back.
    warn,    // Look at this.
    bad,     // Stop.
};
inline constexpr std::size_t kInks = 9;

struct Theme {
    const char* word;  // "sun"
    std::array<Rgb, kInks> inks;
    Rgb operator[](Ink ink) const { return inks[static_cast<std::size_t>(ink)]; }
};

const Theme& theme(ThemeName name);
// sun, shade, dark, sun, …
ThemeName next_theme(ThemeName name);

// The contrast of two colours in thousandths: 1,000 is none, 21,000 black on white. WCAG 2.1, "contrast ratio".
int contrast_milli(Rgb a, Rgb b);

}  // namespace heatline::ui
