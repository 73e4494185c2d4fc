#pragma once
// Answer: what a handler says; the session turns it into HTTP. Plain value.

#include <string>
#include <string_view>

namespace heatline::timing {

struct Answer {
    unsigned status = 200;
    std::string content_type = "application/json";
    std::string body;
};

// RFC 7807, with the contract's keys: {"code":…,"title":…,"detail":…}. `more` is appended inside the object as it is:
// empty, or `,"want":3`.
Answer problem(unsigned status, std::string_view code, std::string_view title, std::string_view detail,
               std::string_view more = {});

}  // namespace heatline::timing
