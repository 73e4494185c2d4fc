#include "timing/links.h"

#include <catch2/catch.hpp>
#include <set>

using namespace heatline;
using namespace heatline::timing;

TEST_CASE("A tent's link is the same for ever and nobody else's", "[timing][links]") {
    const std::string secret(64, 'a');
    std::set<std::string> paths;
    for (std::uint32_t team = 0; team < 5'000; ++team) paths.insert(tent_path(secret, TeamId{team}));
    CHECK(paths.size() == 5'000);
    CHECK(tent_path(secret, TeamId{7u}) == tent_path(secret, TeamId{7u}));
    CHECK(tent_path(std::string(64, 'b'), TeamId{7u}) != tent_path(secret, TeamId{7u}));
    CHECK(random_secret() != random_secret());
}

TEST_CASE("A tent's link is the HMAC of its team in base 32", "[timing][links]") {
    // printf 'tent 7' | openssl dgst -sha256 -hmac aaaa… -binary | head -c 16 | base32
    CHECK(tent_path(std::string(64, 'a'), TeamId{7u}) == "/tent/w55rovh3kuzmorvh326srbp6qy");
}
