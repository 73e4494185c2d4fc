// Figure 2: one reading a request, as a tapper sends: many small promises a second, and how soon each is kept.

#include <algorithm>

#include "tools/bench/load_round.h"
#include "tools/bench/plain_insert.h"
#include "tools/bench/table.h"
#include "tools/bench/temp_meet.h"

namespace heatline::bench {

Figure single_readings(const Options& options) {
    constexpr std::int64_t kGoalRate = 20'000, kGoalP50 = 1'000;
    constexpr std::int64_t kExpectedRate = 15'000;
    Figure figure;
    const auto folder = TempFolder::make(options.dir);
    if (!folder) return not_taken("2 one reading a request", folder.error());
    for (const std::size_t connections : {std::size_t{16}, std::size_t{32}}) {
        const std::string name = "2 readings/s, one a request, " + std::to_string(connections) + " connections";
        const auto requests =
            static_cast<std::size_t>(options.quick ? 6'400 : options.seconds * kExpectedRate) / connections;
        // Beside it: commits of as many readings as can be under way at once. More no server can put in one commit.
        const auto batches = encoded_batches(std::min<std::size_t>(requests, 500) * connections, connections);
        const bool promised = connections == 16;  // The goal speaks of 16; 32 shows what waits behind it.
        Samples served, p50, p99, plain;
        std::string cpu;
        for (int repeat = 0; repeat < options.repeats(); ++repeat) {
            const auto us = insert_plainly((*folder)->path(), batches);
            if (!us) return not_taken(name, us.error());
            plain.add(rate(static_cast<std::int64_t>(batches.size() * connections), *us));
            const auto round = run_round(options, {connections, requests, 1, 0});
            if (!round) return not_taken(name, round.error());
            served.add(rate(round->readings, round->load.us));
            p50.add(round->load.latency.median());
            p99.add(round->load.latency.p99());
            cpu = round->cpu;
        }
        figure.rows.push_back({name, grouped(served.median()) + "/s", grouped(plain.median()) + "/s plain SQLite",
                               "goal 20,000/s", verdict(served.median() >= kGoalRate)});
        figure.rows.push_back(
            {"  acknowledged within, p50 (p99)", duration_text(p50.median()) + " (" + duration_text(p99.median()) + ")",
             "", promised ? "goal p50 below 1 ms" : "", promised ? verdict(p50.median() < kGoalP50) : Verdict::shown});
        figure.notes.push_back(std::to_string(connections) + " connections: " + cpu);
    }
    figure.notes.push_back(
        "plain SQLite commits 16 (or 32) readings at a time: the most that can be under way at once");
    return figure;
}

}  // namespace heatline::bench
