#pragma once
// Words: how this library reads what people type: spaces, case, yes and no, whole numbers, spelling slips.
//
// Text is UTF-8; only ASCII letters change case, so that a name is never bent. Pure functions; any thread.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heatline::config {

// Without the spaces at both ends, those of Unicode that spreadsheets leave behind (no-break, zero-width) included.
std::string_view trimmed(std::string_view text);
std::string lower_ascii(std::string_view text);
// The parts between `separator`, each trimmed, empty ones left out.
std::vector<std::string> split_trimmed(std::string_view text, char separator);

// A header as it is compared: lower case, punctuation, spaces and hyphens are one `_` between words.
std::string normalised_header(std::string_view header);

// Yes and no as in contract part 3: yes/no, y/n, true/false, 1/0, in any case.
std::optional<bool> parse_yes_no(std::string_view text);
// Digits only, at most `max`. Nothing for a sign, a point, or an empty text.
std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t max);

// How many slips (a letter added, left out, changed, or two neighbours swapped) lie between two words.
std::size_t slips_between(std::string_view a, std::string_view b);
// The candidate with the fewest slips, the first of them on a tie; empty when there is no candidate.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

// `"a", "b" or "c"`.
std::string list_of(std::span<const std::string_view> words);
// The text in quotes as it may stand in a sentence: one line, and cut short where it is long.
std::string quoted(std::string_view text);

}  // namespace heatline::config
