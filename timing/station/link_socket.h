#pragma once
// LinkSocket: one WebSocket connection to the server, whatever carries it.
//
// Over TLS the server must show the certificate that the token names: before that not a byte of the token goes out.
// Plain connections are for this machine. A read and a write may be under way at once, two of a kind not. io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "timing/limits.h"
#include "timing/server_address.h"
#include "timing/station/host_lookup.h"

namespace heatline::timing {

// Why there is no connection, as far as people can do something about it.
struct LinkRefusal {
    enum class Kind : std::uint8_t {
        unreachable,  // Nobody answers; it may come back by itself.
        token,        // The server does not know the token, or not any more.
        denied,       // It knows it, and does not let it in this way.
        stranger,     // Another server answers there, or it cannot be told which.
        no_station,   // What answers is no Heatline of a version that has stations.
    };
    Kind kind = Kind::unreachable;
    std::string sentence;
};

class LinkSocket {
public:
    struct Frame {
        boost::system::error_code error;
        bool binary = false;
        std::string bytes;
    };

    // `lookup` outlives it.
    static std::unique_ptr<LinkSocket> make(boost::asio::io_context& io, HostLookup& lookup,
                                            const ServerAddress& server, const std::string& token);
    virtual ~LinkSocket() = default;

    // Connects within the bounds for that. Once, first. Nothing: it is open.
    virtual boost::asio::awaitable<std::optional<LinkRefusal>> open(const limits::LinkBounds& bounds) = 0;
    virtual boost::asio::awaitable<Frame> read() = 0;
    virtual boost::asio::awaitable<boost::system::error_code> write(const std::string& text) = 0;
    // Ends everything that waits, with an error.
    virtual void close() = 0;
};

}  // namespace heatline::timing
