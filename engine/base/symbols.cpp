#include "engine/base/symbols.h"

namespace heatline {

Symbols::Symbols(const Symbols& other) { *this = other; }

Symbols& Symbols::operator=(const Symbols& other) {
    if (this == &other) return *this;
    texts_ = other.texts_;
    index_.clear();
    index_.reserve(texts_.size());
    for (std::size_t i = 0; i < texts_.size(); ++i) index_.emplace(texts_[i], Symbol{i});
    return *this;
}

Symbol Symbols::intern(std::string_view text) {
    if (text.empty()) return Symbol::none();
    if (const auto found = index_.find(text); found != index_.end()) return found->second;
    const Symbol made{texts_.size()};
    index_.emplace(texts_.emplace_back(text), made);
    return made;
}

Symbol Symbols::find(std::string_view text) const {
    const auto found = index_.find(text);
    return found == index_.end() ? Symbol::none() : found->second;
}

std::string_view Symbols::text(Symbol symbol) const {
    return symbol ? std::string_view{texts_[symbol.index()]} : std::string_view{};
}

}  // namespace heatline
