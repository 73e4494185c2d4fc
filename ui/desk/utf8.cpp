#include "ui/desk/utf8.h"

#include <unicode/utf8.h>

#include <cstdint>

namespace heatline::ui {

std::u32string from_utf8(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    std::u32string signs;
    for (std::int32_t at = 0; at < size;) {
        UChar32 sign = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, sign);
        signs.push_back(static_cast<char32_t>(sign));
    }
    return signs;
}

std::string to_utf8(std::u32string_view signs) {
    std::string text;
    for (const char32_t sign : signs) {
        std::uint8_t bytes[U8_MAX_LENGTH];
        std::int32_t length = 0;
        UBool error = false;
        U8_APPEND(bytes, length, U8_MAX_LENGTH, static_cast<UChar32>(sign), error);
        if (error) continue;
        text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    return text;
}

std::string utf8_of(char32_t letter) {
    if (letter < 0x20 || letter == 0x7F || letter > 0x10FFFF) return {};
    return to_utf8({&letter, 1});
}

}  // namespace heatline::ui
