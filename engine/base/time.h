#pragma once
// Instant and Millis: moments on the meet's timeline and lengths of time, as integers.
//
// An Instant is microseconds of UTC since 1970-01-01 (leap seconds not counted, as in POSIX). No clock is
// read here: instants arrive with the input. Text is RFC 3339 with a zone. Plain values; any thread.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace heatline {

// A length of time in whole milliseconds. May be negative.
struct Millis {
    std::int64_t count = 0;

    friend constexpr auto operator<=>(Millis, Millis) = default;
    friend constexpr Millis operator+(Millis a, Millis b) { return {a.count + b.count}; }
    friend constexpr Millis operator-(Millis a, Millis b) { return {a.count - b.count}; }
};

constexpr Millis seconds(std::int64_t s) { return {s * 1000}; }
constexpr Millis minutes(std::int64_t m) { return {m * 60 * 1000}; }

// A moment: microseconds since 1970-01-01T00:00:00Z. Kept within the years 1 to 9999 by parse_rfc3339.
struct Instant {
    std::int64_t us = 0;

    friend constexpr auto operator<=>(Instant, Instant) = default;
    friend constexpr Instant operator+(Instant t, Millis d) { return {t.us + d.count * 1000}; }
    friend constexpr Instant operator-(Instant t, Millis d) { return {t.us - d.count * 1000}; }
};

// Microseconds from `from` to `to`; negative when `to` is earlier.
constexpr std::int64_t micros_between(Instant from, Instant to) { return to.us - from.us; }

// A day of the calendar, as in 2027-05-01.
struct Date {
    std::int32_t year = 1970;
    std::uint8_t month = 1;
    std::uint8_t day = 1;

    friend constexpr auto operator<=>(Date, Date) = default;
};

// Reads `YYYY-MM-DDTHH:MM:SS[.f…](Z|+HH:MM|-HH:MM)`; a lower-case t or z and a space for T are allowed.
// Digits beyond microseconds are cut off. A leap second (:60) is the next second. Nothing when it is no instant:
// a missing zone, a 30 February, a 25th hour.
std::optional<Instant> parse_rfc3339(std::string_view text);

// `2027-05-01T08:00:00.123-07:00` with milliseconds, or microseconds where the instant has them; `Z` for offset 0.
std::string format_rfc3339(Instant instant, std::int32_t offset_min = 0);

// Reads `YYYY-MM-DD`; nothing when it is no day of the calendar.
std::optional<Date> parse_date(std::string_view text);
std::string format_date(Date date);

// Midnight UTC of `date`.
Instant midnight_utc(Date date);
// The day that `instant` falls on, `offset_min` east of UTC.
Date date_of(Instant instant, std::int32_t offset_min = 0);
// Whole years from `birth` to `on`: the age a child has on that day. A birthday on 29 February falls on
// 1 March in other years. Negative when `on` is before `birth`.
std::int32_t age_on(Date birth, Date on);

}  // namespace heatline
