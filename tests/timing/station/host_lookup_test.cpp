// The name of a server's host: looked up without holding up the link, and least of all the end of the program.

#include "timing/station/host_door.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>

#include "tests/timing/station/played_server.h"
#include "timing/station/link.h"

// Behind the project's headers: both have a CHECK_THAT.
#include <catch2/catch.hpp>

using namespace heatline;
using namespace heatline::timing;
using namespace std::chrono_literals;
using Addresses = std::vector<std::string>;
using Shown = LinkPicture::State;

namespace {

// A system that is asked for names and answers when the test says so; its threads may outlive everything but this.
class System {
public:
    HostDoor door() {
        return [held = held_](const std::string& host) -> Result<Addresses, std::string> {
            std::unique_lock lock{held->mutex};
            held->asked.push_back(host);
            held->wake.notify_all();
            held->wake.wait(lock, [&] { return held->answer.has_value(); });
            ++held->answered;
            held->wake.notify_all();
            return *held->answer;
        };
    }
    void answer(Addresses addresses) {
        const std::lock_guard lock{held_->mutex};
        held_->answer = std::move(addresses);
        held_->wake.notify_all();
    }
    Addresses wait_until_asked() {
        std::unique_lock lock{held_->mutex};
        held_->wake.wait(lock, [&] { return !held_->asked.empty(); });
        return held_->asked;
    }
    void wait_until_answered() {
        std::unique_lock lock{held_->mutex};
        held_->wake.wait(lock, [&] { return held_->answered > 0; });
    }
    std::size_t questions() const {
        const std::lock_guard lock{held_->mutex};
        return held_->asked.size();
    }

private:
    struct Held {
        std::mutex mutex;
        std::condition_variable wake;
        Addresses asked;
        std::optional<Addresses> answer;
        int answered = 0;
    };
    std::shared_ptr<Held> held_ = std::make_shared<Held>();
};

// A link to a host, whose pictures can be waited for.
class Linked {
public:
    Linked(const std::string& host, std::uint16_t port, HostDoor door) {
        Link::Options options;
        options.server = {host, port, false};
        options.token = "token-1";
        options.bounds.look_up = 5ms;
        options.bounds.first_wait = 1ms;
        options.bounds.last_wait = 2ms;
        options.look_up = std::move(door);
        Link::Callbacks callbacks{[this] {
                                      const std::lock_guard lock{mutex_};
                                      ++pictures_;
                                      wake_.notify_all();
                                  },
                                  {}};
        link_.emplace(std::move(options), std::move(callbacks), nullptr);
        link_->start();
    }
    Link* operator->() { return &*link_; }
    void end() { link_.reset(); }
    void wait_for(Shown state) {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [&] { return link_->picture()->state == state; });
    }

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    int pictures_ = 0;
    std::optional<Link> link_;
};

}  // namespace

TEST_CASE("The end of the program does not wait for a name that is looked up", "[timing][link]") {
    System system;
    {
        Linked link{"laptop-of-the-office", 8470, system.door()};
        CHECK(system.wait_until_asked() == Addresses{"laptop-of-the-office"});
        link.end();  // The system has not answered, and will not before this is done.
    }
    system.answer({"127.0.0.1"});
    system.wait_until_answered();
}

TEST_CASE("A numeric address is asked of nobody", "[timing][link]") {
    System system;
    test::PlayedServer server;
    Linked link{"127.0.0.1", server.port, system.door()};
    auto peer = server.next();
    peer.welcome();
    link.wait_for(Shown::live);
    Linked other{"::1", 1, system.door()};
    other.wait_for(Shown::lost);
    CHECK(system.questions() == 0);
}

TEST_CASE("A name that takes long is said so, asked for once, and connected to when it is known", "[timing][link]") {
    System system;
    test::PlayedServer server;
    Linked link{"laptop-of-the-office", server.port, system.door()};
    link.wait_for(Shown::lost);
    CHECK(link->picture()->sentence.find("looked up") != std::string::npos);
    system.answer({"127.0.0.1"});
    auto peer = server.next();
    peer.welcome();
    link.wait_for(Shown::live);
    CHECK(system.questions() == 1);
}

TEST_CASE("The machine knows its own name, and says why it does not know another", "[timing][link]") {
    const auto own = ask_system("localhost");
    REQUIRE(own);
    CHECK((own->front() == "127.0.0.1" || own->front() == "::1"));
    const auto unknown = ask_system(std::string(300, 'x'));
    REQUIRE_FALSE(unknown);
    CHECK_FALSE(unknown.error().empty());
}
