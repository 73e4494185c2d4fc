#include "timing/net/stream_rows.h"

#include <sodium.h>

#include <array>
#include <cstring>

#include "engine/base/check.h"
#include "timing/journal/fact_json.h"

namespace heatline::timing {
namespace {

// What a key stands for, beside the heat.
enum class Whose : std::uint32_t { heat, runner, tap, identity };

std::string hex(std::uint64_t number) {
    std::string digits(16, '0');
    for (std::size_t i = digits.size(); i-- > 0; number >>= 4) digits[i] = "0123456789abcdef"[number & 0xF];
    return digits;
}

std::shared_ptr<const std::string> line(std::string_view name, std::string_view data) {
    std::string text;
    text.reserve(name.size() + data.size() + 16);
    text.append("event: ").append(name).append("\ndata: ").append(data).append("\n");
    return std::make_shared<const std::string>(std::move(text));
}

std::shared_ptr<const std::string> row_line(std::uint64_t key, std::string_view object) {
    std::string data = "{\"row\":\"" + hex(key) + "\",";
    data += object.substr(1);  // Behind its brace.
    return line("result", data);
}

std::shared_ptr<const std::string> gone_line(std::uint64_t key, std::string_view heat) {
    std::string data = "{\"row\":\"" + hex(key) + "\",\"heat\":";
    append_json_string(data, heat);
    return line("result", data + ",\"gone\":true}");
}

bool is_same(const StreamChange& a, const StreamChange& b) {
    return *a.text == *b.text && a.team == b.team && (!a.own || *a.own == *b.own);
}

std::uint64_t hash(SipKey key, Onlooker onlooker, HeatId heat, Whose whose, std::uint32_t index,
                   std::uint32_t nth = 0) {
    const std::array<std::uint32_t, 5> words{static_cast<std::uint32_t>(onlooker), heat.value,
                                             static_cast<std::uint32_t>(whose), index, nth};
    std::array<char, 4 * words.size()> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(words[i / 4] >> (8 * (i % 4)));
    return siphash(key, {bytes.data(), bytes.size()});
}

}  // namespace

SipKey stream_row_key(std::string_view links_secret) {
    const std::string text = "stream rows " + std::string{links_secret};
    std::array<unsigned char, 16> bytes;
    CHECK_THAT(crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<const unsigned char*>(text.data()),
                                  text.size(), nullptr, 0) == 0,
               "a hash of 16 bytes can be made");
    SipKey key{0, 0};
    for (std::size_t i = 0; i < 8; ++i) {
        key.k0 |= std::uint64_t{bytes[i]} << (8 * i);
        key.k1 |= std::uint64_t{bytes[8 + i]} << (8 * i);
    }
    return key;
}

std::uint64_t StreamRows::key_of_heat(HeatId heat) const { return hash(key_, onlooker_, heat, Whose::heat, 0); }

std::uint64_t StreamRows::key_of_row(HeatId heat, const ResultRow& row, const Lines& taken) const {
    const Whose whose = row.runner ? Whose::runner : row.tap ? Whose::tap : Whose::identity;
    const std::uint32_t index = row.runner ? row.runner.value : row.tap ? row.tap.value : row.identity.value;
    std::uint64_t key = hash(key_, onlooker_, heat, whose, index);
    for (std::uint32_t nth = 1; taken.contains(key); ++nth) key = hash(key_, onlooker_, heat, whose, index, nth);
    return key;
}

std::vector<StreamChange> StreamRows::changes(const Snapshot& snapshot) {
    std::vector<StreamChange> changes;
    const bool look_at_all = snapshot.roster != roster_ || snapshot.rules != rules_;
    roster_ = snapshot.roster;
    rules_ = snapshot.rules;
    if (heats_.size() < snapshot.heats.size()) heats_.resize(snapshot.heats.size());
    for (std::size_t i = 0; i < snapshot.heats.size(); ++i) {
        if (heats_[i].picture == snapshot.heats[i] && !look_at_all) continue;
        heats_[i].picture = snapshot.heats[i];
        look_at(snapshot, *snapshot.heats[i], heats_[i], changes);
    }
    return changes;
}

void StreamRows::look_at(const Snapshot& snapshot, const HeatPicture& picture, HeldHeat& held,
                         std::vector<StreamChange>& changes) const {
    std::string heat_line = doors_.heat_line(snapshot, picture.heat);
    if (heat_line != held.line) {
        changes.push_back({key_of_heat(picture.heat), line("heat", heat_line), nullptr, {}, false});
        held.line = std::move(heat_line);
    }
    const std::vector<std::string> texts = doors_.heat_rows(snapshot, picture.heat, onlooker_);
    std::vector<std::string> own;
    if (onlooker_ == Onlooker::tent) own = doors_.heat_rows(snapshot, picture.heat, Onlooker::own_tent);
    CHECK_THAT(texts.size() == picture.rows.size() && (own.empty() || own.size() == texts.size()),
               "every row of the picture has its text");
    Lines rows;
    std::vector<StreamChange> is_new;
    for (std::size_t i = 0; i < picture.rows.size(); ++i) {
        StreamChange row;
        row.key = key_of_row(picture.heat, picture.rows[i], rows);
        row.text = row_line(row.key, texts[i]);
        if (!own.empty()) row.own = row_line(row.key, own[i]);
        if (!own.empty() && picture.rows[i].runner) row.team = snapshot.roster->runner(picture.rows[i].runner).team;
        const auto before = held.rows.find(row.key);
        if (before == held.rows.end() || !is_same(before->second, row))
            is_new.push_back(row);
        else
            row = before->second;  // Its texts are the table's, too.
        rows.emplace(row.key, std::move(row));
    }
    for (const auto& [key, row] : held.rows) {
        if (!rows.contains(key)) changes.push_back({key, gone_line(key, picture.name), nullptr, {}, true});
    }
    changes.insert(changes.end(), std::make_move_iterator(is_new.begin()), std::make_move_iterator(is_new.end()));
    held.rows = std::move(rows);
}

}  // namespace heatline::timing
