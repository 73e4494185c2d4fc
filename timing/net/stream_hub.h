#pragma once
// StreamHub: GET /api/v1/stream. Everybody who watches, and what they watch.
//
//   retry: 2000
//
//   event: heat | result | message
//   data: {…}
//   id: SEQ                 (on the last event of a seq: see stream_table.h)
//
// While somebody watches and something new is durable, at most every kStreamTick, the hub asks for a picture. On the
// replica's thread that becomes what changed, once for each kind of onlooker who is there (stream_rows.h); on the io
// thread the changes enter the kind's table, and a viewer copies from it what it has not had. So a viewer costs one
// chunk of memory, the thread that takes readings makes no rows, and nothing is shown before it is durable.
//
// A viewer begins with a picture that holds everything accepted before it came. With a `Last-Event-ID` that this table
// can answer for, it gets what changed since; after a restart, or with an id that is none of ours, the message `start`
// and everything. Messages are {"code":…,"text":…}:
//
//   start     everything follows; forget the rows you have
//   too-slow  you did not take what was sent and were cut off; what you missed follows
//   revoked   the token is no longer good; this is the end
//   stop      the stream stops here, because the server does or because something failed; connect again
//
// A viewer who does not take a chunk within the session's time for an answer is cut off by the session; the hub knows
// it by its device, or by its address, and tells it when it comes back. io thread.

#include <array>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <exception>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "timing/limits.h"
#include "timing/net/access.h"
#include "timing/net/answer.h"
#include "timing/net/doors.h"
#include "timing/pipeline.h"

namespace heatline::timing {

class StreamHub : public std::enable_shared_from_this<StreamHub> {
public:
    // `pipeline` and `doors` live as long as the io_context runs.
    StreamHub(Pipeline& pipeline, const Doors& doors, const limits::ServerBounds& bounds)
        : pipeline_(pipeline), doors_(doors), bounds_(bounds) {}

    // `last_event_id` is the header's value, empty when there is none; `peer` the other side's address, without a port.
    boost::asio::awaitable<Answer> watch(Caller caller, std::string last_event_id, std::string peer);
    // Tells everybody that the server stops, and ends their streams. Whoever comes later is told so at once.
    void stop();

    std::size_t viewers() const { return viewers_.size(); }

private:
    class StreamViewer;
    struct Kind;  // A kind of onlooker: its rows and its table.
    static constexpr std::size_t kKinds = 5;

    boost::asio::awaitable<void> follow();
    boost::asio::awaitable<void> refresh();
    void broken(std::exception_ptr thrown);
    void remember_slow(const std::string& who);
    bool take_slow(const std::string& who);

    Pipeline& pipeline_;
    const Doors& doors_;
    limits::ServerBounds bounds_;
    std::array<std::shared_ptr<Kind>, kKinds> kinds_;  // By Onlooker; null until somebody of the kind comes.
    std::set<StreamViewer*> viewers_;
    std::deque<std::string> slow_;  // Who was cut off, and is to be told.
    Seq seen_ = 0;                  // Of the last picture.
    std::uint64_t pictures_asked_ = 0, pictures_seen_ = 0;
    bool following_ = false;
    bool stopped_ = false;
};

}  // namespace heatline::timing
