#include "ui/format.h"

#include <algorithm>

#include "engine/rounding.h"

namespace heatline::ui {
namespace {

void append_padded(std::string& text, std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

}  // namespace

std::string format_time(std::int64_t elapsed_us, Rounding rounding) {
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

const char* yes_no(bool value) { return value ? "yes" : "no"; }

std::string format_milli(std::int64_t milli) {
    milli = std::max<std::int64_t>(milli, 0);
    std::string text = std::to_string(milli / 1000) + '.';
    append_padded(text, milli % 1000, 3);
    return text;
}

std::string format_local(Instant instant, const MeetRules& rules) {
    return format_rfc3339(instant, rules.zone_offset_min);
}

std::string format_grade(Grade grade) {
    if (!grade) return {};
    return grade.number == 0 ? "K" : std::to_string(grade.number);
}

}  // namespace heatline::ui
