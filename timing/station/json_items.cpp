#include "timing/station/json_items.h"

namespace heatline::timing {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

// Of the string that begins at `begin`: where its last quote stands.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
    std::size_t i = begin + 1;
    while (text[i] != '"') i += text[i] == '\\' ? 2 : 1;
    return i;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

}  // namespace

std::string_view member_text(std::string_view text, std::string_view name) {
    std::string_view found, string, key;
    std::size_t value = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            const std::size_t end = end_of_string(text, i);
            if (depth == 1) string = text.substr(i + 1, end - i - 1);
            i = end;
        } else if (c == ':' && depth == 1) {
            key = string;
            value = i + 1;
        } else if ((c == ',' || c == '}') && depth == 1) {
            if (value != 0 && key == name) found = trimmed(text.substr(value, i - value));
            value = 0;
        }
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
    }
    return found;
}

std::vector<std::string> item_texts(std::string_view text) {
    std::vector<std::string> items;
    std::size_t item = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') i = end_of_string(text, i);
        if (c == '{' && depth == 1) item = i;
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (c == '}' && depth == 1) items.emplace_back(text.substr(item, i + 1 - item));
    }
    return items;
}

}  // namespace heatline::timing
