#pragma once
// Facts with every field set at random, through the one list of fields.h, by seed.

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <string>

#include "engine/fields.h"
#include "engine/names.h"

namespace heatline::test {

class RandomFill {
public:
    explicit RandomFill(std::uint32_t seed) : random_(seed) {}

    template <class T>
    void operator()(const char*, T& value) {
        set(value);
    }

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    void set(bool& v) { v = below(2) == 1; }
    template <std::integral T>
    void set(T& v) {
        // The ends of the range as often as the middle.
        switch (below(4)) {
            case 0:
                v = std::numeric_limits<T>::min();
                break;
            case 1:
                v = std::numeric_limits<T>::max();
                break;
            case 2:
                v = static_cast<T>(below(100));
                break;
            default:
                v = static_cast<T>(random_());
        }
    }
    template <class E>
    requires std::is_enum_v<E>
    void set(E& v) { v = static_cast<E>(below(kCountOf<E>)); }
    template <class Tag>
    void set(Id<Tag>& v) {
        set(v.value);
    }
    void set(Instant& v) { set(v.us); }
    void set(Cents& v) { v.count = static_cast<std::int64_t>(below(2'000'000'000'001)) - 1'000'000'000'000; }
    void set(EvidenceSet& v) { v.bits = static_cast<std::uint16_t>(below(kEvidenceBits + 1U)); }
    void set(Date& v) {
        v = {static_cast<std::int32_t>(below(9999)), static_cast<std::uint8_t>(1 + below(12)),
             static_cast<std::uint8_t>(1 + below(28))};
    }
    void set(Grade& v) { v.number = static_cast<std::int8_t>(static_cast<int>(below(14)) - 1); }
    void set(std::string& v) {
        v.resize(below(3) == 0 ? 0 : below(200));
        for (char& c : v) c = static_cast<char>(below(256));
    }
    void set(Text& v) {
        v = {};
        if (below(5) == 0)
            v.purged = true;
        else
            set(v.value);
    }
    template <class T>
    void set(std::optional<T>& v) {
        if (below(2) == 0)
            v.reset();
        else
            set(v.emplace());
    }
    template <class T>
    void set(std::vector<T>& v) {
        v.resize(below(5));
        for (T& item : v) set(item);
    }
    template <class S>
    requires requires(RandomFill& f, S& s) { fields(f, s); }
    void set(S& s) { fields(*this, s); }

private:
    std::mt19937_64 random_;
};

template <std::size_t Kind = 0>
FactBody body_of_kind(std::size_t kind) {
    if constexpr (Kind < kFactKinds) {
        if (kind == Kind) return FactBody{std::in_place_index<Kind>};
        return body_of_kind<Kind + 1>(kind);
    } else {
        return {};
    }
}

inline Fact random_fact(std::uint32_t seed, std::size_t kind) {
    RandomFill fill{seed};
    Fact fact;
    fill.set(fact.at);
    fill.set(fact.author);
    fill.set(fact.command_id);
    fact.body = body_of_kind(kind);
    std::visit([&](auto& body) { fields(fill, body); }, fact.body);
    return fact;
}

}  // namespace heatline::test
