// A line of POST /api/v1/readings: never crashes, never a reading without its number, and the same line reads the same
// again, by a parser that has just read something else.

#include "timing/net/reading_json.h"

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"
#include "engine/intake.h"

using namespace heatline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static timing::ReadingParser used;
    const std::string_view line{reinterpret_cast<const char*>(data), size};
    const auto first = used.parse(line);
    timing::ReadingParser fresh;
    const auto second = fresh.parse(line);
    CHECK_THAT(first.ok() == second.ok(), "a parser's past changes nothing");
    if (first) {
        CHECK_THAT(*first == *second, "a parser's past changes nothing");
        CHECK_THAT(first->seq >= 1, "a reading has its number");
        CHECK_THAT((first->has_free_text ? first->sent_text.value : first->sent) == line,
                   "a reading is kept as it was sent");
        (void)content_of({1, 2}, *first);
    } else {
        CHECK_THAT(!first.error().detail.empty(), "a problem has a sentence");
        CHECK_THAT(!first.error().seq || *first.error().seq >= 1, "a number that was read is one");
    }
    return 0;
}
