#pragma once
// HostLookup: the addresses of a server's host, without ever holding anybody up.
//
// A numeric address is taken as it is. A name goes to the system, which may take half a minute to say that it knows
// nothing and cannot be interrupted; so each look-up has a thread of its own that nobody waits for: it owns what it
// writes to, and when it ends after this object, or after the program's end has begun, nobody hears of it. At most one
// is under way: who asks again meanwhile waits for that one.
//
// io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "timing/station/host_door.h"

namespace heatline::timing {

using Addresses = std::vector<boost::asio::ip::address>;

class HostLookup {
public:
    // `door` is called on threads that may outlive this object.
    HostLookup(boost::asio::io_context& io, HostDoor door);
    ~HostLookup();
    HostLookup(const HostLookup&) = delete;
    HostLookup& operator=(const HostLookup&) = delete;

    // Waits no longer than `time`, and no longer than until interrupt().
    boost::asio::awaitable<Result<Addresses, std::string>> find(std::string host, std::chrono::milliseconds time);
    void interrupt();

private:
    struct Asked;

    boost::asio::io_context& io_;
    const HostDoor door_;
    boost::asio::steady_timer answered_;
    std::shared_ptr<Asked> asked_;  // Under way, or done and not looked at.
    bool interrupted_ = false;
};

}  // namespace heatline::timing
