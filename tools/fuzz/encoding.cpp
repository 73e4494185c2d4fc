// The bytes of a file somebody made: UTF-8 without a NUL, or problems.

#include "config/encoding.h"

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"

using namespace heatline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = config::decode_text({reinterpret_cast<const char*>(data), size}, "file.csv");
    if (!text) {
        CHECK_THAT(!text.error().empty(), "an error lists its problems");
        return 0;
    }
    CHECK_THAT(text->find('\0') == std::string::npos, "text has no NUL");
    const auto again = config::decode_text(*text, "file.csv");
    CHECK_THAT(again.ok() || !again.error().empty(), "text is text or a problem");
    return 0;
}
