#include "tools/draw.h"

namespace heatline::tools {
namespace {

// FNV-1a: tells purposes apart, no more.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

// Splitmix64: neighbouring seeds give unlike days.
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

Draw::Draw(std::uint64_t seed, std::string_view purpose) : bits_(mixed(mixed(seed) ^ hash_of(purpose))) {}

std::int64_t Draw::below(std::int64_t n) {
    const std::uint64_t high = bits_() >> 32;
    return static_cast<std::int64_t>(high * static_cast<std::uint64_t>(n) >> 32);
}

std::int64_t Draw::normal(std::int64_t mean, std::int64_t spread) {
    // The sum of twelve uniform draws has the variance 1 in units of one draw's range.
    constexpr std::int64_t kRange = 1 << 16;
    std::int64_t sum = -6 * kRange;
    for (int word = 0; word < 3; ++word) {
        std::uint64_t four = bits_();
        for (int i = 0; i < 4; ++i, four >>= 16) sum += static_cast<std::int64_t>(four % kRange);
    }
    return mean + sum * spread / kRange;
}

std::int64_t Draw::log_normal(std::int64_t median, std::int64_t sigma_permille) {
    // e^x as (1 + x / 1024)^1024 by ten squarings: multiplications alone are the same everywhere.
    const auto micro_nats = static_cast<double>(normal(0, sigma_permille * 1'000));
    double power = 1.0 + micro_nats / 1e6 / 1024.0;
    for (int i = 0; i < 10; ++i) power *= power;
    return static_cast<std::int64_t>(static_cast<double>(median) * power);
}

}  // namespace heatline::tools
