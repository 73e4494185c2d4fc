#include "engine/time_text.h"

#include "engine/rounding.h"

namespace heatline {
namespace {

void append_padded(std::string& text, std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

constexpr std::size_t kFirstDigitsMax = 3, kFractionDigitsMax = 6;

// A whole number of `least` to `most` digits and nothing else.
std::optional<std::int64_t> whole(std::string_view text, std::size_t least, std::size_t most) {
    if (text.size() < least || text.size() > most) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

}  // namespace

std::string time_text(std::int64_t elapsed_us, Rounding rounding) {
    if (elapsed_us < 0) return {};
    const std::int64_t units_per_second = 1'000'000 / unit_us(rounding);
    const std::int64_t units = round_up(elapsed_us, unit_us(rounding));
    const std::int64_t seconds = units / units_per_second;
    const std::int64_t hours = seconds / 3600, minutes = seconds / 60 % 60;
    std::string text;
    if (hours > 0) {
        text = std::to_string(hours) + ':';
        append_padded(text, minutes, 2);
    } else {
        text = std::to_string(minutes);
    }
    text += ':';
    append_padded(text, seconds % 60, 2);
    if (units_per_second > 1) {
        text += '.';
        append_padded(text, units % units_per_second, units_per_second == 10 ? 1 : 2);
    }
    return text;
}

std::string clock_time(Instant at, std::int32_t zone_offset_min, bool with_seconds) {
    constexpr std::int64_t kSecond = 1'000'000, kDay = 86'400 * kSecond;
    // Of an instant before 1970 the remainder is negative.
    const std::int64_t of_day = ((at + minutes(zone_offset_min)).us % kDay + kDay) % kDay / kSecond;
    std::string text = std::to_string(of_day / 3600) + ':';
    append_padded(text, of_day / 60 % 60, 2);
    if (with_seconds) {
        text += ':';
        append_padded(text, of_day % 60, 2);
    }
    return text;
}

std::optional<std::int64_t> parse_elapsed_us(std::string_view text) {
    std::int64_t fraction = 0;
    const auto point = text.find('.');
    if (point != std::string_view::npos) {
        std::string digits{text.substr(point + 1)};
        if (!whole(digits, 1, kFractionDigitsMax)) return std::nullopt;
        digits.resize(kFractionDigitsMax, '0');
        fraction = *whole(digits, kFractionDigitsMax, kFractionDigitsMax);
    }
    text = text.substr(0, point);
    std::int64_t seconds = 0;
    for (int part = 0; part < 3; ++part) {
        const auto colon = text.find(':');
        const auto read = whole(text.substr(0, colon), part == 0 ? 1 : 2, part == 0 ? kFirstDigitsMax : 2);
        if (!read || (part > 0 && *read > 59)) return std::nullopt;
        seconds = seconds * 60 + *read;
        if (colon == std::string_view::npos) {
            if (part == 0 && point == std::string_view::npos) return std::nullopt;
            return seconds * 1'000'000 + fraction;
        }
        text = text.substr(colon + 1);
    }
    return std::nullopt;
}

}  // namespace heatline
