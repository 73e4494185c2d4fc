// The outbox against a server that is told in a few lines, with connections that are lost at any moment.

#include "timing/station/outbox.h"

#include <catch2/catch.hpp>
#include <deque>
#include <map>
#include <random>

#include "timing/limits.h"

using namespace heatline;
using namespace heatline::timing;

namespace {

const std::string kEpoch = "9f3c";

OutItem reading(std::uint64_t seq) { return OutReading{seq, "r" + std::to_string(seq), {}, 0}; }
OutItem take_back(const std::string& id, std::uint64_t seq, bool back = true) {
    return message::TakeBack{id, kEpoch, seq, back};
}

// What the server has, and what it says to each message.
struct Server {
    std::vector<std::string> readings;
    std::vector<message::TakeBack> done;  // In the order done, each id once.

    using Answer = std::variant<message::Durable, message::Refused, message::TakenBack>;
    Answer hear(const Outbox::Send& said) {
        if (const auto* sent = std::get_if<message::Readings>(&said)) {
            for (std::size_t i = 0; i < sent->readings.size(); ++i) {
                const std::uint64_t seq = sent->first + i;
                if (seq > readings.size() + 1) return message::Refused{"E_GAP", readings.size() + 1, "a gap"};
                if (seq == readings.size() + 1) readings.push_back(sent->readings[i]);
                REQUIRE(readings[seq - 1] == sent->readings[i]);
            }
            return message::Durable{readings.size(), {}};
        }
        const auto& taken = std::get<message::TakeBack>(said);
        if (taken.seq > readings.size()) return message::TakenBack{taken.id, "there is no such reading"};
        for (const auto& known : done) {
            if (known.id == taken.id) return message::TakenBack{taken.id, ""};
        }
        done.push_back(taken);
        return message::TakenBack{taken.id, ""};
    }
};

void hear(Outbox& outbox, const Server::Answer& answer) {
    if (const auto* durable = std::get_if<message::Durable>(&answer)) outbox.durable(durable->through);
    if (const auto* refused = std::get_if<message::Refused>(&answer)) outbox.gap(refused->want);
    if (const auto* taken = std::get_if<message::TakenBack>(&answer)) CHECK(outbox.taken_back(*taken).empty());
}

}  // namespace

TEST_CASE("What was recorded goes out in order, a take-back once its reading is acknowledged", "[timing][outbox]") {
    Outbox outbox;
    outbox.take(EpochBegun{kEpoch});
    outbox.take(reading(1));
    outbox.take(reading(2));
    outbox.take(take_back("u3", 2));
    outbox.take(reading(3));
    outbox.connected(0);
    CHECK(std::get<message::Readings>(*outbox.next()) == message::Readings{1, {"r1", "r2", "r3"}});
    CHECK_FALSE(outbox.next());
    CHECK(outbox.unsent() == 4);
    outbox.durable(1);
    CHECK_FALSE(outbox.next());
    outbox.durable(3);
    CHECK(std::get<message::TakeBack>(*outbox.next()).id == "u3");
    CHECK(outbox.unsent() == 1);
    CHECK(outbox.taken_back({"u3", ""}).empty());
    CHECK(outbox.unsent() == 0);
}

TEST_CASE("No more than 256 are sent without an answer", "[timing][outbox]") {
    Outbox outbox;
    outbox.take(EpochBegun{kEpoch});
    for (std::uint64_t seq = 1; seq <= 1000; ++seq) outbox.take(reading(seq));
    outbox.connected(0);
    CHECK(std::get<message::Readings>(*outbox.next()).readings.size() == 256);
    CHECK_FALSE(outbox.next());
    outbox.durable(10);
    CHECK(std::get<message::Readings>(*outbox.next()).readings.size() == 10);
    CHECK_FALSE(outbox.next());
}

TEST_CASE("Long readings are split over messages that fit a frame", "[timing][outbox]") {
    Outbox outbox;
    outbox.take(EpochBegun{kEpoch});
    for (std::uint64_t seq = 1; seq <= 200; ++seq) outbox.take(OutReading{seq, std::string(4096, 'x'), {}, 0});
    outbox.connected(0);
    std::size_t sent = 0;
    while (const auto message = outbox.next()) {
        const auto& readings = std::get<message::Readings>(*message).readings;
        CHECK(readings.size() * 4096 < limits::kStationFrameMax / 2);
        sent += readings.size();
    }
    CHECK(sent == 200);
}

TEST_CASE("A high count of the server is not believed before this laptop has sent the readings", "[timing][outbox]") {
    Outbox outbox;
    outbox.take(EpochBegun{kEpoch});
    for (std::uint64_t seq = 1; seq <= 5; ++seq) outbox.take(reading(seq));
    outbox.connected(20);  // A second laptop with a copy of the folder has been here.
    CHECK(outbox.unsent() == 5);
    CHECK(std::get<message::Readings>(*outbox.next()).first == 1);
    outbox.durable(20);
    CHECK(outbox.unsent() == 0);
    outbox.take(reading(6));
    CHECK(outbox.unsent() == 1);
    CHECK(std::get<message::Readings>(*outbox.next()).first == 6);
}

TEST_CASE("Under a new epoch nothing is taken back that another laptop has said", "[timing][outbox]") {
    Outbox outbox;
    outbox.take(EpochBegun{kEpoch});
    for (std::uint64_t seq = 1; seq <= 3; ++seq) outbox.take(reading(seq));
    outbox.take(take_back("u5", 1));
    outbox.take(take_back("u6", 3));
    outbox.connected(0);
    CHECK(outbox.next());
    // Reading 2 is another laptop's: from there on, a new epoch.
    outbox.take(EpochBegun{"new"});
    outbox.take(OutReading{1, "r2", kEpoch, 2});
    outbox.take(OutReading{2, "r3", kEpoch, 3});
    outbox.take(message::TakeBack{"u10", "new", 2, true});
    outbox.connected(0);
    CHECK(std::get<message::TakeBack>(*outbox.next()).id == "u5");
    CHECK(std::get<message::Readings>(*outbox.next()) == message::Readings{1, {"r2", "r3"}});
    CHECK_FALSE(outbox.next());
    outbox.durable(2);
    CHECK(std::get<message::TakeBack>(*outbox.next()).id == "u10");
    CHECK(outbox.taken_back({"u5", ""}).empty());
    CHECK(outbox.taken_back({"u10", ""}).empty());
    CHECK(outbox.unsent() == 0);
}

TEST_CASE("A refusal to take back is told once, and not tried for ever", "[timing][outbox]") {
    Outbox outbox;
    outbox.take(EpochBegun{kEpoch});
    outbox.take(reading(1));
    outbox.take(take_back("u2", 1));
    outbox.connected(0);
    CHECK(outbox.next());
    outbox.durable(1);
    CHECK(outbox.next());
    CHECK(outbox.taken_back({"u2", "the heat is official"}) == "the heat is official");
    CHECK_FALSE(outbox.next());
    CHECK(outbox.unsent() == 0);
}

TEST_CASE("Over connections that break anywhere everything arrives once and in order", "[timing][outbox][property]") {
    const auto seed = GENERATE(range(1u, 60u));
    CAPTURE(seed);
    std::mt19937 random{seed};
    const auto chance = [&](unsigned percent) { return random() % 100 < percent; };

    Outbox outbox;
    outbox.take(EpochBegun{kEpoch});
    Server server;
    Server backup;
    std::deque<Outbox::Send> there;
    std::deque<Server::Answer> back;
    std::vector<std::string> recorded;
    std::vector<message::TakeBack> taken;
    std::uint64_t fact = 1;
    outbox.connected(0);

    const auto step = [&] {
        if (const auto send = outbox.next()) there.push_back(*send);
        if (!there.empty() && chance(60)) {
            back.push_back(server.hear(there.front()));
            there.pop_front();
        }
        if (!back.empty() && chance(60)) {
            hear(outbox, back.front());
            back.pop_front();
        }
    };
    for (int round = 0; round < 3000; ++round) {
        if (chance(30)) {
            recorded.push_back("r" + std::to_string(recorded.size() + 1));
            outbox.take(reading(recorded.size()));
            ++fact;
        }
        if (!recorded.empty() && chance(5)) {
            const std::uint64_t seq = 1 + random() % recorded.size();
            taken.push_back({kEpoch + "-u" + std::to_string(++fact), kEpoch, seq, chance(60)});
            outbox.take(taken.back());
        }
        step();
        if (chance(2)) backup = server;
        if (chance(3)) {  // The connection is lost; now and then the server comes back from a backup.
            there.clear();
            back.clear();
            if (chance(20)) server = backup;
            outbox.connected(server.readings.size());
        }
        if (chance(1)) outbox.gap(1 + random() % (recorded.size() + 1));  // A server that counts wrongly.
    }
    const auto idle = [&] { return outbox.unsent() == 0 && there.empty() && back.empty(); };
    for (int round = 0; round < 50'000 && !(idle() && round > 0); ++round) step();

    CHECK(outbox.unsent() == 0);
    CHECK(server.readings == recorded);
    // Each take-back is there once; of one reading in their order.
    std::map<std::uint64_t, std::vector<message::TakeBack>> said, done;
    for (const auto& one : taken) said[one.seq].push_back(one);
    for (const auto& one : server.done) done[one.seq].push_back(one);
    for (auto& [seq, list] : said) {
        CAPTURE(seq);
        CHECK(done[seq] == list);
    }
}
