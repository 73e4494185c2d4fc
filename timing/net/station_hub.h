#pragma once
// StationHub: GET /api/v1/station. Everybody who is connected by the station protocol (timing/PROTOCOL.md), and what
// they share: the table of stations, the feed of facts, the tables of names.
//
// Names are looked for while somebody is there who may know any: the replica's thread puts them into the tables, at
// most every kStationNamesTick, and meanwhile nobody here reads them. io thread.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "timing/clock.h"
#include "timing/limits.h"
#include "timing/net/access.h"
#include "timing/net/answer.h"
#include "timing/net/fact_feed.h"
#include "timing/net/reading_json.h"
#include "timing/net/station_names.h"
#include "timing/net/station_table.h"
#include "timing/pipeline.h"

namespace heatline::timing {

class StationSession;

class StationHub : public std::enable_shared_from_this<StationHub> {
public:
    // A command as POST /api/v1/commands takes it.
    using Ask = std::function<boost::asio::awaitable<Answer>(const Caller&, std::string_view body)>;
    struct Parts {
        Pipeline& pipeline;
        limits::ServerBounds bounds;
        const MeetClock& clock;
        Ask ask;
    };

    // What `parts` refers to lives as long as the io_context runs.
    explicit StationHub(Parts parts);

    // Who speaks for `caller` from here on.
    std::shared_ptr<SocketUser> open(const Caller& caller);
    // Tells everybody that the server stops, or that its journal failed, and ends their connections.
    void stop();

    // ---- for the sessions

    const State& state() const { return parts_.pipeline.state(); }
    Pipeline& pipeline() { return parts_.pipeline; }
    const limits::ServerBounds& bounds() const { return parts_.bounds; }
    Instant now() const { return parts_.clock.now(); }
    StationTable& table() { return table_; }
    FactFeed& feed() { return *feed_; }
    ReadingParser& parser() { return parser_; }
    const Ask& ask() const { return parts_.ask; }
    bool stopped() const { return stopped_; }

    void enter(StationSession& session, const boost::asio::any_io_executor& executor);
    void leave(StationSession& session);
    // The names that `viewer` has not seen, if they can be read just now. The first to ask makes their table.
    std::vector<StationNames::Name> names(const Viewer& viewer, std::uint64_t& seen);

private:
    using NamesKey = std::pair<Audience, TeamId>;

    boost::asio::awaitable<void> follow_names();
    void wake_all();

    Parts parts_;
    StationTable table_;
    std::shared_ptr<FactFeed> feed_;
    ReadingParser parser_;
    std::set<StationSession*> sessions_;
    std::map<NamesKey, std::shared_ptr<StationNames>> names_;
    std::shared_ptr<boost::asio::steady_timer> names_pause_;  // While they are followed.
    Seq names_seen_ = 0;
    bool names_wanted_ = false;  // A table was made that no snapshot has filled.
    bool looking_ = false;       // The tables are the replica's.
    bool stopped_ = false;
};

}  // namespace heatline::timing
