#include "tools/bench/load_round.h"

#include "tools/bench/table.h"
#include "tools/bench/temp_meet.h"

namespace heatline::bench {

Result<Round, std::string> run_round(const Options& options, const RoundShape& shape) {
    auto meet = make_temp_meet(options.dir, shape.connections);
    if (!meet) return Error{meet.error()};
    std::vector<Requests> requests;
    for (const std::string& token : meet->tokens) {
        requests.push_back(reading_requests(token, "bench-1", shape.requests, shape.readings_a_request, wall_clock()));
    }
    auto server = ServerProcess::start(options.program, meet->folder->path());
    if (!server) return Error{server.error()};
    const auto cpu_before = (*server)->threads_cpu_us();
    auto load = shape.every_us > 0 ? run_paced((*server)->port(), requests, shape.every_us)
                                   : run_load((*server)->port(), requests);
    if (!load) return Error{load.error()};
    const auto cpu_after = (*server)->threads_cpu_us();

    Round round;
    round.load = std::move(*load);
    if (round.load.refused > 0) {
        return Error{std::to_string(round.load.refused) +
                     " requests were refused, the first with: " + round.load.first_refusal};
    }
    round.readings = static_cast<std::int64_t>(shape.connections * shape.requests * shape.readings_a_request);
    round.cpu = "of a core, the server's threads in order of start:";
    for (std::size_t i = 0; i < cpu_after.size(); ++i) {
        const std::int64_t before = i < cpu_before.size() ? cpu_before[i] : 0;
        round.cpu += " " + percent(cpu_after[i] - before, round.load.us);
    }
    round.cpu += "; this load client: " + percent(round.load.cpu_us, round.load.us);
    return round;
}

}  // namespace heatline::bench
