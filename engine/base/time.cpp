#include "engine/base/time.h"

#include <chrono>

namespace heatline {
namespace {

using std::chrono::sys_days;

constexpr std::int64_t kMicrosPerSecond = 1'000'000;
constexpr std::int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;
constexpr std::int64_t kMicrosPerDay = 24 * 60 * kMicrosPerMinute;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes `count` digits off the front of `text`. False, and nothing taken, when they are not there.
bool take_number(std::string_view& text, std::size_t count, int& number) {
    if (text.size() < count) return false;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_digit(text[i])) return false;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    number = value;
    return true;
}

bool take_char(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

std::chrono::year_month_day calendar(Date date) {
    return {std::chrono::year{date.year}, std::chrono::month{date.month}, std::chrono::day{date.day}};
}

Date from_calendar(std::chrono::year_month_day ymd) {
    return {static_cast<int>(ymd.year()), static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month())),
            static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()))};
}

std::int64_t days_since_epoch(Date date) { return sys_days{calendar(date)}.time_since_epoch().count(); }

bool take_date(std::string_view& text, Date& date) {
    int year = 0, month = 0, day = 0;
    if (!take_number(text, 4, year) || !take_char(text, '-')) return false;
    if (!take_number(text, 2, month) || !take_char(text, '-')) return false;
    if (!take_number(text, 2, day)) return false;
    date = {year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
    return year >= 1 && calendar(date).ok();
}

// The part after the seconds: an optional fraction, cut to microseconds.
bool take_fraction(std::string_view& text, std::int64_t& micros) {
    micros = 0;
    if (!take_char(text, '.')) return true;
    if (text.empty() || !is_digit(text.front())) return false;
    std::int64_t unit = kMicrosPerSecond / 10;
    while (!text.empty() && is_digit(text.front())) {
        micros += unit * (text.front() - '0');
        unit /= 10;
        text.remove_prefix(1);
    }
    return true;
}

// The zone, in minutes east of UTC; it must be all that is left.
bool take_zone(std::string_view text, int& offset_min) {
    if (text == "Z" || text == "z") {
        offset_min = 0;
        return true;
    }
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    int hours = 0, mins = 0;
    if (!take_number(text, 2, hours) || !take_char(text, ':') || !take_number(text, 2, mins) || !text.empty())
        return false;
    if (hours > 23 || mins > 59) return false;
    offset_min = sign * (hours * 60 + mins);
    return true;
}

void put_number(std::string& out, std::int64_t number, std::size_t width) {
    char digits[20];
    std::size_t count = 0;
    do {
        digits[count++] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    for (std::size_t i = count; i < width; ++i) out.push_back('0');
    while (count != 0) out.push_back(digits[--count]);
}

}  // namespace

std::optional<Instant> parse_rfc3339(std::string_view text) {
    Date date;
    int hour = 0, minute = 0, second = 0, offset_min = 0;
    std::int64_t micros = 0;
    if (!take_date(text, date)) return std::nullopt;
    if (!take_char(text, 'T') && !take_char(text, 't') && !take_char(text, ' ')) return std::nullopt;
    if (!take_number(text, 2, hour) || !take_char(text, ':')) return std::nullopt;
    if (!take_number(text, 2, minute) || !take_char(text, ':')) return std::nullopt;
    if (!take_number(text, 2, second) || !take_fraction(text, micros) || !take_zone(text, offset_min))
        return std::nullopt;
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
    const Instant instant{days_since_epoch(date) * kMicrosPerDay +
                          (hour * 60 + minute - offset_min) * kMicrosPerMinute + second * kMicrosPerSecond + micros};
    // The zone and the leap second can lead out of the years that have four digits.
    if (instant < midnight_utc({1, 1, 1}) || date_of(instant).year > 9999) return std::nullopt;
    return instant;
}

std::string format_rfc3339(Instant instant, std::int32_t offset_min) {
    const std::int64_t local = instant.us + offset_min * kMicrosPerMinute;
    std::int64_t day = local / kMicrosPerDay;
    std::int64_t in_day = local % kMicrosPerDay;
    if (in_day < 0) {
        in_day += kMicrosPerDay;
        --day;
    }
    std::string out = format_date(from_calendar(sys_days{std::chrono::days{day}}));
    const std::int64_t second = in_day / kMicrosPerSecond;
    const std::int64_t micros = in_day % kMicrosPerSecond;
    out.push_back('T');
    put_number(out, second / 3600, 2);
    out.push_back(':');
    put_number(out, second / 60 % 60, 2);
    out.push_back(':');
    put_number(out, second % 60, 2);
    out.push_back('.');
    if (micros % 1000 == 0) {
        put_number(out, micros / 1000, 3);
    } else {
        put_number(out, micros, 6);
    }
    if (offset_min == 0) {
        out.push_back('Z');
        return out;
    }
    const std::int32_t east = offset_min < 0 ? -offset_min : offset_min;
    out.push_back(offset_min < 0 ? '-' : '+');
    put_number(out, east / 60, 2);
    out.push_back(':');
    put_number(out, east % 60, 2);
    return out;
}

std::optional<Date> parse_date(std::string_view text) {
    Date date;
    if (!take_date(text, date) || !text.empty()) return std::nullopt;
    return date;
}

std::string format_date(Date date) {
    std::string out;
    put_number(out, date.year, 4);
    out.push_back('-');
    put_number(out, date.month, 2);
    out.push_back('-');
    put_number(out, date.day, 2);
    return out;
}

Instant midnight_utc(Date date) { return {days_since_epoch(date) * kMicrosPerDay}; }

Date date_of(Instant instant, std::int32_t offset_min) {
    const std::chrono::microseconds local{instant.us + offset_min * kMicrosPerMinute};
    return from_calendar(sys_days{std::chrono::floor<std::chrono::days>(local)});
}

std::int32_t age_on(Date birth, Date on) {
    const bool had_birthday = std::pair{on.month, on.day} >= std::pair{birth.month, birth.day};
    return on.year - birth.year - (had_birthday ? 0 : 1);
}

}  // namespace heatline
