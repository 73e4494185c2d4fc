#include "engine/base/digest.h"

#include "engine/base/siphash.h"

namespace heatline {

void Digest::number(std::uint64_t value) {
    char little_endian[8];
    for (int i = 0; i < 8; ++i) little_endian[i] = static_cast<char>(value >> (8 * i));
    bytes_.append(little_endian, sizeof little_endian);
}

void Digest::text(std::string_view value) {
    number(value.size());
    bytes_ += value;
}

std::string Digest::hex() const {
    const std::uint64_t hash = siphash(SipKey{}, bytes_);
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits.push_back("0123456789abcdef"[hash >> shift & 0xf]);
    return digits;
}

}  // namespace heatline
