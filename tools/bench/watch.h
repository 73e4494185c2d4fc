#pragma once
// Watching: viewers of the stream, and a device whose finishes they wait for, from one thread.

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/base/result.h"
#include "tools/bench/measure.h"
#include "tools/bench/requests.h"

namespace heatline::bench {

// Opens `viewers` streams and sends a request of `finishers` every `every_us`; request i gives the finish whose
// elapsed_ms is 300,000 + 1,000 i. A sample for each viewer and finish: from the answer to the request until the bytes
// of that finish have come. The error says what did not come.
Result<Samples, std::string> watch_finishes(std::uint16_t port, std::size_t viewers, const Requests& finishers,
                                            std::int64_t every_us);

}  // namespace heatline::bench
