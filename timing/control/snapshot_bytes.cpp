#include "timing/control/snapshot_bytes.h"

#include <concepts>
#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "engine/snapshot_fields.h"

namespace heatline::timing {
namespace {

constexpr std::uint64_t kVersion = 5;
constexpr std::size_t kDigitsMax = 10;  // Of a number: ten times seven bits.

// The visitor of the lists of fields that writes.
class Writer {
public:
    template <class T>
    void operator()(const char*, const T& value) {
        put(value);
    }
    std::string take() { return std::move(out_); }

    template <class T>
    requires std::integral<T> || std::is_enum_v<T>
    void put(T value) {
        auto number = static_cast<std::uint64_t>(value);
        if constexpr (std::signed_integral<T>) number = (number << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0);
        for (; number >= 0x80; number >>= 7) out_.push_back(static_cast<char>(number | 0x80));
        out_.push_back(static_cast<char>(number));
    }
    template <class Tag>
    void put(Id<Tag> id) {
        put(id.value + 1);  // None, the highest, becomes 0.
    }
    void put(Instant at) { put(at.us); }
    void put(Cents amount) { put(amount.count); }
    void put(EvidenceSet evidence) { put(evidence.bits); }
    void put(const std::string& text) {
        put(text.size());
        out_ += text;
    }
    void put(const Text& text) {
        put(text.value);
        put(text.purged);
    }
    template <class T>
    void put(const std::optional<T>& value) {
        put(value.has_value());
        if (value) put(*value);
    }
    template <class T>
    void put(const std::vector<T>& values) {
        put(values.size());
        for (const T& value : values) put(value);
    }
    void put(const Outcome& value) {
        put(value.index());
        std::visit([this](const auto& held) { put(held); }, value);
    }
    template <class S>
    requires std::is_empty_v<S>
    void put(const S&) {}
    template <class S>
    requires requires(Writer& v, const S& s) { fields(v, s); }
    void put(const S& value) { fields(*this, value); }

private:
    std::string out_;
};

// The visitor that reads. After the first mistake it reads nothing more.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    template <class T>
    void operator()(const char*, T& value) {
        get(value);
    }
    bool broken() const { return broken_; }
    bool at_end() const { return rest_.empty(); }

    template <class T>
    requires std::integral<T> || std::is_enum_v<T>
    void get(T& value) {
        std::uint64_t number = 0;
        std::size_t digits = 0;
        bool more = true;
        for (; more && digits < rest_.size() && digits < kDigitsMax; ++digits) {
            const auto byte = static_cast<std::uint8_t>(rest_[digits]);
            number |= std::uint64_t{byte & 0x7Fu} << (7 * digits);
            more = byte >= 0x80;
        }
        if (more) return fail();
        rest_.remove_prefix(digits);
        if constexpr (std::signed_integral<T>) number = (number >> 1) ^ (~(number & 1) + 1);
        value = static_cast<T>(number);
    }
    template <class Tag>
    void get(Id<Tag>& id) {
        get(id.value);
        --id.value;
    }
    void get(Instant& at) { get(at.us); }
    void get(Cents& amount) { get(amount.count); }
    void get(EvidenceSet& evidence) { get(evidence.bits); }
    void get(std::string& text) {
        std::uint64_t size = 0;
        get(size);
        if (size > rest_.size()) return fail();
        text = rest_.substr(0, size);
        rest_.remove_prefix(size);
    }
    void get(Text& text) {
        get(text.value);
        get(text.purged);
    }
    template <class T>
    void get(std::optional<T>& value) {
        bool there = false;
        get(there);
        if (there) get(value.emplace());
    }
    template <class T>
    void get(std::vector<T>& values) {
        std::uint64_t count = 0;
        get(count);
        for (; count > 0 && !broken_; --count) get(values.emplace_back());
    }
    void get(Outcome& value) {
        std::uint64_t kind = 0;
        get(kind);
        get_outcome(value, kind, std::make_index_sequence<std::variant_size_v<Outcome>>{});
    }
    template <class S>
    requires std::is_empty_v<S>
    void get(S&) {}
    template <class S>
    requires requires(Reader& v, S& s) { fields(v, s); }
    void get(S& value) { fields(*this, value); }

private:
    template <std::size_t... Kinds>
    void get_outcome(Outcome& value, std::uint64_t kind, std::index_sequence<Kinds...>) {
        const bool known = ((kind == Kinds ? (get(value.emplace<Kinds>()), true) : false) || ...);
        if (!known) fail();
    }
    void fail() {
        broken_ = true;
        rest_ = {};
    }

    std::string_view rest_;
    bool broken_ = false;
};

}  // namespace

std::string to_bytes(const Snapshot& snapshot) {
    Writer out;
    out.put(kVersion);
    out.put(snapshot.seq);
    out.put(*snapshot.rules);
    out.put(snapshot.roster->teams());
    out.put(snapshot.roster->runners());
    out.put(*snapshot.bibs);
    out.put(*snapshot.devices);
    out.put(snapshot.heats.size());
    for (const auto& heat : snapshot.heats) out.put(*heat);
    out.put(*snapshot.ledger);
    out.put(*snapshot.grants);
    out.put(snapshot.totals);
    out.put(snapshot.held_since);
    out.put(snapshot.closed);
    out.put(snapshot.approvals);
    return out.take();
}

Result<std::shared_ptr<const Snapshot>, std::string> snapshot_from_bytes(std::string_view bytes) {
    Reader in{bytes};
    std::uint64_t version = 0;
    in.get(version);
    if (version != kVersion) return Error{"it was written by another version of Heatline"};
    auto snapshot = std::make_shared<Snapshot>();
    MeetRules rules;
    std::vector<Team> teams;
    std::vector<Runner> runners;
    std::vector<std::string> bibs, devices;
    std::vector<HeatPicture> heats;
    std::vector<LedgerRow> ledger;
    Grants grants;
    in.get(snapshot->seq);
    in.get(rules);
    in.get(teams);
    in.get(runners);
    in.get(bibs);
    in.get(devices);
    in.get(heats);
    in.get(ledger);
    in.get(grants);
    in.get(snapshot->totals);
    in.get(snapshot->held_since);
    in.get(snapshot->closed);
    in.get(snapshot->approvals);
    if (in.broken() || !in.at_end()) return Error{"its bytes end too early or too late"};
    Roster roster;
    for (std::size_t i = 0; i < teams.size(); ++i) roster.save_team(TeamId{i}, std::move(teams[i]));
    for (std::size_t i = 0; i < runners.size(); ++i) roster.save_runner(RunnerId{i}, std::move(runners[i]));
    snapshot->rules = std::make_shared<const MeetRules>(std::move(rules));
    snapshot->roster = std::make_shared<const Roster>(std::move(roster));
    snapshot->bibs = std::make_shared<const std::vector<std::string>>(std::move(bibs));
    snapshot->devices = std::make_shared<const std::vector<std::string>>(std::move(devices));
    for (HeatPicture& heat : heats) snapshot->heats.push_back(std::make_shared<const HeatPicture>(std::move(heat)));
    snapshot->ledger = std::make_shared<const std::vector<LedgerRow>>(std::move(ledger));
    snapshot->grants = std::make_shared<const Grants>(std::move(grants));
    return std::shared_ptr<const Snapshot>{std::move(snapshot)};
}

}  // namespace heatline::timing
