#include "timing/station/message.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "engine/base/limits.h"
#include "engine/names.h"
#include "timing/journal/fact_json.h"
#include "timing/limits.h"

namespace heatline::timing::message {
namespace {

namespace json = boost::json;

// ---- writing

class ObjectText {
public:
    explicit ObjectText(std::string_view type = {}) {
        if (!type.empty()) text("type", type);
    }
    ObjectText& text(std::string_view name, std::string_view value) {
        append_json_string(key(name), value);
        return *this;
    }
    // Left out when empty.
    ObjectText& given(std::string_view name, std::string_view value) {
        return value.empty() ? *this : text(name, value);
    }
    template <class T>
    ObjectText& number(std::string_view name, T value) {
        key(name) += std::to_string(value);
        return *this;
    }
    template <class T>
    ObjectText& given(std::string_view name, const std::optional<T>& value) {
        return value ? number(name, *value) : *this;
    }
    ObjectText& yes(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
    ObjectText& raw(std::string_view name, std::string_view value) {
        key(name) += value;
        return *this;
    }
    template <class Items, class Write>
    ObjectText& list(std::string_view name, const Items& items, const Write& write) {
        std::string& out = key(name);
        out += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) out += ',';
            first = false;
            out += write(item);
        }
        out += ']';
        return *this;
    }
    std::string done() { return std::move(out_ += '}'); }

private:
    std::string& key(std::string_view name) {
        if (out_.size() > 1) out_ += ',';
        append_json_string(out_, name);
        return out_ += ':';
    }
    std::string out_ = "{";
};

void put_health(ObjectText& out, const Health& health) {
    out.number("unsent", health.unsent);
    if (health.battery) out.number("battery", *health.battery).yes("charging", health.charging);
    out.text("view", health.view).text("trouble", health.trouble);
}

// ---- reading

// Takes members out of one object; the first that does not fit is the problem.
class Members {
public:
    Members(const json::object& object, std::string& problem) : object_(object), problem_(problem) {}

    bool has(std::string_view name) const { return find(name) != nullptr; }

    // Texts are bounded: they are shown and kept.
    std::string text(std::string_view name, std::size_t most = heatline::limits::kTextBytesMax) {
        const json::value* value = needed(name);
        if (!value) return {};
        const json::string* text = value->if_string();
        if (!text) return fail(name, "is no text"), std::string{};
        if (text->size() > most) return fail(name, "is too long"), std::string{};
        return {text->data(), text->size()};
    }
    std::string text_or_empty(std::string_view name, std::size_t most = heatline::limits::kTextBytesMax) {
        return has(name) ? text(name, most) : std::string{};
    }
    // A name is short and has no control characters, so that it is safe wherever it is shown.
    std::string name(std::string_view name) {
        std::string value = text_or_empty(name, heatline::limits::kNameBytesMax);
        for (const char c : value) {
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) fail(name, "has a control character");
        }
        return value;
    }

    template <class T>
    T number(std::string_view name) {
        const json::value* value = needed(name);
        if (!value) return 0;
        if (const std::int64_t* n = value->if_int64(); n && std::in_range<T>(*n)) return static_cast<T>(*n);
        if (const std::uint64_t* n = value->if_uint64(); n && std::in_range<T>(*n)) return static_cast<T>(*n);
        return fail(name, "is no whole number of its kind"), T{0};
    }
    template <class T>
    std::optional<T> number_or_none(std::string_view name) {
        return has(name) ? std::optional{number<T>(name)} : std::nullopt;
    }
    bool yes(std::string_view name) {
        const json::value* value = needed(name);
        if (!value) return false;
        if (const bool* b = value->if_bool()) return *b;
        return fail(name, "is neither true nor false"), false;
    }
    bool yes_or_no(std::string_view name) { return has(name) && yes(name); }

    // The text of a whole value.
    std::string value_text(std::string_view name) {
        const json::value* value = needed(name);
        return value ? json::serialize(*value) : std::string{};
    }
    std::string object_text(std::string_view name) {
        const json::value* value = needed(name);
        if (value && !value->is_object()) fail(name, "is no object");
        return value ? json::serialize(*value) : std::string{};
    }
    Members object(std::string_view name) {
        static const json::object kNothing;
        const json::value* value = needed(name);
        const json::object* object = value ? value->if_object() : nullptr;
        if (value && !object) fail(name, "is no object");
        return {object ? *object : kNothing, problem_};
    }
    // Calls `take` with each object of a list.
    template <class Take>
    void list(std::string_view name, const Take& take) {
        const json::value* value = needed(name);
        if (!value) return;
        const json::array* array = value->if_array();
        if (!array) return fail(name, "is no list");
        for (const json::value& item : *array) {
            const json::object* object = item.if_object();
            if (!object) return fail(name, "has something that is no object");
            take(Members{*object, problem_});
            if (!problem_.empty()) return;
        }
    }
    void fail(std::string_view name, std::string_view what) {
        if (problem_.empty()) problem_.append(name).append(" ").append(what);
    }

private:
    const json::value* find(std::string_view name) const {
        const json::value* value = object_.if_contains({name.data(), name.size()});
        return value && !value->is_null() ? value : nullptr;
    }
    const json::value* needed(std::string_view name) {
        const json::value* value = find(name);
        if (!value) fail(name, "is missing");
        return value;
    }

    const json::object& object_;
    std::string& problem_;
};

// The texts of the items of the list `name` in an object that is known to be JSON, byte for byte.
std::vector<std::string> item_texts(std::string_view text, std::string_view name) {
    std::vector<std::string> items;
    const std::string wanted = "\"" + std::string{name} + "\"";
    int depth = 0;
    bool in_list = false;
    std::size_t item = std::string_view::npos;
    std::string_view last_string;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            const std::size_t begin = i;
            for (++i; text[i] != '"'; ++i) {
                if (text[i] == '\\') ++i;
            }
            if (depth == 1) last_string = text.substr(begin, i + 1 - begin);
        } else if (c == '{' || c == '[') {
            ++depth;
            if (c == '[' && depth == 2 && last_string == wanted) {
                in_list = true;
                items.clear();  // Of two lists of the name, JSON's last one counts.
            }
            if (c == '{' && depth == 3 && in_list) item = i;
        } else if (c == '}' || c == ']') {
            if (c == '}' && depth == 3 && in_list) items.emplace_back(text.substr(item, i + 1 - item));
            if (depth == 2) in_list = false;
            --depth;
        } else if (c == ',' && depth == 1) {
            last_string = {};
        }
    }
    return items;
}

Hello take_hello(Members m) {
    Hello hello;
    hello.version = m.number<std::uint64_t>("version");
    hello.epoch = m.name("epoch");
    hello.boot = m.name("boot");
    hello.facts_from = m.number_or_none<std::uint64_t>("facts_from");
    hello.facts_hash = m.name("facts_hash");
    hello.operator_name = m.name("operator");
    if (hello.epoch.empty() != hello.boot.empty()) m.fail("epoch", "and boot belong together");
    if (hello.facts_from && (*hello.facts_from == 0 || (*hello.facts_from > 1 && hello.facts_hash.size() != 64)))
        m.fail("facts_from", "does not go with facts_hash");
    return hello;
}

Readings take_readings(Members m, std::string_view text) {
    Readings readings;
    readings.first = m.number<std::uint64_t>("first");
    std::size_t count = 0;
    m.list("readings", [&](Members) { ++count; });
    readings.readings = item_texts(text, "readings");
    if (readings.first == 0) m.fail("first", "is not from 1");
    if (count == 0 || count > limits::kStationUnanswered) m.fail("readings", "is not 1 to 256 readings");
    if (readings.readings.size() != count) m.fail("readings", "is not where it should be");
    for (const std::string& reading : readings.readings) {
        if (reading.size() > heatline::limits::kReadingBytesMax) m.fail("readings", "has one that is too long");
    }
    return readings;
}

TakeBack take_take_back(Members m) {
    TakeBack taken;
    taken.id = m.name("id");
    if (taken.id.empty()) m.fail("id", "is missing");
    Members reading = m.object("reading");
    taken.epoch = reading.name("epoch");
    taken.seq = reading.number<std::uint64_t>("seq");
    taken.back = m.yes("back");
    return taken;
}

Health take_health(Members m) {
    Health health;
    health.unsent = m.number<std::uint64_t>("unsent");
    health.battery = m.number_or_none<std::uint32_t>("battery");
    health.charging = m.yes_or_no("charging");
    health.view = m.name("view");
    health.trouble = m.text_or_empty("trouble");
    return health;
}

Welcome take_welcome(Members m) {
    Welcome welcome;
    welcome.version = m.number<std::uint64_t>("version");
    welcome.device = m.name("device");
    welcome.role = m.name("role");
    welcome.line = m.name("line");
    welcome.tent = m.text_or_empty("tent");
    welcome.durable_through = m.number<std::uint64_t>("durable_through");
    welcome.durable_seq = m.number<std::uint64_t>("durable_seq");
    welcome.facts_from = m.number_or_none<std::uint64_t>("facts_from");
    welcome.server_us = m.number<std::int64_t>("server_us");
    return welcome;
}

Durable take_durable(Members m) {
    Durable durable;
    durable.through = m.number<std::uint64_t>("through");
    if (!m.has("problems")) return durable;
    m.list("problems", [&](Members problem) {
        durable.problems.push_back(
            {problem.number<std::uint64_t>("seq"), problem.text("code"), problem.text("detail")});
    });
    return durable;
}

Probe take_probe(Members m) {
    Probe probe;
    probe.id = m.number<std::uint64_t>("id");
    probe.server_us = m.number<std::int64_t>("server_us");
    probe.durable_seq = m.number<std::uint64_t>("durable_seq");
    probe.offset_us = m.number_or_none<std::int64_t>("offset_us");
    probe.bound_us = m.number_or_none<std::int64_t>("bound_us");
    if (probe.offset_us.has_value() != probe.bound_us.has_value()) m.fail("offset_us", "and bound_us belong together");
    return probe;
}

Names take_names(Members m) {
    Names names;
    names.seq = m.number<std::uint64_t>("seq");
    m.list("names", [&](Members name) {
        names.names.push_back({name.number<std::uint32_t>("heat"), name.number<std::uint32_t>("runner"),
                               name.text("name"), name.text_or_empty("say_it")});
    });
    return names;
}

Stations take_stations(Members m) {
    Stations stations;
    m.list("stations", [&](Members s) {
        Stations::Station station;
        station.device = s.name("device");
        station.connected = s.yes("connected");
        station.windows = s.number<std::uint64_t>("windows");
        station.heard_us = s.number<std::int64_t>("heard_us");
        station.health = take_health(s);
        station.operator_name = s.name("operator");
        station.offset_us = s.number_or_none<std::int64_t>("offset_us");
        station.bound_us = s.number_or_none<std::int64_t>("bound_us");
        stations.stations.push_back(std::move(station));
    });
    return stations;
}

Message take_message(const std::string& type, Members m, std::string_view text) {
    if (type == "hello") return take_hello(m);
    if (type == "readings") return take_readings(m, text);
    if (type == "take-back") return take_take_back(m);
    if (type == "probe" && m.has("received_us"))
        return ProbeAnswer{m.number<std::uint64_t>("id"), m.number<std::int64_t>("received_us"),
                           m.number<std::int64_t>("sent_us")};
    if (type == "probe") return take_probe(m);
    if (type == "command") return Command{m.number<std::uint64_t>("ask"), m.object_text("body")};
    if (type == "health") return take_health(m);
    if (type == "welcome") return take_welcome(m);
    if (type == "end") return End{m.name("code"), m.text("text")};
    if (type == "durable") return take_durable(m);
    if (type == "refused")
        return Refused{m.name("code"), m.number_or_none<std::uint64_t>("want").value_or(0), m.text("detail")};
    if (type == "taken-back") return TakenBack{m.name("id"), m.text_or_empty("error")};
    if (type == "names") return take_names(m);
    if (type == "answer")
        return CommandAnswer{m.number<std::uint64_t>("ask"), m.number<std::uint32_t>("status"), m.value_text("body")};
    if (type == "stations") return take_stations(m);
    if (!type.starts_with("x-")) m.fail("type", "is none of this protocol");
    return Unknown{};
}

}  // namespace

std::string to_text(const Hello& m) {
    return ObjectText{"hello"}
        .number("version", m.version)
        .given("epoch", m.epoch)
        .given("boot", m.boot)
        .given("facts_from", m.facts_from)
        .given("facts_hash", m.facts_hash)
        .given("operator", m.operator_name)
        .done();
}

std::string to_text(const Readings& m) {
    return ObjectText{"readings"}
        .number("first", m.first)
        .list("readings", m.readings, [](const std::string& reading) -> const std::string& { return reading; })
        .done();
}

std::string to_text(const TakeBack& m) {
    const std::string reading = ObjectText{}.text("epoch", m.epoch).number("seq", m.seq).done();
    return ObjectText{"take-back"}.text("id", m.id).raw("reading", reading).yes("back", m.back).done();
}

std::string to_text(const ProbeAnswer& m) {
    return ObjectText{"probe"}
        .number("id", m.id)
        .number("received_us", m.received_us)
        .number("sent_us", m.sent_us)
        .done();
}

std::string to_text(const Command& m) { return ObjectText{"command"}.number("ask", m.ask).raw("body", m.body).done(); }

std::string to_text(const Health& m) {
    ObjectText out{"health"};
    put_health(out, m);
    return out.done();
}

std::string to_text(const Welcome& m) {
    return ObjectText{"welcome"}
        .number("version", m.version)
        .text("device", m.device)
        .text("role", m.role)
        .given("line", m.line)
        .given("tent", m.tent)
        .number("durable_through", m.durable_through)
        .number("durable_seq", m.durable_seq)
        .given("facts_from", m.facts_from)
        .number("server_us", m.server_us)
        .done();
}

std::string to_text(const End& m) { return ObjectText{"end"}.text("code", m.code).text("text", m.text).done(); }

std::string to_text(const Durable& m) {
    ObjectText out{"durable"};
    out.number("through", m.through);
    if (!m.problems.empty()) {
        out.list("problems", m.problems, [](const Durable::Problem& p) {
            return ObjectText{}.number("seq", p.seq).text("code", p.code).text("detail", p.detail).done();
        });
    }
    return out.done();
}

std::string to_text(const Refused& m) {
    ObjectText out{"refused"};
    out.text("code", m.code);
    if (m.want != 0) out.number("want", m.want);
    return out.text("detail", m.detail).done();
}

std::string to_text(const TakenBack& m) {
    return ObjectText{"taken-back"}.text("id", m.id).given("error", m.error).done();
}

std::string to_text(const Probe& m) {
    return ObjectText{"probe"}
        .number("id", m.id)
        .number("server_us", m.server_us)
        .number("durable_seq", m.durable_seq)
        .given("offset_us", m.offset_us)
        .given("bound_us", m.bound_us)
        .done();
}

std::string to_text(const Names& m) {
    return ObjectText{"names"}
        .number("seq", m.seq)
        .list("names", m.names,
              [](const Names::Name& n) {
                  return ObjectText{}
                      .number("heat", n.heat)
                      .number("runner", n.runner)
                      .text("name", n.name)
                      .given("say_it", n.say_it)
                      .done();
              })
        .done();
}

std::string to_text(const CommandAnswer& m) {
    return ObjectText{"answer"}.number("ask", m.ask).number("status", m.status).raw("body", m.body).done();
}

std::string to_text(const Stations& m) {
    return ObjectText{"stations"}
        .list("stations", m.stations,
              [](const Stations::Station& s) {
                  ObjectText out;
                  out.text("device", s.device).yes("connected", s.connected).number("windows", s.windows);
                  out.number("heard_us", s.heard_us);
                  put_health(out, s.health);
                  return out.given("operator", s.operator_name)
                      .given("offset_us", s.offset_us)
                      .given("bound_us", s.bound_us)
                      .done();
              })
        .done();
}

Result<Message, std::string> parse_message(std::string_view text) {
    if (text.size() > limits::kStationFrameMax) return Error{"a message is at most 1 MiB"};
    boost::system::error_code error;
    const json::value value = json::parse({text.data(), text.size()}, error);
    const json::object* object = error ? nullptr : value.if_object();
    if (!object) return Error{"a message is one JSON object"};
    std::string problem;
    Members members{*object, problem};
    const std::string type = members.name("type");
    Message message = take_message(type, members, text);
    if (!problem.empty()) return Error{type.empty() ? problem : "in " + type + ": " + problem};
    return message;
}

std::string reading_text(const Reading& r) {
    const std::string& sent = r.has_free_text ? r.sent_text.value : r.sent;
    if (!sent.empty()) return sent;
    ObjectText out;
    out.text("kind", name_of(r.kind));
    if (r.at) out.text("at", format_rfc3339(*r.at));
    out.given("bib", r.bib).given("tag", r.tag).given("heat", r.heat).given("line", r.line);
    if (r.where != Where::none) out.text("where", name_of(r.where));
    if (r.mode != Mode::none) out.text("mode", name_of(r.mode));
    if (r.position != 0) out.number("position", r.position);
    if (r.device_time && !r.at) {
        out.text("boot", r.device_time->boot).number("device_us", r.device_time->us);
        out.number("wall_us", r.device_time->wall_us);
    }
    return out.done();
}

}  // namespace heatline::timing::message
