#pragma once
// Wire: one connection as the session sees it, whatever carries the bytes.
//
// A wire has one deadline. When it passes, the wire closes itself, and what is waited for ends with an error; so every
// wait is bounded by whoever set the deadline last. A read and a write may be under way at once, two of a kind not.
// Waits can be cancelled. io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <cstddef>
#include <memory>

#include "timing/net/entrance.h"
#include "timing/net/tls.h"

namespace heatline::timing {

class Wire {
public:
    struct Taken {
        boost::system::error_code error;
        std::size_t bytes = 0;
    };

    Wire() = default;
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    virtual ~Wire() = default;

    // What comes before the first byte of HTTP; within the deadline, or an own one that is shorter. Once, first.
    virtual boost::asio::awaitable<boost::system::error_code> open() = 0;
    // Which way the peer came in; after open().
    virtual Entrance entrance() const = 0;
    // Where it is; of a control socket, nowhere in particular.
    virtual boost::asio::ip::address peer() const = 0;
    virtual boost::asio::awaitable<Taken> read_some(boost::asio::mutable_buffer into) = 0;
    // All of both, `head` first.
    virtual boost::asio::awaitable<boost::system::error_code> write(boost::asio::const_buffer head,
                                                                    boost::asio::const_buffer body) = 0;
    virtual void expires_after(std::chrono::milliseconds time) = 0;
    virtual void expires_never() = 0;
    // How much the system may hold of what was written and not taken by the peer, before a write waits.
    virtual void hold_at_most(std::size_t bytes) = 0;
    // Ends everything that waits.
    virtual void close() = 0;
    // Tells the peer that nothing more comes; what it still sends can be read.
    virtual void shutdown_send() = 0;
};

// What the server's port takes.
struct Port {
    Tls tls;                            // Null: no TLS; what comes is taken for plain.
    bool plain_on_this_machine = true;  // Whether a plain peer on this machine is guarded.
    std::chrono::milliseconds handshake{};
};

// A TCP connection that was just accepted: its first byte tells TLS from plain. `port` outlives it.
std::unique_ptr<Wire> port_wire(boost::asio::ip::tcp::socket socket, boost::asio::ip::address peer, const Port& port);
// The meet's control socket.
std::unique_ptr<Wire> control_wire(boost::asio::local::stream_protocol::socket socket);

}  // namespace heatline::timing
