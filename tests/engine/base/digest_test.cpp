// Digest: short names for lists of values, the same for ever.

#include "engine/base/digest.h"

#include <catch2/catch.hpp>

using namespace heatline;

namespace {

std::string of(std::initializer_list<std::string_view> texts, std::initializer_list<std::uint64_t> numbers = {}) {
    Digest digest;
    for (const std::string_view text : texts) digest.text(text);
    for (const std::uint64_t number : numbers) digest.number(number);
    return digest.hex();
}

}  // namespace

TEST_CASE("A digest tells values, their order and their borders apart", "[engine][base]") {
    CHECK(of({"ab", "c"}) == of({"ab", "c"}));
    CHECK(of({"ab", "c"}) != of({"a", "bc"}));
    CHECK(of({"ab", "c"}) != of({"c", "ab"}));
    CHECK(of({}, {1, 2}) != of({}, {2, 1}));
    CHECK(of({}) != of({""}));
}

TEST_CASE("A digest is the same in every version of the program", "[engine][base]") {
    CHECK(of({}) == "726fdb47dd0e0e31");  // The published SipHash-2-4 of nothing.
    CHECK(of({"Lincoln"}, {25}) == "56b35e18a2e33707");
}
