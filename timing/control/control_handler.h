#pragma once
// ControlHandler: who answers on the control socket. Everything of contract part 6, as the director; and what commands
// need that work in a process of their own:
//
//   GET  /control/v1/rows?from=SEQ      where the journal ends and its rows from SEQ on (journal/row.h), bounded
//   POST /control/v1/facts?as_of=SEQ    facts worked out as of SEQ, as rows; {"seq":N} once all are durable, or 409
//   GET  /control/v1/snapshot           the snapshot as bytes (snapshot_bytes.h)
//
// A long proposal is taken in slices, between which readings come in: a crash in the middle leaves its first part,
// which the same import completes. io thread.

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "timing/clock.h"
#include "timing/net/handler.h"
#include "timing/pipeline.h"

namespace heatline::timing {

class ControlHandler final : public Handler {
public:
    // `others` answers what is not asked of the control socket alone.
    ControlHandler(Pipeline& pipeline, Handler& others, const MeetClock& clock)
        : pipeline_(pipeline), others_(others), clock_(clock) {}

    // Whoever is here may open the meet's folder: no stranger.
    bool knows(std::string_view) const override { return true; }
    boost::asio::awaitable<Answer> answer(Request request) override;

private:
    boost::asio::awaitable<Answer> rows(std::string_view query);
    boost::asio::awaitable<Answer> snapshot();
    boost::asio::awaitable<Answer> take_facts(std::string_view query, std::string_view body);
    // The sentence why the rest was not taken; empty when all was.
    boost::asio::awaitable<std::string> accept_all(std::vector<Fact>& facts);

    Pipeline& pipeline_;
    Handler& others_;
    const MeetClock& clock_;
};

}  // namespace heatline::timing
