// A fact as a line of JSON: the shape that the network interface promises.

#include "timing/journal/fact_json.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "tests/timing/journal/random_facts.h"
#include "tests/timing/journal/world.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

std::string device_name(DeviceId device) { return "finish-" + std::to_string(device.value + 1); }

std::string line_of(Fact fact, Seq seq = 7) {
    Entry entry{seq, std::move(fact), {}};
    entry.hash[0] = 0xAB;
    std::string out;
    append_fact_json(out, entry, device_name);
    return out;
}

boost::json::object object_of(Fact fact) {
    boost::system::error_code error;
    auto value = boost::json::parse(line_of(std::move(fact)), error);
    REQUIRE_FALSE(error);
    return value.as_object();
}

}  // namespace

TEST_CASE("A reading's line has every key, and its body as it was sent", "[timing][journal][json]") {
    Fact fact = test::tap(12);
    std::get<ReadingTaken>(fact.body).reading.sent = R"({"seq": 12,  "kind":"tap","at":"2027-05-01T08:00:12Z"})";

    CHECK(line_of(fact) ==
          R"({"seq":7,"at":"2027-05-01T08:00:12.000Z","device":"finish-1","epoch":"","device_seq":12,)"
          R"("kind":"reading","body":{"seq": 12,  "kind":"tap","at":"2027-05-01T08:00:12Z"},"hash":"ab)" +
              std::string(62, '0') + "\"}\n");
}

TEST_CASE("A note is shown until its purge, then the reading is told without it", "[timing][journal][json]") {
    Fact fact = test::tap(12);
    Reading& reading = std::get<ReadingTaken>(fact.body).reading;
    reading.bib = "1044";
    reading.kind = ReadingKind::bib;
    reading.mode = Mode::live;
    reading.has_free_text = true;
    reading.sent.clear();
    reading.sent_text = R"({"seq":12,"kind":"bib","note":"Maya fell"})";
    CHECK(line_of(fact).find(R"("body":{"seq":12,"kind":"bib","note":"Maya fell"})") != std::string::npos);

    reading.sent_text.value.clear();
    reading.sent_text.purged = true;
    CHECK(
        line_of(fact).find(
            R"("body":{"epoch":"","seq":12,"kind":"bib","at":"2027-05-01T08:00:12.000Z","bib":"1044","mode":"live","note":null})") !=
        std::string::npos);
}

TEST_CASE("An instant outside the calendar is null, its neighbours inside are told", "[timing][journal][json]") {
    const auto at_of = [](std::int64_t us) {
        Fact fact = test::tap(1);
        fact.at.us = us;
        return object_of(fact).at("at");
    };
    CHECK(at_of(-62'135'596'800'000'000) == "0001-01-01T00:00:00.000Z");
    CHECK(at_of(-62'135'596'800'000'001).is_null());
    CHECK(at_of(253'402'300'799'999'999) == "9999-12-31T23:59:59.999999Z");
    CHECK(at_of(253'402'300'800'000'000).is_null());
}

TEST_CASE("A line is one line, however the device broke its object", "[timing][journal][json]") {
    Fact fact = test::tap(12);
    std::get<ReadingTaken>(fact.body).reading.sent = "{\"seq\":12,\r\n\"kind\":\"tap\"}";
    const std::string line = line_of(fact);
    CHECK(std::count(line.begin(), line.end(), '\n') == 1);
    CHECK(line.find("{\"seq\":12,  \"kind\":\"tap\"}") != std::string::npos);
}

TEST_CASE("A correction has an author and a reason, and no device seq", "[timing][journal][json]") {
    const Fact fact{Instant{0}, "director", "c-1", ReadingVoided{{DeviceId{0u}, "e", 12}, "pressed twice"}};
    const auto object = object_of(fact);
    CHECK(object.at("device") == "director");
    CHECK(object.at("epoch").is_null());
    CHECK(object.at("device_seq").is_null());
    CHECK(object.at("kind") == "reading-voided");
    CHECK(boost::json::serialize(object.at("body")) ==
          R"({"reading":{"device":"finish-1","epoch":"e","seq":12},"reason":"pressed twice"})");
}

TEST_CASE("What was kept aside is shown under its device and seq", "[timing][journal][json]") {
    const auto quarantined =
        object_of({Instant{0}, "finish-2", "", ReadingQuarantined{DeviceId{1u}, "e", 4, "E_JSON", "{\xFF"}});
    CHECK(quarantined.at("kind") == "quarantined");
    CHECK(quarantined.at("device") == "finish-2");
    CHECK(quarantined.at("device_seq") == 4);
    CHECK(quarantined.at("body").as_object().at("bytes") == "{\uFFFD");
    const auto conflict = object_of({Instant{0}, "finish-2", "", ReadingConflicted{DeviceId{1u}, "e", 4, "{}"}});
    CHECK(conflict.at("kind") == "conflict");
    CHECK(conflict.at("device_seq") == 4);
}

TEST_CASE("A child's names are shown, and null once purged", "[timing][journal][json]") {
    Fact fact = test::child(3, "Maya", "Rivera");
    CHECK(object_of(fact).at("body").at("value").at("first") == "Maya");
    CHECK(object_of(fact).at("body").at("value").at("grade") == "3");
    CHECK(object_of(fact).at("body").at("value").at("birth_date") == "");
    std::get<RunnerSaved>(fact.body).value.first = Text{};
    std::get<RunnerSaved>(fact.body).value.first.purged = true;
    CHECK(object_of(fact).at("body").at("value").at("first").is_null());
}

TEST_CASE("Whatever bytes a fact holds, its line is one valid JSON object", "[timing][journal][json]") {
    const auto seed = GENERATE(take(20, random(1u, 1'000'000u)));
    CAPTURE(seed);
    for (std::size_t kind = 0; kind < kFactKinds; ++kind) {
        CAPTURE(kind);
        Fact fact = test::random_fact(seed, kind);
        if (auto* taken = std::get_if<ReadingTaken>(&fact.body)) {
            taken->reading.sent.clear();  // What a device sent was JSON, or it is in quarantine.
            taken->reading.sent_text = {};
        }
        const std::string line = line_of(fact);
        CHECK(std::count(line.begin(), line.end(), '\n') == 1);
        const auto object = object_of(fact);
        CHECK(object.at("kind") == kind_name(fact.body));
        CHECK(object.at("body").is_object());
    }
}

TEST_CASE("Text becomes a JSON string that reads back as the same text", "[timing][journal][json]") {
    for (const std::string text : {"", "plain", "a\"b\\c/", "tab\tline\nreturn\r", "\x01\x1f", "Zoë Ñandú 李 🏃"}) {
        std::string out;
        append_json_string(out, text);
        CHECK(boost::json::parse(out).as_string() == text);
    }
    for (const std::string bad : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
        std::string out;
        append_json_string(out, bad);
        CHECK(boost::json::parse(out).as_string().find("\uFFFD") == 0);
    }
}

TEST_CASE("Every word of the contract names its value and is named by it", "[engine][names]") {
    CHECK(parse_name<ReadingKind>("sighting") == ReadingKind::sighting);
    CHECK(parse_name<Where>("tent-return") == Where::tent_return);
    CHECK(parse_name<Where>("") == Where::none);
    CHECK(parse_name<Gender>("X") == Gender::X);
    CHECK(parse_name<Attendance>("virtual") == Attendance::virtually);
    CHECK(parse_name<Rounding>("up-hundredth") == Rounding::up_hundredth);
    CHECK(parse_name<Basis>("checked-in") == Basis::checked_in);
    CHECK(parse_name<TieRule>("all-win") == TieRule::all_win);
    CHECK_FALSE(parse_name<Role>("Timer"));
    CHECK_FALSE(parse_name<Role>(""));
    CHECK(name_of(GrantKind::biggest_teams) == "biggest-teams");
    CHECK(name_of(static_cast<Role>(99)).empty());
    CHECK(name_of(Evidence::second_tap) == "second-tap");
}
