#include "engine/fusion/patch_memory.h"

namespace heatline::fusion {

const WeighedPart& PatchMemory::weighed(Place place, Part part, const LineRates& rates) {
    Kept<WeighedPart>& kept = weighed_[place];
    kept.used = true;
    if (kept.of.chosen.empty() || !(kept.of.part == part)) kept.of = weigh_part(std::move(part), rates);
    return kept.of;
}

const DeniedAnchors* PatchMemory::denied(Place place, const Part& part) {
    const auto found = denied_.find(place);
    if (found == denied_.end() || !(found->second.of.part == part)) return nullptr;
    found->second.used = true;
    return &found->second.of.denied;
}

void PatchMemory::keep_denied(Place place, Part part, DeniedAnchors denied) {
    denied_[place] = {{std::move(part), denied}, true};
}

void PatchMemory::forget_unused() {
    std::erase_if(weighed_, [](const auto& kept) { return !kept.second.used; });
    std::erase_if(denied_, [](const auto& kept) { return !kept.second.used; });
    for (auto& kept : weighed_) kept.second.used = false;
    for (auto& kept : denied_) kept.second.used = false;
}

}  // namespace heatline::fusion
