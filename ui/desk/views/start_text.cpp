#include "ui/desk/views/start_text.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/base/limits.h"
#include "ui/desk/words.h"

namespace heatline::ui {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000, kMinuteUs = 60 * kSecondUs, kHourUs = 60 * kMinuteUs;
constexpr std::int64_t kDayUs = 24 * kHourUs;
// Clocks of two laptops, and a finger that is quick.
constexpr std::int64_t kAheadUs = 2 * kSecondUs;
constexpr std::size_t kDigitsMax = 6;

const Error<std::string> kNotUnderstood{"write a time like 9:14:30, or -12 for 12 seconds ago"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Reads along a text; what it does not find it leaves.
class Words {
public:
    explicit Words(std::string_view text) : rest_(text) {}

    void skip_spaces() {
        while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // The minus of the keyboard, and those that a text brought along.
    bool take_minus() {
        for (const std::string_view minus : {"-", "\xE2\x88\x92", "\xE2\x80\x93"}) {
            if (!rest_.starts_with(minus)) continue;
            rest_.remove_prefix(minus.size());
            return true;
        }
        return false;
    }
    std::optional<std::int64_t> take_number() {
        std::size_t length = 0;
        while (length < rest_.size() && is_digit(rest_[length])) ++length;
        if (length == 0 || length > kDigitsMax) return std::nullopt;
        std::int64_t value = 0;
        for (std::size_t i = 0; i < length; ++i) value = value * 10 + (rest_[i] - '0');
        rest_.remove_prefix(length);
        return value;
    }
    // After a point or a comma, as microseconds; none when there is no digit, or more than the clock has.
    std::optional<std::int64_t> take_fraction() {
        std::int64_t value = 0, unit = kSecondUs;
        std::size_t length = 0;
        for (; length < rest_.size() && is_digit(rest_[length]); ++length) {
            if (length == kDigitsMax) return std::nullopt;
            unit /= 10;
            value += (rest_[length] - '0') * unit;
        }
        rest_.remove_prefix(length);
        return length > 0 ? std::optional{value} : std::nullopt;
    }
    std::string take_word() {
        std::string word;
        while (!rest_.empty() && lower(rest_.front()) >= 'a' && lower(rest_.front()) <= 'z') {
            word += lower(rest_.front());
            rest_.remove_prefix(1);
        }
        return word;
    }
    bool at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
};

// "9:14:30.5" as its numbers and the fraction of the last.
struct Parts {
    std::vector<std::int64_t> numbers;
    std::int64_t fraction_us = 0;
};

std::optional<Parts> take_parts(Words& words) {
    Parts parts;
    do {
        const auto number = words.take_number();
        if (!number || parts.numbers.size() == 3) return std::nullopt;
        parts.numbers.push_back(*number);
    } while (words.take(':'));
    if (words.take('.') || words.take(',')) {
        const auto fraction = words.take_fraction();
        if (!fraction) return std::nullopt;
        parts.fraction_us = *fraction;
    }
    return parts;
}

bool below_sixty(const std::vector<std::int64_t>& numbers) {
    return std::all_of(numbers.begin() + 1, numbers.end(), [](std::int64_t n) { return n < 60; });
}

// "12", "1:30", "1:02:03": seconds come last.
std::optional<std::int64_t> length_of(const Parts& parts) {
    if (!below_sixty(parts.numbers)) return std::nullopt;
    std::int64_t seconds = 0;
    for (const std::int64_t number : parts.numbers) seconds = seconds * 60 + number;
    return seconds * kSecondUs + parts.fraction_us;
}

std::optional<std::int64_t> unit_of(const std::string& word) {
    for (const char* second : {"s", "sec", "secs", "second", "seconds"}) {
        if (word == second) return kSecondUs;
    }
    for (const char* minute : {"m", "min", "mins", "minute", "minutes"}) {
        if (word == minute) return kMinuteUs;
    }
    for (const char* hour : {"h", "hour", "hours"}) {
        if (word == hour) return kHourUs;
    }
    return std::nullopt;
}

// "12", "1:30", "12 s", "2 min 10 s".
std::optional<std::int64_t> take_length(Words words) {
    std::int64_t sum = 0;
    for (bool first = true; first || !words.at_end(); first = false) {
        const auto parts = take_parts(words);
        if (!parts) return std::nullopt;
        words.skip_spaces();
        if (first && words.at_end()) return length_of(*parts);
        const auto unit = unit_of(words.take_word());
        if (!unit || parts->numbers.size() != 1) return std::nullopt;
        words.skip_spaces();
        sum += parts->numbers[0] * *unit + parts->fraction_us * (*unit / kSecondUs);
    }
    return sum;
}

std::optional<std::int64_t> take_time_of_day(Words words) {
    const auto parts = take_parts(words);
    if (!parts || parts->numbers.size() < 2 || !words.at_end()) return std::nullopt;
    if (parts->numbers[0] > 23 || !below_sixty(parts->numbers)) return std::nullopt;
    if (parts->numbers.size() == 2 && parts->fraction_us != 0) return std::nullopt;
    const std::int64_t seconds = parts->numbers.size() == 3 ? parts->numbers[2] : 0;
    return parts->numbers[0] * kHourUs + parts->numbers[1] * kMinuteUs + seconds * kSecondUs + parts->fraction_us;
}

// The start of the day that `now` falls on, at the meet.
Instant local_midnight(Instant now, const MeetRules& rules) {
    const std::int64_t offset = rules.zone_offset_min * kMinuteUs;
    const std::int64_t local = now.us + offset;
    return {local - ((local % kDayUs) + kDayUs) % kDayUs - offset};
}

std::string_view without_outer_spaces(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

// Takes "ago" off the end.
bool take_ago(std::string_view& text) {
    constexpr std::string_view kAgo = "ago";
    if (text.size() <= kAgo.size()) return false;
    const std::string_view end = text.substr(text.size() - kAgo.size());
    if (!std::equal(end.begin(), end.end(), kAgo.begin(), [](char a, char b) { return lower(a) == b; })) return false;
    text = without_outer_spaces(text.substr(0, text.size() - kAgo.size()));
    return true;
}

}  // namespace

Result<Instant, std::string> parse_start_text(std::string_view text, Instant now, const MeetRules& rules) {
    text = without_outer_spaces(text);
    const bool ago = take_ago(text);
    Words words{text};
    const bool minus = words.take_minus();
    words.skip_spaces();
    std::optional<Instant> at;
    if (ago || minus) {
        if (const auto length = take_length(words)) at = Instant{now.us - *length};
    } else if (const auto of_day = take_time_of_day(words)) {
        at = Instant{local_midnight(now, rules).us + *of_day};
    }
    if (!at) return kNotUnderstood;
    if (at->us > now.us + kAheadUs)
        return Error{clock_time(*at, rules, true) + " is still to come; write a time that has passed, of 24 hours"};
    if (*at < now - limits::kHeatLongest)
        return Error{clock_time(*at, rules, true) + " is more than six hours ago; write the hour of 24"};
    return *at;
}

}  // namespace heatline::ui
