#pragma once
// The two hashes of the journal: the chain over the facts, and the salted hash by which a fact names a text.
//
//   hash_0 = SHA-256("heatline journal, schema 1")
//   hash_n = SHA-256(hash_{n-1} || n as 8 bytes, lowest first || body_n)
//   text   = SHA-256(salt || UTF-8 text)
//
// The salt keeps a short text (a first name) from being guessed from its hash; it leaves with the text at a purge.
// Pure; any thread.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/base/ids.h"

namespace heatline::timing {

using Hash = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 16>;

// The hash before the first fact.
Hash genesis_hash();
Hash chain_hash(const Hash& before, Seq seq, std::span<const std::uint8_t> body);
Hash text_hash(const Salt& salt, std::string_view text);
// 16 bytes of the system's secure randomness.
Salt fresh_salt();
// Lower-case hexadecimal, 64 digits.
std::string to_hex(const Hash& hash);

}  // namespace heatline::timing
