#include "ui/format_json.h"

namespace heatline::ui {
namespace {

// Bytes of the well-formed UTF-8 code point at the front, 0 when there is none: no overlong forms, no surrogates,
// nothing beyond U+10FFFF.
std::size_t well_formed_bytes(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t want = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (want == 0 || want > text.size()) return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    if (byte(1) < low || byte(1) > high) return 0;
    for (std::size_t i = 2; i < want; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    return want;
}

void append_escape(std::string& json, char c) {
    switch (c) {
        case '"':
            json += "\\\"";
            return;
        case '\\':
            json += "\\\\";
            return;
        case '\n':
            json += "\\n";
            return;
        case '\r':
            json += "\\r";
            return;
        case '\t':
            json += "\\t";
            return;
        default:
            json += "\\u00";
            json += "0123456789abcdef"[c >> 4];
            json += "0123456789abcdef"[c & 0xF];
    }
}

}  // namespace

void append_json_text(std::string& json, std::string_view text) {
    json += '"';
    while (!text.empty()) {
        const std::size_t bytes = well_formed_bytes(text);
        const char c = text.front();
        if (bytes == 0) {
            json += "\xEF\xBF\xBD";
        } else if (bytes == 1 && (c == '"' || c == '\\' || c < 0x20)) {
            append_escape(json, c);
        } else {
            json += text.substr(0, bytes);
        }
        text.remove_prefix(bytes == 0 ? 1 : bytes);
    }
    json += '"';
}

}  // namespace heatline::ui
