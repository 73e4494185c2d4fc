#include "config/words.h"

#include <algorithm>
#include <array>

namespace heatline::config {

namespace {

constexpr std::size_t kQuotedBytesMax = 60;

bool is_ascii_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f'; }

// Spaces beyond ASCII that arrive by copy and paste: U+00A0, U+200B, U+202F, U+3000, U+FEFF.
constexpr std::array<std::string_view, 5> kWideSpaces = {"\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xE3\x80\x80",
                                                         "\xEF\xBB\xBF"};

}  // namespace

std::string_view trimmed(std::string_view text) {
    for (bool again = true; again && !text.empty();) {
        again = false;
        if (is_ascii_space(text.front())) {
            text.remove_prefix(1);
            again = true;
        } else if (is_ascii_space(text.back())) {
            text.remove_suffix(1);
            again = true;
        } else {
            for (const std::string_view space : kWideSpaces) {
                if (text.starts_with(space)) {
                    text.remove_prefix(space.size());
                    again = true;
                } else if (text.ends_with(space)) {
                    text.remove_suffix(space.size());
                    again = true;
                }
            }
        }
    }
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::vector<std::string> split_trimmed(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        const std::string_view part = trimmed(text.substr(0, end));
        if (!part.empty()) parts.emplace_back(part);
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string normalised_header(std::string_view header) {
    std::string out;
    bool gap = false;
    for (const char c : lower_ascii(trimmed(header))) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (c == '\'') continue;  // "child's" is one word.
        if (!word) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += '_';
        gap = false;
        out += c;
    }
    return out;
}

std::optional<bool> parse_yes_no(std::string_view text) {
    const std::string word = lower_ascii(trimmed(text));
    if (word == "yes" || word == "y" || word == "true" || word == "1") return true;
    if (word == "no" || word == "n" || word == "false" || word == "0") return false;
    return std::nullopt;
}

std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t max) {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        const int digit = c - '0';
        if (value > (max - digit) / 10) return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

std::size_t slips_between(std::string_view a, std::string_view b) {
    // Optimal string alignment, three rows of the table at a time.
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t kWordMax = 100;  // A longer word is no slip of any key; its head says enough.
    const std::string lower = lower_ascii(word.substr(0, kWordMax));
    std::string_view best;
    std::size_t fewest = static_cast<std::size_t>(-1);
    for (const std::string_view candidate : candidates) {
        const std::size_t slips = slips_between(lower, lower_ascii(candidate));
        if (slips < fewest) {
            fewest = slips;
            best = candidate;
        }
    }
    return best;
}

std::string list_of(std::span<const std::string_view> words) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
        list += '"';
        list += words[i];
        list += '"';
    }
    return list;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    std::size_t end = std::min(text.size(), kQuotedBytesMax);
    // Never through the middle of a UTF-8 letter.
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    for (const char c : text.substr(0, end)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    if (end < text.size()) out += "…";
    return out + '"';
}

}  // namespace heatline::config
