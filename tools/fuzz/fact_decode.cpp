// The bytes of a fact, behind one byte that says how many texts stand beside it: never reads beyond them, and what is
// understood can be written again and reads the same.

#include <cstddef>
#include <cstdint>

#include "engine/base/check.h"
#include "timing/journal/codec.h"
#include "timing/journal/fact_json.h"

using namespace heatline;

namespace {

std::vector<timing::StoredText> texts_of(const timing::FactBatch& batch) {
    std::vector<timing::StoredText> texts;
    for (std::size_t i = 0; i < batch.text_count(); ++i)
        texts.push_back({batch.text(i).slot, batch.text(i).salt, batch.text(i).text});
    return texts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    std::vector<timing::StoredText> texts;
    for (std::uint32_t slot = 0; slot < data[0] % 8u; ++slot) texts.push_back({slot, {}, "words"});
    const std::span<const std::uint8_t> body{data + 1, size - 1};
    const auto fact = timing::decode_fact(body, texts);
    if (!fact) {
        CHECK_THAT(!fact.error().empty(), "a problem has a sentence");
        return 0;
    }
    std::string json;
    timing::append_fact_json(json, timing::Entry{1, *fact, {}}, [](DeviceId) { return std::string{"device"}; });
    CHECK_THAT(!json.empty() && json.find('\n') == json.size() - 1, "a fact is one line");

    timing::FactBatch batch;
    batch.add(*fact);
    const auto again = timing::decode_fact(batch.body(0), texts_of(batch));
    CHECK_THAT(again.ok() && *again == *fact, "a fact that was understood is written and read again as it is");
    return 0;
}
