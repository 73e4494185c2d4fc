#include "timing/journal/row.h"

#include <algorithm>

namespace heatline::timing {
namespace {

constexpr std::size_t kRowHead = 8 + 32 + 4;
constexpr std::size_t kTextHead = 4 + 16 + 4;

void append_number(std::string& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

void append_bytes(std::string& out, std::span<const std::uint8_t> bytes) {
    out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

// Takes bytes off the front; asks for more than there are leave it empty and broken.
struct Taker {
    std::string_view& rest;
    bool broken = false;

    std::span<const std::uint8_t> bytes(std::uint64_t count) {
        if (broken || count > rest.size()) {
            broken = true;
            return {};
        }
        const std::span taken{reinterpret_cast<const std::uint8_t*>(rest.data()), static_cast<std::size_t>(count)};
        rest.remove_prefix(taken.size());
        return taken;
    }
    std::uint64_t number(std::size_t size) {
        std::uint64_t value = 0;
        std::size_t shift = 0;
        for (const std::uint8_t byte : bytes(size)) {
            value |= std::uint64_t{byte} << shift;
            shift += 8;
        }
        return value;
    }
};

}  // namespace

std::size_t row_bytes(const Row& row) {
    std::size_t size = kRowHead + row.body.size() + 4;
    for (const StoredText& text : row.texts) size += kTextHead + text.text.size();
    return size;
}

void append_row(std::string& out, const Row& row) {
    append_number(out, row.seq, 8);
    Hash hash{};
    std::copy_n(row.hash.begin(), std::min(row.hash.size(), hash.size()), hash.begin());
    append_bytes(out, hash);
    append_number(out, row.body.size(), 4);
    append_bytes(out, row.body);
    append_number(out, row.texts.size(), 4);
    for (const StoredText& text : row.texts) {
        append_number(out, text.slot, 4);
        append_bytes(out, text.salt);
        append_number(out, text.text.size(), 4);
        out += text.text;
    }
}

void append_rows(std::string& out, const FactBatch& batch) {
    std::vector<StoredText> texts;
    std::size_t text = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        texts.clear();
        for (; text < batch.text_count() && batch.text(text).fact == i; ++text) {
            const FactBatch::SideText side = batch.text(text);
            texts.push_back({side.slot, side.salt, side.text});
        }
        append_row(out, {0, batch.body(i), {}, texts});
    }
}

void append_end(std::string& out, const JournalEnd& end) {
    append_number(out, end.there ? 1 : 0, 1);
    append_number(out, end.seq, 8);
    append_bytes(out, end.hash);
    append_number(out, end.stray_texts, 8);
}

Result<JournalEnd, std::string> take_end(std::string_view& bytes) {
    Taker take{bytes};
    JournalEnd end;
    end.there = take.number(1) == 1;
    end.seq = take.number(8);
    const auto hash = take.bytes(end.hash.size());
    std::copy(hash.begin(), hash.end(), end.hash.begin());
    end.stray_texts = take.number(8);
    if (take.broken) return Error{"the rows do not begin with where the journal ends"};
    return end;
}

Result<bool, std::string> RowReader::next(Row& row) {
    if (rest_.empty()) return false;
    Taker take{rest_};
    row.seq = take.number(8);
    row.hash = take.bytes(sizeof(Hash));
    row.body = take.bytes(take.number(4));
    texts_.clear();
    for (std::uint64_t left = take.number(4); left > 0 && !take.broken; --left) {
        StoredText& text = texts_.emplace_back();
        text.slot = static_cast<std::uint32_t>(take.number(4));
        const auto salt = take.bytes(text.salt.size());
        std::copy(salt.begin(), salt.end(), text.salt.begin());
        const auto words = take.bytes(take.number(4));
        text.text = {reinterpret_cast<const char*>(words.data()), words.size()};
    }
    if (take.broken) return Error{"the rows end in the middle of one"};
    row.texts = texts_;
    return true;
}

}  // namespace heatline::timing
