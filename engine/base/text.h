#pragma once
// Text: words that a person or a file supplied (a name, a birth date, a reason), which leave at a purge.
//
// The journal keeps such words apart from the chain: the fact holds only a salted hash. After a purge a Text
// says that there was something, and no longer what. Plain value; any thread.

#include <string>
#include <utility>

namespace heatline {

struct Text {
    std::string value;    // UTF-8; empty when nothing was given or when purged.
    bool purged = false;  // Something was given, and has been deleted since.

    Text() = default;
    Text(std::string text) : value(std::move(text)) {}
    Text(const char* text) : value(text) {}

    bool empty() const { return value.empty(); }
    friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace heatline
