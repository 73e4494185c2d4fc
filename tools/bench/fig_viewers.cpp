// Figure 10: from the acknowledgement of a finish to its arrival at each of 500 viewers of the stream, on a heat of 300
// children of whom one finishes every 50 ms. Beside it, the same with one viewer.

#include <algorithm>
#include <map>

#include "tools/bench/load.h"
#include "tools/bench/server_process.h"
#include "tools/bench/table.h"
#include "tools/bench/temp_meet.h"
#include "tools/bench/watch.h"

namespace heatline::bench {
namespace {

constexpr const char* kName = "10 durable to received p99, 500 viewers";
constexpr std::uint32_t kChildren = 300;
constexpr std::int64_t kEveryUs = 50'000;

// A heat that has started, of a team of `kChildren`, whose bibs are 1000 and on.
bool fill(timing::MeetFolder& folder, Instant gun) {
    std::vector<Fact> facts;
    const auto add = [&](FactBody body) { facts.push_back({gun, "bench", {}, std::move(body)}); };
    Team team;
    team.name = "Lincoln";
    add(TeamSaved{TeamId{0u}, team});
    PlannedHeat heat{"1", BandId::none(), "mile", "finish", gun, {}};
    for (std::uint32_t i = 0; i < kChildren; ++i) {
        Runner runner;
        runner.team = TeamId{0u};
        runner.first = "Child" + std::to_string(i);
        add(RunnerSaved{RunnerId{i}, runner});
        add(BibBound{std::to_string(1000 + i), RunnerId{i}, {}});
        heat.placements.push_back({RunnerId{i}, 0});
    }
    add(PlanSaved{{heat}});
    Reading start;
    start.epoch = "gun";
    start.seq = 1;
    start.kind = ReadingKind::start;
    start.heat = "1";
    start.at = gun;
    add(ReadingTaken{DeviceId{0u}, start});
    return folder.record(facts).ok();
}

Result<Samples, std::string> latency_of(const Options& options, std::size_t viewers, std::uint32_t finishes) {
    const Instant gun = wall_clock();
    const auto meet = make_temp_meet(options.dir, 1, [&](timing::MeetFolder& folder) { return fill(folder, gun); });
    if (!meet) return Error{meet.error()};
    const auto server = ServerProcess::start(options.program, meet->folder->path());
    if (!server) return Error{server.error()};
    Requests finishers;
    for (std::uint32_t i = 0; i < finishes; ++i) {
        const std::string body = "{\"epoch\":\"\",\"seq\":" + std::to_string(i + 1) + ",\"kind\":\"select\",\"at\":\"" +
                                 format_rfc3339(gun + seconds(300 + i)) + "\",\"bib\":\"" + std::to_string(1000 + i) +
                                 "\"}\n";
        finishers.bytes += "POST /api/v1/readings HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " +
                           meet->tokens.front() +
                           "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + std::to_string(body.size()) +
                           "\r\n\r\n" + body;
        finishers.ends.push_back(finishers.bytes.size());
    }
    return watch_finishes((*server)->port(), viewers, finishers, kEveryUs);
}

}  // namespace

Figure viewers(const Options& options) {
    const std::uint32_t finishes = options.quick ? 20 : kChildren;
    const auto one = latency_of(options, 1, finishes);
    if (!one) return not_taken(kName, one.error());
    const auto all = latency_of(options, options.quick ? 50 : 500, finishes);
    if (!all) return not_taken(kName, all.error());
    return {{{kName, duration_text(all->p99()), duration_text(one->p99()) + " one viewer", "goal 200.0 ms",
              verdict(all->p99() <= 200'000)}},
            {"p50 " + duration_text(all->median()) + ", max " + duration_text(all->max()) + ", of " +
             grouped(static_cast<std::int64_t>(all->count())) + " arrivals"}};
}

}  // namespace heatline::bench
