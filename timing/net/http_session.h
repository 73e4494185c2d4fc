#pragma once
// HttpSession: one connection, from its first byte to its last. HTTP/1.1 with keep-alive; only I/O happens here.
//
// Every wait has a deadline, every size a bound (timing/limits.h), and every session ends in one place. io thread.

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <set>

#include "timing/limits.h"
#include "timing/net/handler.h"
#include "timing/net/wire.h"

namespace heatline::timing {

// The connections that are open, so that a stop can end them.
class OpenConnections {
public:
    struct Connection {
        bool answering = false;  // A request is being worked on: a stop waits for its answer, if it has an end.
        std::function<void()> close;
    };

    std::size_t size() const { return open_.size(); }
    bool stopping() const { return stopping_; }
    void add(Connection* connection) { open_.insert(connection); }
    void remove(Connection* connection) { open_.erase(connection); }
    // Closes those that are idle; the others close after their answer.
    void stop();
    // Closes all.
    void close_all();

private:
    std::set<Connection*> open_;
    bool stopping_ = false;
};

// Serves who is at the other end of `wire` until either side is done. The references outlive the session.
boost::asio::awaitable<void> serve_http(std::unique_ptr<Wire> wire, Handler& handler, OpenConnections& connections,
                                        const limits::ServerBounds& bounds);

}  // namespace heatline::timing
