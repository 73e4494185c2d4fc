#include "engine/fusion/piece_memory.h"

#include <iterator>
#include <utility>

namespace heatline::fusion {
namespace {

// FNV-1a by whole words, folded: only the place in the table depends on it, never an answer.
std::uint64_t hash_of(const PieceMemory::Words& words) {
    std::uint64_t hash = 14'695'981'039'346'656'037u;
    for (const std::int64_t word : words) {
        hash = (hash ^ static_cast<std::uint64_t>(word)) * 1'099'511'628'211u;
        hash ^= hash >> 29;
    }
    return hash;
}

}  // namespace

const PieceMemory::Answer* PieceMemory::find(const Words& piece) {
    const auto [from, to] = pieces_.equal_range(hash_of(piece));
    for (auto at = from; at != to; ++at) {
        if (at->second.words != piece) continue;
        at->second.used = true;
        return &at->second.answer;
    }
    return nullptr;
}

void PieceMemory::keep(const Words& piece, Answer answer) {
    pieces_.emplace(hash_of(piece), Piece{piece, std::move(answer), true});
}

void PieceMemory::forget_unused() {
    for (auto at = pieces_.begin(); at != pieces_.end();) {
        if (at->second.used) {
            at->second.used = false;
            ++at;
        } else {
            at = pieces_.erase(at);
        }
    }
}

}  // namespace heatline::fusion
