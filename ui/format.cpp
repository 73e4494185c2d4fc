#include "ui/format.h"

#include <algorithm>

#include "engine/time_text.h"

namespace heatline::ui {
namespace {

void append_padded(std::string& text, std::int64_t number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

}  // namespace

std::string format_time(std::int64_t elapsed_us, Rounding rounding) { return time_text(elapsed_us, rounding); }

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
