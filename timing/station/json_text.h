#pragma once
// ObjectText: one JSON object as text, member by member, in the order in which they are given. Pure; any thread.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "timing/journal/fact_json.h"

namespace heatline::timing {

class ObjectText {
public:
    explicit ObjectText(std::string_view type = {}) {
        if (!type.empty()) text("type", type);
    }
    ObjectText& text(std::string_view name, std::string_view value) {
        append_json_string(key(name), value);
        return *this;
    }
    // Left out when empty.
    ObjectText& given(std::string_view name, std::string_view value) {
        return value.empty() ? *this : text(name, value);
    }
    template <class T>
    ObjectText& number(std::string_view name, T value) {
        key(name) += std::to_string(value);
        return *this;
    }
    template <class T>
    ObjectText& given(std::string_view name, const std::optional<T>& value) {
        return value ? number(name, *value) : *this;
    }
    ObjectText& yes(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
    ObjectText& raw(std::string_view name, std::string_view value) {
        key(name) += value;
        return *this;
    }
    template <class Items, class Write>
    ObjectText& list(std::string_view name, const Items& items, const Write& write) {
        std::string& out = key(name);
        out += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) out += ',';
            first = false;
            out += write(item);
        }
        out += ']';
        return *this;
    }
    std::string done() { return std::move(out_ += '}'); }

private:
    std::string& key(std::string_view name) {
        if (out_.size() > 1) out_ += ',';
        append_json_string(out_, name);
        return out_ += ':';
    }
    std::string out_ = "{";
};

}  // namespace heatline::timing
