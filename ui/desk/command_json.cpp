#include "ui/desk/command_json.h"

#include "ui/format_json.h"

namespace heatline::ui {

CommandJson::CommandJson(std::string_view command) : json_("{") {
    json_ += "\"command\":";
    append_json_text(json_, command);
}

void CommandJson::key(std::string_view key) {
    json_ += ',';
    append_json_text(json_, key);
    json_ += ':';
}

CommandJson& CommandJson::text(std::string_view key, std::string_view value) {
    this->key(key);
    append_json_text(json_, value);
    return *this;
}

CommandJson& CommandJson::texts(std::string_view key, const std::vector<std::string>& values) {
    this->key(key);
    json_ += '[';
    for (const std::string& value : values) {
        if (json_.back() != '[') json_ += ',';
        append_json_text(json_, value);
    }
    json_ += ']';
    return *this;
}

CommandJson& CommandJson::number(std::string_view key, std::int64_t value) {
    this->key(key);
    json_ += std::to_string(value);
    return *this;
}

CommandJson& CommandJson::undo() {
    key("undo");
    json_ += "true";
    return *this;
}

CommandJson& CommandJson::reading(std::string_view key, std::string_view device, std::string_view epoch,
                                  std::uint64_t seq) {
    this->key(key);
    json_ += "{\"device\":";
    append_json_text(json_, device);
    json_ += ",\"epoch\":";
    append_json_text(json_, epoch);
    json_ += ",\"seq\":" + std::to_string(seq) + '}';
    return *this;
}

}  // namespace heatline::ui
