#include "engine/base/money.h"

namespace heatline {

namespace {
constexpr std::int64_t kDollarsMax = 100'000'000;
}

std::optional<Cents> parse_usd(std::string_view text) {
    std::int64_t dollars = 0;
    std::size_t i = 0;
    for (; i < text.size() && text[i] != '.'; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        dollars = dollars * 10 + (text[i] - '0');
        if (dollars > kDollarsMax) return std::nullopt;
    }
    if (i == 0) return std::nullopt;
    std::int64_t cents = 0;
    if (i < text.size()) {
        const std::string_view decimals = text.substr(i + 1);
        if (decimals.empty() || decimals.size() > 2) return std::nullopt;
        for (const char c : decimals) {
            if (c < '0' || c > '9') return std::nullopt;
            cents = cents * 10 + (c - '0');
        }
        if (decimals.size() == 1) cents *= 10;
    }
    return Cents{dollars * 100 + cents};
}

std::string format_usd(Cents amount) {
    const bool negative = amount.count < 0;
    // Unsigned, so that the least amount has a magnitude too.
    const std::uint64_t count =
        negative ? 0 - static_cast<std::uint64_t>(amount.count) : static_cast<std::uint64_t>(amount.count);
    std::string text = negative ? "-" : "";
    text += std::to_string(count / 100);
    text += count % 100 < 10 ? ".0" : ".";
    return text += std::to_string(count % 100);
}

}  // namespace heatline
