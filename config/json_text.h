#pragma once
// JSON out, as far as this library needs it: one flat object of texts and whole numbers, keys in the order added.
//
// Reading and writing whole documents is not the work of this library, so it needs no JSON library. Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>

namespace heatline::config {

// `text` in double quotes with what JSON must escape; UTF-8 goes through as it is.
std::string json_string(std::string_view text);

class FlatObject {
public:
    void add(std::string_view key, std::string_view text);
    void add_number(std::string_view key, std::uint64_t number);
    bool empty() const { return body_.empty(); }
    // `{"a":"b","n":1}`; `{}` when nothing was added.
    std::string text() const { return "{" + body_ + "}"; }
    std::size_t size() const { return body_.size() + 2; }

private:
    void key(std::string_view key);
    std::string body_;
};

}  // namespace heatline::config
