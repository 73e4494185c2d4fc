#include "timing/journal/fact_json.h"

#include <algorithm>
#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/fields.h"
#include "engine/names.h"

namespace heatline::timing {
namespace {

// Length of the UTF-8 character at the front of `text`; 0 when there is none (overlong, surrogate, cut off).
std::size_t utf8_length(std::string_view text) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = at(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at(i) & 0xC0) != 0x80) return 0;
    const unsigned char second = at(1);
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || outside ? 0 : length;
}

template <std::integral T>
void append_number(std::string& out, T value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof(digits), value).ptr;
    out.append(digits, end);
}

std::string grade_word(Grade grade) { return grade.number == 0 ? "K" : std::to_string(grade.number); }

// A device's clock may give anything; outside the years 1 to 9999 there is no RFC 3339, and the answer is null.
void append_instant(std::string& out, Instant instant) {
    constexpr std::int64_t kYear1 = -62'135'596'800'000'000;
    constexpr std::int64_t kYear10000 = 253'402'300'800'000'000;
    if (instant.us < kYear1 || instant.us >= kYear10000)
        out += "null";
    else
        append_json_string(out, format_rfc3339(instant));
}

// The visitor of fields.h that writes one object.
class ObjectWriter {
public:
    ObjectWriter(std::string& out, const DeviceName& device_name) : out_(out), device_name_(device_name) {
        out_ += '{';
    }
    void close() { out_ += '}'; }

    template <class T>
    void operator()(std::string_view name, const T& value) {
        key(name);
        put(value);
    }
    // Left out while it says nothing, as devices leave it out.
    template <class T>
    void given(std::string_view name, const T& value) {
        if (!(value == T{})) (*this)(name, value);
    }
    void null(std::string_view name) {
        key(name);
        out_ += "null";
    }

private:
    void key(std::string_view name) {
        if (!first_) out_ += ',';
        first_ = false;
        append_json_string(out_, name);
        out_ += ':';
    }

    void put(bool value) { out_ += value ? "true" : "false"; }
    template <std::integral T>
    void put(T value) {
        append_number(out_, value);
    }
    template <class E>
    requires std::is_enum_v<E>
    void put(E value) { append_json_string(out_, name_of(value)); }
    template <class Tag>
    void put(Id<Tag> id) {
        if (id)
            append_number(out_, id.value);
        else
            out_ += "null";
    }
    void put(DeviceId id) {
        if (id)
            append_json_string(out_, device_name_(id));
        else
            out_ += "null";
    }
    void put(Instant value) { append_instant(out_, value); }
    void put(Date value) { append_json_string(out_, format_date(value)); }
    void put(const MoreHeats& value) { put(value.count); }
    void put(Grade value) { append_json_string(out_, value ? grade_word(value) : std::string{}); }
    void put(const LaneOrder& value) { put(value.lanes); }
    void put(Cents value) { append_json_string(out_, format_usd(value)); }
    void put(EvidenceSet value) {
        out_ += '[';
        bool first = true;
        for (unsigned bit = 0; bit < 16; ++bit) {
            const auto one = static_cast<Evidence>(1U << bit);
            if (!value.has(one) || name_of(one).empty()) continue;
            if (!first) out_ += ',';
            first = false;
            append_json_string(out_, name_of(one));
        }
        out_ += ']';
    }
    void put(std::string_view value) { append_json_string(out_, value); }
    void put(const std::string& value) { append_json_string(out_, value); }
    void put(const Text& text) {
        if (text.purged)
            out_ += "null";
        else
            append_json_string(out_, text.value);
    }
    template <class T>
    void put(const std::optional<T>& value) {
        if (value)
            put(*value);
        else
            out_ += "null";
    }
    template <class T>
    void put(const std::vector<T>& values) {
        out_ += '[';
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i > 0) out_ += ',';
            put(values[i]);
        }
        out_ += ']';
    }
    template <class S>
    requires requires(ObjectWriter& v, const S& s) { fields(v, s); }
    void put(const S& value) {
        ObjectWriter object{out_, device_name_};
        fields(object, value);
        object.close();
    }

    std::string& out_;
    const DeviceName& device_name_;
    bool first_ = true;
};

// What was understood of a reading, with the keys of the contract.
void append_understood(std::string& out, const Reading& r, bool purged, const DeviceName& device_name) {
    ObjectWriter object{out, device_name};
    object("epoch", r.epoch);
    object("seq", r.seq);
    object("kind", r.kind);
    object.given("at", r.at);
    object.given("bib", r.bib);
    object.given("tag", r.tag);
    object.given("heat", r.heat);
    object.given("line", r.line);
    object.given("where", r.where);
    object.given("mode", r.mode);
    object.given("position", r.position);
    if (purged) object.null("note");
    object.close();
}

void append_sent(std::string& out, const Reading& reading, const DeviceName& device_name) {
    const std::string& sent = reading.has_free_text ? reading.sent_text.value : reading.sent;
    if (sent.empty()) return append_understood(out, reading, reading.has_free_text, device_name);
    const std::size_t begin = out.size();
    out += sent;
    // JSON allows a raw line break between members only, never within a string.
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), [](char c) { return c == '\n' || c == '\r'; },
        ' ');
}

struct Said {
    DeviceId device;
    std::string_view epoch;
    std::uint64_t seq;
};

std::optional<Said> said_by_device(const FactBody& body) {
    if (const auto* f = std::get_if<ReadingTaken>(&body)) return Said{f->device, f->reading.epoch, f->reading.seq};
    if (const auto* f = std::get_if<ReadingQuarantined>(&body)) return Said{f->device, f->epoch, f->seq};
    if (const auto* f = std::get_if<ReadingConflicted>(&body)) return Said{f->device, f->epoch, f->seq};
    return std::nullopt;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    while (!text.empty()) {
        const char c = text.front();
        const std::size_t length = utf8_length(text);
        if (length == 0)
            out += "\uFFFD";
        else if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20)
            ((out += "\\u00") += kHex[c >> 4]) += kHex[c & 15];
        else
            out += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    out += '"';
}

void append_fact_json(std::string& out, const Entry& entry, const DeviceName& device_name) {
    const auto said = said_by_device(entry.fact.body);
    out += "{\"seq\":";
    append_number(out, entry.seq);
    out += ",\"at\":";
    append_instant(out, entry.fact.at);
    out += ",\"device\":";
    append_json_string(out, said ? device_name(said->device) : entry.fact.author);
    out += ",\"epoch\":";
    if (said)
        append_json_string(out, said->epoch);
    else
        out += "null";
    out += ",\"device_seq\":";
    if (said)
        append_number(out, said->seq);
    else
        out += "null";
    out += ",\"kind\":";
    append_json_string(out, kind_name(entry.fact.body));
    out += ",\"body\":";
    if (const auto* taken = std::get_if<ReadingTaken>(&entry.fact.body)) {
        append_sent(out, taken->reading, device_name);
    } else {
        ObjectWriter object{out, device_name};
        std::visit([&](const auto& body) { fields(object, body); }, entry.fact.body);
        object.close();
    }
    out += ",\"hash\":\"";
    out += to_hex(entry.hash);
    out += "\"}\n";
}

}  // namespace heatline::timing
