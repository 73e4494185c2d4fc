#include "config/encoding.h"

#include <fmt/format.h>
#include <unicode/unistr.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace heatline::config {

namespace {

// Problems of the same kind listed for one file: a file full of NULs is one mistake, not a million.
constexpr std::size_t kSameKindMax = 20;
// How much of a file without a mark is looked at to tell UTF-16; 512 letters are plenty.
constexpr std::size_t kProbeBytes = 1024;

enum class Form { utf8, utf16_le, utf16_be };

unsigned char at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

// UTF-16 without a mark: of the letters, at least three in four have a NUL on the same side and none on the other.
Form probe(std::string_view bytes) {
    const std::size_t letters = std::min(bytes.size(), kProbeBytes) / 2;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i < letters; ++i) {
        if (bytes[2 * i] == 0) ++even;
        if (bytes[2 * i + 1] == 0) ++odd;
    }
    const std::size_t enough = (letters * 3 + 3) / 4;
    if (letters >= 2 && even == 0 && odd >= enough) return Form::utf16_le;
    if (letters >= 2 && odd == 0 && even >= enough) return Form::utf16_be;
    return Form::utf8;
}

// Counts rows while walking through UTF-8 or single bytes; CR, LF and CRLF each end one row.
class RowCounter {
public:
    int row() const { return row_; }
    void pass(unsigned char c) {
        if (c == '\r' || (c == '\n' && !after_cr_)) ++row_;
        after_cr_ = c == '\r';
    }

private:
    int row_ = 1;
    bool after_cr_ = false;
};

std::string from_utf16(std::string_view bytes, Form form, ProblemList& problems) {
    std::u16string units;
    units.reserve(bytes.size() / 2);
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const unsigned first = at(bytes, i);
        const unsigned second = at(bytes, i + 1);
        units.push_back(static_cast<char16_t>(form == Form::utf16_le ? second << 8 | first : first << 8 | second));
    }
    RowCounter counter;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char16_t unit = units[i];
        if (U16_IS_LEAD(unit) && i + 1 < units.size() && U16_IS_TRAIL(units[i + 1])) {
            ++i;
        } else if (U16_IS_SURROGATE(unit) && problems.size() < kSameKindMax) {
            problems.add(counter.row(), "file", "half a letter of UTF-16 stands here; save the file again as UTF-8");
        }
        counter.pass(unit < 0x80 ? static_cast<unsigned char>(unit) : 0x80);
    }
    if (bytes.size() % 2 != 0) {
        problems.add(counter.row(), "file", "the file ends in the middle of a letter of UTF-16; it may have been cut");
    }
    std::string text;
    icu::UnicodeString(units.data(), static_cast<std::int32_t>(units.size())).toUTF8String(text);
    return text;
}

// One look at the bytes as UTF-8: whole letters beyond ASCII, broken bytes, and the row of the first broken one.
struct Utf8Look {
    std::size_t letters = 0;
    std::size_t broken = 0;
    std::vector<int> broken_rows;
};

Utf8Look look_as_utf8(std::string_view bytes) {
    Utf8Look look;
    RowCounter counter;
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const auto length = static_cast<std::int32_t>(bytes.size());
    for (std::int32_t i = 0; i < length;) {
        const std::uint8_t lead = data[i];
        UChar32 letter = 0;
        U8_NEXT(data, i, length, letter);
        counter.pass(lead);
        if (letter < 0) {
            ++look.broken;
            if (look.broken_rows.size() < kSameKindMax) look.broken_rows.push_back(counter.row());
        } else if (letter >= 0x80) {
            ++look.letters;
        }
    }
    return look;
}

std::string from_bytes(std::string_view bytes, ProblemList& problems) {
    const Utf8Look look = look_as_utf8(bytes);
    if (look.broken == 0) return std::string(bytes);
    if (look.letters > look.broken) {
        for (const int row : look.broken_rows) {
            problems.add(row, "file", "a byte here is no UTF-8, while the rest of the file is; save it again as UTF-8");
        }
        return {};
    }
    std::string text;
    icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), "windows-1252").toUTF8String(text);
    return text;
}

void find_nuls(std::string_view text, ProblemList& problems) {
    if (text.find('\0') == std::string_view::npos) return;
    RowCounter counter;
    int last_row = 0;
    for (const char c : text) {
        if (c == 0 && counter.row() != last_row && problems.size() < kSameKindMax) {
            last_row = counter.row();
            problems.add(last_row, "file", "a NUL byte stands here, which is no text; the file may be damaged");
        }
        counter.pass(static_cast<unsigned char>(c));
    }
}

}  // namespace

Result<std::string, std::vector<Problem>> decode_text(std::string_view bytes, std::string_view file) {
    ProblemList problems{std::string(file)};
    if (bytes.size() > kFileBytesMax) {
        problems.add(1, "file", fmt::format("the file is larger than {} MiB; split it", kFileBytesMax >> 20));
        return Error{problems.take()};
    }
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0")) {
        problems.add(1, "file", "this is a workbook, not text; in the spreadsheet choose Save as, CSV UTF-8");
        return Error{problems.take()};
    }
    std::string text;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        text = from_bytes(bytes.substr(3), problems);
    } else if (bytes.starts_with("\xFF\xFE")) {
        text = from_utf16(bytes.substr(2), Form::utf16_le, problems);
    } else if (bytes.starts_with("\xFE\xFF")) {
        text = from_utf16(bytes.substr(2), Form::utf16_be, problems);
    } else if (const Form form = probe(bytes); form != Form::utf8) {
        text = from_utf16(bytes, form, problems);
    } else {
        text = from_bytes(bytes, problems);
    }
    find_nuls(text, problems);
    if (!problems.empty()) return Error{problems.take()};
    return text;
}

}  // namespace heatline::config
