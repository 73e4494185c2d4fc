#pragma once
// StreamClient: what a page does with the stream, in the simplest way that is right: it keeps the rows it was told of.

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/check.h"

namespace heatline::test {

class StreamClient {
public:
    std::map<std::string, std::string> rows;   // By `row`: its data.
    std::map<std::string, std::string> heats;  // By name.
    std::vector<std::string> messages;         // Their codes.
    std::vector<std::uint64_t> ids;            // Since the last start.
    std::size_t comments = 0;
    std::size_t lines = 0;  // Rows and heats that came.

    std::optional<std::uint64_t> last_id() const { return ids.empty() ? std::nullopt : std::optional{ids.back()}; }

    // Whole events, as they were sent.
    void take(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = text.find("\n\n");
            CHECK_THAT(end != std::string_view::npos, "an event is not cut in two");
            take_event(text.substr(0, end + 1));
            text.remove_prefix(end + 2);
        }
    }

private:
    void take_event(std::string_view block) {
        std::string name, data;
        std::optional<std::uint64_t> id;
        while (!block.empty()) {
            const std::string_view line = block.substr(0, block.find('\n'));
            block.remove_prefix(line.size() + 1);
            if (line.starts_with(":")) ++comments;
            if (line.starts_with("event: ")) name = line.substr(7);
            if (line.starts_with("data: ")) data = line.substr(6);
            if (line.starts_with("id: ")) id = std::stoull(std::string{line.substr(4)});
        }
        if (data.find("\"code\":\"start\"") != std::string::npos) {
            rows.clear();
            heats.clear();
            ids.clear();
        }
        if (id) ids.push_back(*id);
        if (name.empty()) return;
        const auto object = boost::json::parse(data).as_object();
        const auto text = [&](const char* key) { return std::string{object.at(key).as_string()}; };
        if (name == "message") {
            messages.push_back(text("code"));
            return;
        }
        ++lines;
        if (name == "heat") {
            heats[text("heat")] = data;
        } else if (object.contains("gone")) {
            rows.erase(text("row"));
        } else {
            rows[text("row")] = data;
        }
    }
};

}  // namespace heatline::test
