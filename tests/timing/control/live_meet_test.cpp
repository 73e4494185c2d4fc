// A live meet, as a command works with it through the control socket of a running server.

#include "timing/control/live_meet.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/derive.h"
#include "tests/timing/net/running.h"
#include "timing/control/reach.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::Running;

namespace {

LiveMeet reach(const Running& server) {
    Descriptor socket = connect_to_control(server.dir.file(""));
    REQUIRE(socket);
    return LiveMeet{server.dir.file(""), std::move(socket), {}};
}

void post_taps(const Running& server, std::uint64_t first, std::uint64_t last) {
    std::string lines;
    for (std::uint64_t seq = first; seq <= last; ++seq) lines += test::tap_line(seq);
    const auto posted = server.connect().ask(test::post(lines));
    REQUIRE(posted);
    REQUIRE(posted->result_int() == 200);
}

std::vector<Fact> one(FactBody body) { return {{test::kNow, "heatline", {}, std::move(body)}}; }

// A team more, under the next id.
Meet::Work add_team(const std::string& name) {
    return [name](const State& state) {
        Team team;
        team.name = name;
        return one(TeamSaved{TeamId{state.roster->teams().size()}, team});
    };
}

}  // namespace

TEST_CASE("A live meet has the state, the rows and the snapshot of its server", "[timing][control]") {
    Running server;
    post_taps(server, 1, 2'500);  // More than two pages.
    LiveMeet live = reach(server);
    const auto state = live.state();
    REQUIRE(state);
    CHECK((*state)->readings.size() == 2'500);
    CHECK((*state)->roster->teams().size() == 2);
    const auto snapshot = live.snapshot();
    REQUIRE(snapshot);
    CHECK((*snapshot)->seq == (*state)->seq);
    CHECK(*(*snapshot)->ledger == *Deriver{}.derive(**state)->ledger);
    const ChainReport report = verify_chain([&](const auto& take) { return live.for_each_row(0, take); });
    CHECK(report.good());
    CHECK(report.facts_checked == (*state)->seq);

    post_taps(server, 2'501, 2'600);
    REQUIRE(live.state());
    CHECK((*live.state())->readings.size() == 2'600);
}

TEST_CASE("What is worked out against a live meet is durable when it returns", "[timing][control]") {
    Running server;
    LiveMeet live = reach(server);
    const auto changed = live.change(add_team("Roosevelt"));
    REQUIRE(changed);
    CHECK((*live.state())->roster->find_team("Roosevelt"));
    server.gate.break_disk();  // Whatever comes later is lost; this is not.
    server.stop();
    CHECK(test::facts_in(server.dir).size() == *changed);
}

TEST_CASE("Work that another change overtakes is done again, readings overtake nothing", "[timing][control]") {
    Running server;
    LiveMeet live = reach(server);
    int asked = 0;
    std::uint64_t taps = 0;
    const bool edit = GENERATE(false, true);
    const auto changed = live.change([&](const State& state) {
        if (++asked == 1) {
            post_taps(server, taps + 1, taps + 10);
            if (edit) REQUIRE(reach(server).change(add_team("Overtaker")));
        }
        return add_team("Roosevelt")(state);
    });
    REQUIRE(changed);
    CHECK(asked == (edit ? 2 : 1));
    const State& state = **live.state();
    CHECK(state.roster->find_team("Roosevelt"));
    CHECK(bool(state.roster->find_team("Overtaker")) == edit);
    CHECK(state.readings.size() == 10);
}

TEST_CASE("Work that is overtaken again and again gives up, and nothing is written", "[timing][control]") {
    Running server;
    LiveMeet live = reach(server);
    int asked = 0;
    const auto changed = live.change([&](const State& state) {
        REQUIRE(reach(server).change(add_team("Overtaker " + std::to_string(++asked))));
        return add_team("Never")(state);
    });
    REQUIRE_FALSE(changed);
    CHECK(changed.error().kind == MeetProblem::Kind::in_use);
    CHECK(changed.error().what.find("the roster was edited in between") != std::string::npos);
    CHECK_FALSE((*live.state())->roster->find_team("Never"));
    CHECK(asked > 1);
}

TEST_CASE("A long proposal goes in whole, and readings are taken between its slices", "[timing][control]") {
    Running server;
    LiveMeet live = reach(server);
    constexpr std::uint32_t kTeams = 4'000;
    const auto changed = live.change([&](const State& state) {
        std::vector<Fact> facts;
        for (std::uint32_t i = 0; i < kTeams; ++i) {
            Team team;
            team.name = "Team " + std::to_string(i);
            facts.push_back({test::kNow, "heatline", {}, TeamSaved{TeamId{state.roster->teams().size() + i}, team}});
        }
        return facts;
    });
    REQUIRE(changed);
    CHECK((*live.state())->roster->teams().size() == kTeams + 2);
    post_taps(server, 1, 3);
}

TEST_CASE("Facts that are commands, and bytes that are no facts, are refused", "[timing][control]") {
    Running server;
    LiveMeet live = reach(server);
    CHECK_FALSE(live.change([](const State&) { return one(HeatReopened{HeatId{0u}, "no"}); }));
    ControlClient client{connect_to_control(server.dir.file(""))};
    const auto garbage = client.post(std::string{kControlFacts} + "?as_of=1", "garbage");
    REQUIRE(garbage);
    CHECK(garbage->status == 400);
    const auto no_seq = client.post(kControlFacts, "");
    REQUIRE(no_seq);
    CHECK(no_seq->status == 400);
    server.stop();
    CHECK(test::bodies_in<HeatReopened>(server.dir).empty());
}

TEST_CASE("A command whose server stops says so", "[timing][control]") {
    Running server;
    LiveMeet live = reach(server);
    REQUIRE(live.state());
    server.stop();
    const auto state = live.state();
    REQUIRE_FALSE(state);
    CHECK(state.error().what.find("; try again") != std::string::npos);
}

TEST_CASE("The control socket is its owner's alone, and goes with the server", "[timing][control]") {
    Running server;
    const std::string path = server.dir.file(kControlSocket);
    struct stat about {};
    REQUIRE(::stat(path.c_str(), &about) == 0);
    CHECK(S_ISSOCK(about.st_mode));
    CHECK((about.st_mode & 0777) == 0600);
    server.stop();
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("A socket that a crash left is in nobody's way", "[timing][control]") {
    const test::TempDir dir;
    { auto meet = test::small_meet(dir); }
    { const auto left = listen_for_control(dir.file("")); }  // Closed, its name still there.
    REQUIRE(std::filesystem::exists(dir.file(kControlSocket)));
    CHECK_FALSE(connect_to_control(dir.file("")));
    CHECK(open_or_reach(dir.file(""), {}));
    CHECK(listen_for_control(dir.file("")));
}

TEST_CASE("A folder whose path is longer than a socket's address has a control socket", "[timing][control]") {
    const test::TempDir dir;
    const std::string deep = dir.file(std::string(120, 'd'));
    std::filesystem::create_directory(deep);
    const auto listening = listen_for_control(deep);
    REQUIRE(listening);
    CHECK(connect_to_control(deep));
    clear_control(deep);
    CHECK_FALSE(connect_to_control(deep));
}
