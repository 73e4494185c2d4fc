#pragma once
// LiveServer: the real server of a meet in a folder, on a free port, in a thread of its own; it can be stopped and
// started again over the same folder.

#include <future>
#include <memory>
#include <string>
#include <thread>

#include "tests/timing/net/running.h"
#include "timing/server.h"

namespace heatline::test {

class LiveServer {
public:
    explicit LiveServer(std::string dir, timing::ServerOptions options = {}) {
        auto meet = timing::MeetFolder::open(dir);
        CHECK_THAT(meet.ok(), "the meet opens");
        options.port = 0;
        options.stop_on_signals = false;
        options.doors = plain_doors();
        std::promise<std::uint16_t> listening;
        options.on_listening = [&](const std::string&, std::uint16_t at) { listening.set_value(at); };
        options.on_problem = [](const std::string&) {};
        auto made = timing::Server::make(std::move(*meet), std::move(options));
        CHECK_THAT(made.ok(), "a free port can be had");
        server_ = std::move(*made);
        thread_ = std::thread([this] { server_->run(); });
        port = listening.get_future().get();
    }
    ~LiveServer() {
        server_->request_stop();
        thread_.join();
    }

    std::uint16_t port = 0;

private:
    std::unique_ptr<timing::Server> server_;
    std::thread thread_;
};

}  // namespace heatline::test
