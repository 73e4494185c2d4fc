// The messages of the station protocol: what is written is read as it was; what was not written so is a sentence.

#include "timing/station/message.h"

#include <random>

#include "tests/timing/journal/random_facts.h"
#include "timing/net/reading_json.h"

#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::timing;

namespace {

// Messages with every member set at random, within what the protocol lets them be.
class RandomMessages {
public:
    explicit RandomMessages(std::uint32_t seed) : random_(seed) {}

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    std::uint64_t number() { return below(2) == 0 ? below(300) : random_(); }
    std::int64_t micros() { return static_cast<std::int64_t>(random_() >> 1) - (below(2) == 0 ? 0 : 1'000'000'000); }
    bool coin() { return below(2) == 0; }
    std::string name() {
        static const std::vector<std::string> kNames{"finish-1", "a \"quoted\" one", "Ünal",
                                                     "\\",       "\xF0\x9F\x8F\x83", "{[,"};
        return kNames[below(kNames.size())];
    }
    std::string name_or_empty() { return coin() ? name() : std::string{}; }
    template <class T>
    std::optional<T> maybe(T value) {
        return coin() ? std::optional{value} : std::nullopt;
    }
    message::Health health() {
        message::Health health{number(), std::nullopt, false, name_or_empty(), name_or_empty()};
        if (coin()) {
            health.battery = static_cast<std::uint32_t>(below(101));
            health.charging = coin();
        }
        return health;
    }
    std::string object() { return "{\"note\":[\"}\",{\"x\":\"]\\\"\"}],\"n\":" + std::to_string(below(9)) + "}"; }

    message::Message any(std::size_t kind) {
        switch (kind) {
            case 0: {
                message::Hello hello;
                hello.version = number();
                if (coin()) hello.epoch = hello.boot = name();
                if (coin()) hello.facts_from = 1;
                if (coin()) {
                    hello.facts_from = 2 + below(1000);
                    hello.facts_hash = std::string(64, 'a');
                }
                hello.operator_name = name_or_empty();
                return hello;
            }
            case 1: {
                message::Readings readings{1 + number() / 2, {}};
                for (std::uint64_t i = 0, n = 1 + below(256); i < n; ++i) readings.readings.push_back(object());
                return readings;
            }
            case 2:
                return message::TakeBack{name(), name_or_empty(), number(), coin()};
            case 3:
                return message::ProbeAnswer{number(), micros(), micros()};
            case 4:
                return message::Command{number(), object()};
            case 5:
                return health();
            case 6:
                return message::Welcome{number(), name(),   name(),          name_or_empty(), name_or_empty(),
                                        number(), number(), maybe(number()), micros()};
            case 7:
                return message::End{name(), name()};
            case 8: {
                message::Durable durable{number(), {}};
                for (std::uint64_t i = below(3); i > 0; --i) durable.problems.push_back({number(), name(), name()});
                return durable;
            }
            case 9:
                return message::Refused{name(), number(), name()};
            case 10:
                return message::TakenBack{name(), name_or_empty()};
            case 11: {
                message::Probe probe{number(), micros(), number(), std::nullopt, std::nullopt};
                if (coin()) probe.offset_us = micros(), probe.bound_us = micros();
                return probe;
            }
            case 12: {
                message::Names names{number(), {}};
                for (std::uint64_t i = below(3); i > 0; --i)
                    names.names.push_back({static_cast<std::uint32_t>(random_()), static_cast<std::uint32_t>(random_()),
                                           name_or_empty(), name_or_empty()});
                return names;
            }
            case 13:
                return message::CommandAnswer{number(), static_cast<std::uint32_t>(below(600)), object()};
            default: {
                message::Stations stations;
                for (std::uint64_t i = below(3); i > 0; --i)
                    stations.stations.push_back({name(), coin(), number(), micros(), health(), name_or_empty(),
                                                 maybe(micros()), maybe(micros())});
                return stations;
            }
        }
    }

private:
    std::mt19937_64 random_;
};

std::string text_of(const message::Message& message) {
    return std::visit(
        [](const auto& m) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(m)>, message::Unknown>)
                return R"({"type":"x-later"})";
            else
                return to_text(m);
        },
        message);
}

template <class T>
T parsed(std::string_view text) {
    const auto read = message::parse_message(text);
    INFO(text);
    REQUIRE(read.ok());
    REQUIRE(std::holds_alternative<T>(*read));
    return std::get<T>(*read);
}

}  // namespace

TEST_CASE("Every message that is written is read as it was", "[station][message][property]") {
    const auto seed = GENERATE(take(60, random(1u, 1'000'000u)));
    CAPTURE(seed);
    RandomMessages messages{seed};
    for (std::size_t kind = 0; kind < 15; ++kind) {
        const message::Message sent = messages.any(kind);
        const std::string text = text_of(sent);
        CAPTURE(text.substr(0, 300));
        const auto read = message::parse_message(text);
        REQUIRE((read.ok() ? std::string{} : read.error()).empty());
        CHECK(*read == sent);
    }
}

TEST_CASE("Spoiled messages are sentences, never anything worse", "[station][message][property]") {
    const auto seed = GENERATE(take(60, random(1u, 1'000'000u)));
    CAPTURE(seed);
    RandomMessages messages{seed};
    for (std::size_t round = 0; round < 60; ++round) {
        std::string text = text_of(messages.any(round % 15));
        for (std::uint64_t i = 1 + messages.below(4); i > 0; --i) {
            const std::size_t at = messages.below(text.size());
            switch (messages.below(3)) {
                case 0:
                    text[at] = static_cast<char>(messages.below(256));
                    break;
                case 1:
                    text.resize(at);
                    break;
                default:
                    text.insert(at, text.substr(messages.below(text.size()), 20));
            }
            if (text.empty()) text = "{";
        }
        const auto read = message::parse_message(text);
        if (!read.ok()) CHECK_FALSE(read.error().empty());
    }
}

TEST_CASE("The protocol's own examples are read", "[station][message]") {
    const auto hello = parsed<message::Hello>(
        R"({"type":"hello","version":1,"epoch":"9f3c","boot":"5d1e","facts_from":1,"facts_hash":"","operator":"Ana"})");
    CHECK(hello.operator_name == "Ana");
    CHECK(hello.facts_from == 1u);
    const auto answer =
        parsed<message::ProbeAnswer>(R"({"type":"probe","id":7,"received_us":73512345678,"sent_us":73512345701})");
    CHECK(answer.sent_us - answer.received_us == 23);
    const auto taken = parsed<message::TakeBack>(
        R"({"type":"take-back","id":"9f3c-u7","reading":{"epoch":"9f3c","seq":14},"back":true})");
    CHECK(taken.seq == 14);
    parsed<message::Unknown>(R"({"type":"x-of-later","anything":[1,2]})");
}

TEST_CASE("A reading in a message keeps its bytes", "[station][message]") {
    const std::string odd = R"({ "kind" : "tap" , "note":"a ] and a } and a \" in it","readings":[{}] })";
    const auto readings = parsed<message::Readings>(
        R"({"x":[{"y":1}],"type":"readings", "first" : 13 ,"readings" : [ )" + odd + R"(,{"kind":"tap"} ] })");
    CHECK(readings.first == 13);
    CHECK(readings.readings == std::vector<std::string>{odd, R"({"kind":"tap"})"});
}

TEST_CASE("What is only handed on keeps its bytes", "[station][message]") {
    const std::string body =
        R"({ "seq":5525555555555555555555555555555555555555555555555555555555555712 , "x":[1.10]})";
    const auto answered = [](const std::string& with) {
        return parsed<message::CommandAnswer>(R"({"type":"answer","ask":2,"status":200,"body": )" + with + " }").body;
    };
    for (const std::string& said : {body, std::string{R"("a \"word\", }")"}, std::string{"7"}, std::string{"[{}]"}})
        CHECK(answered(said) == said);
    CHECK(parsed<message::Command>(R"({"body":{"a":1},"type":"command","ask":2,"body":)" + body + "}").body == body);
    CHECK_FALSE(message::parse_message(R"({"type":"command","ask":2,"body":[{}]})"));
    CHECK_FALSE(message::parse_message(R"({"type":"command","ask":2})"));
    CHECK_FALSE(message::parse_message(R"({"type":"command","ask":2,"bo\u0064y":{}})"));
}

TEST_CASE("Who has no battery charges none", "[station][message]") {
    CHECK_FALSE(parsed<message::Health>(R"({"type":"health","unsent":1,"charging":true,"view":"finish","trouble":""})")
                    .charging);
}

TEST_CASE("What the protocol does not allow is refused with a sentence", "[station][message]") {
    for (const char* text : {
             "",
             "[]",
             "{}",
             "nonsense",
             R"({"type":"nonsense"})",
             R"({"type":"hello"})",
             R"({"type":"hello","version":1,"epoch":"a"})",
             R"({"type":"hello","version":1,"facts_from":0})",
             R"({"type":"hello","version":1,"facts_from":2,"facts_hash":"ab"})",
             R"({"type":"hello","version":1.5})",
             R"({"type":"hello","version":1,"operator":"a\nb"})",
             R"({"type":"readings","first":0,"readings":[{"kind":"tap"}]})",
             R"({"type":"readings","first":1,"readings":[]})",
             R"({"type":"readings","first":1,"readings":["tap"]})",
             R"({"type":"readings","first":1,"readings":{"a":{}}})",
             R"({"type":"readings","first":-1,"readings":[{"kind":"tap"}]})",
             R"({"type":"command","ask":1,"body":"text"})",
             R"({"type":"take-back","id":"","reading":{"seq":1},"back":true})",
             R"({"type":"take-back","id":"1","reading":{"seq":1},"back":1})",
         }) {
        const auto read = message::parse_message(text);
        INFO(text);
        REQUIRE_FALSE(read.ok());
        CHECK_FALSE(read.error().empty());
    }
}

TEST_CASE("A message has its bounds", "[station][message]") {
    message::Readings readings{1, std::vector<std::string>(256, R"({"kind":"tap"})")};
    CHECK(message::parse_message(to_text(readings)).ok());
    readings.readings.emplace_back(R"({"kind":"tap"})");
    CHECK_FALSE(message::parse_message(to_text(readings)).ok());
    CHECK_FALSE(message::parse_message(R"({"type":"x-","x":")" + std::string(1024 * 1024, 'x') + "\"}").ok());
    readings.readings = {R"({"note":")" + std::string(4096, 'x') + "\"}"};
    CHECK_FALSE(message::parse_message(to_text(readings)).ok());
}

TEST_CASE("A reading's text is read as the reading it was made of", "[station][message]") {
    ReadingParser parser;
    Reading reading;
    reading.epoch = "9f3c";
    reading.seq = 14;
    reading.kind = ReadingKind::bib;
    reading.bib = "1044";
    reading.mode = Mode::live;

    SECTION("with its device's own time") {
        reading.device_time = DeviceTime{"5d1e", 73'512'345'678, 1'809'788'891'345'678, {}};
    }
    SECTION("with a moment that a person typed") { reading.at = Instant{1'809'788'891'345'678}; }

    const std::string text = message::reading_text(reading);
    auto read = parser.parse_sent(text, "9f3c", 14);
    REQUIRE(read.ok());
    CHECK(read->sent == text);
    read->sent.clear();
    CHECK(*read == reading);
    reading.sent = R"({"kind":"tap"})";
    CHECK(message::reading_text(reading) == reading.sent);
}
