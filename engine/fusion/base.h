#pragma once
// Base: a line as its readings tell it, without a word of people about its finishes.
//
// It is what a correction is laid upon (patch.h): the answer without corrections, and all that is needed to explain a
// part of it again with the same rates. Readings that a person took back are still in it. Made by make_base; one
// thread at a time.

#include <optional>
#include <utility>
#include <vector>

#include "engine/fusion/explain.h"
#include "engine/fusion/leftovers.h"
#include "engine/fusion/line.h"
#include "engine/fusion/patch_memory.h"
#include "engine/fusion/places.h"

namespace heatline::fusion {

class Base {
public:
    // `input` without its corrections. Takes room from `bench`, and gives it back when it ends or is asked to.
    Base(const LineInput& input, Bench& bench);
    Base(const Base&) = delete;

    // The same line from other buffers, with other corrections.
    void point_to(const LineInput& input);
    void give_back(Bench& bench);

    const LineInput& input() const { return input_; }
    Line& line() { return line_; }
    const Explained& sequence() const { return sequence_; }
    // Notes that speak of no number, each with its row or kNoRow.
    const std::vector<std::pair<const Item*, std::uint32_t>>& lone_notes() const { return lone_; }
    const LeftRates& left() const { return left_; }
    const std::vector<Finish>& answer() const { return answer_; }
    // Where everything is; worked out when first asked for.
    const Places& places();
    PatchMemory& memory() { return memory_; }

private:
    friend class BaseMaker;

    std::vector<Item> notes_;  // Rows and arrivals point at them.
    LineInput input_;
    Line line_;
    Explained sequence_;  // The numbers and chips; rings keyed after live scans are not in it.
    std::vector<std::pair<const Item*, std::uint32_t>> lone_;
    LeftRates left_;
    std::vector<Finish> answer_;
    std::optional<Places> places_;
    PatchMemory memory_;
};

}  // namespace heatline::fusion
