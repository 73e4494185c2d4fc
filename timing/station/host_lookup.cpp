#include "timing/station/host_lookup.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace heatline::timing {

namespace asio = boost::asio;
using Found = Result<Addresses, std::string>;
using Said = Result<std::vector<std::string>, std::string>;

// Shared by the look-up's thread and whoever waits for it.
struct HostLookup::Asked {
    std::mutex mutex;
    // Guarded by mutex.
    std::optional<Said> said;
    std::function<void()> tell;  // Empty: nobody waits any more.

    const std::string host;
    explicit Asked(std::string of) : host(std::move(of)) {}
};

namespace {

Found numbers_of(const Said& said) {
    if (!said) return Error{said.error()};
    Addresses addresses;
    for (const std::string& text : *said) {
        boost::system::error_code error;
        const auto address = asio::ip::make_address(text, error);
        if (!error) addresses.push_back(address);
    }
    if (addresses.empty()) return Error{std::string{"it has no address"}};
    return addresses;
}

}  // namespace

HostLookup::HostLookup(asio::io_context& io, HostDoor door) : io_(io), door_(std::move(door)), answered_(io) {}

HostLookup::~HostLookup() {
    if (!asked_) return;
    const std::lock_guard lock{asked_->mutex};
    asked_->tell = nullptr;  // Behind this the thread touches nothing of ours.
}

void HostLookup::interrupt() {
    interrupted_ = true;
    answered_.cancel();
}

asio::awaitable<Found> HostLookup::find(std::string host, std::chrono::milliseconds time) {
    boost::system::error_code no_number;
    const auto number = asio::ip::make_address(host, no_number);
    if (!no_number) co_return Addresses{number};
    interrupted_ = false;
    if (!asked_ || asked_->host != host) {
        if (asked_) {
            const std::lock_guard lock{asked_->mutex};
            asked_->tell = nullptr;
        }
        asked_ = std::make_shared<Asked>(host);
        asked_->tell = [this] { asio::post(io_, [this] { answered_.cancel(); }); };
        try {
            std::thread{[asked = asked_, door = door_] {
                Said said = door(asked->host);
                const std::lock_guard lock{asked->mutex};
                asked->said = std::move(said);
                if (asked->tell) asked->tell();
            }}.detach();
        } catch (const std::system_error&) {
            asked_.reset();
            co_return Error{std::string{"this laptop has no thread left to look the name up"}};
        }
    }
    const auto until = std::chrono::steady_clock::now() + time;
    for (;;) {
        {
            const std::lock_guard lock{asked_->mutex};
            if (asked_->said) break;
        }
        if (interrupted_ || std::chrono::steady_clock::now() >= until)
            co_return Error{std::string{"the name of the server is looked up, which takes long"}};
        answered_.expires_at(until);
        co_await answered_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    const auto asked = std::exchange(asked_, nullptr);
    const std::lock_guard lock{asked->mutex};
    co_return numbers_of(*asked->said);
}

}  // namespace heatline::timing
