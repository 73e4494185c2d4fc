#pragma once
// HttpSession: one connection, from its first byte to its last. HTTP/1.1 with keep-alive; only I/O happens here.
//
// Every wait has a deadline, every size a bound (timing/limits.h), and every session ends in one place. io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <set>

#include "timing/limits.h"
#include "timing/net/api.h"

namespace heatline::timing {

// The connections that are open, so that a stop can end them.
class OpenConnections {
public:
    struct Connection {
        bool answering = false;  // A request is being worked on: a stop waits for its answer.
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

// Serves `socket` until either side is done. The references outlive the session.
boost::asio::awaitable<void> serve_http(boost::asio::ip::tcp::socket socket, Api& api, OpenConnections& connections,
                                        const limits::ServerBounds& bounds);

}  // namespace heatline::timing
