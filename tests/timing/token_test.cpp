// A token is a secret, and behind a dot the fingerprint of the server it may be told to.

#include "timing/token.h"

#include <catch2/catch.hpp>

using namespace heatline::timing;

TEST_CASE("A token comes apart at its first dot, and a secret alone is a token", "[timing][token]") {
    CHECK(split_token(join_token("secret", "fingerprint")).secret == "secret");
    CHECK(split_token(join_token("secret", "fingerprint")).fingerprint == "fingerprint");
    CHECK(split_token("secret").secret == "secret");
    CHECK(split_token("secret").fingerprint.empty());
    CHECK(split_token("a.b.c").secret == "a");
    CHECK(split_token("a.b.c").fingerprint == "b.c");
    CHECK(split_token(".b").secret.empty());
    CHECK(split_token("").secret.empty());
}
