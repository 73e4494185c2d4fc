#pragma once
// Handler: who answers the requests of a session. io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <string_view>

#include "timing/net/access.h"
#include "timing/net/answer.h"
#include "timing/net/entrance.h"

namespace heatline::timing {

struct Request {
    Method method = Method::get;
    std::string_view target;  // Path and query.
    std::string_view authorization;
    std::string_view body;
    Entrance entrance = Entrance::guarded;
    boost::asio::ip::address peer;   // As of the wire.
    std::string_view last_event_id;  // Of a stream that broke off.
    bool web_socket = false;         // It asks to become one.
};

class Handler {
public:
    virtual ~Handler() = default;
    // Whether this Authorization header names a device of the meet.
    virtual bool knows(std::string_view /*authorization*/) const { return false; }
    // The request's texts live until the answer is there.
    virtual boost::asio::awaitable<Answer> answer(Request request) = 0;
};

}  // namespace heatline::timing
