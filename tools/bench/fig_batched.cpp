// Figure 1: durable readings acknowledged per second, posted 200 at a time over 16 connections, hash chain on; beside
// it, what one thread puts into SQLite when it does nothing else. Baseline and server take turns, because the disk is
// shared and its mood changes.

#include "timing/journal/writer.h"
#include "tools/bench/load_round.h"
#include "tools/bench/plain_insert.h"
#include "tools/bench/table.h"
#include "tools/bench/temp_meet.h"

namespace heatline::bench {

Figure batched_readings(const Options& options) {
    constexpr const char* kName = "1 readings/s, 16 connections x 200 a request";
    constexpr std::size_t kConnections = 16, kBatch = 200;
    constexpr std::int64_t kExpectedRate = 120'000;
    const std::int64_t readings = options.quick ? 64'000 : options.seconds * kExpectedRate;
    const auto requests = static_cast<std::size_t>(readings) / (kConnections * kBatch);

    const auto folder = TempFolder::make(options.dir);
    if (!folder) return not_taken(kName, folder.error());
    const auto batches = encoded_batches(requests * kConnections * kBatch, kBatch);
    Samples plain, served, latency;
    std::string cpu;
    const auto measure_plain = [&]() -> Result<Done, std::string> {
        const auto us = insert_plainly((*folder)->path(), batches);
        if (!us) return Error{us.error()};
        plain.add(rate(static_cast<std::int64_t>(batches.size() * kBatch), *us));
        return Done{};
    };
    if (const auto done = measure_plain(); !done) return not_taken(kName, done.error());
    for (int repeat = 0; repeat < options.repeats(); ++repeat) {
        const auto round = run_round(options, {kConnections, requests, kBatch, 0});
        if (!round) return not_taken(kName, round.error());
        served.add(rate(round->readings, round->load.us));
        latency.add(round->load.latency);
        cpu = round->cpu;
        if (const auto done = measure_plain(); !done) return not_taken(kName, done.error());
    }
    // The server may commit what several connections sent as one; what that alone is worth.
    const auto large =
        insert_plainly((*folder)->path(), encoded_batches(requests * kConnections * kBatch, timing::kFactsPerCommit));
    if (!large) return not_taken(kName, large.error());
    const std::int64_t measured = served.median(), baseline = plain.median();
    return {{{kName, grouped(measured) + "/s", grouped(baseline) + "/s plain SQLite",
              percent(measured, baseline) + " of it, goal 75 %", verdict(measured * 4 >= baseline * 3)}},
            {"answers p50 " + duration_text(latency.median()) + ", p99 " + duration_text(latency.p99()) + "; server " +
                 grouped(served.at_permille(0)) + " to " + grouped(served.max()) + ", plain " +
                 grouped(plain.at_permille(0)) + " to " + grouped(plain.max()),
             "plain SQLite with " + grouped(timing::kFactsPerCommit) +
                 " a transaction, the most of one commit of the server: " +
                 grouped(rate(static_cast<std::int64_t>(requests * kConnections * kBatch), *large)) + "/s",
             cpu}};
}

}  // namespace heatline::bench
