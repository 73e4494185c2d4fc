#include "config/preset_store.h"

#include <fmt/format.h>

#include "config/json_text.h"
#include "config/presets_data.h"
#include "config/words.h"

namespace heatline::config {

namespace {

bool sets_key(std::string_view line, std::string_view key) {
    line = trimmed(line);
    if (!line.starts_with(key)) return false;
    return trimmed(line.substr(key.size())).starts_with('=');
}

// The comment at the end of a line, with the space before it. `#` inside quotes is no comment.
std::string_view comment_of(std::string_view line) {
    bool in_quotes = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\' && in_quotes) {
            ++i;
        } else if (line[i] == '"') {
            in_quotes = !in_quotes;
        } else if (line[i] == '#' && !in_quotes) {
            std::size_t begin = i;
            while (begin > 0 && line[begin - 1] == ' ') --begin;
            return line.substr(begin);
        }
    }
    return {};
}

}  // namespace

std::string_view Preset::description() const {
    std::string_view line = meet_toml.substr(0, meet_toml.find('\n'));
    if (line.starts_with('#')) line.remove_prefix(1);
    return trimmed(line);
}

std::span<const Preset> presets() { return embedded_presets(); }

const Preset* find_preset(std::string_view name) {
    for (const Preset& preset : presets()) {
        if (preset.name == name) return &preset;
    }
    return nullptr;
}

std::string meet_toml_for(const Preset& preset, std::optional<std::string_view> name, std::optional<Date> date) {
    std::string out;
    bool in_meet = false;
    std::string_view rest = preset.meet_toml;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        if (trimmed(line).starts_with('[')) in_meet = trimmed(line).starts_with("[meet]");
        if (in_meet && name && sets_key(line, "name")) {
            // A JSON string is a TOML basic string as well.
            out += fmt::format("name = {}{}", json_string(*name), comment_of(line));
        } else if (in_meet && date && sets_key(line, "date")) {
            out += fmt::format("date = {}{}", format_date(*date), comment_of(line));
        } else {
            out += line;
        }
        if (end == std::string_view::npos) break;
        out += '\n';
        rest.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace heatline::config
