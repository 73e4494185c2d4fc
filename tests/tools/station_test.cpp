#include "tools/simulate/station.h"
#include "tools/simulate/cast.h"
#include "tools/simulate/server_view.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <sstream>

namespace heatline::simulate {
namespace {

namespace json = boost::json;

// What a server does with readings, by the contract, with trouble as told.
class FakeServer : public Uplink {
public:
    tools::HttpClient::Answer post(const std::string& body) override {
        ++posts;
        if (silent > 0) {
            --silent;
            return Error{"ask the server: no answer in time; try again"};
        }
        return take(body);
    }
    Result<Done, std::string> post_and_hang_up(const std::string& body) override {
        ++hang_ups;
        if (hang_ups % 2 == 0) take(body);  // Half of them never arrived.
        return Done{};
    }
    void pause(int) override { ++pauses; }

    tools::Response take(const std::string& body) {
        json::object answer;
        std::int64_t accepted = 0, duplicates = 0, line = 0;
        std::istringstream lines{body};
        for (std::string text; std::getline(lines, text);) {
            ++line;
            const json::object reading = json::parse(text).as_object();
            auto& held = by_epoch[json::value_to<std::string>(reading.at("epoch"))];
            const auto seq = static_cast<std::size_t>(reading.at("seq").as_int64());
            if (seq == held.size() + 1) {
                held.push_back(text);
                ++accepted;
            } else if (seq <= held.size() && held[seq - 1] == text) {
                ++duplicates;
            } else {
                answer["code"] = seq > held.size() ? "E_GAP" : "E_CONFLICT";
                answer["detail"] = "as the contract says";
                answer["line"] = line;
                answer["want"] = held.size() + 1;
                return {409, "application/problem+json", json::serialize(answer)};
            }
        }
        answer["accepted"] = accepted;
        answer["duplicates"] = duplicates;
        answer["quarantined"] = 0;
        return {200, "application/json", json::serialize(answer)};
    }

    std::map<std::string, std::vector<std::string>> by_epoch;
    int posts = 0, hang_ups = 0, pauses = 0, silent = 0;
};

std::size_t held(const FakeServer& server) {
    std::size_t count = 0;
    for (const auto& [epoch, readings] : server.by_epoch) count += readings.size();
    return count;
}

Note tap(std::int64_t ms) {
    Note note;
    note.kind = "tap";
    note.at = Instant{} + Millis{ms};
    return note;
}

std::function<std::string()> counting_epochs() {
    return [n = 0]() mutable { return "epoch-" + std::to_string(++n); };
}

TEST_CASE("every reading arrives once, whatever answers are lost and however often the device restarts") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        FakeServer server;
        Mistakes mistakes;
        mistakes.lost_answer = 300;
        mistakes.restart = 700;
        Station station{"finish-tap", server, counting_epochs(), 700, mistakes, seed};
        for (int i = 0; i < 700; ++i) {
            station.note(tap(i));
            if (i % 37 == 0) REQUIRE(station.deliver().ok());
        }
        REQUIRE(station.deliver().ok());
        REQUIRE(held(server) == 700);
        REQUIRE(server.by_epoch.size() <= 2);
        REQUIRE(station.delivered().readings == 700);
        REQUIRE(server.pauses == 0);
    }
}

TEST_CASE("a server that lost what it had not acknowledged is sent it again") {
    FakeServer server;
    Mistakes none;
    none.lost_answer = none.restart = 0;
    Station station{"finish-tap", server, counting_epochs(), 10, none, 1};
    for (int i = 0; i < 6; ++i) station.note(tap(i));
    REQUIRE(station.deliver().ok());
    server.by_epoch["epoch-1"].resize(2);
    for (int i = 6; i < 10; ++i) station.note(tap(i));
    REQUIRE(station.deliver().ok());
    CHECK(held(server) == 10);
}

TEST_CASE("a server that is silent for a while is tried again, and one that stays silent is given up with a sentence") {
    FakeServer server;
    Mistakes none;
    none.lost_answer = none.restart = 0;
    Station station{"finish-tap", server, counting_epochs(), 2, none, 1};
    station.note(tap(1));
    server.silent = kTriesMax - 1;
    REQUIRE(station.deliver().ok());
    CHECK(server.pauses == kTriesMax - 1);
    station.note(tap(2));
    server.silent = kTriesMax;
    const auto given_up = station.deliver();
    REQUIRE_FALSE(given_up.ok());
    CHECK(given_up.error().find("finish-tap") != std::string::npos);
    CHECK(held(server) == 1);
}

TEST_CASE("a contradiction is no matter for a further try") {
    FakeServer server;
    server.by_epoch["epoch-1"].push_back("something else");
    Mistakes none;
    none.lost_answer = none.restart = 0;
    Station station{"finish-tap", server, counting_epochs(), 1, none, 1};
    station.note(tap(1));
    const auto refused = station.deliver();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().find("E_CONFLICT") != std::string::npos);
    CHECK(server.posts == 1);
}

TEST_CASE("a reading is written with what it has and nothing else") {
    FakeServer server;
    Mistakes none;
    none.lost_answer = none.restart = 0;
    Station station{"finish-chute", server, counting_epochs(), 1, none, 1};
    Note note;
    note.kind = "bib";
    note.bib = "10\"44";
    note.mode = "batch";
    station.note(note);
    REQUIRE(station.deliver().ok());
    const json::object sent = json::parse(server.by_epoch["epoch-1"].front()).as_object();
    CHECK(sent == json::parse(R"({"epoch":"epoch-1","seq":1,"kind":"bib","bib":"10\"44","mode":"batch"})").as_object());
}

TEST_CASE("device names are plain, unlike each other, and follow from the team alone") {
    const std::vector<std::string> teams{"St. Mary's",          "St Mary s",           "st-mary-s", "École Nord",
                                         std::string(200, 'x'), std::string(201, 'x'), "Lincoln",   "lincoln"};
    std::map<std::string, int> names;
    for (const CastMember& member : cast(teams, {"finish", "dash"})) {
        ++names[member.name];
        CHECK(member.name.size() <= 64);
        CHECK(member.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
    }
    for (const auto& [name, count] : names) CHECK(count == 1);
    CHECK(names.size() == 3 + 2 * 4 + teams.size());
    CHECK(tent_of("Lincoln") == cast({"Lincoln"}).back().name);
}

TEST_CASE("the plan is the same in whatever order the server lists its rows, and numbers may be text") {
    const std::string heats = R"({"heats":[
        {"heat":"2","race":"mile","start_time":"2027-05-01T08:15:00-07:00","bib":"103","team":"B","grade":"1"},
        {"heat":"1","race":"mile","start_time":"2027-05-01T08:00:00-07:00","bib":"101","team":"A","grade":"K"},
        {"heat":"1","race":"mile","start_time":"2027-05-01T08:00:00-07:00","bib":102,"team":"A","grade":3}]})";
    const std::string ledger = R"({"ledger":[
        {"bib":"101","name":"Ana Z","team":"A","state":"registered","accounted":"no"},
        {"bib":"102","name":"Ben Q","team":"A","state":"virtual","accounted":true},
        {"bib":"","name":"Cem X","team":"A","state":"registered","accounted":"no"},
        {"bib":"103","name":"Dev J","team":"B","state":"registered","accounted":false}]})";
    MeetRules rules;
    BandRules band;
    band.grades = {Grade{0}};
    band.distance_m = 800;
    rules.heats.bands = {band};
    const auto plan = make_plan(*read_heats(heats), *read_ledger(ledger), rules, {"103"});
    REQUIRE(plan.ok());
    CHECK(plan->teams == std::vector<std::string>{"A", "B"});
    REQUIRE(plan->heats.size() == 2);
    CHECK(plan->heats[0].name == "1");
    CHECK(plan->heats[0].children.size() == 2);
    CHECK(plan->heats[0].distance_m == 800);
    REQUIRE(plan->children.size() == 3);
    CHECK(plan->children[1].virtually);
    CHECK(plan->children[1].grade == 3);
    CHECK_FALSE(plan->children[2].registered);
}

TEST_CASE("an answer that is not what was promised is an error in a sentence, never a crash") {
    for (const std::string body : {"", "null", "[]", "{}", R"({"heats":5})", "<html>", R"({"heats":[1,2]})"}) {
        CAPTURE(body);
        const auto rows = read_heats(body);
        if (rows) {
            const auto plan = make_plan(*rows, {}, MeetRules{}, {});
            REQUIRE_FALSE(plan.ok());
        } else {
            CHECK(rows.error().find(';') != std::string::npos);
        }
        CHECK_FALSE(read_meet(body).ok());
    }
}

}  // namespace
}  // namespace heatline::simulate
