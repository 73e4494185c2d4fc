#pragma once
// The bytes of a fact, driven by the one list in engine/fields.h.
//
//   fact    = format:1 kind:1 at author command_id field*      format is 1 to 4; kind is the index in FactBody
//   varint  = 7 bits a byte, lowest first, the top bit set on all but the last byte; unsigned numbers and counts
//   number  = signed: varint of zigzag (0, -1, 1, -2, …); bool and enum: one byte
//   id      = varint: 0 for none, else index + 1
//   string  = varint length, bytes          list = varint count, items          optional = 0 | 1 value
//   text    = 0 | 1 hash:32 | 2             nothing given | salted hash, the words are in the side table | already
//   purged
//
// The words of a `1` text and its salt lie apart, under (seq of the fact, slot): slot 0, 1, … counts the `1` texts of
// the fact in order. That is what lets a purge take the words away and leave the chain whole.
//
// How the format grows: a new kind goes to the end of FactBody and needs no new format. A field added to a struct
// goes to the end of its list and makes format 2; the decoder, which knows the fact's format, then leaves that field
// at its default for facts of format 1. Facts are never written again, so decoding of old formats stays for ever. A
// fact is written in the lowest format that holds it.
//
//   format 2: Reading::device_time
//   format 3: HeatRules::calling
//   format 4: BandRules::lane_order, BandRules::more_heats
//
// Decoding believes nothing: it never reads beyond the bytes, and a list grows only as items are really there, so
// memory stays within a small multiple of the bytes given. Pure apart from the salts' randomness; a batch belongs to
// one thread at a time.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/fact.h"
#include "timing/journal/hash.h"

namespace heatline::timing {

inline constexpr std::uint8_t kFactFormat = 4;  // The highest.

// Bytes that only grow, without the zeroing of std::vector. Capacity is kept by clear().
class ByteArena {
public:
    ByteArena() = default;
    // What is left behind is empty and may be used again.
    ByteArena(ByteArena&& other) noexcept
        : data_(std::move(other.data_)),
          size_(std::exchange(other.size_, 0)),
          capacity_(std::exchange(other.capacity_, 0)) {}
    ByteArena& operator=(ByteArena&& other) noexcept {
        data_ = std::move(other.data_);
        size_ = std::exchange(other.size_, 0);
        capacity_ = std::exchange(other.capacity_, 0);
        return *this;
    }

    // `count` bytes more, to be filled by the caller; the pointer holds until the next call.
    std::uint8_t* extend(std::size_t count) {
        if (capacity_ - size_ < count) grow(count);
        std::uint8_t* room = data_.get() + size_;
        size_ += count;
        return room;
    }
    void append(std::span<const std::uint8_t> bytes);
    void push(std::uint8_t byte) { *extend(1) = byte; }
    // Gives back bytes at the end that extend() handed out and nobody filled.
    void shrink_to(std::size_t size) { size_ = size; }
    void clear() { size_ = 0; }
    std::size_t size() const { return size_; }
    const std::uint8_t* data() const { return data_.get(); }

private:
    void grow(std::size_t count);

    std::unique_ptr<std::uint8_t[]> data_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

// Facts on their way into the journal, encoded one after the other into one arena. A batch that is handed in as one
// becomes durable as one.
class FactBatch {
public:
    // A text of the batch's fact number `fact`, for the side table.
    struct SideText {
        std::size_t fact = 0;
        std::uint32_t slot = 0;
        Salt salt{};
        std::string_view text;
    };

    // Encodes `fact` at the end.
    void add(const Fact& fact);
    // Puts the facts of `other` behind these.
    void absorb(const FactBatch& other);
    // Forgets the facts and keeps the memory.
    void clear();

    bool empty() const { return ends_.empty(); }
    std::size_t size() const { return ends_.size(); }
    // Bytes held, the texts included.
    std::size_t bytes() const { return bodies_.size() + words_.size() + texts_.size() * sizeof(Held); }
    // The bytes of fact `index`, from 0; they hold until the batch changes.
    std::span<const std::uint8_t> body(std::size_t index) const;
    std::size_t text_count() const { return texts_.size(); }
    // Texts are in the order of (fact, slot).
    SideText text(std::size_t index) const;

private:
    struct Held {
        std::size_t fact = 0;
        std::uint32_t slot = 0;
        Salt salt{};
        std::size_t begin = 0;
        std::size_t length = 0;
    };
    friend class FactEncoder;

    ByteArena bodies_;
    std::vector<std::size_t> ends_;  // Of each fact in bodies_.
    ByteArena words_;
    std::vector<Held> texts_;
};

// One row of the side table, for decoding the fact it belongs to.
struct StoredText {
    std::uint32_t slot = 0;
    Salt salt{};
    std::string_view text;
};

// The fact in `body`. `texts` are the texts that are still there, by rising slot; one that is gone comes back empty
// and purged. When `hashes` is given it receives the hash of each slot, for checking the texts against. The error is
// a sentence that says what is wrong with the bytes.
Result<Fact, std::string> decode_fact(std::span<const std::uint8_t> body, std::span<const StoredText> texts,
                                      std::vector<Hash>* hashes = nullptr);

}  // namespace heatline::timing
