#include "tools/findings.h"

#include "ui/paper/json.h"

namespace heatline::tools {

void Findings::check(bool holds, std::string line) {
    lines_.emplace_back(holds, std::move(line));
    faults_ += holds ? 0 : 1;
}

std::string Findings::text() const {
    std::string text;
    for (const auto& [holds, line] : lines_) text += (holds ? "ok     " : "WRONG  ") + line + "\n";
    return text;
}

std::string Findings::json() const {
    std::string text = "{\"problems\":" + std::to_string(faults_) + ",\"checks\":[";
    for (const auto& [holds, line] : lines_) {
        if (text.back() != '[') text += ",";
        text += holds ? "{\"ok\":true,\"what\":" : "{\"ok\":false,\"what\":";
        ui::append_json_text(text, line);
        text += "}";
    }
    return text + "]}\n";
}

}  // namespace heatline::tools
