#include "timing/journal/codec.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstring>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "engine/base/check.h"
#include "engine/fields.h"
#include "engine/names.h"

namespace heatline::timing {
namespace {

constexpr std::size_t kVarintMax = 10;  // ceil(64 / 7)
constexpr std::uint8_t kTextNone = 0;
constexpr std::uint8_t kTextGiven = 1;
constexpr std::uint8_t kTextPurged = 2;

// The ranges that a fact's values keep. Writing insists on them and reading refuses what is outside, so that nothing is
// written that a restart could not read. An Instant has no range here: it may come from a device's clock.
constexpr std::int64_t kCentsMax = 1'000'000'000'000;  // Far beyond any grant, and safe to add and to print.

template <class E>
requires std::is_enum_v<E>
constexpr bool in_range(E value) { return static_cast<std::size_t>(value) < kCountOf<E>; }
constexpr bool in_range(Date date) { return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31; }
constexpr bool in_range(Grade grade) { return grade.number >= -1 && grade.number <= 12; }
constexpr bool in_range(Cents cents) { return cents.count >= -kCentsMax && cents.count <= kCentsMax; }
constexpr bool in_range(EvidenceSet evidence) { return (evidence.bits & ~unsigned{kEvidenceBits}) == 0; }

static_assert(kFactKinds <= 128, "a kind is one byte");

constexpr std::uint64_t zigzag(std::int64_t n) {
    return (static_cast<std::uint64_t>(n) << 1) ^ (n < 0 ? ~std::uint64_t{0} : 0);
}
constexpr std::int64_t unzigzag(std::uint64_t n) {
    return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1);
}
static_assert(unzigzag(zigzag(std::numeric_limits<std::int64_t>::min())) == std::numeric_limits<std::int64_t>::min());
static_assert(unzigzag(zigzag(-1)) == -1 && zigzag(-1) == 1 && zigzag(1) == 2);

// The format that a field came with, by its type: a visitor steps over it in facts of a lower one.
template <class T>
constexpr std::uint8_t kSinceFormat = 1;
template <>
constexpr std::uint8_t kSinceFormat<std::optional<DeviceTime>> = 2;
template <>
constexpr std::uint8_t kSinceFormat<Calling> = 3;
template <>
constexpr std::uint8_t kSinceFormat<LaneOrder> = 4;
template <>
constexpr std::uint8_t kSinceFormat<MoreHeats> = 4;

std::uint8_t format_of(const FactBody& body) {
    const auto* rules = std::get_if<RulesSet>(&body);
    const auto of_four = [](const BandRules& band) {
        return !band.lane_order.lanes.empty() || band.more_heats != MoreHeats{};
    };
    if (rules && std::any_of(rules->rules.heats.bands.begin(), rules->rules.heats.bands.end(), of_four)) return 4;
    if (rules && rules->rules.heats.calling != Calling::fewest_heats) return 3;
    const auto* taken = std::get_if<ReadingTaken>(&body);
    return taken && taken->reading.device_time ? 2 : 1;
}

}  // namespace

// ---- the arena

void ByteArena::grow(std::size_t count) {
    constexpr std::size_t kFirst = 4096;
    const std::size_t capacity = std::max({kFirst, 2 * capacity_, size_ + count});
    auto data = std::make_unique_for_overwrite<std::uint8_t[]>(capacity);
    if (size_ > 0) std::memcpy(data.get(), data_.get(), size_);
    data_ = std::move(data);
    capacity_ = capacity;
}

void ByteArena::append(std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) return;  // memcpy wants a pointer even for nothing.
    std::memcpy(extend(bytes.size()), bytes.data(), bytes.size());
}

// ---- encoding

// The visitor of fields.h that writes.
class FactEncoder {
public:
    FactEncoder(FactBatch& batch, std::uint8_t format) : batch_(batch), out_(batch.bodies_), format_(format) {}

    template <class T>
    void operator()(const char*, const T& value) {
        if (format_ >= kSinceFormat<T>) put(value);
    }

    void byte(std::uint8_t value) { out_.push(value); }

    void put(bool value) { byte(value ? 1 : 0); }
    template <std::unsigned_integral T>
    void put(T value) {
        varint(value);
    }
    template <std::signed_integral T>
    void put(T value) {
        varint(zigzag(value));
    }
    template <class E>
    requires std::is_enum_v<E>
    void put(E value) {
        static_assert(kCountOf<E> > 0, "give the enum its words in engine/names.h");
        CHECK_THAT(in_range(value), "an enum without a word on its way into the journal");
        byte(static_cast<std::uint8_t>(value));
    }
    template <class Tag>
    void put(Id<Tag> id) {
        varint(id ? std::uint64_t{id.value} + 1 : 0);
    }
    void put(Instant value) { put(value.us); }
    void put(Cents value) {
        CHECK_THAT(in_range(value), "an amount out of range on its way into the journal");
        put(value.count);
    }
    void put(EvidenceSet value) {
        CHECK_THAT(in_range(value), "unknown evidence on its way into the journal");
        put(value.bits);
    }
    void put(Date value) {
        CHECK_THAT(in_range(value), "no date on its way into the journal");
        fields(*this, value);
    }
    void put(Grade value) {
        CHECK_THAT(in_range(value), "no grade on its way into the journal");
        fields(*this, value);
    }
    void put(const std::string& value) {
        // One reservation for length and bytes: strings are most of a reading.
        std::uint8_t* at = out_.extend(kVarintMax + value.size());
        const std::size_t before = out_.size() - kVarintMax - value.size();
        const std::size_t digits = write_varint(at, value.size());
        std::memcpy(at + digits, value.data(), value.size());
        out_.shrink_to(before + digits + value.size());
    }
    template <class T>
    void put(const std::optional<T>& value) {
        byte(value ? 1 : 0);
        if (value) put(*value);
    }
    template <class T>
    void put(const std::vector<T>& values) {
        varint(values.size());
        for (const T& value : values) put(value);
    }
    void put(const Text& text) {
        if (text.empty()) return byte(text.purged ? kTextPurged : kTextNone);
        const Salt salt = fresh_salt();
        byte(kTextGiven);
        out_.append(text_hash(salt, text.value));
        const std::size_t begin = batch_.words_.size();
        std::memcpy(batch_.words_.extend(text.value.size()), text.value.data(), text.value.size());
        batch_.texts_.push_back({batch_.ends_.size(), next_slot_++, salt, begin, text.value.size()});
    }
    template <class S>
    requires requires(FactEncoder& v, const S& s) { fields(v, s); }
    void put(const S& value) { fields(*this, value); }

private:
    static std::size_t write_varint(std::uint8_t* at, std::uint64_t value) {
        std::size_t n = 0;
        for (; value >= 0x80; value >>= 7) at[n++] = static_cast<std::uint8_t>(value | 0x80);
        at[n++] = static_cast<std::uint8_t>(value);
        return n;
    }
    void varint(std::uint64_t value) {
        std::uint8_t* at = out_.extend(kVarintMax);
        const std::size_t n = write_varint(at, value);
        out_.shrink_to(out_.size() - kVarintMax + n);
    }

    FactBatch& batch_;
    ByteArena& out_;
    const std::uint8_t format_;
    std::uint32_t next_slot_ = 0;
};

void FactBatch::add(const Fact& fact) {
    const std::uint8_t format = format_of(fact.body);
    FactEncoder encoder{*this, format};
    encoder.byte(format);
    encoder.byte(static_cast<std::uint8_t>(fact.body.index()));
    encoder.put(fact.at);
    encoder.put(fact.author);
    encoder.put(fact.command_id);
    std::visit([&](const auto& body) { fields(encoder, body); }, fact.body);
    ends_.push_back(bodies_.size());
}

void FactBatch::absorb(const FactBatch& other) {
    const std::size_t facts = ends_.size();
    const std::size_t bodies = bodies_.size();
    const std::size_t words = words_.size();
    bodies_.append({other.bodies_.data(), other.bodies_.size()});
    words_.append({other.words_.data(), other.words_.size()});
    for (const std::size_t end : other.ends_) ends_.push_back(bodies + end);
    for (Held held : other.texts_) {
        held.fact += facts;
        held.begin += words;
        texts_.push_back(held);
    }
}

void FactBatch::clear() {
    bodies_.clear();
    ends_.clear();
    words_.clear();
    texts_.clear();
}

std::span<const std::uint8_t> FactBatch::body(std::size_t index) const {
    CHECK_THAT(index < ends_.size(), "a fact that is not in the batch");
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return {bodies_.data() + begin, ends_[index] - begin};
}

FactBatch::SideText FactBatch::text(std::size_t index) const {
    CHECK_THAT(index < texts_.size(), "a text that is not in the batch");
    const Held& held = texts_[index];
    const auto* words = reinterpret_cast<const char*>(words_.data());
    return {held.fact, held.slot, held.salt, {words + held.begin, held.length}};
}

// ---- decoding

namespace {

// The visitor of fields.h that reads. After the first mistake it reads nothing more and keeps the sentence.
class FactDecoder {
public:
    FactDecoder(std::uint8_t format, std::span<const std::uint8_t> bytes, std::span<const StoredText> texts,
                std::vector<Hash>* hashes)
        : format_(format), at_(bytes.data()), end_(bytes.data() + bytes.size()), texts_(texts), hashes_(hashes) {}

    template <class T>
    void operator()(const char* name, T& value) {
        if (failed() || format_ < kSinceFormat<T>) return;
        get(value);
        if (failed() && !field_) field_ = name;
    }

    bool failed() const { return problem_ != nullptr; }
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    // What is wrong, and in which field.
    std::string sentence() const {
        return field_ ? std::string(problem_) + " in the field \"" + field_ + "\"" : std::string(problem_);
    }

    std::uint8_t byte() {
        if (at_ == end_) return fail("the bytes end too early"), std::uint8_t{0};
        return *at_++;
    }

    void get(bool& value) {
        const std::uint8_t b = byte();
        if (b > 1) fail("a yes or no is neither");
        value = b == 1;
    }
    template <std::unsigned_integral T>
    void get(T& value) {
        const std::uint64_t n = varint();
        if (n > std::numeric_limits<T>::max()) return fail("a number is too large");
        value = static_cast<T>(n);
    }
    template <std::signed_integral T>
    void get(T& value) {
        const std::int64_t n = unzigzag(varint());
        if (n < std::numeric_limits<T>::min() || n > std::numeric_limits<T>::max())
            return fail("a number is too large");
        value = static_cast<T>(n);
    }
    template <class E>
    requires std::is_enum_v<E>
    void get(E& value) {
        const std::uint8_t b = byte();
        if (!in_range(static_cast<E>(b))) return fail("a word is not known to this version");
        value = static_cast<E>(b);
    }
    template <class Tag>
    void get(Id<Tag>& id) {
        const std::uint64_t n = varint();
        if (n > Id<Tag>::kNone) return fail("an id is too large");
        id = n == 0 ? Id<Tag>::none() : Id<Tag>{static_cast<std::uint32_t>(n - 1)};
    }
    void get(Instant& value) { get(value.us); }
    void get(Cents& value) {
        get(value.count);
        if (!in_range(value)) fail("an amount is beyond all money");
    }
    void get(EvidenceSet& value) {
        get(value.bits);
        if (!in_range(value)) fail("a kind of evidence is not known to this version");
    }
    void get(Date& value) {
        fields(*this, value);
        if (!in_range(value)) fail("a date is no date");
    }
    void get(Grade& value) {
        fields(*this, value);
        if (!in_range(value)) fail("a grade is none of K to 12");
    }
    void get(std::string& value) {
        const std::uint64_t size = varint();
        if (size > left()) return fail("a text is longer than the bytes that are left");
        value.assign(reinterpret_cast<const char*>(at_), static_cast<std::size_t>(size));
        at_ += size;
    }
    template <class T>
    void get(std::optional<T>& value) {
        bool given = false;
        get(given);
        if (failed() || !given) return value.reset();
        get(value.emplace());
    }
    template <class T>
    void get(std::vector<T>& values) {
        const std::uint64_t count = varint();
        // Every item takes a byte at least, so no honest count is larger; and nothing is reserved on its word alone.
        if (count > left()) return fail("a list is longer than the bytes that are left");
        values.clear();
        for (std::uint64_t i = 0; i < count && !failed(); ++i) get(values.emplace_back());
    }
    void get(Text& text) {
        text = Text{};
        const std::uint8_t flag = byte();
        if (flag == kTextNone) return;
        if (flag > kTextPurged) return fail("a text is marked in a way not known to this version");
        text.purged = true;
        if (flag == kTextPurged) return;
        if (left() < sizeof(Hash)) return fail("the bytes end within a text's hash");
        if (hashes_) std::memcpy(hashes_->emplace_back().data(), at_, sizeof(Hash));
        at_ += sizeof(Hash);
        const std::uint32_t slot = next_slot_++;
        while (!texts_.empty() && texts_.front().slot < slot) texts_ = texts_.subspan(1);
        if (texts_.empty() || texts_.front().slot != slot) return;
        text.value = texts_.front().text;
        text.purged = false;
    }
    template <class S>
    requires requires(FactDecoder& v, S& s) { fields(v, s); }
    void get(S& value) { fields(*this, value); }

private:
    void fail(const char* problem) {
        if (!problem_) problem_ = problem;
    }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t b = byte();
            if (failed()) return 0;
            if (shift == 63 && b > 1) break;  // 9 * 7 bits stand before: one bit is left.
            value |= std::uint64_t{b & 0x7FU} << shift;
            if (b < 0x80) return value;
        }
        return fail("a number does not fit 64 bits"), std::uint64_t{0};
    }

    const std::uint8_t format_;
    const std::uint8_t* at_;
    const std::uint8_t* end_;
    std::span<const StoredText> texts_;
    std::vector<Hash>* hashes_;
    std::uint32_t next_slot_ = 0;
    const char* problem_ = nullptr;
    const char* field_ = nullptr;
};

template <std::size_t Kind>
void decode_body(FactDecoder& decoder, FactBody& body) {
    fields(decoder, body.emplace<Kind>());
}

using DecodeBody = void (*)(FactDecoder&, FactBody&);

template <std::size_t... Kinds>
constexpr std::array<DecodeBody, sizeof...(Kinds)> decoders(std::index_sequence<Kinds...>) {
    return {&decode_body<Kinds>...};
}
constexpr auto kDecodeBody = decoders(std::make_index_sequence<kFactKinds>{});

}  // namespace

Result<Fact, std::string> decode_fact(std::span<const std::uint8_t> body, std::span<const StoredText> texts,
                                      std::vector<Hash>* hashes) {
    if (body.size() < 2) return Error{"the bytes end too early"};
    if (body[0] == 0 || body[0] > kFactFormat) {
        return Error{"it is written in format " + std::to_string(body[0]) + ", and this version reads formats up to " +
                     std::to_string(kFactFormat) + "; use the newer Heatline that wrote it"};
    }
    if (body[1] >= kFactKinds) {
        return Error{"its kind " + std::to_string(body[1]) + " is not known to this version"};
    }
    FactDecoder decoder{body[0], body.subspan(2), texts, hashes};
    Fact fact;
    decoder("at", fact.at);
    decoder("author", fact.author);
    decoder("command_id", fact.command_id);
    if (!decoder.failed()) kDecodeBody[body[1]](decoder, fact.body);
    if (decoder.failed()) return Error{decoder.sentence()};
    if (decoder.left() > 0) return Error{std::to_string(decoder.left()) + " bytes stand behind its end"};
    return fact;
}

}  // namespace heatline::timing
