#pragma once
// Listener: the server's port. Binds it, accepts, and hands each connection that finds room to whoever serves it.
//
// One that finds none is closed at once. When the system has no room for another open file, a stranger gives way.
// io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "timing/meet.h"
#include "timing/net/open_connections.h"

namespace heatline::timing {

class Listener {
public:
    using Socket = boost::asio::ip::tcp::socket;

    Listener(boost::asio::io_context& io, OpenConnections& connections) : acceptor_(io), connections_(connections) {}

    // `host` is a name or an address; port 0 picks a free one. The problem says in one line why it cannot be had.
    std::optional<MeetProblem> listen(const std::string& host, std::uint16_t port);
    // What was bound.
    boost::asio::ip::tcp::endpoint where() const { return acceptor_.local_endpoint(); }

    // Runs until close(). `serve` starts a session and returns.
    boost::asio::awaitable<void> accept(std::function<void(Socket, boost::asio::ip::address from)> serve);
    void close();

private:
    boost::asio::ip::tcp::acceptor acceptor_;
    OpenConnections& connections_;
};

// Raises how many files this process may have open towards `wanted`, as far as it may. Returns how many that is now.
std::size_t raise_open_files(std::size_t wanted);

// `bounds`, with as many connections as `open_files` hold beside the journal's own.
limits::ServerBounds within(limits::ServerBounds bounds, std::size_t open_files);

}  // namespace heatline::timing
