#pragma once
// PieceMemory: what was worked out for pieces of the chute whose counts differ, so that the same piece is not
// weighed twice.
//
// Pairing a piece depends on nothing but the instants of its taps and scans, what is known of each tap, and the walk.
// All of it is kept with the answer and compared in full, so an answer given from memory is the answer that would be
// worked out. What the last call did not need is forgotten: the memory is never larger than the pieces of two calls.
// Owned by one Fuser; not shared between threads.

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace heatline::fusion {

class PieceMemory {
public:
    // The piece, in words: everything its pairing depends on.
    using Words = std::vector<std::int64_t>;
    struct Answer {
        std::vector<std::uint32_t> tap;    // By number of the piece: the place of its tap, or kNoCrossing.
        std::vector<std::uint8_t> unsure;  // By number: 1 where a person should look.
    };

    // nullptr when this piece was not seen. The result is good until the next call of `keep` or `forget_unused`.
    const Answer* find(const Words& piece);
    void keep(const Words& piece, Answer answer);
    // Call once after each line: drops the pieces that were neither found nor kept since the call before.
    void forget_unused();
    std::size_t size() const { return pieces_.size(); }

private:
    struct Piece {
        Words words;
        Answer answer;
        bool used = true;
    };
    std::unordered_multimap<std::uint64_t, Piece> pieces_;  // By a hash of the words.
};

}  // namespace heatline::fusion
