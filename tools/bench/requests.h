#pragma once
// Requests: what one connection will send, as bytes, built before the clock runs. Pure.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.h"

namespace heatline::bench {

struct Requests {
    std::string bytes;              // HTTP requests, one behind the other.
    std::vector<std::size_t> ends;  // Of each request in `bytes`.
    std::string_view request(std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : ends[index - 1];
        return std::string_view{bytes}.substr(begin, ends[index] - begin);
    }
};

// One reading as a station sends it, with its line break: a tap, and behind it the child's number scanned in the chute.
void append_reading(std::string& lines, std::string_view epoch, std::uint64_t seq, Instant at);

// `count` requests of `readings` readings each, counted from 1 within `epoch`, a millisecond apart from `from` on.
Requests reading_requests(const std::string& token, std::string_view epoch, std::size_t count, std::size_t readings,
                          Instant from);

}  // namespace heatline::bench
