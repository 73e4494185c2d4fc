#include <boost/json/parse.hpp>
#include <utility>

#include "timing/limits.h"
#include "timing/station/json_items.h"
#include "timing/station/json_members.h"
#include "timing/station/message.h"

namespace heatline::timing::message {
namespace {

namespace json = boost::json;

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
    readings.readings = item_texts(member_text(text, "readings"));
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
    health.charging = m.yes_or_no("charging") && health.battery;
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

// What is only handed on, as it was sent.
std::string body_of(Members& m, std::string_view text, bool object) {
    std::string body{member_text(text, "body")};
    if (!m.has("body"))
        m.fail("body", "is missing");
    else if (body.empty())
        m.fail("body", "is not where it should be");
    else if (object && body.front() != '{')
        m.fail("body", "is no object");
    return body;
}

Message take_message(const std::string& type, Members m, std::string_view text) {
    if (type == "hello") return take_hello(m);
    if (type == "readings") return take_readings(m, text);
    if (type == "take-back") return take_take_back(m);
    if (type == "probe" && m.has("received_us"))
        return ProbeAnswer{m.number<std::uint64_t>("id"), m.number<std::int64_t>("received_us"),
                           m.number<std::int64_t>("sent_us")};
    if (type == "probe") return take_probe(m);
    if (type == "command") return Command{m.number<std::uint64_t>("ask"), body_of(m, text, true)};
    if (type == "health") return take_health(m);
    if (type == "welcome") return take_welcome(m);
    if (type == "end") return End{m.name("code"), m.text("text")};
    if (type == "durable") return take_durable(m);
    if (type == "refused")
        return Refused{m.name("code"), m.number_or_none<std::uint64_t>("want").value_or(0), m.text("detail")};
    if (type == "taken-back") return TakenBack{m.name("id"), m.text_or_empty("error")};
    if (type == "names") return take_names(m);
    if (type == "answer")
        return CommandAnswer{m.number<std::uint64_t>("ask"), m.number<std::uint32_t>("status"),
                             body_of(m, text, false)};
    if (type == "stations") return take_stations(m);
    if (!type.starts_with("x-")) m.fail("type", "is none of this protocol");
    return Unknown{};
}

}  // namespace

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

}  // namespace heatline::timing::message
