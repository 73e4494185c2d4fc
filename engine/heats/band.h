#pragma once
// One band: from its entries to its heats, each with the place in the band that a lock asks for. Pure; any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/heats/bounds.h"
#include "engine/heats/units.h"

namespace heatline::heats {

// One heat in the making.
struct Group {
    std::vector<Item> items;
    std::int32_t pin = 0;            // Its place in the band, from 1; 0: free.
    std::vector<ChildIndex> seeded;  // In a band of lanes: the children, the fastest first.

    std::int64_t seats() const;
    std::int64_t assisted() const;
    std::int64_t span() const;  // Between the outermost tents.
};

enum class Packing : std::uint8_t {
    contiguous,  // Intervals of the tent order, exact; see contiguous.h.
    dense,       // First fit, the largest units first: fewer heats and long walks, for a day that is too short.
    fewest,      // Fewest heats, then the least walking; see fewest_heats.h.
};

// How much is tried, in moves and multiplications, so that a plan does not depend on the machine.
struct Effort {
    static constexpr std::int64_t kMoves = 5'000;  // What a plan is made with unless somebody says otherwise.

    std::int64_t moves = 0;  // Of the search, for each unit of a band of 64; more in larger bands.
    std::int64_t work = 0;   // Of the proof, for the band.
    std::uint64_t seed = 1;

    friend bool operator==(const Effort&, const Effort&) = default;
};

struct BandTask {
    const PlanInput& input;
    const std::vector<std::int64_t>& positions;  // Of the tents, by team.
    std::size_t band = 0;
    const std::vector<ChildIndex>& children;  // Canonical order.
    std::int64_t heats_before = 0;            // Heats of the day that run before this band.
    Packing packing = Packing::contiguous;
    bool whole_ratios = false;                     // Cut oversize units at multiples of chaperone_ratio.
    const std::vector<UnitSize>* units = nullptr;  // For Packing::fewest: the units of the band.
    Effort effort = {};
    std::int64_t heats_least = 0;  // For Packing::fewest: so many heats at the least, to see what they save.
};

struct BandHeats {
    std::vector<Group> groups;     // In running order.
    std::int64_t heats_bound = 0;  // Proven on the way; 0: nothing.
    std::int64_t span_bound = 0;
};

// The children of each team, in canonical order; the units of the band.
std::vector<std::vector<ChildIndex>> units_of(const PlanInput& input, const std::vector<ChildIndex>& children);

// The heats of the band in running order: tent order, but for the heats that a lock puts elsewhere.
// Fails on H4 (a child or a lock that no heat can hold), H5 (locks would split a unit) and H8.
Result<BandHeats, Infeasible> make_band(const BandTask& task);

}  // namespace heatline::heats
