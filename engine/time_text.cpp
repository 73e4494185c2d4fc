#include "engine/time_text.h"

#include "engine/rounding.h"

namespace heatline {
namespace {

void append_padded(std::string& text, std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
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

}  // namespace heatline
