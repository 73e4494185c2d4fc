#pragma once
// Members: takes the members out of one JSON object, believing nothing: what is missing, of another type or too long
// is told in one sentence, the first problem's, and reads as nothing. Pure; one thread.

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/limits.h"

namespace heatline::timing {

class Members {
public:
    Members(const boost::json::object& object, std::string& problem) : object_(object), problem_(problem) {}

    bool has(std::string_view name) const { return find(name) != nullptr; }

    // Texts are bounded: they are shown and kept.
    std::string text(std::string_view name, std::size_t most = heatline::limits::kTextBytesMax) {
        const boost::json::value* value = needed(name);
        if (!value) return {};
        const boost::json::string* text = value->if_string();
        if (!text) return fail(name, "is no text"), std::string{};
        if (text->size() > most) return fail(name, "is too long"), std::string{};
        return {text->data(), text->size()};
    }
    std::string text_or_empty(std::string_view name, std::size_t most = heatline::limits::kTextBytesMax) {
        return has(name) ? text(name, most) : std::string{};
    }
    // A name is short and has no control characters, so that it is safe wherever it is shown.
    std::string name(std::string_view name) {
        std::string value = text_or_empty(name, heatline::limits::kNameBytesMax);
        for (const char c : value) {
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) fail(name, "has a control character");
        }
        return value;
    }

    template <class T>
    T number(std::string_view name) {
        const boost::json::value* value = needed(name);
        if (!value) return 0;
        if (const std::int64_t* n = value->if_int64(); n && std::in_range<T>(*n)) return static_cast<T>(*n);
        if (const std::uint64_t* n = value->if_uint64(); n && std::in_range<T>(*n)) return static_cast<T>(*n);
        return fail(name, "is no whole number of its kind"), T{0};
    }
    template <class T>
    std::optional<T> number_or_none(std::string_view name) {
        return has(name) ? std::optional{number<T>(name)} : std::nullopt;
    }
    bool yes(std::string_view name) {
        const boost::json::value* value = needed(name);
        if (!value) return false;
        if (const bool* b = value->if_bool()) return *b;
        return fail(name, "is neither true nor false"), false;
    }
    bool yes_or_no(std::string_view name) { return has(name) && yes(name); }

    Members object(std::string_view name) {
        static const boost::json::object kNothing;
        const boost::json::value* value = needed(name);
        const boost::json::object* object = value ? value->if_object() : nullptr;
        if (value && !object) fail(name, "is no object");
        return {object ? *object : kNothing, problem_};
    }
    // Calls `take` with each object of a list.
    template <class Take>
    void list(std::string_view name, const Take& take) {
        const boost::json::value* value = needed(name);
        if (!value) return;
        const boost::json::array* array = value->if_array();
        if (!array) return fail(name, "is no list");
        for (const boost::json::value& item : *array) {
            const boost::json::object* object = item.if_object();
            if (!object) return fail(name, "has something that is no object");
            take(Members{*object, problem_});
            if (!problem_.empty()) return;
        }
    }
    void fail(std::string_view name, std::string_view what) {
        if (problem_.empty()) problem_.append(name).append(" ").append(what);
    }

private:
    const boost::json::value* find(std::string_view name) const {
        const boost::json::value* value = object_.if_contains({name.data(), name.size()});
        return value && !value->is_null() ? value : nullptr;
    }
    const boost::json::value* needed(std::string_view name) {
        const boost::json::value* value = find(name);
        if (!value) fail(name, "is missing");
        return value;
    }

    const boost::json::object& object_;
    std::string& problem_;
};

}  // namespace heatline::timing
