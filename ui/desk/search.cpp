#include "ui/desk/search.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace heatline::ui {
namespace {

// Letters that are letters of their own to Unicode and a form of another to somebody at a keyboard.
std::string_view plain_form(UChar32 letter) {
    switch (letter) {
        case 0x142:  // ł
            return "l";
        case 0xF8:  // ø
            return "o";
        case 0x111:  // đ
        case 0xF0:   // ð
            return "d";
        case 0xFE:  // þ
            return "th";
        case 0xE6:  // æ
            return "ae";
        case 0x153:  // œ
            return "oe";
        case 0x131:  // ı
            return "i";
        case 0x127:  // ħ
            return "h";
        case 0x167:  // ŧ
            return "t";
        case 0x14B:  // ŋ
            return "ng";
        case 0x259:  // ə
            return "e";
        default:
            return {};
    }
}

bool is_apostrophe(UChar32 c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0x2BB; }

void add_letter(std::string& into, UChar32 c) {
    char bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    into.append(bytes, static_cast<std::size_t>(length));
}

// One code point of decomposed, case-folded text.
void add_folded(std::string& into, UChar32 c) {
    if (is_apostrophe(c)) return;
    const auto type = u_charType(c);
    // Accents go; the vowel signs of Indic scripts are no accents, and their letters mean nothing without them.
    if (type == U_NON_SPACING_MARK && u_getCombiningClass(c) != 0 && u_getCombiningClass(c) != 9) return;
    if (!u_isalnum(c) && type != U_NON_SPACING_MARK && type != U_COMBINING_SPACING_MARK) {
        if (!into.empty() && into.back() != ' ') into += ' ';
        return;
    }
    const std::string_view plain = plain_form(c);
    if (plain.empty()) {
        add_letter(into, c);
    } else {
        into += plain;
    }
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::u16string decomposed(std::string_view text) {
    std::u16string wide(text.size(), u'\0');  // UTF-16 never has more units than UTF-8 has bytes.
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8WithSub(wide.data(), static_cast<std::int32_t>(wide.size()), &length, text.data(),
                         static_cast<std::int32_t>(text.size()), 0xFFFD, nullptr, &error);
    wide.resize(static_cast<std::size_t>(length));
    std::u16string folded(wide.size() * 3 + 1, u'\0');  // No letter folds to more than three.
    length = u_strFoldCase(folded.data(), static_cast<std::int32_t>(folded.size()), wide.data(),
                           static_cast<std::int32_t>(wide.size()), U_FOLD_CASE_DEFAULT, &error);
    folded.resize(static_cast<std::size_t>(length));
    const UNormalizer2* forms = unorm2_getNFKDInstance(&error);
    std::u16string out(folded.size() * 18 + 1, u'\0');  // The longest decomposition has 18 units.
    length = unorm2_normalize(forms, folded.data(), static_cast<std::int32_t>(folded.size()), out.data(),
                              static_cast<std::int32_t>(out.size()), &error);
    if (U_FAILURE(error)) return wide;
    out.resize(static_cast<std::size_t>(length));
    return out;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t space = std::min(text.find(' '), text.size());
        if (space > 0) words.push_back(text.substr(0, space));
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return words;
}

// Begins a word of `text`, which starts with a space.
bool begins_a_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if (at > 0 && text[at - 1] == ' ') return true;
    }
    return false;
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    if (is_ascii(text)) {
        for (const char c : text) {
            const bool upper = c >= 'A' && c <= 'Z';
            add_folded(out, static_cast<unsigned char>(upper ? c + ('a' - 'A') : c));
        }
    } else {
        const std::u16string wide = decomposed(text);
        for (std::int32_t at = 0, size = static_cast<std::int32_t>(wide.size()); at < size;) {
            UChar32 c = 0;
            U16_NEXT(wide.data(), at, size, c);
            add_folded(out, c);
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

SearchIndex::SearchIndex(const std::vector<Searchable>& children, const std::vector<std::string>& teams) {
    entries_.reserve(children.size());
    for (const Searchable& child : children) {
        Entry entry;
        entry.from = static_cast<std::uint32_t>(text_.size());
        text_ += ' ';
        text_ += folded(child.bib);
        entry.name = static_cast<std::uint32_t>(text_.size());
        text_ += ' ';
        text_ += folded(child.name);
        entry.to = static_cast<std::uint32_t>(text_.size());
        entry.team = child.team;
        entries_.push_back(entry);
    }
    for (const std::string& team : teams) teams_.push_back(" " + folded(team));
}

Fit SearchIndex::fit(const Entry& entry, std::string_view word, bool in_team) const {
    const std::string_view bib = std::string_view{text_}.substr(entry.from, entry.name - entry.from);
    const std::string_view name = std::string_view{text_}.substr(entry.name, entry.to - entry.name);
    if (bib.substr(1) == word) return Fit::bib;
    if (bib.substr(1).starts_with(word)) return Fit::bib_begins;
    if (begins_a_word(name, word)) return Fit::word_begins;
    if (name.find(word) != std::string_view::npos) return Fit::part;
    return in_team ? Fit::team : Fit::none;
}

std::vector<Fit> SearchIndex::find(std::string_view query) const {
    const std::string plain = folded(query);
    const std::vector<std::string_view> words = words_of(plain);
    std::vector<Fit> fits(entries_.size(), words.empty() ? Fit::none : Fit::bib);
    for (const std::string_view word : words) {
        std::vector<bool> in_team(teams_.size());
        for (std::size_t i = 0; i < teams_.size(); ++i) in_team[i] = begins_a_word(teams_[i], word);
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (fits[i] == Fit::none) continue;
            const std::uint32_t team = entries_[i].team;
            fits[i] = std::max(fits[i], fit(entries_[i], word, team < in_team.size() && in_team[team]));
        }
    }
    return fits;
}

}  // namespace heatline::ui
