#pragma once
// Api: what each route does. Requests in, answers out; sockets are the session's business. io thread.

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "timing/net/doors.h"
#include "timing/net/handler.h"
#include "timing/net/reading_json.h"
#include "timing/net/station_hub.h"
#include "timing/net/stream_hub.h"
#include "timing/pipeline.h"

namespace heatline::timing {

class Api final : public Handler {
public:
    // By `clock` facts are dated, devices are told the time and stations are probed.
    Api(Pipeline& pipeline, const Doors& doors, const limits::ServerBounds& bounds, const MeetClock& clock);

    bool knows(std::string_view authorization) const override;
    boost::asio::awaitable<Answer> answer(Request request) override;
    // Ends the answers that have no end of their own.
    void stop();

private:
    Answer healthz() const;
    Answer time() const;
    boost::asio::awaitable<Answer> command(const Caller& caller, std::string_view body);
    boost::asio::awaitable<Answer> table(Route route, const Caller& caller, std::string_view query);
    Answer table_of(const Snapshot& snapshot, Route route, const Asker& asker, const std::string& heat_name) const;
    boost::asio::awaitable<Answer> journal(std::string_view query);
    Answer station(const Caller& caller, const Request& request);
    boost::asio::awaitable<Answer> watch(const Caller& caller, const Request& request);

    Pipeline& pipeline_;
    const Doors& doors_;
    const MeetClock& clock_;
    ReadingParser parser_;
    std::shared_ptr<StreamHub> streams_;
    std::shared_ptr<StationHub> stations_;
};

}  // namespace heatline::timing
