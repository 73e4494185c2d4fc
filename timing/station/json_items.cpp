#include "timing/station/json_items.h"

namespace heatline::timing {

std::vector<std::string> item_texts(std::string_view text, std::string_view name) {
    std::vector<std::string> items;
    const std::string wanted = "\"" + std::string{name} + "\"";
    int depth = 0;
    bool in_list = false;
    std::size_t item = std::string_view::npos;
    std::string_view last_string;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            const std::size_t begin = i;
            for (++i; text[i] != '"'; ++i) {
                if (text[i] == '\\') ++i;
            }
            if (depth == 1) last_string = text.substr(begin, i + 1 - begin);
        } else if (c == '{' || c == '[') {
            ++depth;
            if (c == '[' && depth == 2 && last_string == wanted) {
                in_list = true;
                items.clear();  // Of two lists of the name, JSON's last one counts.
            }
            if (c == '{' && depth == 3 && in_list) item = i;
        } else if (c == '}' || c == ']') {
            if (c == '}' && depth == 3 && in_list) items.emplace_back(text.substr(item, i + 1 - item));
            if (depth == 2) in_list = false;
            --depth;
        } else if (c == ',' && depth == 1) {
            last_string = {};
        }
    }
    return items;
}

}  // namespace heatline::timing
