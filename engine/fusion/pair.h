#pragma once
// Pairing: between two sync points, number k belongs to crossing k; where the counts differ, the gaps go where the
// scan times fit best.
//
// A scan tells the crossing when the scanner was idle before it (scan less the walk), and only "not before the
// crossing" while children queue. Where the numbers have no times, a gap in the middle of its stretch is the least
// wrong. Pure; any thread.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/fusion/crossings.h"
#include "engine/fusion/numbers.h"
#include "engine/fusion/piece_memory.h"

namespace heatline::fusion {

// What a scan at `lag` microseconds after a crossing says against the two belonging together; -1: impossible.
std::int32_t scan_cost(std::int64_t lag, std::int64_t since_last, std::int64_t walk);

struct Stretch {
    std::span<const std::uint32_t> crossings;  // Free ones, ascending.
    std::span<const std::uint32_t> numbers;    // Not settled, ascending.
    bool open_end = false;                     // No sync point follows: children may still be in the chute.
};

class Pairing {
public:
    // All must outlive this object. `walk` in microseconds. `pieces` may be none.
    Pairing(const std::vector<Crossing>& crossings, std::vector<Number>& numbers, std::int64_t walk,
            PieceMemory* pieces = nullptr)
        : crossings_(crossings), numbers_(numbers), walk_(walk), pieces_(pieces) {}

    // Sets `crossing` of the numbers that have one, and `unsure` of those that would have another one if a tap or a
    // number without a partner stood elsewhere, where that is nearly as likely.
    void pair(const Stretch& stretch);

private:
    using Indices = std::span<const std::uint32_t>;

    std::size_t in_chute_still(Indices taps, Indices numbers) const;
    void pair_piece(Indices taps, Indices numbers, bool open_end);
    void weigh(Indices taps, Indices numbers, bool open_end);
    void put_in_words(Indices taps, Indices numbers, bool open_end);
    bool recall(Indices taps, Indices numbers);
    void keep(Indices taps, Indices numbers);
    void mark_unsure(Indices taps, Indices numbers, bool open_end);
    void move_gap(Indices taps, Indices numbers, std::size_t p, int step, std::ptrdiff_t taps_on,
                  std::ptrdiff_t numbers_on);
    bool in_order_fits(Indices taps, Indices numbers) const;
    void pair_in_order(Indices taps, Indices numbers);
    bool align(Indices taps, Indices numbers, bool open_end);
    void pair_greedily(Indices taps, Indices numbers);
    std::int32_t cost(std::uint32_t tap, std::uint32_t number) const;
    std::int32_t cost_of_tap_alone(Indices taps, std::size_t i) const;

    const std::vector<Crossing>& crossings_;
    std::vector<Number>& numbers_;
    std::int64_t walk_;
    PieceMemory* pieces_;
    PieceMemory::Words words_;
    // One row of the table of `align`: the least cost with the last step of each kind. By number, one before the first.
    struct Cell {
        std::int32_t match, tap_alone, number_alone;
    };
    // The numbers that a row of the table looks at, and where its steps stand in `steps_`.
    struct Window {
        std::size_t from = 0, to = 0, steps = 0;
    };
    // Places in the piece that is looked at.
    struct Pair {
        std::size_t tap, number;
    };
    std::vector<Pair> pairs_;
    std::vector<Cell> row_, last_row_;
    std::vector<Window> windows_;  // By tap, one before the first.
    std::vector<std::uint8_t> steps_;
};

}  // namespace heatline::fusion
