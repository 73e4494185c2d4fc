// A configuration's text: an even first byte reads a meet.toml, an odd one a heats.toml.

#include "config/meet_toml.h"

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"

using namespace heatline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
    const auto rules =
        data[0] % 2 == 0 ? config::parse_meet_toml(text, "meet.toml") : config::parse_heats_toml(text, "heats.toml");
    if (rules) return 0;
    CHECK_THAT(!rules.error().empty(), "an error lists its problems");
    for (const config::Problem& problem : rules.error()) {
        CHECK_THAT(!problem.text.empty(), "a problem has a sentence");
        CHECK_THAT(config::to_line(problem).find('\n') == std::string::npos, "a problem is one line");
    }
    return 0;
}
