#pragma once
// POST /api/v1/readings: lines of one device, in order, each a reading; contract part 6.
//
// Each line is accepted, is a duplicate, or is kept in quarantine under the number that is due; a conflict, a gap or a
// reading that the role may not post stops there, and the lines before it stand. Nothing is answered before all that
// was taken is durable. io thread.

#include <boost/asio/awaitable.hpp>
#include <string_view>

#include "timing/net/answer.h"
#include "timing/net/reading_json.h"
#include "timing/pipeline.h"

namespace heatline::timing {

// `body` lives until the answer is there. `now` is asked once a request.
boost::asio::awaitable<Answer> post_readings(Pipeline& pipeline, ReadingParser& parser, DeviceId device,
                                             std::string_view body, Instant now);

}  // namespace heatline::timing
