// The first byte is the key's length; then the key, then the query of a request's target.

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"
#include "timing/net/query.h"

using namespace heatline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view rest{reinterpret_cast<const char*>(data) + 1, size - 1};
    const std::size_t key_size = std::min<std::size_t>(data[0], rest.size());
    const std::string value = timing::query_value(rest.substr(key_size), rest.substr(0, key_size));
    CHECK_THAT(value.size() <= rest.size() - key_size, "decoding makes nothing longer");
    return 0;
}
