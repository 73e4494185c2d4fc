#include "config/roster_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "config/words.h"

namespace heatline::config {

namespace {

constexpr std::array<std::string_view, 13> kOrdinals = {"kindergarten", "first",    "second",  "third",  "fourth",
                                                        "fifth",        "sixth",    "seventh", "eighth", "ninth",
                                                        "tenth",        "eleventh", "twelfth"};
constexpr std::array<std::string_view, 4> kHighSchool = {"fr", "so", "jr", "sr"};
constexpr std::array<std::string_view, 4> kHighSchoolWords = {"freshman", "sophomore", "junior", "senior"};
constexpr std::array<std::string_view, 5> kKindergarten = {"k", "kg", "kinder", "kdg", "0"};
constexpr std::array<std::string_view, 6> kGirl = {"f", "female", "girl", "girls", "woman", "w"};
constexpr std::array<std::string_view, 5> kBoy = {"m", "male", "boy", "boys", "man"};
constexpr std::array<std::string_view, 6> kOther = {"x", "nonbinary", "non_binary", "other", "diverse", "nb"};

template <std::size_t N>
std::optional<std::size_t> index_in(const std::array<std::string_view, N>& words, std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<std::size_t>(found - words.begin());
}

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& words, std::string_view word) {
    return index_in(words, word).has_value();
}

Grade grade_of(std::size_t number) { return Grade{static_cast<std::int8_t>(number)}; }

std::optional<Date> date_of_parts(std::string_view year, std::string_view month, std::string_view day) {
    const auto y = parse_whole(year, 9999);
    const auto m = parse_whole(month, 12);
    const auto d = parse_whole(day, 31);
    if (year.size() != 4 || !y || !m || !d) return std::nullopt;
    return parse_date(fmt::format("{:04}-{:02}-{:02}", *y, *m, *d));
}

}  // namespace

std::optional<Grade> parse_grade(std::string_view text) {
    std::optional<Grade> grade;
    if (trimmed(text).starts_with('-')) return std::nullopt;  // A number below zero, not a hyphen before a word.
    for (std::string word : split_trimmed(normalised_header(text), '_')) {
        if (word == "grade" || word == "gr" || word == "grader" || word == "year" || word == "the") continue;
        if (grade) return std::nullopt;  // Two grades, as in "3/4": which one, nobody can say.
        for (const std::string_view glued : {"grade", "gr"}) {
            if (word.starts_with(glued)) word.erase(0, glued.size());
        }
        for (const std::string_view ending : {"st", "nd", "rd", "th"}) {
            if (word.size() > ending.size() && word.ends_with(ending) && word[0] >= '0' && word[0] <= '9') {
                word.resize(word.size() - ending.size());
                break;
            }
        }
        if (is_in(kKindergarten, word)) {
            grade = grade_of(0);
        } else if (const auto ordinal = index_in(kOrdinals, word)) {
            grade = grade_of(*ordinal);
        } else if (const auto letters = index_in(kHighSchool, word)) {
            grade = grade_of(9 + *letters);
        } else if (const auto name = index_in(kHighSchoolWords, word)) {
            grade = grade_of(9 + *name);
        } else if (const auto number = parse_whole(word, 12); number && *number > 0) {
            grade = grade_of(static_cast<std::size_t>(*number));
        } else {
            return std::nullopt;
        }
    }
    return grade;
}

std::optional<Gender> parse_gender(std::string_view text) {
    const std::string word = normalised_header(text);
    if (is_in(kGirl, word)) return Gender::F;
    if (is_in(kBoy, word)) return Gender::M;
    if (is_in(kOther, word)) return Gender::X;
    return std::nullopt;
}

std::optional<Date> parse_birth_date(std::string_view text) {
    text = trimmed(text);
    // Some spreadsheets add midnight to a day.
    for (const std::string_view midnight : {" 00:00:00", "T00:00:00", " 0:00:00", " 00:00", " 0:00"}) {
        if (text.ends_with(midnight)) text.remove_suffix(midnight.size());
    }
    for (const char separator : {'-', '/'}) {
        const std::vector<std::string> parts = split_trimmed(text, separator);
        if (parts.size() != 3 || std::count(text.begin(), text.end(), separator) != 2) continue;
        return parts[0].size() == 4 ? date_of_parts(parts[0], parts[1], parts[2])
                                    : date_of_parts(parts[2], parts[0], parts[1]);
    }
    return std::nullopt;
}

std::optional<std::int64_t> parse_seed_time_ms(std::string_view text) {
    text = trimmed(text);
    std::int64_t fraction_ms = 0;
    if (const std::size_t point = text.find('.'); point != std::string_view::npos) {
        std::string digits(text.substr(point + 1));
        if (digits.empty() || digits.size() > 3) return std::nullopt;
        digits.resize(3, '0');
        const auto value = parse_whole(digits, 999);
        if (!value) return std::nullopt;
        fraction_ms = *value;
        text = text.substr(0, point);
    }
    constexpr std::size_t kPartsMax = 3;
    constexpr std::int64_t kLeadMax = 24 * 60 * 60;
    std::int64_t seconds = 0;
    for (std::size_t parts = 1;; ++parts) {
        const std::size_t colon = text.find(':');
        const std::string_view part = text.substr(0, colon);
        const auto value = parse_whole(part, parts == 1 ? kLeadMax : 59);
        if (!value || parts > kPartsMax || (parts > 1 && part.size() != 2)) return std::nullopt;
        seconds = seconds * 60 + *value;
        if (colon == std::string_view::npos) return seconds * 1000 + fraction_ms;
        text.remove_prefix(colon + 1);
    }
}

std::pair<std::string, std::string> split_full_name(std::string_view text) {
    text = trimmed(text);
    if (const std::size_t comma = text.find(','); comma != std::string_view::npos) {
        const std::string_view first = trimmed(text.substr(comma + 1));
        if (!first.empty()) return {std::string(first), std::string(trimmed(text.substr(0, comma)))};
        text = trimmed(text.substr(0, comma));
    }
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos) return {std::string(text), {}};
    return {std::string(trimmed(text.substr(0, space))), std::string(text.substr(space + 1))};
}

}  // namespace heatline::config
