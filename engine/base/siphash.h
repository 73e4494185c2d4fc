#pragma once
// SipHash-2-4: a keyed 64-bit hash of bytes (Aumasson and Bernstein, 2012). Tells a repeated reading from a changed
// one without keeping either; the key is drawn at each start, so nobody can prepare two contents that look alike.
// Also the short digest of official rows, with a fixed key. Pure; any thread. About 1 byte a cycle.

#include <cstdint>
#include <string_view>

namespace heatline {

struct SipKey {
    std::uint64_t k0 = 0x0706'0504'0302'0100;
    std::uint64_t k1 = 0x0f0e'0d0c'0b0a'0908;
};

std::uint64_t siphash(SipKey key, std::string_view bytes);

}  // namespace heatline
