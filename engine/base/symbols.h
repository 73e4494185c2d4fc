#pragma once
// Symbols: each distinct text once, so that a million readings hold numbers and comparing bibs is comparing ints.
//
// A text gets its Symbol when first seen and keeps it. Owned by the state's thread; copies are independent.

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/ids.h"

namespace heatline {

class Symbols {
public:
    Symbols() = default;
    Symbols(const Symbols& other);
    Symbols& operator=(const Symbols& other);
    Symbols(Symbols&&) = default;
    Symbols& operator=(Symbols&&) = default;

    // The symbol of `text`, made if need be. The empty text is Symbol::none().
    Symbol intern(std::string_view text);
    // The symbol of `text`, or none when it was never interned.
    Symbol find(std::string_view text) const;
    // The text of `symbol`; empty for none. Valid as long as this object is.
    std::string_view text(Symbol symbol) const;
    std::size_t size() const { return texts_.size(); }

private:
    std::deque<std::string> texts_;  // A deque, so that the views in `index_` stay true.
    std::unordered_map<std::string_view, Symbol> index_;
};

}  // namespace heatline
