#include "engine/fusion/persons.h"

#include <algorithm>

namespace heatline::fusion {

Persons::Persons(const LineInput& input) {
    std::uint32_t end = 0;
    const auto see = [&](RunnerId runner, Symbol bib) {
        if (runner) {
            end = std::max(end, runner.value + 1);
        } else if (bib) {
            numbers_.push_back(bib);
        }
    };
    if (!input.entrants.empty()) end = input.entrants.back().runner ? input.entrants.back().runner.value + 1 : 0;
    for (const auto stream : {input.bibs, input.selects, input.tokens, input.chips, input.untimed}) {
        for (const Item& item : stream) see(item.runner, item.bib);
    }
    for (const RunningHeat& heat : input.heats) {
        if (!heat.official) continue;
        for (const Finish& row : *heat.official) see(row.runner, row.bib);
    }
    runners_ = end;
    std::sort(numbers_.begin(), numbers_.end());
    numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
}

Person Persons::find(RunnerId runner, Symbol bib) const {
    if (runner) return runner.value < runners_ ? runner.value : kNobody;
    if (!bib || !std::binary_search(numbers_.begin(), numbers_.end(), bib)) return kNobody;
    return of_number(bib);
}

Person Persons::of_number(Symbol bib) const {
    const auto found = std::lower_bound(numbers_.begin(), numbers_.end(), bib);
    return static_cast<Person>(runners_ + static_cast<std::size_t>(found - numbers_.begin()));
}

}  // namespace heatline::fusion
