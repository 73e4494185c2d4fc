// The chain's hashes, against OpenSSL's other interface and one joined piece of bytes.

#include "timing/journal/hash.h"

#include <openssl/evp.h>

#include <catch2/catch.hpp>
#include <vector>

using namespace heatline;
using namespace heatline::timing;

namespace {

Hash slow_sha256(const std::vector<std::uint8_t>& bytes) {
    Hash out{};
    unsigned size = 0;
    REQUIRE(EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha256(), nullptr) == 1);
    REQUIRE(size == out.size());
    return out;
}

}  // namespace

TEST_CASE("The chain starts at the hash of its label, which never changes", "[timing][journal][hash]") {
    CHECK(to_hex(genesis_hash()) == "0225e60cc4c166b55c1f9efdb2a0d8e4017acf81056e67e884d7526f6f6b03f4");
}

TEST_CASE("A fact's hash is that of the hash before it, its seq and its bytes", "[timing][journal][hash]") {
    Hash before{};
    for (std::size_t i = 0; i < before.size(); ++i) before[i] = static_cast<std::uint8_t>(i);
    const std::vector<std::uint8_t> body{1, 2, 3};
    std::vector<std::uint8_t> joined{before.begin(), before.end()};
    for (const int b : {0x08, 0x07, 0x06, 0x05, 0x04, 0x03, 0x02, 0x01}) joined.push_back(static_cast<std::uint8_t>(b));
    joined.insert(joined.end(), body.begin(), body.end());

    CHECK(chain_hash(before, 0x0102'0304'0506'0708, body) == slow_sha256(joined));
}

TEST_CASE("A text's hash is that of its salt and its bytes", "[timing][journal][hash]") {
    const Salt salt = fresh_salt();
    std::vector<std::uint8_t> joined{salt.begin(), salt.end()};
    for (const char c : std::string_view{"Maya"}) joined.push_back(static_cast<std::uint8_t>(c));

    CHECK(text_hash(salt, "Maya") == slow_sha256(joined));
    CHECK(fresh_salt() != salt);
}
