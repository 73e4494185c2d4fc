// A frame of the station protocol: never crashes; what is understood is written so that it reads the same again, and
// what is not has a sentence.

#include "timing/station/message.h"

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

// What may be ignored is never sent.
std::string text_of(const message::Unknown&) { return R"({"type":"x-"})"; }
template <class M>
std::string text_of(const M& known) {
    return to_text(known);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto heard = message::parse_message(text);
    if (!heard) {
        CHECK_THAT(!heard.error().empty(), "what is not understood has a sentence");
        return 0;
    }
    const std::string said = std::visit([](const auto& known) { return text_of(known); }, *heard);
    const auto again = message::parse_message(said);
    CHECK_THAT(again.ok(), "what was understood is written so that it can be read");
    CHECK_THAT(*again == *heard, "what was understood reads the same again");
    return 0;
}
