#include "timing/net/reading_json.h"

#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <limits>

#include "engine/base/limits.h"
#include "engine/names.h"

namespace heatline::timing {
namespace {

namespace json = boost::json;

// The first two are a line's alone, the last three a station's.
enum class Key : std::uint8_t {
    epoch,
    seq,
    kind,
    at,
    bib,
    tag,
    heat,
    where,
    mode,
    line,
    position,
    boot,
    device_us,
    wall_us,
    other
};
constexpr std::array<std::string_view, 14> kKeys{"epoch", "seq",  "kind", "at",       "bib",  "tag",       "heat",
                                                 "where", "mode", "line", "position", "boot", "device_us", "wall_us"};
static_assert(kKeys.size() == static_cast<std::size_t>(Key::other));

Key key_of(std::string_view name, bool of_station) {
    const auto first = static_cast<std::size_t>(of_station ? Key::kind : Key::epoch);
    const auto end = static_cast<std::size_t>(of_station ? Key::other : Key::boot);
    for (std::size_t i = first; i < end; ++i) {
        if (kKeys[i] == name) return static_cast<Key>(i);
    }
    return Key::other;
}

// What a flat object says, key by key, as text or as a whole number.
struct Values {
    std::array<std::string, kKeys.size()> texts;
    std::array<std::uint64_t, kKeys.size()> numbers{};
    std::array<char, kKeys.size()> types{};  // 0: not there; 't', 'n', or 'x': a type that no key has, or given twice.
    std::array<bool, kKeys.size()> seen{};
    bool free_text = false;

    void clear() {
        for (auto& text : texts) text.clear();
        types.fill(0);
        seen.fill(false);
        free_text = false;
    }
};

// The callbacks of Boost.JSON's parser. Anything inside a nested value is free text: it is stepped over.
struct Handler {
    static constexpr std::size_t max_object_size = 64;
    static constexpr std::size_t max_array_size = 64;
    static constexpr std::size_t max_key_size = 256;
    static constexpr std::size_t max_string_size = heatline::limits::kReadingBytesMax;
    using error_code = boost::system::error_code;

    Values values;
    std::string key_text;
    Key key = Key::other;
    int depth = 0;
    bool is_object = false;
    bool of_station = false;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) {
        if (depth == 0) is_object = true;
        if (depth == 1) odd();
        ++depth;
        return true;
    }
    bool on_object_end(std::size_t, error_code&) {
        --depth;
        return true;
    }
    bool on_array_begin(error_code&) {
        if (depth == 1) odd();
        ++depth;
        return true;
    }
    bool on_array_end(std::size_t, error_code&) {
        --depth;
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, error_code&) {
        if (depth == 1) key_text.append(part.data(), part.size());
        return true;
    }
    bool on_key(json::string_view part, std::size_t, error_code&) {
        if (depth != 1) return true;
        if (key_text.empty()) {
            key = key_of({part.data(), part.size()}, of_station);
        } else {
            key_text.append(part.data(), part.size());
            key = key_of(key_text, of_station);
            key_text.clear();
        }
        if (key == Key::other) return true;
        if (values.seen[index()]) values.types[index()] = 'x';  // Which of the two counts is not said.
        values.seen[index()] = true;
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, error_code&) {
        if (std::string* text = text_here()) text->append(part.data(), part.size());
        return true;
    }
    bool on_string(json::string_view part, std::size_t, error_code&) {
        if (std::string* text = text_here()) {
            text->append(part.data(), part.size());
            values.types[index()] = 't';
        }
        return true;
    }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, error_code&) {
        if (number < 0) return odd();
        return on_number(static_cast<std::uint64_t>(number));
    }
    bool on_uint64(std::uint64_t number, json::string_view, error_code&) { return on_number(number); }
    bool on_double(double, json::string_view, error_code&) { return odd(); }
    bool on_bool(bool, error_code&) { return odd(); }
    bool on_null(error_code&) { return true; }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }

private:
    std::size_t index() const { return static_cast<std::size_t>(key); }
    // Whether a value that begins here is one of ours; notes it as free text when its key is not.
    bool is_ours() {
        if (depth != 1) return false;
        if (key == Key::other) values.free_text = true;
        return key != Key::other && values.types[index()] == 0;
    }
    std::string* text_here() { return is_ours() ? &values.texts[index()] : nullptr; }
    bool on_number(std::uint64_t number) {
        if (!is_ours()) return true;
        values.types[index()] = 'n';
        values.numbers[index()] = number;
        return true;
    }
    // A value whose type no key has.
    bool odd() {
        if (is_ours()) values.types[index()] = 'x';
        return true;
    }
};

// Names are short and hold no control characters, so that they are safe wherever they are shown.
bool is_name(std::string_view text) {
    if (text.size() > heatline::limits::kNameBytesMax) return false;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    }
    return true;
}

// Turns the values into a reading; the first thing that does not fit is the problem.
class Reader {
public:
    explicit Reader(Values& values) : v_(values) {}

    Result<Reading, LineProblem> read(std::string_view line) {
        Reading reading;
        read_identity(reading);
        if (problem_) return failed();
        return read_rest(std::move(reading), line);
    }
    Result<Reading, LineProblem> read_sent(std::string_view object, const std::string& epoch, std::uint64_t seq) {
        Reading reading;
        reading.epoch = epoch;
        reading.seq = seq;
        epoch_ = epoch;
        seq_ = seq;
        take_device_time(reading);
        return read_rest(std::move(reading), object);
    }

private:
    Result<Reading, LineProblem> read_rest(Reading reading, std::string_view line) {
        take_kind(reading);
        if (!problem_) take_fields(reading);
        if (!problem_) check_needs(reading);
        if (problem_) return failed();
        reading.has_free_text = v_.free_text;
        if (v_.free_text) {
            reading.sent_text = std::string{line};
        } else {
            reading.sent = line;
        }
        return reading;
    }

    char type(Key key) const { return v_.types[static_cast<std::size_t>(key)]; }
    std::string& text(Key key) { return v_.texts[static_cast<std::size_t>(key)]; }
    std::uint64_t number(Key key) const { return v_.numbers[static_cast<std::size_t>(key)]; }

    void fail(const char* code, std::string detail) {
        if (problem_) return;
        problem_ = LineProblem{code, std::move(detail), std::nullopt, std::nullopt};
    }
    Error<LineProblem> failed() {
        problem_->epoch = epoch_;
        problem_->seq = seq_;
        return Error{*problem_};
    }

    void read_identity(Reading& reading) {
        if (type(Key::epoch) == 't' && is_name(text(Key::epoch))) reading.epoch = text(Key::epoch);
        if (type(Key::epoch) != 0 && (type(Key::epoch) != 't' || !is_name(text(Key::epoch)))) {
            return fail("E_FIELD", "epoch is not a text of at most 64 bytes; send the epoch the device counts in");
        }
        epoch_ = reading.epoch;
        if (type(Key::seq) != 'n' || number(Key::seq) == 0 || number(Key::seq) > 0xFFFF'FFFF) {
            return fail("E_SEQ", "seq is not a whole number from 1; number the device's readings from 1 by 1");
        }
        reading.seq = number(Key::seq);
        seq_ = reading.seq;
    }

    void take_device_time(Reading& reading) {
        if (type(Key::boot) == 0 && type(Key::device_us) == 0 && type(Key::wall_us) == 0) return;
        constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (type(Key::boot) != 't' || text(Key::boot).empty() || !is_name(text(Key::boot)) ||
            type(Key::device_us) != 'n' || type(Key::wall_us) != 'n' || number(Key::device_us) > kMax ||
            number(Key::wall_us) > kMax) {
            return fail("E_FIELD", "boot, device_us and wall_us are a name and two whole numbers; send all three");
        }
        if (type(Key::at) != 0) return fail("E_FIELD", "at stands beside device_us; send one of them");
        reading.device_time = DeviceTime{text(Key::boot), static_cast<std::int64_t>(number(Key::device_us)),
                                         static_cast<std::int64_t>(number(Key::wall_us)), std::nullopt};
    }

    void take_kind(Reading& reading) {
        const auto kind = type(Key::kind) == 't' ? parse_name<ReadingKind>(text(Key::kind)) : std::nullopt;
        if (!kind) return fail("E_KIND", "kind is none of start, tap, bib, select, token, chip, sighting");
        reading.kind = *kind;
    }

    void take_name(Key key, std::string& into) {
        if (type(key) == 'n') text(key) = std::to_string(number(key));
        if (type(key) == 'x' || !is_name(text(key))) {
            return fail("E_FIELD",
                        std::string{kKeys[static_cast<std::size_t>(key)]} + " is not a text of at most 64 bytes");
        }
        if (type(key) != 0) into = std::move(text(key));
    }

    void take_fields(Reading& reading) {
        if (type(Key::at) != 0) {
            if (type(Key::at) == 't') reading.at = parse_rfc3339(text(Key::at));
            if (!reading.at) fail("E_TIME", "at is no instant; write it like 2027-05-01T15:08:12.345Z");
        }
        take_name(Key::bib, reading.bib);
        take_name(Key::tag, reading.tag);
        take_name(Key::heat, reading.heat);
        take_name(Key::line, reading.line);
        if (type(Key::where) != 0) {
            const auto where = type(Key::where) == 't' ? parse_name<Where>(text(Key::where)) : std::nullopt;
            if (!where)
                return fail("E_FIELD",
                            "where is none of tent, staging, start, course, chute, medical, tent-return, guardian");
            reading.where = *where;
        }
        if (type(Key::mode) != 0) {
            const auto mode = type(Key::mode) == 't' ? parse_name<Mode>(text(Key::mode)) : std::nullopt;
            if (!mode) return fail("E_FIELD", "mode is neither live nor batch");
            reading.mode = *mode;
        }
        if (type(Key::position) != 0) {
            if (type(Key::position) != 'n' || number(Key::position) == 0 ||
                number(Key::position) > heatline::limits::kTokenPositionMax) {
                return fail("E_FIELD", "position is not a whole number from 1 to 100000");
            }
            reading.position = static_cast<std::uint32_t>(number(Key::position));
        }
    }

    void need(bool there, const char* what) {
        if (!there) fail("E_FIELD", std::string{"this kind of reading needs "} + what);
    }

    void check_needs(const Reading& r) {
        const bool has_time = r.at || r.device_time;
        switch (r.kind) {
            case ReadingKind::start:
                need(!r.heat.empty(), "heat");
                need(has_time, "at");
                break;
            case ReadingKind::tap:
                need(has_time, "at");
                break;
            case ReadingKind::bib:
                need(!r.bib.empty(), "bib");
                need(r.mode != Mode::none, "mode, live or batch");
                need(r.mode != Mode::live || has_time, "at, because its mode is live");
                break;
            case ReadingKind::select:
                need(!r.bib.empty(), "bib");
                need(has_time, "at");
                break;
            case ReadingKind::token:
                need(!r.bib.empty(), "bib");
                need(r.position != 0, "position");
                break;
            case ReadingKind::chip:
                need(!r.tag.empty() || !r.bib.empty(), "tag or bib");
                need(has_time, "at");
                break;
            case ReadingKind::sighting:
                need(!r.bib.empty(), "bib");
                need(r.where != Where::none, "where");
                need(has_time, "at");
                break;
        }
    }

    Values& v_;
    std::optional<LineProblem> problem_;
    std::optional<std::string> epoch_;
    std::optional<std::uint64_t> seq_;
};

}  // namespace

struct ReadingParser::Machine {
    json::basic_parser<Handler> parser{json::parse_options{}};
};

ReadingParser::ReadingParser() : machine_(std::make_unique<Machine>()) {}
ReadingParser::~ReadingParser() = default;

bool ReadingParser::is_object(std::string_view text, bool of_station) {
    auto& parser = machine_->parser;
    Handler& handler = parser.handler();
    handler.values.clear();
    handler.key_text.clear();
    handler.depth = 0;
    handler.is_object = false;
    handler.of_station = of_station;
    parser.reset();
    boost::system::error_code error;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    return !error && used == text.size() && handler.is_object;
}

Result<Reading, LineProblem> ReadingParser::parse(std::string_view line) {
    if (!is_object(line, false)) {
        return Error{LineProblem{"E_JSON", "the line is not one JSON object; send one reading a line", std::nullopt,
                                 std::nullopt}};
    }
    return Reader{machine_->parser.handler().values}.read(line);
}

Result<Reading, LineProblem> ReadingParser::parse_sent(std::string_view object, const std::string& epoch,
                                                       std::uint64_t seq) {
    if (!is_object(object, true)) {
        return Error{
            LineProblem{"E_JSON", "the reading is not one JSON object; send what the protocol says", epoch, seq}};
    }
    return Reader{machine_->parser.handler().values}.read_sent(object, epoch, seq);
}

}  // namespace heatline::timing
