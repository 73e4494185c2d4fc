// The facts as stations get them: every one, in order, as soon as it is durable; for each role what it may see.

#include "timing/net/fact_feed.h"

#include "tests/timing/net/station_world.h"
#include "timing/links.h"

using namespace heatline;
using namespace heatline::timing;
using heatline::test::hear_durable;
using heatline::test::hello;
using heatline::test::hello_for_facts;
using heatline::test::Running;
using heatline::test::StationClient;
using heatline::test::typed_taps;

namespace {

constexpr Seq kSmallMeet = 14;  // How many facts small_meet() has.

// Posts taps first..last as the timer, over HTTP.
void post_taps(const Running& server, std::uint64_t first, std::uint64_t last) {
    std::string lines;
    for (std::uint64_t seq = first; seq <= last; ++seq) lines += test::tap_line(seq);
    const auto posted = server.connect().ask(test::post(lines));
    REQUIRE(posted);
    REQUIRE(posted->result_int() == 200);
}

struct Viewer : StationClient {
    Viewer(const Running& server, const std::string& token, const message::Hello& said)
        : StationClient{server.port, token} {
        say(said);
        const auto heard = hear<message::Welcome>();
        REQUIRE(heard);
        welcome = *heard;
    }
    bool is_without_a_gap() const {
        for (std::size_t i = 0; i < facts.size(); ++i) {
            if (facts[i] != facts.front() + i) return false;
        }
        return true;
    }
    message::Welcome welcome;
};

bool says(const StationClient& viewer, std::string_view word) {
    return std::any_of(viewer.frames.begin(), viewer.frames.end(),
                       [&](const auto& frame) { return frame.bytes.find(word) != std::string::npos; });
}

// Children whose names are like no other word, so that they can be looked for in bytes.
const std::vector<std::pair<std::string, std::string>> kChildren{
    {"Quirinalia", "Zzyzxova"}, {"Ottokarine", "Wrzeszczyk"}, {"Ximenaelle", "Oudekraal"}};

// The children in a heat of their own, and the meet's secret.
std::vector<FactBody> more_children(const std::string& secret) {
    std::vector<FactBody> more;
    PlannedHeat heat;
    heat.name = "4";
    heat.start = test::kNow;
    for (std::uint32_t i = 0; i < kChildren.size(); ++i) {
        const RunnerId id{2 + i};
        Runner runner;
        runner.team = TeamId{i % 2};
        runner.first = kChildren[i].first;
        runner.last = kChildren[i].second;
        runner.say_it = "say-" + kChildren[i].first;
        runner.birth_date = "2019-02-0" + std::to_string(i + 1);
        more.emplace_back(RunnerSaved{id, runner});
        more.emplace_back(BibBound{"7" + std::to_string(i), id, {}});
        heat.placements.push_back({id, 0});
    }
    more.emplace_back(HeatAdded{HeatId{1u}, heat, {}});
    more.emplace_back(LinksKeyed{secret});
    return more;
}

}  // namespace

TEST_CASE("A viewer gets every fact there is, and then each as soon as it is durable", "[timing][net][station][feed]") {
    Running server{test::patient()};
    Viewer viewer{server, "finish-1", hello_for_facts()};
    CHECK(viewer.welcome.facts_from == 1u);
    REQUIRE(viewer.hear_facts(kSmallMeet));
    post_taps(server, 1, 1);
    REQUIRE(viewer.hear_facts(kSmallMeet + 1));
    post_taps(server, 2, 700);
    REQUIRE(viewer.hear_facts(kSmallMeet + 700));
    CHECK(viewer.facts.front() == 1);
    CHECK(viewer.facts.size() == kSmallMeet + 700);
    CHECK(viewer.is_without_a_gap());
}

TEST_CASE("No fact leaves before it is durable", "[timing][net][station][feed]") {
    Running server{test::patient()};
    Viewer viewer{server, "director-1", hello_for_facts()};
    REQUIRE(viewer.hear_facts(kSmallMeet));
    Viewer laptop{server, "finish-1", hello()};
    server.gate.close();
    laptop.say(typed_taps(1, 1));
    server.gate.wait_for_somebody();
    while (viewer.frames.back().bytes.find("\"id\":8,") == std::string::npos) REQUIRE(viewer.next());
    CHECK(viewer.facts.back() == kSmallMeet);
    server.gate.open();
    CHECK(viewer.hear_facts(kSmallMeet + 1));
}

TEST_CASE("A viewer that is further behind than what is kept reads the journal, and loses nothing",
          "[timing][net][station][feed]") {
    Running server{test::patient()};
    for (std::uint64_t first = 1; first < 6'000; first += 1'000) post_taps(server, first, first + 999);
    Viewer viewer{server, "staff-1", hello_for_facts()};
    REQUIRE(viewer.hear_facts(kSmallMeet + 6'000));
    post_taps(server, 6'001, 6'001);
    REQUIRE(viewer.hear_facts(kSmallMeet + 6'001));
    CHECK(viewer.facts.size() == kSmallMeet + 6'001);
    CHECK(viewer.is_without_a_gap());
    for (const auto& frame : viewer.frames) CHECK(frame.bytes.size() <= limits::kFeedFrameBytes);
}

TEST_CASE("A viewer goes on where it was, also after a break, with another journal it begins again",
          "[timing][net][station][feed]") {
    Running server{test::patient()};
    post_taps(server, 1, 5);
    std::string hash;
    {
        Viewer viewer{server, "finish-1", hello_for_facts()};
        REQUIRE(viewer.hear_facts(kSmallMeet + 5));
        hash = viewer.last_hash;
        viewer.leave();
    }
    post_taps(server, 6, 9);
    {
        Viewer again{server, "finish-1", hello_for_facts(kSmallMeet + 6, hash)};
        CHECK(again.welcome.facts_from == kSmallMeet + 6);
        REQUIRE(again.hear_facts(kSmallMeet + 9));
        CHECK(again.facts == std::vector<Seq>{kSmallMeet + 6, kSmallMeet + 7, kSmallMeet + 8, kSmallMeet + 9});
    }
    for (const auto& [from, held] : std::vector<std::pair<Seq, std::string>>{
             {kSmallMeet + 6, std::string(64, '0')}, {kSmallMeet + 100, hash}, {kSmallMeet + 5, hash}}) {
        Viewer other{server, "finish-1", hello_for_facts(from, held)};
        CHECK(other.welcome.facts_from == 1u);
        REQUIRE(other.hear_facts(kSmallMeet + 9));
        CHECK(other.facts.front() == 1);
    }
}

TEST_CASE("Every role gets every fact, texts are for staff and directors, the secret of the links for nobody",
          "[timing][net][station][feed]") {
    const std::string secret = random_secret();
    const std::vector<FactBody> more = more_children(secret);
    Running server{test::patient(), {}, more};
    const Seq last = kSmallMeet + more.size();
    for (const char* token : {"finish-1", "tent-1", "marshal-1", "announcer-1", "staff-1", "director-1"}) {
        CAPTURE(token);
        Viewer viewer{server, token, hello_for_facts()};
        REQUIRE(viewer.hear_facts(last));
        CHECK(viewer.facts.size() == last);
        CHECK(viewer.is_without_a_gap());
        CHECK_FALSE(says(viewer, secret));
        const std::string role = token;
        const bool office = role == "staff-1" || role == "director-1";
        CHECK((viewer.texts > 0) == office);
        CHECK(says(viewer, "Zzyzxova") == office);
        CHECK(says(viewer, "2019-02-01") == office);
    }
}

TEST_CASE("Announcers and tents learn the names they may know, timers and marshals none",
          "[timing][net][station][names]") {
    const std::vector<FactBody> more = more_children("secret");
    Running server{test::patient(), {}, more};
    const Seq last = kSmallMeet + more.size();
    const auto names_of = [&](Viewer& viewer, std::size_t count) {
        std::vector<std::string> names;
        while (names.size() < count) {
            const auto heard = viewer.hear<message::Names>();
            REQUIRE(heard);
            for (const auto& name : heard->names) names.push_back(name.name + "|" + name.say_it);
        }
        std::sort(names.begin(), names.end());
        return names;
    };

    Viewer announcer{server, "announcer-1", hello_for_facts()};
    // Ada and Bob of the small meet have no surname.
    CHECK(names_of(announcer, 5) == std::vector<std::string>{"Ada|", "Bob|", "Ottokarine W.|say-Ottokarine",
                                                             "Quirinalia Z.|say-Quirinalia",
                                                             "Ximenaelle O.|say-Ximenaelle"});
    Viewer tent{server, "tent-1", hello_for_facts()};
    CHECK(names_of(tent, 3) == std::vector<std::string>{"Ada|", "Quirinalia Z.|", "Ximenaelle O.|"});

    // A child who is renamed, and one who may not be named any more.
    test::record(server, [](const State& state) {
        Runner renamed = state.roster->runners()[2];
        renamed.first = "Renata";
        return std::vector<Fact>{{test::kNow, "heatline", {}, RunnerSaved{RunnerId{2u}, renamed}}};
    });
    CHECK(names_of(announcer, 1) == std::vector<std::string>{"Renata Z.|say-Quirinalia"});
    CHECK(names_of(tent, 1) == std::vector<std::string>{"Renata Z.|"});

    for (const char* token : {"finish-1", "marshal-1"}) {
        Viewer viewer{server, token, hello_for_facts()};
        REQUIRE(viewer.hear_facts(last + 1));
        REQUIRE(viewer.hear<message::Probe>());
        for (const auto& [first, surname] : kChildren) CHECK_FALSE((says(viewer, first) || says(viewer, surname)));
        CHECK_FALSE(says(viewer, "\"names\""));
    }
    for (const auto& [first, surname] : kChildren) {
        CHECK_FALSE((says(announcer, surname) || says(tent, surname)));
    }
    CHECK_FALSE(says(tent, "Ottokarine"));  // Of another team.
}
