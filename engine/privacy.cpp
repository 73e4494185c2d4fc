#include "engine/privacy.h"

#include <algorithm>

namespace heatline {
namespace {

constexpr std::string_view kUnnamed = "Runner";

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// Bytes of the UTF-8 code point at the front; a byte that begins none stands for itself.
std::size_t code_point_bytes(std::string_view text) {
    const unsigned char lead = byte_at(text, 0);
    const std::size_t want = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
    if (want > text.size()) return 1;
    for (std::size_t i = 1; i < want; ++i) {
        if ((byte_at(text, i) & 0xC0) != 0x80) return 1;
    }
    return want;
}

// U+0300 to U+036F, the marks that a decomposed "é" ends with.
bool is_combining_mark(std::string_view point) {
    if (point.size() != 2) return false;
    const unsigned char lead = byte_at(point, 0), last = byte_at(point, 1);
    return lead == 0xCC || (lead == 0xCD && last <= 0xAF);
}

bool is_ascii_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Whatever is no ASCII punctuation, no space and no typographic quote or dash (U+2010 to U+201F).
bool is_letter(std::string_view point) {
    if (point.size() == 1) return is_ascii_letter_or_digit(point[0]) || byte_at(point, 0) >= 0x80;
    if (point == "\xC2\xA0") return false;
    return !(point.size() == 3 && point.substr(0, 2) == "\xE2\x80" && byte_at(point, 2) >= 0x90 &&
             byte_at(point, 2) <= 0x9F);
}

std::string ascii_lower(std::string_view text) {
    std::string lower{text};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string_view without_edges(std::string_view text) {
    const auto is_edge = [](char c) { return c == ' ' || c == ',' || c == '\t'; };
    while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
    return text;
}

// The first name, without the surname when a school wrote the whole name into the column: "Maya Ross", "Ross, Maya".
std::string given_name(const Runner& runner) {
    std::string given{without_edges(runner.first.value)};
    const std::string last = ascii_lower(without_edges(runner.last.value));
    if (last.empty()) return given;
    const auto is_border = [](const std::string& text, std::size_t at) {
        return at >= text.size() || text[at] == ' ' || text[at] == ',' || text[at] == '\t';
    };
    std::string lower = ascii_lower(given);
    for (std::size_t at = lower.find(last); at != std::string::npos; at = lower.find(last, at)) {
        const bool whole_word = (at == 0 || is_border(lower, at - 1)) && is_border(lower, at + last.size());
        if (!whole_word || lower.size() == last.size()) {
            ++at;
            continue;
        }
        given.erase(at, last.size());
        given = without_edges(given);
        lower = ascii_lower(given);
        at = 0;
    }
    return given;
}

// Two children with this in common would be called alike.
std::string likeness(const std::string& given, const Runner& runner) {
    return ascii_lower(given) + '\n' + ascii_lower(first_letters(runner.last.value, 1));
}

}  // namespace

Viewer viewer_of(Role role, TeamId team) {
    switch (role) {
        case Role::timer:
        case Role::marshal:
            return {Audience::timer, {}};
        case Role::tent:
            return {Audience::tent, team};
        case Role::announcer:
            return {Audience::announcer, {}};
        case Role::staff:
        case Role::director:
            return {Audience::staff, {}};
    }
    return {};
}

std::string full_name(const Runner& runner) {
    std::string name = runner.first.value;
    if (!name.empty() && !runner.last.empty()) name += ' ';
    return name += runner.last.value;
}

std::string first_letters(std::string_view surname, int count) {
    std::string letters, between;
    bool after_letter = false;
    while (!surname.empty()) {
        const std::string_view point = surname.substr(0, code_point_bytes(surname));
        surname.remove_prefix(point.size());
        if (is_combining_mark(point)) {
            if (after_letter) letters += point;
            continue;
        }
        if (count == 0) break;
        after_letter = is_letter(point);
        if (!after_letter) {
            between += point;
            continue;
        }
        if (!letters.empty()) letters += between;
        between.clear();
        letters += point;
        --count;
    }
    return letters;
}

HeatNames::HeatNames(const Roster& roster, const PrivacyRules& rules, std::span<const RunnerId> children, Viewer viewer)
    : roster_(roster), rule_(rules.public_name), viewer_(viewer) {
    for (const RunnerId child : children) {
        if (!child) continue;
        const Runner& runner = roster.runner(child);
        if (rule_ == NameRule::first_initial && runner.public_name) note(public_, runner, child);
        if (viewer.audience == Audience::tent && own(child)) note(own_, runner, child);
    }
}

void HeatNames::note(Likenesses& likenesses, const Runner& runner, RunnerId child) {
    const auto [held, is_new] = likenesses.try_emplace(likeness(given_name(runner), runner), Likeness{child});
    if (!is_new && held->second.first != child) held->second.shared = true;
}

std::string HeatNames::initial_form(const Likenesses& likenesses, const Runner& runner) {
    if (runner.first.empty() && (runner.first.purged || runner.last.purged || runner.last.empty())) return {};
    std::string name = given_name(runner);
    if (name.empty()) return std::string{kUnnamed};  // A surname alone is no name to show.
    const auto held = likenesses.find(likeness(name, runner));
    const std::string letters =
        first_letters(runner.last.value, held != likenesses.end() && held->second.shared ? 2 : 1);
    if (letters.empty()) return name;
    return name.append(" ").append(letters).append(".");
}

std::string HeatNames::public_name(RunnerId child) const {
    if (!child || rule_ != NameRule::first_initial) return {};
    const Runner& runner = roster_.runner(child);
    if (!runner.public_name) return runner.first.purged ? std::string{} : std::string{kUnnamed};
    return initial_form(public_, runner);
}

std::string HeatNames::name(RunnerId child) const {
    if (!child) return {};
    switch (viewer_.audience) {
        case Audience::staff:
            return full_name(roster_.runner(child));
        case Audience::tent:
            return own(child) ? initial_form(own_, roster_.runner(child)) : std::string{};
        case Audience::timer:
            return {};
        case Audience::announcer:
        case Audience::everybody:
            return public_name(child);
    }
    return {};
}

std::string HeatNames::say_it(RunnerId child) const {
    if (!child) return {};
    const Runner& runner = roster_.runner(child);
    const bool announced =
        viewer_.audience == Audience::announcer && rule_ == NameRule::first_initial && runner.public_name;
    return announced || viewer_.audience == Audience::staff ? runner.say_it.value : std::string{};
}

Columns HeatNames::columns(RunnerId child) const {
    const Audience audience = viewer_.audience;
    if (audience == Audience::staff || audience == Audience::timer) return {true, true, true, true};
    if (!child) return {};
    if (audience == Audience::tent && own(child)) return {true, true, true, true};
    return {rule_ == NameRule::bib, audience == Audience::announcer, false, false};
}

}  // namespace heatline
