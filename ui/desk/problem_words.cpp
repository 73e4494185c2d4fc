#include "ui/desk/problem_words.h"

namespace heatline::ui {
namespace {

// The text under `key`; empty when there is none.
std::string text_of(std::string_view json, std::string_view key) {
    const std::string start = '"' + std::string{key} + "\":\"";
    const std::size_t at = json.find(start);
    if (at == std::string_view::npos) return {};
    std::string text;
    for (std::size_t i = at + start.size(); i < json.size() && json[i] != '"'; ++i) {
        if (json[i] == '\\' && i + 1 < json.size()) ++i;
        text += json[i];
    }
    return text;
}

}  // namespace

std::string problem_words(std::string_view body) {
    const std::string detail = text_of(body, "detail");
    if (detail.empty()) return std::string{body};
    // A rule's refusal is a whole sentence; at the door the detail says only what to do.
    const std::string title = text_of(body, "title");
    const std::string code = text_of(body, "code");
    if (title.empty() || (code != "E_ROLE" && code != "E_TOKEN")) return detail;
    return title + "; " + detail;
}

}  // namespace heatline::ui
