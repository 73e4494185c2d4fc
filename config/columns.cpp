#include "config/columns.h"

#include <algorithm>
#include <array>

#include "config/words.h"

namespace heatline::config {

namespace {

// A question that asks about one of these is about somebody or something else than the child who runs.
constexpr std::array<std::string_view, 24> kOtherSubjects = {
    "parent", "parents", "guardian", "mother",  "father",  "mom",       "dad",      "emergency",
    "coach",  "coachs",  "email",    "phone",   "address", "contact",   "teacher",  "photo",
    "waiver", "doctor",  "shirt",    "medical", "sibling", "volunteer", "siblings", "principal"};

// A header of fewer words is a name, not a question.
constexpr std::size_t kQuestionWordsMin = 3;

std::vector<std::string> words_of(std::string_view normalised) { return split_trimmed(normalised, '_'); }

bool has_word(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool asks_about(const std::vector<std::string>& question, std::string_view with) {
    const std::vector<std::string> needed = words_of(with);
    return std::all_of(needed.begin(), needed.end(), [&](const std::string& word) { return has_word(question, word); });
}

bool is_question(const std::string& header, const std::vector<std::string>& words) {
    if (words.size() < kQuestionWordsMin && header.find('?') == std::string::npos) return false;
    return std::none_of(kOtherSubjects.begin(), kOtherSubjects.end(),
                        [&](std::string_view other) { return has_word(words, other); });
}

}  // namespace

ColumnMatch match_columns(const std::vector<std::string>& header, std::span<const ColumnSpec> specs) {
    ColumnMatch match;
    match.found.resize(specs.size());
    std::vector<std::string> names;
    for (const std::string& text : header) names.push_back(normalised_header(text));
    std::vector<bool> taken(header.size(), false);

    const auto take = [&](std::size_t spec, std::string_view alias, ColumnMatch::How how) {
        for (std::size_t i = 0; i < names.size() && match.found[spec].column < 0; ++i) {
            if (taken[i] || names[i] != alias) continue;
            taken[i] = true;
            match.found[spec] = {static_cast<int>(i), how};
        }
    };
    for (std::size_t s = 0; s < specs.size(); ++s) take(s, specs[s].name, ColumnMatch::How::name);
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (const ColumnSpec& spec : specs) {
            if (taken[i] || names[i] != spec.name) continue;
            match.repeated.push_back(static_cast<int>(i));
            taken[i] = true;
        }
    }
    for (std::size_t s = 0; s < specs.size(); ++s) {
        for (const std::string_view alias : specs[s].second_names) take(s, alias, ColumnMatch::How::second_name);
    }
    for (std::size_t s = 0; s < specs.size(); ++s) {
        for (const std::string_view alias : specs[s].aliases) take(s, alias, ColumnMatch::How::alias);
    }
    for (std::size_t s = 0; s < specs.size(); ++s) {
        for (const std::string_view with : specs[s].asked_with) {
            for (std::size_t i = 0; i < names.size() && match.found[s].column < 0; ++i) {
                if (taken[i]) continue;
                const std::vector<std::string> words = words_of(names[i]);
                if (!is_question(header[i], words) || !asks_about(words, with)) continue;
                taken[i] = true;
                match.found[s] = {static_cast<int>(i), ColumnMatch::How::question};
            }
        }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!taken[i]) match.unknown.push_back(static_cast<int>(i));
    }
    return match;
}

}  // namespace heatline::config
