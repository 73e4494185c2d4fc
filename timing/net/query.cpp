#include "timing/net/query.h"

#include <algorithm>
#include <charconv>

namespace heatline::timing {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

Target split_target(std::string_view target) {
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos) return {target, {}};
    return {target.substr(0, mark), target.substr(mark + 1)};
}

std::string query_value(std::string_view query, std::string_view key) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.substr(0, pair.find('=')) != key || pair.size() <= key.size()) continue;
        std::string value;
        const std::string_view coded = pair.substr(key.size() + 1);
        for (std::size_t i = 0; i < coded.size(); ++i) {
            const bool escaped =
                coded[i] == '%' && i + 2 < coded.size() && hex_digit(coded[i + 1]) >= 0 && hex_digit(coded[i + 2]) >= 0;
            if (escaped) {
                value.push_back(static_cast<char>(hex_digit(coded[i + 1]) * 16 + hex_digit(coded[i + 2])));
                i += 2;
            } else {
                value.push_back(coded[i] == '+' ? ' ' : coded[i]);
            }
        }
        return value;
    }
    return {};
}

std::optional<std::uint64_t> query_number(std::string_view query, std::string_view key) {
    const std::string text = query_value(query, key);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace heatline::timing
