#pragma once
// OpenConnections: who is connected, whether there is room for one more, and how a stop ends them.
//
// A connection is a stranger until it has shown a token that is known. Strangers have bounds of their own, so that
// devices always find room; where a bound is reached, the stranger that has been quiet longest gives way to the new
// one, which may be a device that is about to say so. Devices and requests under way never give way. io thread.

#include <boost/asio/ip/address.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>

#include "timing/limits.h"

namespace heatline::timing {

class OpenConnections {
public:
    enum class Doing : std::uint8_t {
        waiting,    // For a request, or for the rest of one.
        answering,  // A request is being worked on: a stop waits for its answer.
        streaming,  // An answer that has no end: a stop ends it.
    };
    struct Connection {
        boost::asio::ip::address from;  // Of this machine: not counted by address.
        std::function<void()> close;
        Doing doing = Doing::waiting;
        bool stranger = true;

    private:
        friend class OpenConnections;
        std::list<Connection*>::iterator place;
        bool counted = false;
    };

    explicit OpenConnections(const limits::ServerBounds& bounds) : bounds_(bounds) {}

    std::size_t size() const { return strangers_.size() + known_.size(); }
    bool stopping() const { return stopping_; }

    // Whether one more from `from` may come; a stranger may have been closed for it.
    bool make_room(const boost::asio::ip::address& from);
    // Closes one stranger, where the system has no room for another connection. False when there is none to close.
    bool close_a_stranger();

    // The connection lives until remove().
    void add(Connection& connection);
    void remove(Connection& connection);
    // It has shown a token that is known.
    void no_stranger(Connection& connection);
    // It has asked something just now.
    void not_quiet(Connection& connection);

    // Closes those that are not answering; the others close after their answer.
    void stop();
    // Closes all.
    void close_all();

private:
    bool give_way(const std::function<bool(const Connection&)>& may);
    void close(const std::function<bool(const Connection&)>& which);

    const limits::ServerBounds& bounds_;
    std::list<Connection*> strangers_;  // The one that has been quiet longest first.
    std::list<Connection*> known_;
    bool stopping_ = false;
};

}  // namespace heatline::timing
