#pragma once
// Load: sends prepared requests over several connections from one thread and measures each answer.
//
// It does as little as can be done: bytes are ready, and of an answer only the status and the length are read, because
// the server runs on the same cores. One request is under way on a connection at a time. The calling thread.

#include <span>
#include <string>

#include "engine/base/result.h"
#include "tools/bench/measure.h"
#include "tools/bench/requests.h"

namespace heatline::bench {

struct LoadResult {
    std::int64_t us = 0;        // From the first byte sent to the last answer.
    std::int64_t cpu_us = 0;    // Of this thread meanwhile.
    std::size_t refused = 0;    // Answers that do not say that all was taken.
    std::string first_refusal;  // What the first of them said.
    Samples latency;            // Of each answer.
};

// Each connection sends its next request as soon as the last is answered.
Result<LoadResult, std::string> run_load(std::uint16_t port, std::span<const Requests> connections);

// Each connection has a request due every `every_us`, the connections evenly apart, whether or not the last one is
// answered. Latency counts from when a request was due: waiting behind a slow answer is counted too.
Result<LoadResult, std::string> run_paced(std::uint16_t port, std::span<const Requests> connections,
                                          std::int64_t every_us);

}  // namespace heatline::bench
