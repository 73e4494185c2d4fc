#include "ui/desk/theme.h"

#include <algorithm>
#include <cmath>

namespace heatline::ui {
namespace {

constexpr Rgb hex(std::uint32_t value) {
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value)};
}

//                                     background     surface        line           text           muted
//                                     accent         ok             warn           bad
constexpr std::array<Theme, 3> kThemes{{{"sun",
                                         {hex(0xFFFFFF), hex(0xF1F4F5), hex(0xAEB8BD), hex(0x0A0E11), hex(0x3A4348),
                                          hex(0x004B82), hex(0x005A41), hex(0x8A3800), hex(0x8E1B1B)}},
                                        {"shade",
                                         {hex(0xE9EDEE), hex(0xF7F9F9), hex(0xA3AFB4), hex(0x10171B), hex(0x3C474D),
                                          hex(0x00497F), hex(0x005740), hex(0x7F3400), hex(0x871A1A)}},
                                        {"dark",
                                         {hex(0x0D1216), hex(0x172026), hex(0x3A4850), hex(0xF2F5F6), hex(0xB4C0C6),
                                          hex(0x86C8FF), hex(0x63D6AB), hex(0xFFB67A), hex(0xFF9C93)}}}};

// Relative luminance as WCAG 2.1 defines it.
double luminance(Rgb colour) {
    const auto linear = [](std::uint8_t channel) {
        const double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

}  // namespace

const Theme& theme(ThemeName name) { return kThemes[static_cast<std::size_t>(name)]; }

ThemeName next_theme(ThemeName name) {
    return static_cast<ThemeName>((static_cast<std::size_t>(name) + 1) % kThemes.size());
}

int contrast_milli(Rgb a, Rgb b) {
    const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return static_cast<int>(std::floor(1000 * std::max(one, other) / std::min(one, other)));
}

}  // namespace heatline::ui
