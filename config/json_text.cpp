#include "config/json_text.h"

#include <fmt/format.h>

namespace heatline::config {

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
                } else {
                    out += c;
                }
        }
    }
    return out + '"';
}

void FlatObject::key(std::string_view key) {
    if (!body_.empty()) body_ += ',';
    body_ += json_string(key);
    body_ += ':';
}

void FlatObject::add(std::string_view name, std::string_view text) {
    key(name);
    body_ += json_string(text);
}

void FlatObject::add_number(std::string_view name, std::uint64_t number) {
    key(name);
    body_ += fmt::format("{}", number);
}

}  // namespace heatline::config
