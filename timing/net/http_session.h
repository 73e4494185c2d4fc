#pragma once
// HttpSession: one connection, from its first byte to its last. HTTP/1.1 with keep-alive; only I/O happens here.
//
// Every wait has a deadline, every size a bound (timing/limits.h), and every session ends in one place. io thread.

#include <boost/asio/awaitable.hpp>
#include <memory>

#include "timing/limits.h"
#include "timing/net/handler.h"
#include "timing/net/open_connections.h"
#include "timing/net/wire.h"

namespace heatline::timing {

// Serves who is at the other end of `wire` until either side is done. The references outlive the session.
boost::asio::awaitable<void> serve_http(std::unique_ptr<Wire> wire, Handler& handler, OpenConnections& connections,
                                        const limits::ServerBounds& bounds);

}  // namespace heatline::timing
