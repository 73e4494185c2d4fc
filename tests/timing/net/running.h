#pragma once
// A server of small_meet() on a free port, in a thread of its own, with doors that answer with a little of what they
// were asked; and the few requests that tests of it tell their stories with.

#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/manual_clock.h"
#include "tests/timing/net/raw_client.h"
#include "tests/timing/net/world.h"
#include "timing/server.h"

// Behind the project's headers: both have a CHECK_THAT.
#include <catch2/catch.hpp>

namespace heatline::test {

inline constexpr std::size_t kHugeAnswer = 64 * 1024 * 1024;  // More than sockets hold on their way.

// Doors that answer with a little of what they were asked.
inline timing::Doors plain_doors() {
    timing::Doors doors;
    doors.meet_json = [](const Snapshot& snapshot, Seq durable) {
        return "{\"readings\":" + std::to_string(snapshot.totals.readings) +
               ",\"durable_seq\":" + std::to_string(durable) + "}";
    };
    doors.heats_json = [](const Snapshot&, const timing::Asker& asker) {
        return "{\"role\":" + std::to_string(asker.role ? static_cast<int>(*asker.role) : -1) +
               ",\"team\":" + std::to_string(asker.team ? static_cast<int>(asker.team.index()) : -1) + "}";
    };
    doors.results_json = [](const Snapshot&, const timing::Asker&, HeatId heat) {
        return heat ? "\"one heat\"" : "\"all heats\"";
    };
    doors.ledger_json = [](const Snapshot&) { return std::string(kHugeAnswer, ' '); };
    doors.grants_json = [](const Snapshot&) -> std::string { throw std::runtime_error("the grants broke"); };
    doors.heat_line = [](const Snapshot& snapshot, HeatId heat) {
        return "{\"heat\":\"" + snapshot.heats[heat.index()]->name + "\"}";
    };
    doors.heat_rows = [](const Snapshot& snapshot, HeatId heat, timing::Onlooker) {
        return std::vector<std::string>(snapshot.heats[heat.index()]->rows.size(), "{\"place\":null}");
    };
    doors.rosters.runner = [](const timing::RosterDoor::Columns&) -> Result<RunnerColumns, std::string> {
        return Error{std::string{"no"}};
    };
    doors.rosters.team = [](const timing::RosterDoor::Columns&) -> Result<SaveTeam, std::string> {
        return Error{std::string{"no"}};
    };
    return doors;
}

// A server of small_meet() on a free port, running in a thread of its own.
class Running {
public:
    explicit Running(timing::limits::ServerBounds bounds = {}) : Running{bounds, {}} {}
    // With options of a test's own: where it listens, its certificate; and with more facts.
    Running(timing::limits::ServerBounds bounds, timing::ServerOptions options,
            const std::vector<FactBody>& more = {}) {
        options.port = 0;
        options.stop_on_signals = false;
        options.bounds = bounds;
        if (!options.clock) options.clock = &machine;
        options.doors = plain_doors();
        options.on_listening = [this](const std::string&, std::uint16_t at) { listening_.set_value(at); };
        options.on_problem = [this](const std::string& sentence) {
            const std::lock_guard lock{mutex_};
            problems_.push_back(sentence);
        };
        auto made = timing::Server::make(gated(small_meet(dir, more), gate), std::move(options));
        CHECK_THAT(made.ok(), "a free port can be had");
        server_ = std::move(made).value();
        thread_ = std::thread([this] { ended_well_ = server_->run(); });
        port = listening_.get_future().get();
    }
    ~Running() {
        gate.open();
        stop();
    }

    RawClient connect() const { return RawClient{port}; }
    void request_stop() { server_->request_stop(); }
    // Waits for the end of run(). What run() returned.
    bool wait() {
        if (thread_.joinable()) thread_.join();
        return ended_well_;
    }
    // Stops, and lets go of the meet.
    bool stop() {
        if (server_) request_stop();
        const bool ended_well = wait();
        server_.reset();
        return ended_well;
    }
    std::vector<std::string> problems() {
        const std::lock_guard lock{mutex_};
        return problems_;
    }

    TempDir dir;
    Gate gate;
    ManualClock machine{"server-boot", 1'000'000'000, kNow.us};  // Unless a test has its own.
    std::uint16_t port = 0;

private:
    std::promise<std::uint16_t> listening_;
    std::mutex mutex_;
    std::vector<std::string> problems_;
    std::unique_ptr<timing::Server> server_;
    std::thread thread_;
    bool ended_well_ = false;
};

inline std::string tap_line(std::uint64_t seq) {
    return R"({"seq":)" + std::to_string(seq) +
           R"(,"kind":"tap","at":"2027-05-01T15:00:00Z"})"
           "\n";
}
inline std::string post(const std::string& body, const std::string& token = "finish-1") {
    return request("POST /api/v1/readings", token, body);
}
inline std::string code_of(const RawClient::Response& response) {
    CHECK(response[boost::beast::http::field::content_type] == "application/problem+json");
    const auto object = object_of(response.body());
    CHECK_FALSE(object.at("title").as_string().empty());
    CHECK_FALSE(object.at("detail").as_string().empty());
    return std::string{object.at("code").as_string()};
}

}  // namespace heatline::test
