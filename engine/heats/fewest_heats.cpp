#include "engine/heats/fewest_heats.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/heats/proof.h"
#include "engine/heats/search.h"

namespace heatline::heats {

namespace {

// Bands of so few blocks are settled by the proof at once.
constexpr std::size_t kFew = 14;
// A search of more moves than this for each unit is cut into several.
constexpr std::int64_t kMovesAtOnce = 2'500, kTimesMax = 100;
// Of one search, however large the band; a warm one takes three times that.
constexpr std::int64_t kMovesMax = 2'000'000;
// A puzzle gets so many times the work: without an answer it costs a heat.
constexpr std::int64_t kPuzzleWork = 30, kPuzzleBlocks = 4;
// Items that run together anyway.
struct Block {
    std::vector<Item> items;
    std::int32_t pin = 0;
};

// What stands alone in a heat, and the blocks that are to be packed, in tent order.
struct Blocks {
    std::vector<Group> alone;
    std::vector<Block> blocks;
    PackProblem problem;
};

Blocks blocks_of(const FewestTask& task) {
    Blocks made;
    std::map<std::int32_t, std::size_t> pins;
    for (const Item& item : task.items) {
        if (item.pin != 0) ++pins[item.pin];
    }
    std::map<std::int32_t, Block> pinned;
    for (const Item& item : task.items) {
        if (item.pin != 0 && pins[item.pin] > 1) {
            pinned[item.pin].pin = item.pin;
            pinned[item.pin].items.push_back(item);
        } else if (item.seats == task.size.places) {
            made.alone.push_back({.items = {item}, .pin = item.pin, .seeded = {}});
        } else {
            made.blocks.push_back({{item}, item.pin});
        }
    }
    for (auto& [pin, block] : pinned) made.blocks.push_back(std::move(block));
    const auto first = [](const Block& b) {
        std::int64_t low = b.items.front().position;
        for (const Item& item : b.items) low = std::min(low, item.position);
        return low;
    };
    std::stable_sort(made.blocks.begin(), made.blocks.end(), [&](const Block& a, const Block& b) {
        return std::tuple(first(a), a.items.front().team) < std::tuple(first(b), b.items.front().team);
    });
    made.problem.places = task.size.places;
    made.problem.assisted = task.size.assisted;
    for (const Block& block : made.blocks) {
        Group group;
        group.items = block.items;
        const std::int64_t low = first(block);
        made.problem.items.push_back({low, low + group.span(), group.seats(), group.assisted(), block.pin != 0});
    }
    return made;
}

// The band as it would be for bounds: nothing is asked but that each oversize unit makes as few pieces as it can.
// Then full pieces and one remainder are never worse, whatever the pieces are: all others who run beside the unit,
// somewhere, also fit beside the remainder, and walk no further.
struct Relaxed {
    PackProblem problem;
    std::int64_t alone = 0;  // Full pieces.
};

Relaxed relaxed(const FewestTask& task) {
    Relaxed made{.problem = {.items = {}, .places = task.size.places, .assisted = task.size.assisted}, .alone = 0};
    for (const UnitSize& unit : task.units) {
        const std::int64_t pieces = heats_needed(unit.seats, unit.assisted, task.size);
        const std::int64_t seats = unit.seats - (pieces - 1) * task.size.places;
        if (pieces > 1 && seats < 1) continue;  // Its assisted children ask for so many pieces: leave it out.
        made.alone += pieces - 1;
        if (pieces > 1 && seats == task.size.places) {
            ++made.alone;
            continue;
        }
        made.problem.items.push_back(
            {unit.position, unit.position, seats, unit.assisted - (pieces - 1) * task.size.assisted, false});
    }
    std::stable_sort(made.problem.items.begin(), made.problem.items.end(),
                     [](const PackItem& a, const PackItem& b) { return a.low < b.low; });
    return made;
}

bool alike(const PackProblem& a, const PackProblem& b) {
    const auto key = [](const PackProblem& p) {
        std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>> keys;
        for (const PackItem& i : p.items) keys.emplace_back(i.low, i.high, i.seats, i.assisted);
        std::sort(keys.begin(), keys.end());
        return keys;
    };
    return key(a) == key(b);
}

class Packer {
public:
    explicit Packer(const FewestTask& task) : task_(task), blocks_(blocks_of(task)), work_(task.effort.work) {}

    std::optional<FewestHeats> run() {
        const PackProblem& problem = blocks_.problem;
        const auto alone = static_cast<std::int64_t>(blocks_.alone.size());
        const auto n = static_cast<std::int64_t>(problem.items.size());
        FewestHeats made;
        made.heats_bound = std::max(task_.least, heats_bound(task_.units, task_.size));
        if (alone + n < task_.least) return std::nullopt;
        if (n > 0) {
            std::int64_t pins = 0;
            for (const PackItem& item : problem.items) pins += item.pinned ? 1 : 0;
            const std::int64_t volume = (problem.seats() + problem.places - 1) / problem.places;
            const std::int64_t least = std::max({volume, pins, made.heats_bound - alone, std::int64_t{1}});
            starts(least);
            // Where a unit is cut, a finer cut could do what whole blocks cannot: then nothing is proven impossible.
            const bool whole = std::all_of(task_.units.begin(), task_.units.end(), [&](const UnitSize& u) {
                return heats_needed(u.seats, u.assisted, task_.size) == 1;
            });
            fewest(std::min(least, n), whole ? &made : nullptr);
        }
        finish(made);
        return made;
    }

private:
    // Few blocks in each heat, and fewer places to spare than the smallest takes: only the proof solves the puzzle.
    bool puzzle(std::int64_t heats) const {
        const PackProblem& problem = blocks_.problem;
        if (static_cast<std::int64_t>(problem.items.size()) > kPuzzleBlocks * heats) return false;
        std::int64_t smallest = problem.places;
        for (const PackItem& item : problem.items) smallest = std::min(smallest, item.seats);
        return heats * problem.places - problem.seats() < smallest;
    }

    void offer(Grouping packing, std::int64_t least) {
        while (static_cast<std::int64_t>(packing.size()) < least && cut_in_two(packing)) {}
        if (static_cast<std::int64_t>(packing.size()) < least || !holds(blocks_.problem, packing)) return;
        if (!known_ || cost_of(blocks_.problem, packing) < cost_of(blocks_.problem, *known_))
            known_ = std::move(packing);
    }

    // Splits the heat with the widest gap there; false when every heat is one block.
    bool cut_in_two(Grouping& packing) const {
        const auto& items = blocks_.problem.items;
        std::size_t widest = packing.size(), at = 0;
        std::int64_t gap = -1;
        for (std::size_t h = 0; h < packing.size(); ++h) {
            std::sort(packing[h].begin(), packing[h].end());
            for (std::size_t i = 1; i < packing[h].size(); ++i) {
                const std::int64_t here = items[packing[h][i]].low - items[packing[h][i - 1]].low;
                if (here <= gap) continue;
                gap = here;
                widest = h;
                at = i;
            }
        }
        if (widest == packing.size()) return false;
        const auto middle = packing[widest].begin() + static_cast<std::ptrdiff_t>(at);
        std::vector<std::uint32_t> tail(middle, packing[widest].end());
        packing[widest].erase(middle, packing[widest].end());
        packing.push_back(std::move(tail));
        return true;
    }

    void starts(std::int64_t least) {
        offer(first_fit(blocks_.problem, false), least);
        offer(first_fit(blocks_.problem, true), least);
        if (task_.known.empty()) return;
        // Heats that are given, as blocks: found by their first child.
        std::map<ChildIndex, std::uint32_t> block_of;
        for (std::uint32_t b = 0; b < blocks_.blocks.size(); ++b) {
            for (const Item& item : blocks_.blocks[b].items) block_of[item.children.front()] = b;
        }
        Grouping packing;
        for (const Group& group : task_.known) {
            std::vector<std::uint32_t> heat;
            for (const Item& item : group.items) {
                const auto found = block_of.find(item.children.front());
                if (found != block_of.end()) heat.push_back(found->second);
            }
            std::sort(heat.begin(), heat.end());
            heat.erase(std::unique(heat.begin(), heat.end()), heat.end());
            if (!heat.empty()) packing.push_back(std::move(heat));
        }
        offer(std::move(packing), least);
    }

    // Leaves in known_ a packing into as few heats as could be found.
    // `raise`: a proof that some number is impossible lifts the bound there.
    void fewest(std::int64_t least, FewestHeats* raise) {
        const auto n = static_cast<std::int64_t>(blocks_.problem.items.size());
        for (std::int64_t heats = least;; ++heats) {
            const bool have = known_ && static_cast<std::int64_t>(known_->size()) <= heats;
            if (!have && heats >= n) {  // Each on its own.
                Grouping each;
                for (std::uint32_t i = 0; i < blocks_.problem.items.size(); ++i) each.push_back({i});
                known_ = std::move(each);
                return;
            }
            bool impossible = false;
            std::optional<Grouping> found = shorter(heats, have ? known_ : std::nullopt, raise ? &impossible : nullptr);
            if (impossible && raise && raise->heats_bound == heats + static_cast<std::int64_t>(blocks_.alone.size())) {
                ++raise->heats_bound;
            }
            if (!found) continue;
            known_ = std::move(found);
            return;
        }
    }

    // What is known, or shorter; none when nothing that holds is known or found. Each search goes on from the best so
    // far, so another one is never worse.
    std::optional<Grouping> searched(std::int64_t heats, std::optional<Grouping> known) const {
        const auto n = static_cast<std::int64_t>(blocks_.problem.items.size());
        const std::int64_t times = std::clamp(task_.effort.moves / kMovesAtOnce, std::int64_t{1}, kTimesMax);
        // Large bands need more than their share.
        const std::int64_t moves = std::min(kMovesMax, task_.effort.moves / times * n * (n + 32) / 96);
        SearchTask task{.heats = heats, .moves = moves, .rounds = 2, .seed = task_.effort.seed, .known = {}};
        const auto search_on = [&] {
            std::optional<Grouping> found = search(blocks_.problem, task);
            ++task.seed;
            if (found) task.known = std::move(found);
        };
        bool hard = false;
        for (std::int64_t time = 0; time < times; ++time) {
            search_on();
            hard = hard || !task.known;
        }
        if (known && (!task.known || cost_of(blocks_.problem, *known) < cost_of(blocks_.problem, *task.known)))
            task.known = std::move(known);
        if (!hard) return std::move(task.known);
        // Hard to fill: warmer and longer searches, more of them with more effort, and a cool one from the best.
        task = {.heats = heats,
                .moves = 3 * moves,
                .rounds = 3,
                .seed = task_.effort.seed + 1'000,
                .tight = true,
                .known = std::move(task.known)};
        for (std::int64_t time = 0; time < 2 * times - 1; ++time) search_on();
        task.moves = moves;
        task.rounds = 2;
        task.tight = false;
        task.onward = true;
        search_on();
        return std::move(task.known);
    }

    std::optional<Grouping> shorter(std::int64_t heats, std::optional<Grouping> known, bool* impossible = nullptr) {
        const PackProblem& problem = blocks_.problem;
        span_bound_ = 0;
        if (problem.items.size() > kFew && !puzzle(heats)) known = searched(heats, std::move(known));
        if (work_ <= 0) return known;
        // Without a packing the proof is worth trying only where it can settle the matter soon.
        if (!known && problem.items.size() > kFew && !puzzle(heats)) return known;
        const std::int64_t work = puzzle(heats) && !known ? kPuzzleWork * work_ : work_;
        Proof proof = prove(problem, {.heats = heats, .known = known, .below = 0, .work = work});
        if (work == work_) work_ -= proof.work;
        if (proof.packing) known = std::move(proof.packing);
        if (impossible) *impossible = proof.impossible;
        span_bound_ = proof.span_bound;
        return known;
    }

    void finish(FewestHeats& made) {
        made.groups = std::move(blocks_.alone);
        const auto heats =
            static_cast<std::int64_t>(made.groups.size()) + (known_ ? static_cast<std::int64_t>(known_->size()) : 0);
        std::int64_t span = 0;
        if (known_) {
            span = cost_of(blocks_.problem, *known_).span;
            for (const auto& heat : *known_) {
                Group group;
                for (const std::uint32_t b : heat) {
                    const Block& block = blocks_.blocks[b];
                    if (block.pin != 0) group.pin = block.pin;
                    group.items.insert(group.items.end(), block.items.begin(), block.items.end());
                }
                std::stable_sort(group.items.begin(), group.items.end(),
                                 [](const Item& a, const Item& b) { return a.position < b.position; });
                made.groups.push_back(std::move(group));
            }
        }
        made.span_bound = span_bound(task_.units, task_.size, heats);
        const Relaxed loose = relaxed(task_);
        if (alike(loose.problem, blocks_.problem)) {
            made.span_bound = std::max(made.span_bound, std::min(span, span_bound_));
        } else if (work_ > 0 && !loose.problem.items.empty() && heats > loose.alone) {
            const Proof proof =
                prove(loose.problem, {.heats = heats - loose.alone, .known = {}, .below = span, .work = work_});
            made.span_bound = std::max(made.span_bound, std::min(span, proof.span_bound));
        }
    }

    const FewestTask& task_;
    Blocks blocks_;
    std::int64_t work_;
    std::optional<Grouping> known_;
    std::int64_t span_bound_ = 0;  // Of the last packing that was shortened.
};

}  // namespace

std::optional<FewestHeats> fewest_heats(const FewestTask& task) { return Packer(task).run(); }

}  // namespace heatline::heats
